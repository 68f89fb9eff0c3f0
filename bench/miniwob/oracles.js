// What a person would do next on pages of MiniWoB++ (src/evaluation/miniwob_demonstration.h says
// how oracles are asked). For making demonstrations, never for deciding in an examined episode.
//
// They read what a person sees: texts, values, colours, places. None knows the page's variables.
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const textOf = element => (element ? element.textContent : '').replace(/\s+/g, ' ').trim();
const isShown = element => Boolean(element) && element.checkVisibility({ visibilityProperty: true,
	opacityProperty: true }) && element.getBoundingClientRect().height > 0;
const shown = (selector, root) => all(selector, root).filter(isShown);
const withText = (selector, text, root) => shown(selector, root).find(e => textOf(e) === text);

const click = (at, value) => at ? { do: 'click', at, value } : null;
const type = (at, value) => ({ do: 'type', at, value });
const press = (at, value) => ({ do: 'press', at, value });
const hover = at => ({ do: 'hover', at });
const check = (at, on) => ({ do: 'check', at, value: on ? 'on' : 'off' });
const WAIT = { do: 'wait' };

const quoted = goal => [...goal.matchAll(/"([^"]*)"/g)].map(match => match[1]);
const submit = () => click(one('#subbtn, #submit') || one('#area button'));

// Fills fields one after the other; null when all hold their values.
function fill(...wishes) {
	const open = wishes.find(([field, value]) => field.value !== value);
	return open ? type(open[0], open[1]) : null;
}

// ---- buttons, links, tabs ----

const clickNamedButton = goal => click(withText('#area button', quoted(goal)[0]));

// Links stand in sections of which one is open at a time; what was opened is remembered.
function findLink(goal, memory, openers) {
	const wanted = quoted(goal)[0];
	const link = withText('.alink', wanted);
	if (link)
		return click(link);
	if (shown('.ui-tabs-panel, .ui-accordion-content').some(panel => panel.getAnimations().length))
		return WAIT;
	memory.opened ??= new Set(openers.filter(opener => opener.closest('.ui-tabs-active')));
	const next = openers.find(opener => !memory.opened.has(opener));
	memory.opened.add(next);
	return click(next);
}

const clickTabs2 = (goal, { memory }) => findLink(goal, memory, all('#area ul a'));

function collapsible() {
	const content = one('.ui-accordion-content');
	if (!isShown(content))
		return click(one('#area h3'));
	return submit();
}

function menu(goal) {
	const path = goal.replace(/^Select /, '').split('>');
	for (const [depth, name] of path.entries()) {
		const item = all('#menu li > div').find(div => textOf(div) === name);
		if (depth === path.length - 1)
			return isShown(item) ? click(item) : WAIT;
		const below = one(':scope > ul', item.parentElement);
		if (!isShown(below))
			return item.classList.contains('ui-state-active') ? WAIT : hover(item);
	}
	return null;
}

// Closed, its items lie below the knob in the middle; they can be reached once it has opened.
function pie(goal, { step }) {
	const label = all('#divWheel text').find(text => textOf(text) === quoted(goal)[0]);
	const box = label.getBoundingClientRect();
	const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	if (label.contains(top))
		return click(label);
	return step ? WAIT : click(all('#divWheel text').find(text => textOf(text) === '+'));
}

// ---- colours ----

function colourOf(element) {
	const [r, g, b] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
	return { r, g, b };
}

function sameColour(element, name) {
	const probe = document.body.appendChild(document.createElement('i'));
	probe.style.backgroundColor = name;
	const { r, g, b } = colourOf(probe), own = colourOf(element);
	probe.remove();
	return r === own.r && g === own.g && b === own.b;
}

const clickColour = goal => click(all('#area .color').find(box =>
	sameColour(box, goal.match(/the (\w+) colored/)[1])));

function clickShades(goal) {
	const wanted = goal.match(/shades of (\w+)/)[1];
	const isWanted = box => {
		const { r, g, b } = colourOf(box);
		return { red: r > g && r > b, green: g > r && g > b, blue: b > r && b > g }[wanted];
	};
	const open = all('#area span').find(box => isWanted(box) && !box.classList.contains('selected'));
	return open ? click(open) : submit();
}

// ---- forms ----

function checkboxes(goal) {
	const list = goal.replace(/^Select /, '').replace(/ and click Submit\.$/, '').split(', ');
	const open = all('#area label').find(label =>
		list.includes(textOf(label)) && !one('input', label).checked);
	return open ? check(one('input', open), true) : submit();
}

function chooseList(goal) {
	const wanted = goal.match(/^Select (.*) from the list/)[1];
	const list = one('#options');
	if (list.selectedOptions[0].text !== wanted)
		return { do: 'select', at: list, value: wanted };
	return submit();
}

// The calendar of jQuery UI: back to the month, then the day.
function pickDate(field, wanted) {
	const [month, day] = wanted.split('/').map(Number);
	if (field.value === wanted)
		return null;
	const calendar = one('#ui-datepicker-div');
	if (!isShown(calendar))
		return click(field);
	if (calendar.getAnimations().length || Number(getComputedStyle(calendar).opacity) < 1)
		return WAIT;
	const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
		'September', 'October', 'November', 'December'];
	const now = months.indexOf(textOf(one('.ui-datepicker-month'))) + 1;
	if (now !== month)
		return click(one(now > month ? '.ui-datepicker-prev' : '.ui-datepicker-next'));
	return click(withText('.ui-datepicker-calendar td a', String(day)));
}

const chooseDate = goal =>
	pickDate(one('#datepicker'), goal.match(/[\d/]{10}/)[0]) || submit();

function enterDate(goal) {
	const [month, day, year] = goal.match(/[\d/]{10}/)[0].split('/');
	return fill([one('#tt'), `${year}-${month}-${day}`]) || submit();
}

function enterPassword(goal) {
	const word = quoted(goal)[0];
	return fill([one('#password'), word], [one('#verify'), word]) || submit();
}

function logIn(goal) {
	const [user, word] = quoted(goal);
	return fill([one('#username'), user], [one('#password'), word]) || submit();
}

function enterText2(goal) {
	const word = quoted(goal)[0];
	const wanted = / upper case /.test(goal) ? word.toUpperCase() : word.toLowerCase();
	return fill([one('#tt'), wanted]) || submit();
}

function multiOrderings(goal) {
	const [, genre, director, year] =
		goal.match(/^Search for (.*) movies directed by (.*) from year (\d+)/);
	const field = label => one('input', withText('th', label).parentElement);
	return fill([field('Genre'), genre], [field('Director'), director], [field('Year'), year]) ||
		click(one('.final'));
}

function readTable(goal) {
	const label = goal.match(/value of (.*) into the text field/)[1];
	const cells = all('tr').map(row => all('td', row).map(textOf));
	return fill([one('#tt'), cells.find(row => row[0] === label)[1]]) || submit();
}

// "Yes", a height: the list is one of jQuery Selectric around a hidden select.
function formSequence3(goal) {
	const [, height] = goal.match(/^Choose (.*) from the dropdown/);
	const label = one('.selectric .label');
	if (textOf(label) !== height) {
		const item = withText('.selectric-items li', height);
		return click(item || one('.selectric'));
	}
	return clickNamedButton(goal);
}

function formSequence(goal) {
	const [, number, position] = goal.match(/^Select (-?\d+) with the slider, click the (\d)/);
	const now = Number(textOf(one('#val'))), away = Number(number) - now;
	const handle = one('#slider .ui-slider-handle'), page = 4; // a fifth of the range
	if (Math.abs(away) >= page)
		return press(handle, away > 0 ? 'PageUp' : 'PageDown');
	if (away)
		return press(handle, away > 0 ? 'ArrowRight' : 'ArrowLeft');
	const box = one('#checkbox-' + position);
	return box.checked ? submit() : check(box, true);
}

function spin(goal) {
	const wanted = Number(goal.match(/-?\d+/)[0]), now = Number(one('#spinner').value);
	if (now === wanted)
		return submit();
	return click(one(now < wanted ? '.ui-spinner-up' : '.ui-spinner-down'));
}

function autocomplete(goal) {
	const [start, end = ''] = quoted(goal), field = one('#tags');
	if (field.value.startsWith(start) && field.value.endsWith(end) && field.value !== start)
		return submit();
	const item = shown('.ui-menu-item').find(li =>
		textOf(li).startsWith(start) && textOf(li).endsWith(end));
	return item ? click(item) : type(field, start);
}

// ---- counting ----

const answer = (selector, value) => fill([one(selector), String(value)]) || submit();

function arithmetic() {
	const [, a, sign, b] = textOf(one('#math-problem')).match(/(\d+) (\S) (\d+)/);
	const results = { '+': a - -b, '-': a - b, x: a * b };
	return answer('#math-answer', results[sign]);
}

function algebra() {
	const problem = textOf(one('#math-problem'));
	const first = problem.match(/^x (.) (\d+) = (\d+)/);
	if (first)
		return answer('#math-answer', first[1] === '+' ? first[3] - first[2] : first[3] - -first[2]);
	const [, digit, sign, result] = problem.match(/^(\d+) (.) x = (\d+)/);
	return answer('#math-answer', sign === '+' ? result - digit : digit - result);
}

const visualAddition = () => answer('#math-answer', all('.addition-block').length);

function oddOrEven() {
	const open = all('.row').find(row => !one('.selected', row));
	if (!open)
		return submit();
	const odd = Math.abs(Number(textOf(one('.display-number', open)))) % 2 === 1;
	return click(one(odd ? '.odd' : '.even', open));
}

function generateNumber(goal) {
	const text = textOf(one('#display-number')), number = Number(text);
	const bound = Number((goal.match(/\d+/) || [0])[0]);
	const fits = /less/.test(goal) ? number < bound : /greater/.test(goal) ? number > bound :
		number % 2 === Number(/odd/.test(goal));
	return click(one(text !== '-' && fits ? '#submit' : '#generate'));
}

// The feedback says on which side of the last guess it is.
function guessNumber(goal, { memory }) {
	const told = shown('#feedback div').map(textOf)[0];
	const [number] = (told.match(/\d+/) || ['']).map(Number);
	memory.low ??= 0;
	memory.high ??= 9;
	if (/lower/.test(told))
		memory.high = Math.min(memory.high, number - 1);
	if (/higher/.test(told))
		memory.low = Math.max(memory.low, number + 1);
	return answer('#tt', Math.floor((memory.low + memory.high) / 2));
}

// Cards show their number when they are turned, one at a time.
function findGreatest(goal, { memory }) {
	const cards = all('#cardholder > div');
	memory.numbers ??= new Map();
	const open = cards.find(card => !card.classList.contains('hidden'));
	if (open)
		memory.numbers.set(cards.indexOf(open), Number(textOf(open)));
	const next = cards.findIndex((card, i) => !memory.numbers.has(i));
	if (next >= 0)
		return click(cards[next]);
	const [best] = [...memory.numbers].sort((a, b) => b[1] - a[1])[0];
	return cards[best] === open ? submit() : click(cards[best]);
}

// Wins where it can, blocks where it must, else the middle, corners, edges.
function ticTacToe() {
	const LINES = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8],
		[2, 4, 6]];
	const cells = all('.ttt-row span'), marks = cells.map(cell => cell.className);
	const completing = mark => {
		const line = LINES.find(l => l.filter(i => marks[i] === mark).length === 2 &&
			l.some(i => !marks[i]));
		return line && line.find(i => !marks[i]);
	};
	const move = completing('mark-x') ?? completing('mark-o') ??
		[4, 0, 2, 6, 8, 1, 3, 5, 7].find(i => !marks[i]);
	return click(cells[move]);
}

// ---- mail, posts, flights ----

const rowOf = name => all('#main .email-thread').find(row =>
	textOf(one('.email-sender', row)) === name);

function openMail(name) {
	return isShown(one('#email')) || isShown(one('#reply')) || isShown(one('#forward')) ? null :
		click(rowOf(name));
}

function reply(name, text) {
	if (!isShown(one('#reply')))
		return openMail(name) || click(one('.email-reply'));
	return fill([one('#reply-text'), text]) || click(one('#send-reply'));
}

function forward(name, to) {
	if (!isShown(one('#forward')))
		return openMail(name) || click(one('.email-forward'));
	return fill([one('.forward-sender'), to]) || click(one('#send-forward'));
}

function mail(goal) {
	const name = goal.match(/email by (\S.*?) and /)[1];
	if (/ reply /.test(goal))
		return reply(name, quoted(goal)[0]);
	if (/ forward /.test(goal))
		return forward(name, goal.match(/ to (\S.*)\.$/)[1]);
	return click(one(/trash/.test(goal) ? '.trash' : '.star', rowOf(name)));
}

// The goal is in a person's own words: what is done comes from a verb, who it is about from the
// senders' names.
function mailInWords(goal) {
	const senders = all('#main .email-sender').map(textOf);
	const named = senders.filter(name => goal.includes(name))
		.sort((a, b) => b.length - a.length);
	const from = named.find(name => new RegExp(`(from|by|of) ${name}|${name}('s|\\b.* (sent|wrote))`)
		.test(goal)) || named[0];
	const others = named.filter(name => name !== from && !from.includes(name));
	if (others.length)
		return forward(from, others[0]);
	if (quoted(goal).length)
		return reply(from, quoted(goal)[0]);
	if (/delete|trash|remove|erase|rid of/i.test(goal))
		return click(one('.trash', rowOf(from)));
	return click(one('.star', rowOf(from)));
}

const ICONS = { Reply: '.reply', Retweet: '.retweet', Like: '.like', Share: '.share' };

function post(goal) {
	const [, user] = goal.match(/the user (\S+),/), [button] = quoted(goal);
	const own = all('.media').find(media => textOf(one('.username', media)) === user);
	if (ICONS[button])
		return click(one(ICONS[button], own));
	const item = shown('ul li', own).find(li => textOf(li).startsWith(button));
	return click(item || one('.more', own));
}

function posts(goal) {
	const user = goal.match(/posts by (\S+) and/)[1], icon = ICONS[quoted(goal)[0]];
	const open = all('.media').find(media => textOf(one('.username', media)) === user &&
		!one(icon, media).classList.contains('active'));
	return click(open ? one(icon, open) : one('#submitRow button'));
}

function airport(field, wanted) {
	if (field.value.includes(wanted) && field.value !== wanted)
		return null;
	const item = shown('.ui-menu-item').find(li => textOf(li).includes(wanted));
	if (item && field.value === wanted)
		return click(item);
	return field.value === wanted ? WAIT : type(field, wanted);
}

const minutes = text => text.match(/\d+/g).reduce((sum, part) => sum * 60 + Number(part), 0);

function flight(goal) {
	const [, best, from, to, date] =
		goal.match(/^Book the (\w+) one-way flight from: (.*) to: (.*) on:? ([\d/]+)\.?$/);
	if (isShown(one('#menu')))
		return airport(one('#flight-from'), from) || airport(one('#flight-to'), to) ||
			pickDate(one('#datepicker'), date) || click(one('#search'));
	const cost = row => best === 'cheapest' ?
		Number(textOf(one('.flight-price', row)).match(/\$(\d+)/)[1]) :
		minutes(textOf(one('.time-duration', row)));
	const [row] = all('.flight').sort((a, b) => cost(a) - cost(b));
	return click(one('.flight-price', row));
}

return {
	'book-flight': flight,
	'book-flight-nodelay': flight,
	'choose-date': chooseDate,
	'choose-date-medium': chooseDate,
	'choose-date-nodelay': chooseDate,
	'choose-list': chooseList,
	'click-button': clickNamedButton,
	'click-button-sequence': (goal, { step }) => click(one(step ? '#subbtn2' : '#subbtn')),
	'click-checkboxes': checkboxes,
	'click-checkboxes-large': checkboxes,
	'click-collapsible': collapsible,
	'click-collapsible-nodelay': collapsible,
	'click-collapsible-2-nodelay': (goal, { memory }) => findLink(goal, memory, all('#area h3')),
	'click-color': clickColour,
	'click-dialog': () => click(one('.ui-dialog-titlebar-close')),
	'click-link': goal => click(withText('.alink', quoted(goal)[0])),
	'click-menu': menu,
	'click-pie': pie,
	'click-pie-nodelay': pie,
	'click-shades': clickShades,
	'click-tab': goal => click(withText('#area ul a', goal.match(/Tab #\d/)[0])),
	'click-tab-2': clickTabs2,
	'click-tab-2-easy': clickTabs2,
	'click-tab-2-hard': clickTabs2,
	'click-test': () => click(one('#subbtn')),
	'click-test-2': () => click(one('#subbtn')),
	'email-inbox': mail,
	'email-inbox-delete': mail,
	'email-inbox-forward': mail,
	'email-inbox-forward-nl-turk': mailInWords,
	'email-inbox-important': mail,
	'email-inbox-nl-turk': mailInWords,
	'email-inbox-noscroll': mail,
	'email-inbox-reply': mail,
	'enter-date': enterDate,
	'enter-password': enterPassword,
	'enter-text': goal => fill([one('#tt'), quoted(goal)[0]]) || submit(),
	'enter-text-2': enterText2,
	'find-greatest': findGreatest,
	'focus-text': () => click(one('#tt')),
	'form-sequence': formSequence,
	'form-sequence-3': formSequence3,
	'generate-number': generateNumber,
	'guess-number': guessNumber,
	'login-user': logIn,
	'multi-orderings': multiOrderings,
	'odd-or-even': oddOrEven,
	'read-table': readTable,
	'simple-algebra': algebra,
	'simple-arithmetic': arithmetic,
	'social-media': post,
	'social-media-all': posts,
	'tic-tac-toe': ticTacToe,
	'unicode-test': clickNamedButton,
	'use-autocomplete-nodelay': autocomplete,
	'use-spinner': spin,
	'visual-addition': visualAddition
};
})()
