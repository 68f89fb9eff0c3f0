// What one frame shows, in one pass: apprenticePage.collect(options) gives a report (report.js).
//
// The walk follows the flat tree in reading order and lists what can be acted on and the text that
// explains it. A text is listed once: what is inside a button, a heading or a cell is that element's
// name; the text of a label is that of its control.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.collect)
	return;
const { ELEMENT, TEXT, NAME_MAXIMUM, NO_ATTRIBUTES, SKIPPED, INLINE, CONTROLS, TEXT_TYPES,
	ACTIVE_ROLES, TEXT_ROLES, GROUP_ROLES, TAG_ROLES, GROUP_TAGS, OPERATIONS, STATES, dom, page,
	words, attributesOf, shadowOf, verdictOf, HIDES, POINTS, SHRINKS, rectOf,
	isVisible, standIn, tidy, label, isShrunk, contentText, blockText, listens, isHeardPart, isTarget,
	heardParts, colourOf, explicitRole, isEditingHost, roleOf, nameOf,
	isSecret, field, extra, enter, leave, groupIndex, groupKind, newGroup, nameGroups, placeOf,
	stateOf, hintOf, write, noteHost } = api;
const { CLICK, TYPE, SELECT, CHECK, UPLOAD, SCROLL, DRAG } = OPERATIONS;
const { CHECKED, MIXED, EXPANDED, COLLAPSED, DISABLED, READONLY, REQUIRED, INVALID, OFFSCREEN, SECRET,
	LIVE } = STATES;
const { firstChild, nextSibling, nodeType, localName, firstElementChild, nextElementSibling,
	childElementCount } = dom;

const OPTIONS_MAXIMUM = 300; // as OBSERVATION_OPTIONS_MAXIMUM
const GENERIC_MAXIMUM = 120; // a longer content of a clickable box is listed by itself
const DEPTH_MAXIMUM = 600;   // of nesting, to spare the stack; Chromium's parser stops at 512

const CHECK_ROLES = words('checkbox radio switch menuitemcheckbox menuitemradio');
const LIVE_ROLES = words('status alert log timer marquee');
const VALUE_ROLES = words('slider spinbutton combobox progressbar meter');
const LINKS = words('a button input select textarea');
const NOTHING = new Set();
const BLOCKS = 'table,form,ul,ol,dl,h1,h2,h3,h4,h5,h6,p,fieldset,section,article,pre,blockquote';
const MET_AT_LABELS = 'input[type=checkbox],input[type=radio],input[type=file]';
const ACTIVE = 'a[href],button,input,select,textarea,summary,[contenteditable],[role=button],' +
	'[role=link],[role=checkbox],[role=menuitem],[role=option],[role=tab],[tabindex]';

// What a tag alone says, looked up at once.
const PASSED_OVER = 1, CONTROL = 2, FRAME = 4, INLINE_PART = 8;
const PLAIN = 16;  // says nothing of what it holds
const STYLED = 32; // its style matters even around a little text
const STYLED_TAGS = words('h1 h2 h3 h4 h5 h6 label slot svg');
const tagTraits = new Map();

function traitsOf(tag) {
	let traits = tagTraits.get(tag);
	if (traits === undefined) {
		const bit = (tags, trait) => tags.has(tag) ? trait : 0;
		traits = bit(SKIPPED, PASSED_OVER) | bit(CONTROLS, CONTROL) | bit(INLINE, INLINE_PART) |
			bit(STYLED_TAGS, STYLED) | (tag === 'iframe' || tag === 'frame' ? FRAME : 0) |
			(TAG_ROLES.has(tag) || GROUP_TAGS.has(tag) ? 0 : PLAIN);
		tagTraits.set(tag, traits);
	}
	return traits;
}

let pass;

// Native controls.
function controlOperations(tag, type, role) {
	if (tag === 'select')
		return SELECT | CLICK;
	if (tag === 'textarea')
		return TYPE | CLICK;
	if (CHECK_ROLES.has(role) || type === 'checkbox' || type === 'radio')
		return CHECK | CLICK;
	if (type === 'file')
		return UPLOAD | CLICK;
	if (tag === 'button' || !TEXT_TYPES.has(type))
		return CLICK;
	return type === 'range' ? TYPE | DRAG | CLICK : TYPE | CLICK;
}

function controlState(el, tag, type) {
	let state = dom.matches(el, ':disabled') ? DISABLED : 0;
	if (tag === 'button')
		return state;
	if (type === 'checkbox' || type === 'radio')
		state |= el.indeterminate ? MIXED : el.checked ? CHECKED : 0;
	else if (el.readOnly)
		state |= READONLY;
	if (el.required)
		state |= REQUIRED;
	return dom.matches(el, ':user-invalid') ? state | INVALID : state;
}

function controlValue(el, tag, type, secret) {
	if (secret) {
		if (el.value.length >= 4)
			pass.secrets.push(el.value);
		return el.value ? '(filled)' : '';
	}
	if (type === 'file')
		return [...el.files].map(file => file.name).join(', ');
	return tag === 'textarea' || TEXT_TYPES.has(type) ? el.value : '';
}

// The options of a select as lines, and the labels of the chosen ones; of a secret one it is not said
// which those are.
function optionsOf(el, name, secret) {
	const all = el.options, count = Math.min(all.length, OPTIONS_MAXIMUM);
	let lines = '', chosen = '';
	for (let i = 0; i < count; i++) {
		const option = all[i], text = label(option.label), value = option.value;
		const disabled = option.disabled || option.parentNode.disabled;
		const selected = option.selected && !secret;
		if (selected)
			chosen += (chosen && ', ') + text;
		lines += '\no`' + ((selected ? 1 : 0) | (disabled ? 2 : 0)) + '`' + field(text) +
			(value === text ? '' : '`' + field(value.slice(0, NAME_MAXIMUM)));
	}
	if (count < all.length)
		pass.optionCuts.push(`c\`options of '${field(name)}'\`${count}\`${all.length}`);
	return { lines, chosen: secret && el.value ? '(filled)' : chosen };
}

// The parent's visibility is inherited unless some rule hides elements.
const isShown = (el, context) => context.styles & HIDES ? isVisible(el) : context.visible;

// Where a control is met; null where it is not. File inputs are met by uploading, even if hidden.
function controlRect(el, type, context) {
	const rect = rectOf(el);
	const shown = rect.width > 0 && rect.height > 0 && isShown(el, context);
	if (type !== 'checkbox' && type !== 'radio' && type !== 'file')
		return shown ? rect : null;
	if (shown && rect.width > 2 && rect.height > 2 && rect.right + scrollX > 0)
		return rect;
	const box = standIn(el);
	return box !== el || type === 'file' || shown ? rectOf(box) : null;
}

// Empty where it is the name, which is most often so.
function placeholderField(attributes, name) {
	const text = label(attributes.placeholder);
	return text && text === name ? '`p' : extra('p', text);
}

function visitControl(el, tag, context) {
	const type = tag === 'input' || tag === 'button' ? el.type : '';
	if (type === 'hidden')
		return;
	const rect = controlRect(el, type, context);
	if (!rect)
		return;
	const attributes = attributesOf(el);
	const role = roleOf(el, tag, attributes), name = nameOf(el, tag, attributes, role);
	const secret = (tag === 'textarea' || tag === 'select' || TEXT_TYPES.has(type)) &&
		isSecret(el, attributes, pass.options.secrets);
	const drag = attributes.draggable === 'true' ? DRAG : 0;
	const options = tag === 'select' ? optionsOf(el, name, secret) : null;
	const value = options ? options.chosen : controlValue(el, tag, type, secret);
	const state = stateOf(el, attributes, context) | controlState(el, tag, type);
	write(el, context, { tag, attributes, role, type, name, rect, isText: false,
		operations: controlOperations(tag, type, role) | drag,
		state: secret ? state | SECRET : state,
		extras: extra('v', value.slice(0, NAME_MAXIMUM)) + placeholderField(attributes, name) +
			extra('i', hintOf(el, name, attributes)),
		after: options ? options.lines : '' });
}

// Boxes that can be clicked.
function isActiveByKind(el, tag, attributes, explicit) {
	if (ACTIVE_ROLES.has(explicit))
		return true;
	if (tag === 'a')
		return attributes.href !== undefined || attributes['xlink:href'] !== undefined;
	return tag === 'summary' ? dom.parentNode(el) instanceof HTMLDetailsElement :
		isEditingHost(el, attributes);
}

// 0: a click does nothing; 1: it does, if the box is small; 2: it does, whatever the box holds.
function activity(el, tag, attributes, explicit, context, inner) {
	if (context.inside || tag === 'body' || (tag === 'label' && el.control))
		return 0;
	if ((inner.pointer && !context.pointer) || attributes.onclick !== undefined || isHeardPart(el))
		return 2;
	return Number(attributes.tabindex ?? -1) >= 0 && !GROUP_ROLES.has(explicit) ? 1 : 0;
}

// Of an editor, lines may be shown elsewhere one by one.
function secretText(el) {
	const lines = el.innerText.split('\n').map(line => line.trim()).filter(Boolean);
	pass.secrets.push(...lines.filter(line => line.length >= 4));
	return lines.length ? '(filled)' : '';
}

function activeValue(el, role, attributes) {
	if (role === 'textbox' || role === 'searchbox' || isEditingHost(el, attributes))
		return el.innerText.trim();
	if (!VALUE_ROLES.has(role))
		return '';
	return attributes['aria-valuetext'] || attributes['aria-valuenow'] ||
		(role === 'combobox' ? label(contentText(el, NAME_MAXIMUM, CONTROLS)) : '');
}

function activeOperations(el, role, attributes) {
	let operations = CLICK;
	if (isEditingHost(el, attributes))
		operations |= TYPE;
	if (CHECK_ROLES.has(role))
		operations |= CHECK;
	if (role === 'slider' || attributes.draggable === 'true' ||
			/\bui-(draggable|sortable-handle)\b/.test(attributes.class || ''))
		operations |= DRAG;
	return operations;
}

function localHref(href) {
	pass.origin ??= location.origin;
	return href.startsWith(pass.origin + '/') ? href.slice(pass.origin.length) : href;
}

const PLAIN_FRAGMENT = /^#[\w.~/-]+$/; // resolved without the browser, all but the first

// A fragment of the base, which is written once.
function fragmentField(el, raw) {
	if (pass.fragmentBase === undefined) {
		pass.fragmentBase = localHref(el.href).slice(0, -raw.length);
		pass.lines.push('b`' + field(pass.fragmentBase));
	}
	return pass.fragmentBase.length + raw.length <= NAME_MAXIMUM ? '`f' + raw :
		extra('h', (pass.fragmentBase + raw).slice(0, NAME_MAXIMUM));
}

// Addresses of this origin without it: ports and hosts of test servers come and go.
function hrefField(el, tag, attributes) {
	const raw = attributes.href ?? attributes['xlink:href'];
	if (tag !== 'a' || raw === undefined)
		return '';
	if (PLAIN_FRAGMENT.test(raw))
		return fragmentField(el, raw);
	const href = /^\/[^/]/.test(raw) ? raw :
		localHref(typeof el.href === 'string' ? el.href : el.href.baseVal);
	return extra('h', href.slice(0, NAME_MAXIMUM));
}

// look: words for how it is drawn, where that says more than its class.
function writeActive(el, tag, attributes, role, name, context, scroll, look = '') {
	const rect = rectOf(el);
	if (rect.width <= 0 || rect.height <= 0)
		return;
	const secret = isEditingHost(el, attributes) && isSecret(el, attributes, pass.options.secrets);
	const value = secret ? secretText(el) : activeValue(el, role, attributes);
	const open = tag === 'summary' ? dom.parentNode(el).open ? EXPANDED : COLLAPSED : 0;
	write(el, context, { tag, attributes, role, type: '', name, rect, isText: false,
		operations: activeOperations(el, role, attributes) | scroll,
		state: stateOf(el, attributes, context) | open | (secret ? SECRET : 0),
		extras: extra('v', value.slice(0, NAME_MAXIMUM)) +
			hrefField(el, tag, attributes) + extra('i', hintOf(el, name, attributes, look)),
		after: '' });
}

const insideOf = context => context.insideTwin ||= { ...context, inside: true, covered: true };
const coveredOf = context => context.coveredTwin ||= { ...context, covered: true };

// A box that is clickable by style or script alone is known by its text, as it is seen.
const sees = context => (context.styles & SHRINKS) !== 0;

const genericRole = (el, tag, attributes, explicit) =>
	explicit && explicit !== 'none' ? roleOf(el, tag, attributes) : 'generic';

function visitEmpty(el, tag, attributes, explicit, style, context) {
	if (context.inside || tag === 'body' || (context.covered && /\S/.test(dom.textContent(el))) ||
			!isTarget(el, style, true))
		return;
	const role = genericRole(el, tag, attributes, explicit);
	const name = genericName(el, tag, attributes, role, '');
	writeActive(el, tag, attributes, role, name, context, 0, name ? '' : colourOf(el, style));
}

function genericName(el, tag, attributes, role, text) {
	return attributes['aria-label'] || attributes['aria-labelledby'] ?
		nameOf(el, tag, attributes, role) : label(text.slice(0, GENERIC_MAXIMUM));
}

// Returns the context for what is inside, or null where the box is no target after all.
function visitGeneric(el, tag, attributes, explicit, level, context, inner, scroll) {
	const text = tidy(contentText(el, GENERIC_MAXIMUM + 1, NOTHING, sees(context)));
	const count = childElementCount(el);
	const holds = tag === 'tr' || text.length > GENERIC_MAXIMUM ||
		(count > 0 && dom.querySelector(el, ACTIVE) !== null);
	if (holds && level < 2)
		return null;
	const parts = count > 0 && level === 2 && !holds ? heardParts(el, count) : 0;
	if (parts > 1 && attributes.onclick === undefined && !listens(el))
		return null;
	const role = genericRole(el, tag, attributes, explicit);
	const name = genericName(el, tag, attributes, role, text);
	const look = name || count ? '' : colourOf(el, getComputedStyle(el));
	writeActive(el, tag, attributes, role, name, context, scroll, look);
	return holds || parts ? inner : insideOf(inner);
}

function visitActive(el, tag, attributes, explicit, context, inner, scroll) {
	if (isActiveByKind(el, tag, attributes, explicit)) {
		const role = roleOf(el, tag, attributes);
		writeActive(el, tag, attributes, role, nameOf(el, tag, attributes, role), context, scroll);
		return insideOf(inner);
	}
	const level = activity(el, tag, attributes, explicit, context, inner);
	return level ? visitGeneric(el, tag, attributes, explicit, level, context, inner, scroll) : null;
}

// Texts.
const isOwnText = node => nodeType(node) === TEXT && /\S/.test(node.data);

function hasOwnText(el, tag) {
	if (tag === 'slot' && el.assignedNodes().some(isOwnText))
		return true;
	for (let child = firstChild(el); child; child = nextSibling(child))
		if (isOwnText(child))
			return true;
	return false;
}

function textRect(el, tag) {
	const rect = rectOf(el);
	if (rect.width > 0 || tag !== 'slot')
		return rect;
	const node = el.assignedNodes().find(isOwnText);
	if (!node)
		return rect;
	const range = document.createRange();
	range.selectNode(node);
	return range.getBoundingClientRect();
}

function writeText(el, tag, attributes, role, text, context, value = '') {
	const rect = textRect(el, tag);
	if (rect.width <= 0 || rect.height <= 0)
		return;
	write(el, context, { tag, attributes, role, type: '', name: text.slice(0, NAME_MAXIMUM), rect,
		isText: true, operations: 0, state: 0,
		extras: extra('v', value) + extra('m', text.slice(NAME_MAXIMUM)), after: '' });
}

// Headings, cells and announcements are listed whole, unless there are blocks inside.
function wholeText(el, tag, attributes, role) {
	if (dom.childElementCount(el) > 0) {
		if (role !== 'heading' && dom.querySelector(el, BLOCKS))
			return '';
		if (!tidy(contentText(el, NAME_MAXIMUM, LINKS)))
			return '';
	}
	return LIVE_ROLES.has(role) || role === 'definition' ?
		tidy(contentText(el, NAME_MAXIMUM, CONTROLS)) : nameOf(el, tag, attributes, role);
}

function textRole(el, tag, explicit, inner) {
	if (tag === 'th' && !explicit)
		return roleOf(el, tag);
	const role = explicit || TAG_ROLES.get(tag) || '';
	if (role === 'cell' && inner.grid)
		return 'gridcell';
	return TEXT_ROLES.has(role) ? role : '';
}

function visitGauge(el, tag, attributes, role, inner) {
	const name = nameOf(el, tag, attributes, role);
	const value = role === 'image' ? '' : attributes['aria-valuenow'] || String(el.value ?? '');
	if (name || value)
		writeText(el, tag, attributes, role, name, inner, value);
}

// Whether the element was listed with all text inside.
function visitWhole(el, tag, attributes, role, inner) {
	if (role === 'image' || role === 'meter' || role === 'progressbar') {
		visitGauge(el, tag, attributes, role, inner);
		return true;
	}
	if (role === 'heading')
		nameGroups(inner.group, label(contentText(el, NAME_MAXIMUM, NOTHING)));
	const text = role && role !== 'listitem' ? wholeText(el, tag, attributes, role) : '';
	if (text)
		writeText(el, tag, attributes, role, text, inner);
	return Boolean(text);
}

// Whether the element was listed with its own text and that of inline parts.
function visitOwn(el, tag, attributes, role, inner) {
	if (!hasOwnText(el, tag) || (sees(inner) && isShrunk(el)))
		return false;
	writeText(el, tag, attributes, role || 'text', blockText(el, sees(inner)), inner);
	return true;
}

// What of the text in an element was listed: 'whole', its 'own' with inline parts, or ''.
function visitText(el, tag, attributes, explicit, inner) {
	const role = textRole(el, tag, explicit, inner);
	if (visitWhole(el, tag, attributes, role, inner))
		return 'whole';
	if (tag === 'details' && !el.open)
		return '';
	return visitOwn(el, tag, attributes, role, inner) ? 'own' : '';
}

const isLive = (tag, attributes, explicit) => attributes['aria-live'] === 'polite' ||
	attributes['aria-live'] === 'assertive' || LIVE_ROLES.has(explicit) || tag === 'output';

// What an element hands down to those inside it: the same context unless something changes.
function contextOf(el, tag, attributes, explicit, style, context) {
	const visible = context.styles & HIDES ? style.visibility === 'visible' : context.visible;
	const pointer = style.cursor === 'pointer';
	const live = isLive(tag, attributes, explicit) ? LIVE : context.live;
	const disabled = attributes['aria-disabled'] === 'true' ? DISABLED : context.disabled;
	const inert = context.inert || attributes.inert !== undefined;
	const kind = groupKind(el, tag, attributes, explicit);
	if (!kind && visible === context.visible && pointer === context.pointer && live === context.live &&
			disabled === context.disabled && inert === context.inert)
		return context;
	const grid = kind === 'grid' || kind === 'treegrid' || (context.grid && kind !== 'table');
	const group = kind ? newGroup(el, tag, attributes, kind, context.group) : context.group;
	return { ...context, insideTwin: null, coveredTwin: null, visible, pointer, live, disabled, inert,
		grid, group };
}

const LITTLE_TEXT = 100; // characters that do not make a scroll box

function hasMuchInside(el) {
	const first = firstChild(el);
	return first && (nextSibling(first) || nodeType(first) !== TEXT || first.length > LITTLE_TEXT);
}

// A box that hides part of its content: null, or whether a person can scroll it.
function clipping(el, tag, style) {
	if (tag === 'body' || INLINE.has(tag) || !hasMuchInside(el))
		return null;
	const overflow = style.overflowY;
	if (overflow === 'visible' || overflow === 'clip')
		return null;
	const high = dom.scrollHeight(el) - dom.clientHeight(el) > 1;
	const wide = dom.scrollWidth(el) - dom.clientWidth(el) > 1;
	if (!high && !wide)
		return null;
	const scrolls = value => value === 'auto' || value === 'scroll';
	return { scroll: (high && scrolls(overflow)) || (wide && scrolls(style.overflowX)) ? SCROLL : 0 };
}

function clipped(context, el) {
	const { left, top, right, bottom } = context.clip, rect = rectOf(el);
	const clip = { left: Math.max(left, rect.x), top: Math.max(top, rect.y),
		right: Math.min(right, rect.right), bottom: Math.min(bottom, rect.bottom) };
	return { ...context, insideTwin: null, coveredTwin: null, clip };
}

function visitScroll(el, tag, attributes, explicit, context) {
	const name = attributes['aria-label'] || attributes['aria-labelledby'] ? nameOf(el) : '';
	write(el, context, { tag, attributes, role: explicit || 'generic', type: '', name,
		rect: rectOf(el), isText: true, operations: SCROLL, state: 0, extras: '', after: '' });
}

// The text of a label is the name of its control; of one that is not shown, it is met at the label.
function isLabelOfShown(el) {
	const { control } = el;
	return control && (/^(checkbox|radio|file)$/.test(control.type) || dom.checkVisibility(control));
}

// content-visibility: hidden, which hidden=until-found means, too.
const isLocked = (attributes, style, context) =>
	(attributes.hidden !== undefined || context.styles & HIDES) &&
	style.contentVisibility === 'hidden';

// Of what is hidden only controls are met, and only at a label that is not.
function visitHidden(el, context) {
	if (dom.querySelector(el, MET_AT_LABELS) === null)
		return;
	let position = 0;
	for (let child = firstElementChild(el); child; child = nextElementSibling(child)) {
		enter(localName(child), position++);
		if (standIn(child) !== child)
			visitControl(child, 'input', context);
		else
			visitHidden(child, context);
		leave();
	}
}

// A little text alone, where no rule hides or points: its style can make no difference, or its box
// is empty. Headings name groups even if their box is empty, and so are asked.
const ORDINARY = Object.freeze({ display: 'block', cursor: 'auto' });
const POINTED = Object.freeze({ display: 'block', cursor: 'pointer' });
// That text, or ''. Text nodes themselves are not touched, as each would have to be wrapped anew.
function littleText(el, traits, attributes, context) {
	if (context.styles & (HIDES | POINTS | SHRINKS) || firstElementChild(el) !== null || traits & STYLED ||
			attributes.role !== undefined || attributes.hidden !== undefined || shadowOf(el) !== null)
		return '';
	const text = dom.textContent(el);
	return text.length <= LITTLE_TEXT ? text : '';
}

function visitLittleText(el, tag, traits, text, attributes, context) {
	if (attributes === NO_ATTRIBUTES && traits & PLAIN) {
		const shown = context.visible && !context.covered ? tidy(text) : null;
		if (shown || (shown === '' && /\S/.test(text)))
			writeText(el, tag, attributes, 'text', shown, context);
		return;
	}
	const style = context.pointer ? POINTED : ORDINARY;
	const inner = contextOf(el, tag, attributes, '', style, context);
	if (!inner.visible)
		return;
	const inside = visitActive(el, tag, attributes, '', context, inner, 0) || inner;
	if (!inside.covered)
		visitText(el, tag, attributes, '', inside);
}

// The walk.
function visitBox(el, tag, traits, context) {
	const attributes = attributesOf(el), little = littleText(el, traits, attributes, context);
	if (little) {
		visitLittleText(el, tag, traits, little, attributes, context);
		return;
	}
	const style = getComputedStyle(el);
	if (style.display === 'none' || isLocked(attributes, style, context)) {
		visitHidden(el, context);
		return;
	}
	const explicit = explicitRole(attributes);
	let inner = contextOf(el, tag, attributes, explicit, style, context), listed = '', isOpen = false;
	const clip = clipping(el, tag, style), scroll = clip ? clip.scroll : 0;
	if (inner.visible) {
		const active = visitActive(el, tag, attributes, explicit, context, inner, scroll);
		if (!active && scroll)
			visitScroll(el, tag, attributes, explicit, context);
		inner = active || inner;
		if (tag === 'label' && isLabelOfShown(el))
			inner = coveredOf(inner);
		listed = inner.covered ? '' : visitText(el, tag, attributes, explicit, inner);
		if (listed === 'whole')
			inner = coveredOf(inner);
		isOpen = !active && !listed;
	}
	if (clip)
		inner = clipped(inner, el);
	noteHost(el, tag, pass);
	const holds = visitChildren(el, tag, inner, listed === 'own' ? coveredOf(inner) : inner);
	if (isOpen && !holds)
		visitEmpty(el, tag, attributes, explicit, style, inner);
}

function isLeaf(el, tag, context) {
	if (tag === 'svg')
		return context.inside || rectOf(el).width <= 48;
	return tag === 'canvas' || tag === 'video' || tag === 'audio' || tag === 'object';
}

// Whether there is anything but text inside; what is in an icon does not count.
function visitChildren(el, tag, context, inline) {
	const shadow = shadowOf(el);
	if (shadow)
		visitShadow(shadow, context, inline);
	else if (tag === 'slot' && el.assignedNodes().length)
		visitSlotted(el, context, inline);
	else if (tag === 'details' && !el.open)
		visitSummary(el, context);
	else if (isLeaf(el, tag, context))
		return tag !== 'svg';
	else
		return visitList(firstElementChild(el), context, inline);
	return true;
}

function visitList(first, context, inline) {
	let position = 0;
	for (let child = first; child; child = nextElementSibling(child))
		visit(child, position++, context, inline);
	return first !== null;
}

function visitSummary(details, context) {
	const position = [...details.children].findIndex(child => localName(child) === 'summary');
	if (position >= 0)
		visit(details.children[position], position, context, context);
}

function visitShadow(shadow, context, inline) {
	enter('//', -1);
	pass.hostDepths.push(pass.depth - 1);
	const styles = verdictOf(shadow), twins = { insideTwin: null, coveredTwin: null };
	visitList(shadow.firstElementChild, { ...context, ...twins, styles },
		{ ...inline, ...twins, styles });
	pass.hostDepths.pop();
	leave();
}

// Slotted elements are drawn here, but their path is that of the host's own children.
function visitSlotted(slot, context, inline) {
	const { tags, positions, depth } = pass;
	const hostDepth = pass.hostDepths.pop() ?? 0;
	const saved = [tags.slice(hostDepth, depth), positions.slice(hostDepth, depth)];
	pass.depth = hostDepth;
	pass.shared = Math.min(pass.shared, hostDepth);
	let position = 0, cursor = firstElementChild(dom.getRootNode(slot).host);
	for (const node of slot.assignedNodes()) {
		if (nodeType(node) !== ELEMENT)
			continue;
		for (; cursor && cursor !== node; cursor = nextElementSibling(cursor))
			position++;
		visit(node, position, context, inline);
	}
	pass.depth = depth;
	pass.shared = Math.min(pass.shared, hostDepth);
	tags.splice(hostDepth, depth - hostDepth, ...saved[0]);
	positions.splice(hostDepth, depth - hostDepth, ...saved[1]);
	pass.hostDepths.push(hostDepth);
}

// `inline` is the context for what belongs to the text of the parent.
function visit(el, position, context, inline) {
	const tag = localName(el), traits = traitsOf(tag);
	if (traits & PASSED_OVER || pass.late)
		return;
	if (pass.depth > DEPTH_MAXIMUM) {
		pass.tooDeep++;
		return;
	}
	enter(tag, position);
	if (traits & CONTROL)
		visitControl(el, tag, context);
	else if (traits & FRAME)
		visitFrame(el, context);
	else
		visitBox(el, tag, traits, traits & INLINE_PART ? inline : context);
	leave();
}

// Frames. Both sides know the frame's index in the parent's window; frames in shadow roots have none.
function indexOfWindow(parent, child) {
	for (let i = 0; i < parent.length; i++)
		if (parent[i] === child)
			return i;
	return -1;
}

function visitFrame(el, context) {
	const style = getComputedStyle(el), rect = rectOf(el);
	if (style.display === 'none' || style.visibility !== 'visible')
		return;
	const pixels = name => parseFloat(style[name]) || 0;
	const place = rect.width > 0 && rect.height > 0 ? placeOf(el, rect, context, false) : OFFSCREEN;
	const box = [rect.x + el.clientLeft + pixels('paddingLeft'),
		rect.y + el.clientTop + pixels('paddingTop'),
		el.clientWidth - pixels('paddingLeft') - pixels('paddingRight'),
		el.clientHeight - pixels('paddingTop') - pixels('paddingBottom')];
	pass.lines.push(['f', indexOfWindow(window, el.contentWindow), groupIndex(context.group), place,
		...box.map(value => value.toFixed(2)), field(el.name)].join('`'));
}

function walk() {
	const root = page.documentElement(document), body = page.body(document);
	if (!root)
		return;
	const context = { group: null, inside: false, covered: false, grid: false, inert: false,
		disabled: 0, live: 0, pointer: getComputedStyle(body || root).cursor === 'pointer',
		clip: { left: 0, top: 0, right: innerWidth, bottom: innerHeight },
		visible: true, styles: verdictOf(document), insideTwin: null, coveredTwin: null };
	if (body && body !== root)
		enter(localName(root), -1);
	visit(body || root, -1, context, context);
}

function documentLine(base) {
	const root = page.documentElement(document), scroller = page.scrollingElement(document) || root;
	return ['d', base, parent === window ? -1 : indexOfWindow(parent, window), innerWidth,
		innerHeight, Math.round(scrollY), scroller ? dom.scrollHeight(scroller) : 0,
		field(root ? dom.getAttribute(root, 'lang') || '' : ''),
		field(label(page.title(document)))].join('`');
}

// options: { base, again, elements_maximum, viewport_only, secrets, budget_ms, opens_roots }.
// The name under which an element is listed.
api.shownName = el => {
	const tag = localName(el), attributes = attributesOf(el);
	if (CONTROLS.has(tag) || isActiveByKind(el, tag, attributes, explicitRole(attributes)))
		return nameOf(el, tag, attributes);
	return genericName(el, tag, attributes, roleOf(el, tag, attributes),
		tidy(contentText(el, GENERIC_MAXIMUM + 1, NOTHING,
			(verdictOf(dom.getRootNode(el)) & SHRINKS) !== 0)));
};

api.collect = options => {
	const base = api.setIdBase(options.base, options.again);
	api.forgetLost();
	api.forgetVerdicts();
	api.forgetLabels();
	api.forgetQuestions();
	pass = api.newPass(options);
	walk();
	pass = null;
	return api.finish(documentLine(base));
};
})();
