// The report of one pass over a frame: what is written about an element, and how.
//
// The report is one text. Lines end with \n, fields are divided by ` (grave); wire.c reads it and
// docs/internals/observation.md describes it.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.newPass)
	return;
const { INLINE, GROUP_ROLES, NO_ATTRIBUTES, dom, words, attributesOf, idOf, topElement,
	focusedElement, receives, label, nameOf, countQuestions } = api;
const { localName, getAttribute } = dom;

const LOCATOR_MAXIMUM = 160; // characters
const GROUPS_MAXIMUM = 30000;

// As enum operation and enum element_state in observation.h.
const CLICK = 1, TYPE = 2, SELECT = 4, CHECK = 8, UPLOAD = 16, SCROLL = 32, DRAG = 64;
const CHECKED = 1, MIXED = 2, SELECTED = 4, EXPANDED = 8, COLLAPSED = 16, PRESSED = 32,
	DISABLED = 64, READONLY = 128, REQUIRED = 256, INVALID = 512, FOCUSED = 1024,
	OFFSCREEN = 2048, OCCLUDED = 4096, SECRET = 8192, CURRENT = 16384, LIVE = 32768;

const GROUP_TAGS = new Map(Object.entries({ form: 'form', fieldset: 'group', table: 'table',
	tr: 'row', ul: 'list', ol: 'list', menu: 'list', li: 'listitem', nav: 'navigation',
	dialog: 'dialog', article: 'article', section: 'region', aside: 'complementary',
	main: 'main', details: 'group', header: 'banner', footer: 'contentinfo', search: 'search' }));
const NAMED_GROUPS = words('form fieldset table dialog');
const HEADED_GROUPS = words('form group dialog article region card listitem tabpanel navigation ' +
	'complementary main search');

// The pass under way: what was asked, what has been written, where the walk is.
let pass;

function newPass(options) {
	pass = { options, lines: [], groups: [], kinds: new Map(), kindCount: 0, kept: 0, total: 0,
		optionCuts: [], hosts: [], secrets: [], tags: [], positions: [], hostDepths: [], depth: 0,
		shared: 0, lastDepth: 0, lastId: 0, lastGroup: -1, tooDeep: 0, late: false,
		focused: focusedElement(), end: performance.now() + options.budget_ms };
	return pass;
}

// A field of a line, without the divider and line ends, which wire.c puts back.
function field(text) {
	if (/[`\n\r\x01\x02]/.test(text))
		text = text.replace(/[\x01\x02]/g, ' ').replaceAll('`', '\x01')
			.replace(/\r\n?|\n/g, '\x02');
	return text;
}

const extra = (key, text) => text ? '`' + key + field(text) : '';
const locator = (key, text) => text ? '`' + key + field(text.slice(0, LOCATOR_MAXIMUM)) : '';

// Where the walk is, as a path from the document. It is written as how many parts of the last path
// written are kept (nothing: all but one), and the rest, the last one without its tag.
function enter(tag, position) {
	pass.tags[pass.depth] = tag;
	pass.positions[pass.depth++] = position;
}

function leave() {
	if (--pass.depth < pass.shared)
		pass.shared = pass.depth;
}

function path() {
	const { tags, positions, shared, depth } = pass, last = depth - 1;
	let text = shared === pass.lastDepth - 1 ? '`' : shared + '`';
	for (let i = shared; i < last; i++)
		text += tags[i] + (positions[i] < 0 ? '>' : ':' + positions[i] + '>');
	if (shared < depth)
		text += positions[last] < 0 ? tags[last] : ':' + positions[last];
	pass.shared = pass.lastDepth = depth;
	return text;
}

// Groups become part of the report with their first element.
function groupIndex(group) {
	if (!group)
		return -1;
	if (group.index < 0 && pass.groups.length < GROUPS_MAXIMUM) {
		groupIndex(group.parent);
		group.index = pass.groups.push(group) - 1;
		group.name = ownGroupName(group) || group.name;
	}
	return group.index;
}

function ownGroupName({ el, kind, tag, attributes }) {
	if (attributes['aria-label'] || attributes['aria-labelledby'] || NAMED_GROUPS.has(tag))
		return nameOf(el, tag, attributes, kind);
	return '';
}

// A heading names the groups around it that have no name of their own.
function nameGroups(group, name) {
	for (; group && HEADED_GROUPS.has(group.kind) && !group.name; group = group.parent)
		group.name = name;
}

// A box beside its like is a card, if it turns out to hold more than one field: the reader judges.
function isCard(el, tag, attributes) {
	const name = attributes.class;
	if (!name || INLINE.has(tag) || dom.childElementCount(el) < 2)
		return false;
	const isLike = other =>
		other && localName(other) === tag && getAttribute(other, 'class') === name;
	return isLike(dom.previousElementSibling(el)) || isLike(dom.nextElementSibling(el));
}

function groupKind(el, tag, attributes, explicit) {
	if (explicit)
		return explicit === 'alertdialog' ? 'dialog' : GROUP_ROLES.has(explicit) ? explicit : '';
	return GROUP_TAGS.get(tag) || (isCard(el, tag, attributes) ? 'card' : '');
}

function newGroup(el, tag, attributes, kind, parent) {
	return { el, tag, attributes, kind, parent, name: '', index: -1 };
}

// Place: outside the viewport, on top, or covered.
const POINTS = [[.25, .25], [.75, .75], [.25, .75], [.75, .25]]; // where the middle is covered

function isOnTop(el, x, y, isText) {
	const hit = topElement(x, y);
	return hit === el ||
		(hit !== null && (receives(el, hit) || (isText && dom.contains(hit, el))));
}

function placeOf(el, rect, context, isText) {
	const { clip } = context;
	const left = Math.max(clip.left, rect.x), right = Math.min(clip.right, rect.right);
	const top = Math.max(clip.top, rect.y), bottom = Math.min(clip.bottom, rect.bottom);
	if (right <= left || bottom <= top)
		return OFFSCREEN;
	if (context.inert)
		return OCCLUDED;
	const width = right - left, height = bottom - top;
	if (isOnTop(el, left + width * .5, top + height * .5, isText))
		return 0;
	for (const [x, y] of POINTS)
		if (isOnTop(el, left + width * x, top + height * y, isText))
			return 0;
	return OCCLUDED;
}

// States by ARIA, which every element may have.
function stateOf(el, attributes, context) {
	let state = context.disabled | (pass.focused === el ? FOCUSED : 0);
	for (const name in attributes)
		state |= ariaState(name, attributes[name]);
	return state;
}

function ariaState(name, value) {
	const yes = value === 'true';
	switch (name) {
	case 'aria-expanded':
		return yes ? EXPANDED : COLLAPSED;
	case 'aria-checked':
		return yes ? CHECKED : value === 'mixed' ? MIXED : 0;
	case 'aria-current':
		return value && value !== 'false' ? CURRENT : 0;
	case 'aria-selected':
		return yes ? SELECTED : 0;
	case 'aria-pressed':
		return yes ? PRESSED : 0;
	case 'aria-disabled':
		return yes ? DISABLED : 0;
	case 'aria-invalid':
		return value && value !== 'false' ? INVALID : 0;
	case 'aria-readonly':
		return yes ? READONLY : 0;
	case 'aria-required':
		return yes ? REQUIRED : 0;
	default:
		return 0;
	}
}

// Words for what has no words: classes, titles, files of icons, at last its looks.
function hintOf(el, name, attributes, look = '') {
	const title = attributes.title;
	if (name.length > 1)
		return title && title !== name ? label(title) : '';
	const parts = [title, attributes.alt, attributes['data-icon'], attributes.class];
	const icon = dom.querySelector(el, 'img,svg,i,use,[class*=icon]');
	if (icon) {
		const own = attributesOf(icon);
		const file = own.href || own['xlink:href'] || getAttribute(icon, 'src') || '';
		parts.push(own.alt, own.class, own['data-icon'], file.startsWith('data:') ? '' :
			file.replace(/[?].*/, '').replace(/.*[/#]/, '').replace(/\.\w+$/, ''));
	}
	parts.push(look);
	return label([...new Set(parts)].filter(Boolean).join(' ')).slice(0, LOCATOR_MAXIMUM);
}

function locatorsOf(attributes) {
	if (attributes === NO_ATTRIBUTES)
		return '';
	const test = attributes['data-testid'] || attributes['data-test-id'] ||
		attributes['data-test'] || attributes['data-cy'];
	return locator('s', test) + locator('d', attributes.id) + locator('n', attributes.name) +
		locator('c', attributes.class);
}

// What many elements have in common is written once, and then referred to by its number.
function kindIndex(tag, role, type, operations) {
	let kinds = pass.kinds.get(tag);
	if (!kinds)
		pass.kinds.set(tag, kinds = []);
	for (let i = 0; i < kinds.length; i++) {
		const kind = kinds[i];
		if (kind.role === role && kind.type === type && kind.operations === operations)
			return kind.index;
	}
	kinds.push({ role, type, operations, index: pass.kindCount });
	pass.lines.push(`k\`${pass.kindCount}\`${field(tag)}\`${role}\`${type}\`${operations}`);
	return pass.kindCount++;
}

// An id or group that is what the reader expects is left out, as is a state of nothing.
function idField(el) {
	const id = idOf(el), expected = pass.lastId + 1;
	pass.lastId = id;
	return id === expected ? '' : id;
}

function groupField(context) {
	const group = groupIndex(context.group), expected = pass.lastGroup;
	pass.lastGroup = group;
	return group === expected ? '' : group;
}

// Writes one element, if its place and the limits allow it.
// what: { tag, attributes, role, type, name, operations, state, isText, extras, rect, after }.
function write(el, context, what) {
	const { rect } = what;
	const place = placeOf(el, rect, context, what.isText);
	if (place === OFFSCREEN && pass.options.viewport_only)
		return false;
	if (++pass.total > pass.options.elements_maximum || pass.late)
		return false;
	if ((++pass.kept & 255) === 0 && performance.now() > pass.end)
		pass.late = true;
	const kind = kindIndex(what.tag, what.role, what.type, what.operations);
	pass.lines.push('e`' + idField(el) + '`' + groupField(context) + '`' + kind + '`' +
		(what.state | place | context.live || '') + '`' + Math.round(rect.x) + '`' +
		Math.round(rect.y) + '`' + Math.round(rect.width) + '`' + Math.round(rect.height) + '`' +
		path() + '`' + field(what.name) + what.extras + locatorsOf(what.attributes) + what.after);
	return true;
}

function cutLines() {
	const lines = [...pass.optionCuts];
	if (pass.total > pass.kept)
		lines.push(`c\`elements\`${pass.kept}\`${pass.total}`);
	if (pass.late)
		lines.push(`c\`elements after ${pass.options.budget_ms} ms\`${pass.kept}\`${pass.total}`);
	if (pass.tooDeep)
		lines.push(`c\`elements nested too deep\`0\`${pass.tooDeep}`);
	return lines;
}

// The report as one text. A secret that the page shows elsewhere, too, is blotted out.
function finish(documentLine) {
	const groups = pass.groups.map(({ kind, parent, name }) =>
		`g\`${kind}\`${parent ? parent.index : -1}\`${field(name)}`);
	const questions = pass.options.opens_roots && countQuestions() ? ['q`' + countQuestions()] : [];
	const lines = [documentLine].concat(groups, pass.lines, pass.hosts, questions, cutLines(), 'z', '');
	let text = lines.join('\n');
	for (const secret of pass.secrets)
		text = text.replaceAll(field(secret), '\u2022'.repeat(8));
	pass = null;
	return text.toWellFormed();
}

Object.assign(api, {
	OPERATIONS: { CLICK, TYPE, SELECT, CHECK, UPLOAD, SCROLL, DRAG },
	STATES: { CHECKED, MIXED, EXPANDED, COLLAPSED, DISABLED, READONLY, REQUIRED, INVALID, OFFSCREEN,
		SECRET, LIVE },
	GROUP_TAGS, newPass, field, extra, enter, leave, groupIndex, groupKind, newGroup, nameGroups,
	placeOf, stateOf, hintOf, write, finish
});
})();
