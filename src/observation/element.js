// What is known of one element: its id, its place in the flat tree, its box, role, and whether it
// is secret. First of the scripts of the isolated world that observation and action share; they
// leave one global there, apprenticePage.
//
// The page can neither see nor change any of this. Forms and documents let the page name
// properties of theirs, here too, so those are read by uncurried getters of the prototypes.
'use strict';
(() => {
if (globalThis.apprenticePage)
	return;

// dom.firstChild(node) is node.firstChild, whatever the page calls its fields.
function uncurry(prototype, names) {
	const functions = {};
	for (const name of names.split(' ')) {
		const property = Object.getOwnPropertyDescriptor(prototype, name);
		functions[name] = Function.prototype.call.bind(property.get || property.value);
	}
	return functions;
}
const dom = {
	...uncurry(Node.prototype, 'firstChild lastChild nextSibling parentNode nodeType ' +
		'textContent getRootNode isConnected contains'),
	...uncurry(Element.prototype, 'localName hasAttributes getAttributeNames getAttribute ' +
		'hasAttribute matches querySelector querySelectorAll shadowRoot assignedSlot ' +
		'childElementCount firstElementChild previousElementSibling nextElementSibling ' +
		'getBoundingClientRect checkVisibility scrollHeight scrollWidth clientHeight clientWidth')
};
const page = uncurry(Document.prototype, 'documentElement body title elementFromPoint ' +
	'querySelector querySelectorAll activeElement scrollingElement styleSheets ' +
	'adoptedStyleSheets');
const { firstChild, nextSibling, parentNode, nodeType, getRootNode, localName, getAttribute,
	checkVisibility } = dom;

const ELEMENT = 1, TEXT = 3;
const NAME_MAXIMUM = 400; // characters; OBSERVATION_NAME_MAXIMUM counts bytes, and wire.c cuts

const words = text => new Set(text.split(' '));
const SKIPPED = words('script style template noscript head meta link title base datalist br wbr ' +
	'hr source track param map colgroup col');
const INLINE = words('a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label ' +
	'mark q ruby rp rt s samp small slot span strike strong sub sup time tt u var');
const CONTROLS = words('input select textarea button');
const TEXT_TYPES = words('text search url tel email password number date time month week ' +
	'datetime-local color range');

const ACTIVE_ROLES = words('button link checkbox radio switch textbox searchbox combobox option ' +
	'menuitem menuitemcheckbox menuitemradio tab treeitem slider spinbutton');
const TEXT_ROLES = words('heading cell gridcell columnheader rowheader listitem status alert log ' +
	'timer marquee term definition progressbar meter tooltip image');
const GROUP_ROLES = words('row listitem list form group radiogroup dialog alertdialog table grid ' +
	'treegrid navigation article region tabpanel tablist menu menubar toolbar listbox tree ' +
	'feed search complementary main banner contentinfo');
const OTHER_ROLES = words('img none presentation paragraph separator rowgroup document ' +
	'application');
const KNOWN_ROLES =
	new Set([...ACTIVE_ROLES, ...TEXT_ROLES, ...GROUP_ROLES, ...OTHER_ROLES]);
const ROLE_SYNONYMS = new Map([['img', 'image'], ['presentation', 'none']]);
const TAG_ROLES = new Map(Object.entries({ button: 'button', textarea: 'textbox',
	summary: 'button', option: 'option', h1: 'heading', h2: 'heading', h3: 'heading',
	h4: 'heading', h5: 'heading', h6: 'heading', td: 'cell', th: 'columnheader',
	li: 'listitem', output: 'status', dt: 'term', dd: 'definition', img: 'image',
	meter: 'meter', progress: 'progressbar' }));
const INPUT_ROLES = new Map(Object.entries({ button: 'button', submit: 'button', reset: 'button',
	image: 'button', file: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider',
	number: 'spinbutton', search: 'searchbox' }));

// The attributes that matter, read at once: most elements have few, and each look-up has a price.
const WANTED = words('role class id name title alt placeholder type list tabindex onclick for ' +
	'contenteditable draggable autocomplete inert hidden href xlink:href data-icon lang style ' +
	'data-testid data-test-id data-test data-cy aria-label aria-labelledby aria-live ' +
	'aria-disabled aria-selected aria-expanded aria-pressed aria-current aria-checked ' +
	'aria-invalid aria-readonly aria-required aria-valuenow aria-valuetext aria-hidden');
const NO_ATTRIBUTES = Object.freeze({});

function attributesOf(el) {
	if (!dom.hasAttributes(el))
		return NO_ATTRIBUTES;
	const found = {};
	for (const name of dom.getAttributeNames(el))
		if (WANTED.has(name))
			found[name] = getAttribute(el, name);
	return found;
}

// Registry: an element keeps its id as long as its document lives.
const ids = new WeakMap(), elements = new Map();
let idBase = -1, lastId = 0, sweepAt = 20000;

function idOf(el) {
	let id = ids.get(el);
	if (id === undefined) {
		do
			lastId = lastId % 0xfffff + 1;
		while (elements.has(idBase + lastId));
		id = idBase + lastId;
		ids.set(el, id);
		elements.set(id, new WeakRef(el));
	}
	return id;
}

// The first base stays, unless another frame has the same one. Ids begin anywhere, so that one
// from before a navigation names nothing after it.
function setIdBase(base, again) {
	if (idBase >= 0 && !again)
		return idBase / 0x100000;
	for (const reference of elements.values())
		if (reference.deref())
			ids.delete(reference.deref());
	elements.clear();
	idBase = base * 0x100000;
	lastId = Math.floor(Math.random() * 0x80000);
	return base;
}

function forgetLost() {
	if (elements.size < sweepAt)
		return;
	for (const [id, reference] of elements)
		if (!reference.deref())
			elements.delete(id);
	sweepAt = 20000 + 2 * elements.size;
}

function elementById(id) {
	const el = elements.get(id)?.deref();
	if (!el || !dom.isConnected(el))
		throw new Error('gone');
	return el;
}

// The flat tree: what is drawn inside what.
const closedRoots = new WeakMap();
let hasClosedRoots = false;
const shadowOf = el => dom.shadowRoot(el) || (hasClosedRoots && closedRoots.get(el)) || null;

function openClosedRoot(host, root) {
	closedRoots.set(host, root);
	hasClosedRoots = true;
	globalThis.apprenticePage.watchTypes(root);
}

function flatParent(node) {
	const slot = nodeType(node) === ELEMENT ? dom.assignedSlot(node) : null;
	const parent = slot || parentNode(node);
	return parent instanceof ShadowRoot ? parent.host : parent;
}

function* flatChildren(el) {
	const slotted = localName(el) === 'slot' ? el.assignedNodes() : [];
	if (slotted.length)
		yield* slotted;
	else
		for (let child = firstChild(shadowOf(el) || el); child; child = nextSibling(child))
			yield child;
}

// The element on top at a point of this frame's viewport, through all shadow roots.
function topElement(x, y) {
	let hit = page.elementFromPoint(document, x, y);
	for (let shadow; hit && (shadow = shadowOf(hit));) {
		const inner = shadow.elementFromPoint(x, y);
		if (!inner || getRootNode(inner) !== shadow)
			break;
		hit = inner;
	}
	return hit;
}

function focusedElement() {
	let el = page.activeElement(document);
	for (let shadow; el && (shadow = shadowOf(el)) && shadow.activeElement;)
		el = shadow.activeElement;
	return el;
}

// Whether an event on `hit` counts for `el`: inside it, or in a label of it.
function receives(el, hit) {
	for (let node = hit; node; node = flatParent(node))
		if (node === el || (node instanceof HTMLLabelElement && node.control === el))
			return true;
	return false;
}

// A plain object: each look at a DOMRect is a call into the browser.
function rectOf(el) {
	const rect = dom.getBoundingClientRect(el);
	const x = rect.x, y = rect.y, width = rect.width, height = rect.height;
	return { x, y, width, height, right: x + width, bottom: y + height };
}

// Boxes. A checkbox, radio or file input that is not drawn itself is met at its label.
const VISIBILITY = { visibilityProperty: true };
const isVisible = el => checkVisibility(el, VISIBILITY);

function hasBox(el) {
	const rect = rectOf(el);
	return rect.width > 2 && rect.height > 2 && rect.right + scrollX > 0 &&
		rect.bottom + scrollY > 0 && isVisible(el);
}

function standIn(el) {
	const type = localName(el) === 'input' ? el.type : '';
	if ((type !== 'checkbox' && type !== 'radio' && type !== 'file') || hasBox(el))
		return el;
	return [...el.labels || []].find(hasBox) || el;
}

// Texts: on one line, without the glyphs of icon fonts.
const UNTIDY = /[^\S ]|[\ue000-\uf8ff]|  |^ | $/;
const tidy = text => UNTIDY.test(text) ? text.replace(/[\s\ue000-\uf8ff]+/g, ' ').trim() : text;

function label(text) {
	if (!text)
		return '';
	text = tidy(text);
	return text.length > NAME_MAXIMUM ? text.slice(0, NAME_MAXIMUM) : text;
}

const isShrunk = el => getComputedStyle(el).fontSize === '0px';

// Text below a node as it is read: inline parts joined, blocks apart, hidden parts left out.
// skip: a set of tags whose text does not count. seen: nor does what is drawn without any size; names
// as Chromium computes them have it. Each level costs a character, to spare the stack.
function contentText(node, maximum, skip, seen = false) {
	const only = firstChild(node), shrunk = seen && isShrunk(node);
	if (only && nodeType(only) === TEXT && !nextSibling(only) && !shadowOf(node))
		return shrunk ? '' : only.data;
	let text = '';
	for (const child of flatChildren(node)) {
		if (text.length > maximum || maximum < 0)
			break;
		if (nodeType(child) === TEXT)
			text += shrunk ? '' : child.data;
		else if (nodeType(child) === ELEMENT)
			text += partText(child, maximum - text.length - 1, skip, seen);
	}
	return text;
}

function partText(el, maximum, skip, seen = false) {
	const tag = localName(el);
	if (SKIPPED.has(tag) || skip.has(tag))
		return ' ';
	if (!checkVisibility(el) && getComputedStyle(el).display !== 'contents')
		return '';
	const { alt, 'aria-hidden': hidden, 'aria-label': spoken } = attributesOf(el);
	if (hidden === 'true')
		return '';
	if (tag === 'img' || spoken)
		return ` ${spoken || alt || ''} `;
	const text = contentText(el, maximum, skip, seen);
	return INLINE.has(tag) ? text : ` ${text} `;
}

// The text of a block: its own and that of inline parts, not that of blocks inside.
function blockText(el, seen) {
	let text = '';
	for (const child of flatChildren(el))
		if (nodeType(child) === TEXT)
			text += child.data;
		else if (nodeType(child) === ELEMENT)
			text += INLINE.has(localName(child)) ? partText(child, NAME_MAXIMUM, CONTROLS, seen) :
				' ';
	return tidy(text);
}

// Chromium's own names and roles, by functions of DevTools' command line that only the scripts'
// first evaluation can see. With accessibility off when the document was loaded, Chromium builds a
// whole tree for each answer; asking is then hopeless, and the answer is ''.
const chromiumName = typeof getAccessibleName === 'function' ? getAccessibleName : null;
const chromiumRole = typeof getAccessibleRole === 'function' ? getAccessibleRole : null;
const SLOW_MS = 2;
let answers; // whether asking is any use; not known before the first question

function tryAsking() {
	const body = page.body(document) || page.documentElement(document);
	if (!chromiumName || !chromiumRole || !body)
		return false;
	chromiumName(body);
	let fastest = Infinity;
	for (let i = 0; i < 3; i++) {
		const start = performance.now();
		chromiumName(body);
		fastest = Math.min(fastest, performance.now() - start);
	}
	return fastest < SLOW_MS;
}

const nativeName = el => (answers ??= tryAsking()) ? chromiumName(el) || '' : '';
const nativeRole = el => (answers ??= tryAsking()) ? chromiumRole(el) || '' : '';

// Roles.
function explicitRole(attributes) {
	if (!attributes.role)
		return '';
	for (const role of attributes.role.toLowerCase().split(/\s+/))
		if (KNOWN_ROLES.has(role))
			return ROLE_SYNONYMS.get(role) || role;
	return '';
}

const isEditingHost = (el, attributes) => attributes.contenteditable !== undefined &&
	attributes.contenteditable !== 'false' && el.isContentEditable;

function inputRole(type, attributes) {
	return INPUT_ROLES.get(type) ||
		(attributes.list !== undefined && TEXT_TYPES.has(type) ? 'combobox' : 'textbox');
}

function implicitRole(el, tag, attributes) {
	if (tag === 'a')
		return attributes.href !== undefined ? 'link' : 'generic';
	if (tag === 'select')
		return el.multiple || el.size > 1 ? 'listbox' : 'combobox';
	if (tag === 'input')
		return inputRole(el.type, attributes);
	if (tag === 'th')
		return nativeRole(el) || 'columnheader';
	return TAG_ROLES.get(tag) || (isEditingHost(el, attributes) ? 'textbox' : 'generic');
}

// As Chromium computes it; where it has none of ARIA's (date inputs, summary, labels) as HTML-AAM.
function roleOf(el, tag = localName(el), attributes = attributesOf(el)) {
	const explicit = explicitRole(attributes);
	if (!explicit || explicit === 'none')
		return implicitRole(el, tag, attributes);
	const native = nativeRole(el);
	return native && native !== 'none' && native !== 'generic' ? native : explicit;
}

globalThis.apprenticePage = {
	ELEMENT, TEXT, NAME_MAXIMUM, NO_ATTRIBUTES, SKIPPED, INLINE, CONTROLS, TEXT_TYPES, ACTIVE_ROLES,
	TEXT_ROLES, GROUP_ROLES, TAG_ROLES, dom, page, words, attributesOf, idOf, setIdBase, forgetLost,
	elementById, shadowOf, openClosedRoot, flatParent, flatChildren, topElement, focusedElement,
	receives, rectOf, isVisible, standIn, tidy, label, isShrunk, contentText, partText, blockText,
	explicitRole, isEditingHost, nativeName, roleOf
};
})();
