// Makes an element ready for input, and checks at the very moment of the event that it still is.
//
// prepare() does Playwright's actionability checks in one call: there, visible, enabled, editable,
// still, scrolled into view, on top at the point given back. It retries until its
// time is over. A guard then waits for the event: if it would land elsewhere, it is swallowed.
// Shares the isolated world of src/observation/element.js and its global, apprenticePage.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (!api || api.prepare)
	return;
const { dom, words, attributesOf, elementById, flatParent, topElement, focusedElement,
	receives, isVisible, standIn, shownName,
	roleOf, isEditingHost, tidy, contentText, label } = api;
const { localName, getBoundingClientRect } = dom;

const PAUSES_MS = [0, 20, 100, 100, 250, 500]; // between attempts; the last one repeats
const FRAME_MS = 250;                          // a hidden tab draws no frames
const ALIGNMENTS = ['center', 'end', 'start', 'nearest'];
const POINTS = [[.5, .5], [.25, .5], [.75, .5], [.5, .25], [.5, .75]];

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const nextFrame = () => new Promise(resolve => {
	requestAnimationFrame(resolve);
	setTimeout(resolve, FRAME_MS);
});

// "dialog 'Cookies'" or "<div id=veil>", for people.
function describe(el) {
	if (!(el instanceof Element))
		return 'nothing';
	for (let node = el, i = 0; node instanceof Element && i < 4; node = flatParent(node), i++) {
		const { role, id, 'aria-label': spoken } = attributesOf(node);
		if (role || spoken || /^(dialog|a|button)$/.test(localName(node)))
			return `${roleOf(node)} '${shownName(node).slice(0, 60)}'`;
		if (id)
			return `<${localName(node)} id=${id.slice(0, 60)}>`;
	}
	const text = label(tidy(contentText(el, 60, new Set()))).slice(0, 60);
	return `<${localName(el)}>${text ? ` '${text}'` : ''}`;
}

// The element is what was observed, not another that took its place in a reused node.
function isSame(el, expected) {
	return !expected || expected.includes('\u2022\u2022') ||
		shownName(el).toWellFormed().startsWith(expected);
}

function isDisabled(el) {
	for (let node = el; node instanceof Element; node = flatParent(node))
		if (dom.getAttribute(node, 'aria-disabled') === 'true')
			return true;
	return dom.matches(el, ':disabled');
}

function isReadonly(el) {
	return Boolean(el.readOnly) || dom.getAttribute(el, 'aria-readonly') === 'true' ||
		(el.isContentEditable === false && isEditingHost(el, attributesOf(el)));
}

// What stands against an action on the element as such, or null.
function obstacle(el, box, need) {
	const rect = getBoundingClientRect(box);
	if (rect.width <= 0 || rect.height <= 0 || !isVisible(box))
		return { problem: 'hidden' };
	if (need.enabled && isDisabled(el))
		return { problem: 'disabled' };
	return need.editable && isReadonly(el) ? { problem: 'readonly' } : null;
}

const sameRect = (a, b) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

// Whatever moves an element, by style or script, has moved it before our callback in that frame.
async function isStill(box) {
	const first = getBoundingClientRect(box);
	await nextFrame();
	return sameRect(first, getBoundingClientRect(box));
}

// Boxes that are wider than what a person aims at in them, which is their text.
const TEXT_BOXES = words('td th li dd dt p h1 h2 h3 h4 h5 h6');

function drawnBoxes(box) {
	if (!TEXT_BOXES.has(localName(box)))
		return box.getClientRects();
	const range = document.createRange();
	range.selectNodeContents(box);
	return [...range.getClientRects(), ...box.getClientRects()];
}

// The part of the first of its boxes that lies in the viewport.
function partInView(box) {
	for (const rect of drawnBoxes(box)) {
		const left = Math.max(rect.left, 0), right = Math.min(rect.right, innerWidth);
		const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
		if (right - left > .99 && bottom - top > .99)
			return { left, top, width: right - left, height: bottom - top };
	}
	return null;
}

// A point of the box where an event reaches the element, or what is in the way.
function findPoint(el, box) {
	const part = partInView(box);
	if (!part)
		return { problem: 'outside' };
	let covering = null;
	for (const [x, y] of POINTS) {
		const at = { x: Math.floor((part.left + part.width * x) * 100) / 100,
			y: Math.floor((part.top + part.height * y) * 100) / 100 };
		const hit = topElement(at.x, at.y);
		if (hit && (receives(el, hit) || receives(box, hit)))
			return at;
		covering ||= hit;
	}
	return { problem: 'covered', by: describe(covering) };
}

function bringIntoView(el, box, attempt) {
	if (attempt === 0 && !findPoint(el, box).problem)
		return;
	const block = ALIGNMENTS[attempt % ALIGNMENTS.length];
	box.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
}

async function attempt(id, need, number) {
	const el = elementById(id);
	if (number === 0 && !isSame(el, need.expected))
		return { problem: 'replaced', by: `${roleOf(el)} '${shownName(el).slice(0, 60)}'` };
	const box = standIn(el);
	const against = obstacle(el, box, need);
	if (against || need.anywhere)
		return against || {};
	bringIntoView(el, box, number);
	if ((!need.typing || needsClick(el, need)) && !await isStill(box))
		return { problem: 'moving' };
	if (!dom.isConnected(el))
		throw new Error('gone');
	return obstacle(el, box, need) || findPoint(el, box);
}

function indexInParent() {
	for (let i = 0; parent !== window && i < parent.length; i++)
		if (parent[i] === window)
			return i;
	return -1;
}

// Native fields are focused by script, as Playwright does; editors want to see where the caret goes.
function needsClick(el, need) {
	return need.guard && !(need.typing &&
		(el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement ||
			receives(el, focusedElement())));
}

// Where nothing above can be in the way, a field that is to be typed into is at once selected.
function readied(el, need, result) {
	const guarded = needsClick(el, need);
	if (guarded)
		guard = { el, verdict: 'none', by: '' };
	const selected = need.typing && !guarded && parent === window ? api.selectAll(api.idOf(el)) : null;
	return { ...result, selected, type: localName(el) === 'input' ? el.type : '', guarded,
		secret: api.isSecret(el), index: indexInParent() };
}

async function tryOnce(id, need, number) {
	try {
		return await attempt(id, need, number);
	} catch (error) {
		if (error.message !== 'gone')
			throw error;
		return { problem: 'gone' };
	}
}

const FINAL = /^(gone|replaced|readonly)$/; // waiting does not help

// need: { expected (name, or null), enabled, editable, anywhere, guard, typing, budget_ms, round }.
// Gives the point, or the problem that was still there when time was over.
async function prepare(id, need) {
	const end = performance.now() + need.budget_ms;
	const left = () => Math.max(0, end - performance.now());
	let result = { problem: 'moving' };
	for (let number = need.round; ; number++) {
		if (number > 0)
			await pause(Math.min(PAUSES_MS[Math.min(number, PAUSES_MS.length - 1)], left()));
		const late = pause(left()).then(() => null);
		const answer = await Promise.race([tryOnce(id, need, number), late]);
		result = { ...answer || result, attempts: number + 1 - need.round };
		if (!result.problem)
			return readied(elementById(id), need, result);
		if (!answer || FINAL.test(result.problem) || !left())
			return result;
	}
}

// Where a child frame's point lies in this frame, if its iframe is what is on top there. Events of
// the click that arrive here, and not in the child, are then swallowed: the compositor may be behind
// after scrolling, and send them to where the child was.
function throughFrame(index, x, y, isGuarded) {
	const child = window[index];
	const el = [...api.page.querySelectorAll(document, 'iframe,frame')]
		.find(one => one.contentWindow === child);
	if (!el)
		return { problem: 'gone' };
	const rect = getBoundingClientRect(el), style = getComputedStyle(el);
	const scaleX = rect.width / el.offsetWidth || 1, scaleY = rect.height / el.offsetHeight || 1;
	const at = {
		x: rect.x + scaleX * (x + el.clientLeft + (parseFloat(style.paddingLeft) || 0)),
		y: rect.y + scaleY * (y + el.clientTop + (parseFloat(style.paddingTop) || 0)),
		index: indexInParent()
	};
	const hit = topElement(at.x, at.y);
	if (hit !== el)
		return { problem: 'covered', by: describe(hit) };
	if (isGuarded)
		guard = { el: null, verdict: 'none', by: '' };
	return at;
}

// The guard. Its listeners were there before any of the page's, so they come first.
const GUARDED = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'dblclick',
	'contextmenu'];
let guard = null; // { el (null: no event is right), verdict: 'none' | 'right' | 'wrong', by }

function watch(event) {
	if (!guard || !event.isTrusted)
		return;
	if (guard.verdict === 'none') {
		const hit = topElement(event.clientX, event.clientY) || event.composedPath()[0];
		const { el } = guard;
		const right = el && dom.isConnected(el) && hit instanceof Element &&
			(receives(el, hit) || receives(standIn(el), hit));
		guard.verdict = right ? 'right' : 'wrong';
		guard.by = right ? '' : describe(hit instanceof Element ? hit : null);
	}
	if (guard.verdict === 'wrong') {
		event.preventDefault();
		event.stopImmediatePropagation();
	}
}
for (const type of GUARDED)
	addEventListener(type, watch, true);

function endGuard() {
	const { verdict, by } = guard || { verdict: 'none', by: '' };
	guard = null;
	return { verdict, by };
}

Object.assign(api, { prepare, throughFrame, endGuard });
})();
