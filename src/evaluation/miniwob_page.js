// The protocol's part in a page of MiniWoB++, in the page's own world.
(() => ({
	async begin(seed, scale) {
		if (document.readyState !== 'complete')
			await new Promise(loaded => addEventListener('load', loaded, { once: true }));
		const style = document.head.appendChild(document.createElement('style'));
		style.textContent = '#query, #query *, #reward-display, #reward-display *, ' +
			'#sync-task-cover, #click-canvas { visibility: hidden !important; }';
		core.EPISODE_MAX_TIME *= scale;
		Math.seedrandom(seed);
		core.setDataMode('train');
		core.startEpisodeReal();
		while (!WOB_TASK_READY)
			await new Promise(later => setTimeout(later, 10));
		const goal = core.getUtterance();
		return String(goal.utterance ?? goal);
	},
	look() {
		return { over: WOB_DONE_GLOBAL === true, reward: Number(WOB_RAW_REWARD_GLOBAL) };
	}
}))()
