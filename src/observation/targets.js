// What can be clicked though only its drawing and the page's listeners (listeners.js) say so: empty boxes
// that are drawn somehow, and the parts of a box with a pointer cursor.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.isTarget)
	return;
const { ELEMENT, SKIPPED, dom, page, flatParent, rectOf, isHeard, listens } = api;
const { firstChild, nodeType, localName, firstElementChild, nextElementSibling } = dom;

const BOX_MINIMUM = 8, BOX_MAXIMUM = 240; // px: smaller is a line, larger lies under other things
const PARTS_MAXIMUM = 8, LEVELS_MAXIMUM = 4;
const BOX = 1, PICTURE = 2;
const TRANSPARENT = 'rgba(0, 0, 0, 0)';
let heardPart = new WeakSet(), hasParts = false;

const isHeardPart = el => hasParts && heardPart.has(el) && isHeard(el);

// How a box with nothing inside is drawn: 0, BOX, PICTURE.
function drawingOf(el, style) {
	if (style.content.startsWith('url(') || style.backgroundImage !== 'none')
		return PICTURE;
	if (el instanceof SVGElement)
		return style.fill === 'none' ? 0 : BOX;
	const drawn = style.backgroundColor !== TRANSPARENT || style.display === 'inline' ||
		(style.borderTopWidth !== '0px' && style.borderLeftWidth !== '0px');
	return drawn ? BOX : 0;
}

// Of pictures, it may be a box around them that listens for them.
function isListenedAround(el) {
	let level = 0;
	for (let outer = flatParent(el); outer && outer !== page.body(document); outer = flatParent(outer)) {
		if (level++ === LEVELS_MAXIMUM || nodeType(outer) !== ELEMENT)
			return false;
		if (listens(outer))
			return true;
	}
	return false;
}

function isTarget(el, style, alone) {
	if (isHeard(el))
		return true;
	const drawing = drawingOf(el, style);
	if (!drawing)
		return false;
	const { width, height } = rectOf(el);
	if (Math.min(width, height) < BOX_MINIMUM || Math.max(width, height) > BOX_MAXIMUM)
		return false;
	return listens(el) || (alone && drawing === PICTURE && isListenedAround(el));
}

// How many children and empty boxes inside a clickable box the page listens to on their own.
function heardParts(el, count) {
	let found = 0, left = PARTS_MAXIMUM;
	for (const part of dom.querySelectorAll(el, ':empty')) {
		if (left-- === 0)
			break;
		found += !SKIPPED.has(localName(part)) && isTarget(part, getComputedStyle(part), false);
	}
	if (count < 2 || count > PARTS_MAXIMUM)
		return found;
	for (let part = firstElementChild(el); part; part = nextElementSibling(part)) {
		if (firstChild(part) === null || !listens(part))
			continue;
		heardPart.add(part);
		hasParts = true;
		found++;
	}
	return found;
}

Object.assign(api, { isHeardPart, isTarget, heardParts });
})();
