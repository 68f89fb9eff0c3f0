// The bar that says that recording is on: steps so far, Undo, Finish, Discard.
//
// It lives in a closed shadow root in the top layer of the main frame, is not drawn while a report is
// made, and takes its clicks itself, at the window, by where they fall: so they reach neither the page
// nor the recording, and work while a modal dialog makes the rest of the document inert.
'use strict';
(() => {
const recorder = globalThis.apprenticeRecorder;
if (!recorder || recorder.overlay)
	return;
if (window !== top || !recorder.settings.overlay || document.contentType !== 'text/html') {
	recorder.overlay = { owns: () => false, update() {}, fade() {} };
	return;
}

const STYLE = `
	:host { all: initial; position: fixed; inset: auto 16px 16px auto; margin: 0; padding: 0; border: 0;
		background: none; overflow: visible; color-scheme: light; }
	:host(:not(:popover-open)) { display: none; }
	.bar { display: flex; align-items: center; gap: 8px; padding: 8px 12px; border-radius: 10px;
		background: #1f2430; color: #fff; font: 13px/1.3 system-ui, sans-serif;
		box-shadow: 0 4px 18px rgb(0 0 0 / 35%); user-select: none; cursor: default; }
	.dot { width: 10px; height: 10px; border-radius: 50%; background: #ff5252; }
	.last { max-width: 260px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
		color: #b9c0cf; }
	button { all: unset; padding: 4px 9px; border-radius: 6px; background: #39415a; cursor: pointer; }
	button:hover { background: #4c5675; }
	.finish { background: #2e7d4f; }
	.finish:hover { background: #3a9963; }`;
// What it may be at a moment. Sheets, not attributes: no observer of the page's, nor ours, sees them.
const UNDRAWN = sheetOf(':host { display: none !important; }');
const UNSEEN = sheetOf(':host { opacity: 0; }');
const LEFT = sheetOf(':host { inset: auto auto 16px 16px; }');
const BUTTONS = [['undo', 'Undo'], ['finish', 'Finish'], ['discard', 'Discard'], ['move', '\u21c4']];
const GUARDED = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'auxclick',
	'contextmenu', 'touchstart', 'touchend', 'pointermove', 'mousemove', 'pointerover', 'mouseover',
	'pointerout', 'mouseout', 'wheel'];

const host = document.createElement('div');
const root = host.attachShadow({ mode: 'closed' });
const base = sheetOf(STYLE), states = new Set();
const count = make('span', 'count', 'Recording'), last = make('span', 'last', '');
const buttons = BUTTONS.map(([name, text]) => make('button', name, text));

function sheetOf(text) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(text);
	return sheet;
}

function setState(state, isOn) {
	states[isOn ? 'add' : 'delete'](state);
	root.adoptedStyleSheets = [base, ...states];
}

function make(tag, name, text) {
	const el = document.createElement(tag);
	el.className = name;
	el.textContent = text;
	el.tabIndex = -1;
	return el;
}

function build() {
	const bar = make('div', 'bar', '');
	root.adoptedStyleSheets = [base];
	bar.append(make('span', 'dot', ''), count, last, ...buttons);
	root.append(bar);
	host.setAttribute('data-apprentice-overlay', '');
	host.setAttribute('aria-hidden', 'true');
	host.popover = 'manual';
}

// It is shown when the recorder is ready and says so by update(), and the document has begun: a slow
// one has no element yet by then.
let isReady = false;

function raise() {
	if (!document.documentElement)
		return;
	if (!host.isConnected)
		document.documentElement.append(host);
	if (!isReady)
		return;
	if (host.matches(':popover-open'))
		host.hidePopover();
	host.showPopover();
}

function attach() {
	raise();
	new MutationObserver(() => {
		if (!host.isConnected)
			raise();
	}).observe(document, { childList: true });
	new MutationObserver(() => {
		if (!host.isConnected)
			raise();
	}).observe(document.documentElement, { childList: true });
	addEventListener('toggle', event => {
		if (event.target !== host && event.newState === 'open')
			raise();
	}, { capture: true, passive: true });
}

// Drawn or not makes no difference to the page; a report sees the page without it.
const collect = apprenticePage.collect;
apprenticePage.collect = options => {
	setState(UNDRAWN, true);
	try {
		return collect(options);
	} finally {
		setState(UNDRAWN, false);
	}
};

const contains = (el, { clientX: x, clientY: y }) => {
	const { left, top, right, bottom } = el.getBoundingClientRect();
	return x >= left && x < right && y >= top && y < bottom;
};

// While a modal dialog is open the overlay is inert, and its events go to what lies below it.
function owns(event) {
	return event.composedPath()[0] === host ||
		(event.clientX !== undefined && host.isConnected && contains(host, event) &&
			document.querySelector(':modal') !== null);
}

function act(name) {
	const discard = buttons.find(button => button.className === 'discard');
	if (name === 'move')
		setState(LEFT, !states.has(LEFT));
	else if (name === 'discard' && discard.textContent === 'Discard')
		discard.textContent = 'Really discard?';
	else
		recorder.say({ kind: 'overlay', act: name });
	if (name !== 'discard')
		discard.textContent = 'Discard';
}

for (const type of GUARDED)
	addEventListener(type, event => {
		if (!event.isTrusted || !owns(event))
			return;
		event.preventDefault();
		event.stopImmediatePropagation();
		const button = type === 'click' && buttons.find(each => contains(each, event));
		if (button)
			act(button.className);
	}, { capture: true, passive: false });

build();
if (document.documentElement && document.readyState !== 'loading')
	attach();
else
	addEventListener('DOMContentLoaded', attach, { once: true });

recorder.overlay = {
	owns,
	update(steps, words) {
		count.textContent = `Recording \u00b7 ${steps} ${steps === 1 ? 'step' : 'steps'}`;
		last.textContent = words;
		last.style.display = words ? '' : 'none';
		if (isReady)
			return;
		isReady = true;
		raise();
	},
	// For the moment of a screenshot: unseen, but still there for a click.
	fade(isUnseen) {
		setState(UNSEEN, isUnseen);
	}
};
})();
