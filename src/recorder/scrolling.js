// What a person scrolled: by wheel, keys or scroll bar, one report per box and burst. Scrolling by the
// page itself is none.
'use strict';
(() => {
const recorder = globalThis.apprenticeRecorder;
if (!recorder || recorder.flushScroll)
	return;

const BURST_MS = 400; // between two events of one burst
const END_MS = 150;   // without a scroll event: the burst is over

let boxes = new Map(); // scrollable elements around the last wheel, key or press -> where they stood
let burst = null, timer = 0, inputAt = -Infinity, lastAt = -Infinity;

const scroller = () => document.scrollingElement || document.documentElement;

function canScroll(el) {
	return el instanceof Element &&
		(el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1);
}

const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home',
	'End', ' ']);

// A press beside what a box has inside.
function isOnScrollBar(event) {
	const box = event.composedPath()[0], root = document.documentElement;
	if (box === root)
		return event.clientX >= root.clientWidth || event.clientY >= root.clientHeight;
	return box instanceof Element && canScroll(box) &&
		(event.offsetX >= box.clientWidth || event.offsetY >= box.clientHeight);
}

// At a wheel, a key or a press that scrolls: what moves next does so because of it.
function rememberScroll(event) {
	if ((event.type === 'pointerdown' && !isOnScrollBar(event)) ||
			(event.type === 'keydown' && !SCROLL_KEYS.has(event.key)))
		return;
	inputAt = event.timeStamp;
	if (burst)
		return;
	boxes = new Map();
	for (const el of [...event.composedPath(), scroller()])
		if (canScroll(el))
			boxes.set(el, { x: el.scrollLeft, y: el.scrollTop });
}

function onWheel(event) {
	if (event.timeStamp - inputAt > BURST_MS)
		recorder.flushScroll();
	rememberScroll(event);
	burst ??= { n: recorder.current(), event };
	settleLater();
}

// Scroll events do not leave a shadow root, and smooth scrolling goes on after the wheel: what counts is
// where the boxes stand when they stand still.
const places = () => [...boxes.keys()].map(el => `${el.scrollLeft},${el.scrollTop}`).join();

function settleLater() {
	const before = places();
	clearTimeout(timer);
	timer = setTimeout(() => places() === before ? recorder.flushScroll() : settleLater(), END_MS);
}

function onScroll(event) {
	const target = event.composedPath()[0], el = target === document ? scroller() : target;
	const isOurs = event.timeStamp - inputAt < BURST_MS || event.timeStamp - lastAt < END_MS;
	if (!isOurs || !boxes.has(el))
		return;
	lastAt = event.timeStamp;
	burst ??= { n: recorder.do.momentOf() || recorder.current(), event };
	settleLater();
}

recorder.rememberScroll = rememberScroll;
recorder.flushScroll = () => {
	clearTimeout(timer);
	if (!burst)
		return;
	const { n, event } = burst;
	burst = null;
	lastAt = -Infinity;
	for (const [el, { x, y }] of boxes) {
		const dx = Math.round(el.scrollLeft - x), dy = Math.round(el.scrollTop - y);
		if (dx || dy)
			recorder.do.tell('scroll', event, el === scroller() ? null : el, n, { value: `${dx},${dy}` });
	}
};

for (const [type, handler] of [['wheel', onWheel], ['scroll', onScroll]])
	addEventListener(type, event => {
		if (event.isTrusted && !recorder.overlay.owns(event))
			handler(event);
	}, { capture: true, passive: true });
})();
