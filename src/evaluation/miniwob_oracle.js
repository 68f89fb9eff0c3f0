// Asks an oracle for the next action. The ids are of observed elements that the action may be done
// on, best first: the one it is meant for, what stands in it, what wraps it around the same spot.
((oracles, task, goal, step) => {
	const CANDIDATES = 40;
	const centre = element => {
		const box = element.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	};
	const wrappers = element => {
		const box = element.getBoundingClientRect(), found = [];
		for (let outer = element.parentElement; outer; outer = outer.parentElement) {
			const [x, y] = centre(outer);
			if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
				found.push(outer);
		}
		return found;
	};
	const oracle = oracles[task];
	if (!oracle)
		return { known: false };
	const memory = globalThis.apprenticeOracleMemory ??= {};
	const next = oracle(goal, { step, memory });
	if (!next)
		return { known: true, does: '' };
	const at = next.at;
	return {
		known: true, does: next.do, value: String(next.value ?? ''),
		what: at ? at.outerHTML.slice(0, 80) : '',
		ids: at ? [at, ...at.querySelectorAll('*'), ...wrappers(at)].slice(0, CANDIDATES)
			.map(element => apprenticePage.idOf(element)) : []
	};
})
