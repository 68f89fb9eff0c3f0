// What an examination meets of MiniWoB++: its globals, with as little behind them as will do.
var WOB_DONE_GLOBAL = false, WOB_RAW_REWARD_GLOBAL = 0, WOB_TASK_READY = true;
var seeded = 0; // the tests' pages do different things at different seeds
var core = { EPISODE_MAX_TIME: 60000, mode: '', timer: null };

Math.seedrandom = seed => {
	let state = seed * 777767777 % 2147483647; // seeds that are neighbours give unlike numbers
	seeded = seed;
	Math.random = () => (state = (state * 48271 + 11) % 2147483647) / 2147483647;
};
core.setDataMode = mode => { core.mode = mode; };
core.getUtterance = () => document.getElementById('query').textContent.trim();

core.startEpisodeReal = () => {
	genProblem();
	WOB_DONE_GLOBAL = false;
	WOB_RAW_REWARD_GLOBAL = 0;
	core.cover.style.display = 'none';
	core.timer = setTimeout(() => core.endEpisode(-1), core.EPISODE_MAX_TIME);
};

core.endEpisode = reward => {
	if (core.timer === null)
		return;
	clearTimeout(core.timer);
	core.timer = null;
	WOB_RAW_REWARD_GLOBAL = reward;
	WOB_DONE_GLOBAL = true;
	core.cover.style.display = 'block';
};

addEventListener('load', () => {
	document.body.insertAdjacentHTML('beforeend',
		'<div id="reward-display">Last reward: <b>none</b></div>' +
		'<div id="sync-task-cover" style="position: fixed; inset: 0; background: #111">START</div>');
	core.cover = document.getElementById('sync-task-cover');
});
