// Counts changes of the DOM in one document, so that settle.c can tell when it rests.
// Runs in BROWSER_WORLD of every frame; the page cannot see it.
(() => {
	if (globalThis.apprenticeQuiet)
		return;
	const LIMIT = 1000;     // remembered moments; a busier page only loses its count
	let moments = [];       // [wall time, changes], oldest first
	let last = performance.now();
	let scanned = false;
	const watched = new WeakSet();

	const observer = new MutationObserver(records => {
		last = performance.now();
		moments.push([Date.now(), records.length]);
		if (moments.length > LIMIT)
			moments = moments.slice(LIMIT / 2);
	});

	const watch = root => {
		watched.add(root);
		observer.observe(root, {
			subtree: true, childList: true, attributes: true, characterData: true,
		});
	};

	// An observer does not see into shadow roots, and nothing tells of new ones.
	const findShadowRoots = root => {
		for (const element of root.querySelectorAll('*')) {
			const inner = element.shadowRoot;
			if (!inner)
				continue;
			if (!watched.has(inner)) {
				watch(inner);
				if (scanned)
					last = performance.now();
			}
			findShadowRoots(inner);
		}
	};

	watch(document);
	globalThis.apprenticeQuiet = {
		// [milliseconds since the last change, changes since the wall time `moment`,
		// the page's title or null in an inner frame]
		read(moment) {
			findShadowRoots(document);
			scanned = true;
			const recent = moments.filter(([time]) => time >= moment);
			return [
				performance.now() - last,
				recent.reduce((sum, [, changes]) => sum + changes, 0),
				parent === window ? document.title : null,
			];
		},
	};
})();
