// Questions about a document as it is now, between two reports: apprenticePage.shows(selector) and
// apprenticePage.secretBoxes(selector). Shadow roots are looked into, closed ones where a report has
// opened them.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.shows)
	return;
const { dom, page, shadowOf, isSecret, isVisible, rectOf } = api;

const FIELDS = 'input,textarea,select,[contenteditable]';

const all = (root, selector) => root === document ? page.querySelectorAll(root, selector) :
	root.querySelectorAll(selector);

// The document and every shadow root below it.
function* roots(root = document) {
	yield root;
	for (const el of all(root, '*')) {
		const inner = shadowOf(el);
		if (inner)
			yield* roots(inner);
	}
}

// Whether the CSS selector matches an element that is drawn.
function shows(selector) {
	for (const root of roots())
		for (const el of all(root, selector))
			if (dom.checkVisibility(el))
				return true;
	return false;
}

// Where secret fields are drawn, those of the declared selector included: [x, y, width, height] in
// this frame's viewport; and the viewport's width.
function secretBoxes(selector) {
	const boxes = [];
	for (const root of roots())
		for (const el of all(root, FIELDS)) {
			const { x, y, width, height } = rectOf(el);
			if (width > 0 && height > 0 && isSecret(el, undefined, selector) && isVisible(el))
				boxes.push([x, y, width, height]);
		}
	return { width: innerWidth, boxes };
}

Object.assign(api, { shows, secretBoxes });
})();
