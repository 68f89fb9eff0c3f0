// Fields: what stands in them, setting what cannot be typed, choosing options, scrolling boxes.
// Shares the isolated world and the global of src/observation/element.js.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (!api || api.setField)
	return;
const { dom, attributesOf, elementById, isEditingHost, isSecret, label, tidy,
	focusedElement, receives } = api;
const { localName } = dom;

const isEditable = el => isEditingHost(el, attributesOf(el));
const valueOf = el => isEditable(el) ? el.innerText : 'value' in el ? String(el.value) :
	el.textContent;

// Focus and select all, so that what is typed replaces what is there.
function selectAll(id) {
	const el = elementById(id);
	if (typing && typing.id === id)
		typing.begun = true;
	if (focusedElement() !== el)
		el.focus({ preventScroll: true });
	if (isEditable(el)) {
		const range = document.createRange();
		range.selectNodeContents(el);
		const selection = getSelection();
		selection.removeAllRanges();
		selection.addRange(range);
	} else if (typeof el.select === 'function') {
		el.select();
	}
	return { focused: receives(el, focusedElement()), empty: valueOf(el).trim() === '' };
}

function focus(id) {
	const el = elementById(id);
	if (focusedElement() !== el)
		el.focus({ preventScroll: true });
	return receives(el, focusedElement());
}

// A mask may dress up what was typed: letters and digits count, and numbers by their value.
const plain = text => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function isAccepted(el, asked) {
	const stands = valueOf(el);
	if (stands === asked || tidy(stands) === tidy(asked))
		return true;
	if (el.type === 'number')
		return stands !== '' && Number(stands) === Number(asked);
	return plain(asked) !== '' && plain(stands) === plain(asked);
}

// A secret's value is not given back.
function stateOfField(id, asked) {
	const el = elementById(id);
	return { accepted: isAccepted(el, asked), value: isSecret(el) ? '' : valueOf(el).slice(0, 200),
		problem: el.validationMessage || '' };
}

// Whether what stands in the field is what was asked for. Pages that format what is typed may need
// a moment.
async function compareField(id, asked) {
	for (let i = 0; i < 6 && !isAccepted(elementById(id), asked); i++)
		await new Promise(resolve => setTimeout(resolve, 20));
	return stateOfField(id, asked);
}

// What is being typed: { id, asked, last (the type of its last event), begun, tell }. The page's
// listeners, but for those of the window, were there before these, and the answer goes out with the
// event itself, where a script that came with the input would run only after a frame is drawn.
let typing = null;

// Resolves with the last event after the field was selected; called before.
function awaitTyped(id, asked, last) {
	return new Promise(tell => {
		typing = { id, asked, last, begun: false, tell };
	});
}

function hear(event) {
	if (!typing || !typing.begun || !event.isTrusted || event.type !== typing.last)
		return;
	const { id, asked, tell } = typing;
	typing = null;
	try {
		tell(stateOfField(id, asked));
	} catch {
		tell(null); // it is gone
	}
}
addEventListener('keyup', hear);
addEventListener('input', hear);

// The setter that frameworks have not replaced by their own.
function nativeSetter(el, name) {
	const prototype = Object.getPrototypeOf(el);
	return Object.getOwnPropertyDescriptor(prototype, name).set;
}

function announce(el) {
	el.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
	el.dispatchEvent(new Event('change', { bubbles: true }));
}

// Date, time, colour and range inputs take no typed text.
function setField(id, text) {
	const el = elementById(id), before = el.value;
	const value = el.type === 'color' ? text.trim().toLowerCase() : text.trim();
	el.focus({ preventScroll: true });
	nativeSetter(el, 'value').call(el, value);
	const took = el.value;
	if (took !== value && !(el.type === 'range' && value !== '' && Number(took) === Number(value))) {
		nativeSetter(el, 'value').call(el, before);
		return { accepted: false, value: before, min: el.min, max: el.max };
	}
	announce(el);
	return { accepted: el.value === took, value: el.value };
}

// Selects.
function matchOption(options, wanted) {
	const enabled = options.filter(option => !dom.matches(option, ':disabled'));
	const folded = text => tidy(text).toLowerCase();
	return enabled.find(option => label(option.label) === wanted) ||
		enabled.find(option => folded(option.label) === folded(wanted)) ||
		enabled.find(option => option.value === wanted) ||
		(options.some(option => folded(option.label) === folded(wanted)) ? 'disabled' : null);
}

function wantedOptions(el, text) {
	const options = [...el.options];
	const whole = matchOption(options, text);
	if (whole || !el.multiple)
		return [[text, whole]];
	return text.split(text.includes('\n') ? '\n' : ', ').filter(Boolean)
		.map(part => [part, matchOption(options, part)]);
}

const someLabels = el => [...el.options].filter(option => !option.disabled).slice(0, 20)
	.map(option => label(option.label));

// text: a label or value; for several, labels divided by line ends or ", ".
function chooseOptions(id, text) {
	const el = elementById(id);
	const wanted = wantedOptions(el, text);
	for (const [part, option] of wanted)
		if (!option || option === 'disabled')
			return { problem: option || 'missing', what: part, labels: someLabels(el),
				total: el.options.length };
	const chosen = new Set(wanted.map(([, option]) => option));
	el.focus({ preventScroll: true });
	for (const option of el.options)
		if (option.selected !== chosen.has(option))
			option.selected = chosen.has(option);
	announce(el);
	const stands = [...el.selectedOptions].map(option => label(option.label)).join(', ');
	return { accepted: [...chosen].every(option => option.selected), value: stands };
}

// Checkboxes, radios and switches, native or by ARIA: 'on', 'off', 'mixed' or ''.
function checkState(id) {
	const el = elementById(id);
	if (localName(el) === 'input' && /^(checkbox|radio)$/.test(el.type))
		return { state: el.checked ? 'on' : 'off', radio: el.type === 'radio' };
	const said = dom.getAttribute(el, 'aria-checked');
	return { state: { true: 'on', false: 'off', mixed: 'mixed' }[said] || '',
		radio: dom.getAttribute(el, 'role') === 'radio' };
}

// Resolves as soon as the state is what was wanted, or when time is up.
async function awaitCheckState(id, wanted, budget_ms) {
	const end = performance.now() + budget_ms;
	while (checkState(id).state !== wanted && performance.now() < end)
		await new Promise(resolve => setTimeout(resolve, 10));
	return checkState(id);
}

// Scrolling: id 0 is the page.
function scroller(id) {
	return id ? elementById(id) : api.page.scrollingElement(document) || document.documentElement;
}

async function settleScroll(el) {
	let last = [NaN, NaN];
	for (let i = 0; i < 60; i++) {
		const now = [el.scrollLeft, el.scrollTop];
		if (now[0] === last[0] && now[1] === last[1])
			break;
		last = now;
		await new Promise(resolve => {
			requestAnimationFrame(resolve);
			setTimeout(resolve, 100);
		});
	}
	return { x: el.scrollLeft, y: el.scrollTop };
}

async function scrollBox(id, dx, dy) {
	const el = scroller(id), before = { x: el.scrollLeft, y: el.scrollTop };
	el.scrollBy({ left: dx, top: dy, behavior: 'instant' });
	const after = await settleScroll(el);
	const part = getVisiblePart(el, id);
	return { moved: after.x !== before.x || after.y !== before.y, ...part };
}

function getVisiblePart(el, id) {
	const rect = id ? dom.getBoundingClientRect(el) :
		{ left: 0, top: 0, right: innerWidth, bottom: innerHeight };
	return { x: (Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2,
		y: (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2 };
}

const scrolled = id => settleScroll(scroller(id));

// Resolves with the first change of the document, or when time is up.
function awaitChange(budget_ms) {
	return new Promise(resolve => {
		const observer = new MutationObserver(() => {
			observer.disconnect();
			resolve(true);
		});
		observer.observe(document, { subtree: true, childList: true, attributes: true,
			characterData: true });
		setTimeout(() => {
			observer.disconnect();
			resolve(false);
		}, budget_ms);
	});
}

function fileField(id) {
	const el = elementById(id);
	return { file: localName(el) === 'input' && el.type === 'file', multiple: Boolean(el.multiple),
		disabled: dom.matches(el, ':disabled'), count: el.files ? el.files.length : 0 };
}

Object.assign(api, { selectAll, focus, compareField, awaitTyped, setField, chooseOptions,
	checkState, awaitCheckState, scrollBox, scrolled, awaitChange, fileField });
})();
