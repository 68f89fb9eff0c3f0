// Accessible names: apprenticePage.nameOf(element), as Chromium computes them.
//
// Chromium itself is asked, unless the answer can only be one text, which is most often so. The
// rules of accname below are for what it does not name: inert and hidden parts, and documents that
// were loaded before accessibility was on.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.nameOf)
	return;
const { TEXT, NAME_MAXIMUM, CONTROLS, dom, page, words, attributesOf, shadowOf, tidy, label,
	contentText, nativeName, roleOf, verdictOf, ADDS_TEXT, CHANGES_CASE } = api;
const { firstChild, lastChild, nodeType, getRootNode, localName, getAttribute } = dom;

const NOTHING = new Set();
const CONTENT_ROLES = words('button cell checkbox columnheader gridcell heading link menuitem ' +
	'menuitemcheckbox menuitemradio option radio row rowheader switch tab tooltip treeitem');

// Whether the text of an element is what its text nodes say.
function showsTextAsWritten(el) {
	const verdict = verdictOf(getRootNode(el));
	return !(verdict & ADDS_TEXT) &&
		(!(verdict & CHANGES_CASE) || getComputedStyle(el).textTransform === 'none');
}

// Labels of a root by their `for`; null where there are two.
let rootLabels = new Map();
function labelsOf(root) {
	let labels = rootLabels.get(root);
	if (labels)
		return labels;
	rootLabels.set(root, labels = new Map());
	const all = root === document ? page.querySelectorAll(root, 'label') :
		root.querySelectorAll('label');
	for (const one of all) {
		const target = getAttribute(one, 'for');
		if (target)
			labels.set(target, labels.has(target) ? null : one);
	}
	return labels;
}

// The text of an element that holds nothing else; else ''.
function ownText(el) {
	const text = dom.firstElementChild(el) || shadowOf(el) ? '' : dom.textContent(el);
	return text && showsTextAsWritten(el) ? label(text) : '';
}

// The text of a label that holds nothing but it and `beside`; else ''.
function textBeside(el, beside) {
	const first = firstChild(el), last = lastChild(el);
	if (!first)
		return '';
	const text = first === beside ? last : first;
	const rest = first === beside || last === beside ? dom.nextSibling(first) === last :
		first === last;
	return text && rest && nodeType(text) === TEXT && showsTextAsWritten(el) ?
		label(text.data) : '';
}

const UNNAMED_TYPES = words('submit reset button image file');
const PLACEHOLDER_TYPES = words('text search url tel email password number textarea');

const plainPlaceholder = (el, attributes) =>
	PLACEHOLDER_TYPES.has(el.type) && label(attributes.placeholder) || null;

// The name of a control by its only label; null: ask Chromium.
function plainLabel(el, attributes) {
	const wrapping = el.closest('label');
	const outer = wrapping && wrapping.control === el ? wrapping : null;
	const named = attributes.id ? labelsOf(getRootNode(el)).get(attributes.id) : undefined;
	if (named === null || (outer && named && named !== outer))
		return null;
	if (outer)
		return dom.parentNode(el) === outer && textBeside(outer, el) || null;
	if (named)
		return named.control === el && ownText(named) || null;
	if (attributes.title)
		return null;
	return attributes.placeholder ? plainPlaceholder(el, attributes) : '';
}

// A name is plain when it can only be one text, or none: Chromium need not be asked. Else null.
function plainName(el, tag, role, attributes) {
	if (attributes['aria-labelledby'] !== undefined)
		return null;
	if (attributes['aria-label'])
		return label(attributes['aria-label']) || null;
	if (tag === 'button' || !CONTROLS.has(tag))
		return CONTENT_ROLES.has(role) && ownText(el) || null;
	return tag === 'input' && UNNAMED_TYPES.has(el.type) ? null : plainLabel(el, attributes);
}

// The rules of accname.
function referencedText(el, attributes) {
	const root = getRootNode(el);
	const targets = (attributes['aria-labelledby'] || '').split(/\s+/).filter(Boolean)
		.map(id => root.getElementById ? root.getElementById(id) : null).filter(Boolean);
	return targets.map(target => getAttribute(target, 'aria-label') || target.textContent).join(' ');
}

function controlText(el, tag, attributes) {
	const type = tag === 'input' ? el.type : tag;
	if (tag === 'input' && /^(submit|reset|button)$/.test(type))
		return el.value || { submit: 'Submit', reset: 'Reset' }[type] || '';
	if (tag === 'fieldset' || tag === 'table') {
		const caption = dom.querySelector(el, tag === 'table' ? 'caption' : 'legend');
		return caption ? contentText(caption, NAME_MAXIMUM, CONTROLS) : '';
	}
	const labels = CONTROLS.has(tag) && el.labels ? [...el.labels] : [];
	return labels.map(one => contentText(one, NAME_MAXIMUM, CONTROLS)).join(' ') ||
		(type === 'image' || tag === 'img' ? attributes.alt || '' : '');
}

function ruleName(el, tag, role, attributes) {
	return tidy(referencedText(el, attributes)) || tidy(attributes['aria-label'] || '') ||
		tidy(controlText(el, tag, attributes)) ||
		(CONTENT_ROLES.has(role) && tidy(contentText(el, NAME_MAXIMUM, NOTHING))) ||
		tidy(attributes.title || '') || tidy(attributes.placeholder || '') ||
		(tag === 'input' && el.type === 'file' ? 'Choose File' : '');
}

function nameOf(el, tag = localName(el), attributes = attributesOf(el),
	role = roleOf(el, tag, attributes)) {
	const plain = plainName(el, tag, role, attributes);
	if (plain !== null)
		return plain;
	const isFile = tag === 'input' && el.type === 'file'; // Chromium adds the chosen file's name
	return (!isFile && label(nativeName(el))) || label(ruleName(el, tag, role, attributes));
}

// Before each pass: labels may have changed since.
function forgetLabels() {
	rootLabels = new Map();
}

api.nameOf = nameOf;
api.forgetLabels = forgetLabels;
})();
