// What a person does in a frame: trusted events only, seen at the window before the page sees them.
//
// Each thing done is said with the number of the moment before it and the path of elements from the
// one it happened on up through the flat tree: the recorder picks the one that the report knows.
// `gesture` numbers the presses of keys and buttons, so that what followed from one can be told.
// Nothing typed into a secret field is ever said, only its placeholder.
'use strict';
(() => {
const recorder = globalThis.apprenticeRecorder;
if (!recorder || recorder.do)
	return;
const { say, take, current, noteInput, settings, overlay } = recorder;
const { idOf, flatParent, shadowOf, isSecret, nameOf, isVisible, dom } = apprenticePage;

const PATH_MAXIMUM = 14;
const VALUE_MAXIMUM = 20000;
const SAME_PLACE_PX = 8; // a press that ends so near is a click, farther away a drag
const NOT_TYPED = new Set(['checkbox', 'radio', 'file', 'button', 'submit', 'reset', 'image', 'hidden']);
const CHECK_ROLES = new Set(['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio']);

let gesture = 0, moment = 0; // of the newest press
let gestureAt = -Infinity;

// ---- elements

const tagOf = node => node instanceof Element ? dom.localName(node) : '';
const isEditable = el => (tagOf(el) === 'input' && !NOT_TYPED.has(el.type)) || tagOf(el) === 'textarea' ||
	(el instanceof HTMLElement && el.isContentEditable);

// The innermost element. Of closed shadow roots, which the path of an event leaves out, those that the
// collector was let into are looked into.
function targetOf(event) {
	let el = event.composedPath()[0];
	for (let root; el instanceof Element && (root = shadowOf(el));) {
		const inner = event.clientX === undefined ? root.activeElement
			: root.elementFromPoint(event.clientX, event.clientY);
		if (!inner || dom.getRootNode(inner) !== root)
			break;
		el = inner;
	}
	return el;
}

// The editable element as a whole: the host, not the paragraph inside it.
function fieldOf(el) {
	if (!(el instanceof HTMLElement) || !el.isContentEditable)
		return el;
	while (el.parentElement && el.parentElement.isContentEditable)
		el = el.parentElement;
	return el;
}

// What a press on this element works on: a label's control, if nothing nearer takes the press.
function controlOf(el) {
	for (let node = el; node; node = flatParent(node)) {
		if (['button', 'a', 'input', 'select', 'textarea'].includes(tagOf(node)))
			return el;
		if (tagOf(node) === 'label')
			return node.control || el;
	}
	return el;
}

function pathOf(el) {
	const path = [];
	for (let node = el; node && path.length < PATH_MAXIMUM; node = flatParent(node))
		if (node instanceof Element)
			path.push(idOf(node));
	return path;
}

function isWithin(node, ancestor) {
	for (; node; node = flatParent(node))
		if (node === ancestor)
			return true;
	return false;
}

const slug = words => String(words || '').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_')
	.slice(0, 40).replace(/^_+|_+$/g, '');

// Environment variables are named like secrets, so in ASCII: where the label has none, the author's
// own name of the field may.
const secretName = el => slug(nameOf(el)) || slug(el.getAttribute('name')) || slug(el.id) || 'secret';

function textOf(el) {
	if (tagOf(el) === 'select')
		return [...el.selectedOptions].map(option => option.label.trim()).join('\n');
	return el.isContentEditable ? el.innerText.replace(/\n$/, '') : el.value;
}

// Value and, for a secret, what stands for it: its name, and which field of the page has it.
function valueOf(el) {
	const text = textOf(el);
	if (!isSecret(el, undefined, settings.secrets))
		return { value: text.slice(0, VALUE_MAXIMUM).toWellFormed() };
	const name = secretName(el);
	return { value: text && `{{secret:${name}}}`, secret: name, host: location.hostname,
		field: el.name || '', key: el.getAttribute('name') || el.id };
}

// ---- saying

const wallTime = event => performance.timeOrigin + event.timeStamp;

function tell(kind, event, el, n, more) {
	const path = Array.isArray(el) ? el : el ? pathOf(el) : [];
	say({ kind, at: wallTime(event), n, gesture, path, ...more });
	noteInput();
}

function beginGesture(event) {
	recorder.flushScroll();
	gesture++;
	gestureAt = event.timeStamp;
	if (event.screenX !== undefined)
		pointerAt = `${event.screenX},${event.screenY}`;
	tabbed = null;
}

// ---- typing

let typing = null; // {el, n, unsaid}: the field that is typed into, since when, and if it changed

function beginTyping(el) {
	if (typing?.el !== el) {
		commitTyping();
		typing = { el, n: current(), unsaid: null };
	}
	moment = typing.n;
}

// Says a field's value once more, as the page has left it, before something else happens.
function commitTyping(next) {
	if (!typing || typing.el === next)
		return;
	if (typing.unsaid)
		tell('blur', typing.unsaid, typing.el, typing.n, valueOf(typing.el));
	typing = null;
}

function onBeforeInput(event) {
	const el = fieldOf(targetOf(event));
	if (isEditable(el))
		beginTyping(el);
}

function onInput(event) {
	const el = fieldOf(targetOf(event));
	if (!isEditable(el)) {
		onChoice(event, el);
		return;
	}
	if (typing?.el !== el)
		typing = { el, n: moment || recorder.newest() };
	typing.unsaid = event;
	const replaces = !event.inputType || event.inputType === 'insertReplacementText';
	tell('input', event, el, typing.n, { ...valueOf(el), replaces });
}

// Told by `input`: `change` does not leave a shadow root.
function onChoice(event, el) {
	const n = typing?.el === el ? typing.n : moment || recorder.newest();
	if (tagOf(el) === 'select') {
		tell('change', event, el, n, valueOf(el));
	} else if (tagOf(el) === 'input' && (el.type === 'checkbox' || el.type === 'radio')) {
		tell('change', event, el, n, { value: el.checked ? 'on' : 'off' });
	} else if (tagOf(el) === 'input' && el.type === 'file') {
		tell('upload', event, isVisible(el) || !press ? el : [idOf(el), ...press.path], n,
			{ value: [...el.files].map(file => file.name).join('\n') });
	}
}

function onFocusOut(event) {
	const el = fieldOf(targetOf(event));
	if (tabbed?.el === el && tabbed.value !== textOf(el))
		tell('blur', event, el, tabbed.n, valueOf(el));
	else if (typing?.el === el)
		commitTyping();
	tabbed = null;
}

// ---- checkboxes, radios and switches of the page's own making

let watched = null;

function watchCheck(el) {
	let node = el;
	while (node && !(node instanceof Element && CHECK_ROLES.has(node.getAttribute('role'))))
		node = flatParent(node);
	watched = node && tagOf(node) !== 'input' ? { el: node, was: node.getAttribute('aria-checked') } : null;
}

function checkWatched(event) {
	const was = watched?.was, now = watched?.el.getAttribute('aria-checked');
	if (!watched || was === now || (now !== 'true' && now !== 'false'))
		return;
	watched.was = now;
	tell('change', event, watched.el, moment, { value: now === 'true' ? 'on' : 'off' });
}

// ---- pointer

let press = null; // the one under way or done last
let dragged = null;

function onPointerDown(event) {
	const el = targetOf(event);
	beginGesture(event);
	commitTyping(fieldOf(el));
	recorder.rememberScroll(event);
	moment = take(false);
	press = { el, path: pathOf(controlOf(el)), n: moment, x: event.clientX, y: event.clientY,
		button: event.button, isDone: false, mutations: recorder.mutations() };
	watchCheck(el);
	noteInput();
}

const isFarFrom = ({ x, y }, event) => Math.hypot(event.clientX - x, event.clientY - y) > SAME_PLACE_PX;

// A press whose element is gone before the button is up has been answered already; no click follows.
function onPointerUp(event) {
	if (!press || press.isDone)
		return;
	if (isFarFrom(press, event))
		finishPointerDrag(event);
	else if (!press.el.isConnected || !isVisible(press.el))
		sayClick('click', event);
}

function sayClick(kind, event) {
	press.isDone = true;
	tell(kind, event, press.path, press.n);
}

// A click without a press of its own was made of another one, by a label or a key.
function onClick(event) {
	if (event.detail === 0 || !press || press.isDone || isFarFrom(press, event))
		return;
	sayClick(event.detail % 2 === 0 ? 'double_click' : 'click', event);
	setTimeout(checkWatched, 0, event);
}

function onContextMenu(event) {
	if (press && !press.isDone && press.button === 2)
		sayClick('right_click', event);
}

function onAuxClick(event) {
	if (press && !press.isDone && event.button === 1)
		sayClick('click', event);
}

// Where something comes to lie below a pointer that does not move, nobody hovers it.
let hovered = null, pointerAt = '';
function onPointerOver(event) {
	const el = targetOf(event), at = `${event.screenX},${event.screenY}`;
	if (event.pointerType === 'touch' || el === hovered || event.buttons || at === pointerAt)
		return;
	hovered = el;
	pointerAt = at;
	say({ kind: 'hover', at: wallTime(event), n: current(), gesture: 0, path: pathOf(controlOf(el)) });
	recorder.noteHover();
}

// ---- dragging

function onDragStart(event) {
	if (press)
		dragged = press;
}

function onDrop(event) {
	if (!dragged)
		return;
	dragged.isDone = true;
	sayDrag(event, dragged, targetOf(event));
	dragged = null;
}

function sayDrag(event, { path, n }, target) {
	tell('drag', event, path, n, { drop: pathOf(target) });
}

// Dragging by the page's own means: something moved, no text was selected, no field was set.
function finishPointerDrag(event) {
	const { el, mutations, button } = press;
	press.isDone = true;
	if (button !== 0 || isEditable(fieldOf(el)) || tagOf(el) === 'select' || !getSelection().isCollapsed ||
			mutations === recorder.mutations())
		return;
	const hits = document.elementsFromPoint(event.clientX, event.clientY);
	const target = hits.find(hit => !isWithin(hit, el));
	if (target && !isWithin(el, target))
		sayDrag(event, press, target);
}

// ---- keys

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Fn',
	'ScrollLock', 'Process', 'Dead', 'Unidentified', 'Compose']);
const EDITS = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);
// Chromium's own; an action only if the page takes them for itself.
const BROWSER_CHORD = new RegExp('^(F1|F3|F5|F6|F7|F11|F12|Alt\\+(ArrowLeft|ArrowRight|Home|d|e|f)|' +
	'(Control|Meta)\\+[dfghjlnoprtuw+=0-9-]|(Control|Meta)\\+Shift\\+[BCDIJNORTW]|Shift\\+Escape|' +
	'Control\\+(Shift\\+)?Tab|Control\\+F5|Control\\+PageUp|Control\\+PageDown)$');
let tabbed = null; // the field that Tab was pressed in, with its value

function chordOf(event) {
	const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
	const isPrinted = key.length === 1, hasCommand = ctrlKey || altKey || metaKey;
	const modifiers = [ctrlKey && 'Control', altKey && 'Alt', metaKey && 'Meta',
		shiftKey && (!isPrinted || hasCommand) && 'Shift'].filter(Boolean);
	const name = key === ' ' ? 'Space' : isPrinted && hasCommand && !shiftKey ? key.toLowerCase() : key;
	return [...modifiers, name].join('+');
}

const isTyped = event => event.key.length === 1 && (event.getModifierState('AltGraph') ||
	!(event.ctrlKey || event.altKey || event.metaKey));

// Keys whose effect is the value: in text, all that edit; in a select, letters.
function isExplained(event, el) {
	if (tagOf(el) === 'select')
		return isTyped(event) && event.key !== ' ';
	return isEditable(el) && (isTyped(event) || EDITS.has(event.key) ||
		((event.ctrlKey || event.metaKey) && /^[acvxyz]$/i.test(event.key)));
}

function onKeyDown(event) {
	if (event.isComposing || MODIFIERS.has(event.key))
		return;
	const el = fieldOf(targetOf(event)), chord = chordOf(event);
	beginGesture(event);
	press = null;
	if (isExplained(event, el))
		beginTyping(el);
	else if (BROWSER_CHORD.test(chord))
		sayIfTaken(event, el, chord);
	else
		sayKey(event, el, chord);
}

function sayKey(event, el, chord) {
	commitTyping();
	recorder.rememberScroll(event);
	moment = event.repeat ? moment || current() : take(false);
	watchCheck(el);
	setTimeout(checkWatched, 0, event);
	if (event.key === 'Tab' && isEditable(el))
		tabbed = { el, value: textOf(el), n: moment };
	tell('key', event, isPage(el) ? null : el, moment, { value: chord });
}

const isPage = el => el === document.body || el === document.documentElement;

function sayIfTaken(event, el, chord) {
	const n = current(), of = gesture;
	setTimeout(() => {
		if (event.defaultPrevented)
			tell('key', event, isPage(el) ? null : el, n, { value: chord, gesture: of });
	}, 0);
}

// ---- listening

const isRecent = () => performance.now() - gestureAt < 1500;
const HANDLERS = { pointerdown: onPointerDown, pointerup: onPointerUp, click: onClick,
	contextmenu: onContextMenu, auxclick: onAuxClick, pointerover: onPointerOver,
	dragstart: onDragStart, drop: onDrop, keydown: onKeyDown, keyup: checkWatched,
	beforeinput: onBeforeInput, input: onInput, focusout: onFocusOut };

for (const [type, handler] of Object.entries(HANDLERS))
	addEventListener(type, event => {
		if (event.isTrusted && !overlay.owns(event))
			handler(event);
	}, { capture: true, passive: true });

recorder.do = { tell, isRecent, momentOf: () => moment, gestureOf: () => gesture };
})();
