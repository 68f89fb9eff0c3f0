// The fields of the widget's forms. Each takes the app, the draft that it writes its value into, and a function to call
// when the value changed; each returns {element, ready()}. From drift 3 on a field may take another shape.

import { addDays, isoDate, longDate, money, monthYear, months, weekday } from '../shared/format.js';
import { pause } from '../shared/dom.js';
import { catalogue, slug } from './data.js';

const calendarStart = '2027-01-01'; // the calendar opens here: the apps' season is 2027

export function textField(app, name, draft, changed, { required = false, type = 'text', multiline = false } = {}) {
  const control = multiline ? app.h('textarea', { name, rows: '2' }) : app.h('input', { type, name, autocomplete: 'off' });
  control.value = draft[name] ?? '';
  control.addEventListener('input', () => {
    draft[name] = control.value.trim();
    changed();
  });
  return { element: app.field(name, app.label(name), control, { required }),
    ready: () => !required || (draft[name] ?? '').length > 1 };
}

// ---- the hotel

export function hotelField(app, draft, changed) {
  const kind = app.variant(3, 'hotel field', ['autocomplete', 'select', 'listbox', 'autocomplete']);
  const hotels = catalogue(app.seed).hotels;
  const ready = () => hotels.some((hotel) => hotel.name === draft.hotel);
  if (kind === 'autocomplete') return { element: autocomplete(app, hotels, draft, changed), ready };
  const options = app.order(hotels, 'hotel options').map((hotel) => ({ value: slug(hotel.name), label: hotel.name }));
  const field = app.choice({ name: 'hotel', label: app.label('hotel'), kinds: [kind], options, value: slug(draft.hotel ?? ''),
    onchange: (value) => choose(hotels.find((hotel) => slug(hotel.name) === value)?.name) });
  const choose = (name) => { draft.hotel = name; changed(); };
  return { element: field.element, ready };
}

// Hotels that share words with what was typed, best first.
function matches(hotels, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (hotel, word) => hotel.name.toLowerCase().split(' ').some((part) => part.startsWith(word));
  const scored = hotels.map((hotel) => ({ hotel, score: words.filter((word) => begins(hotel, word)).length }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 6).map(({ hotel }) => hotel);
}

// A text box whose list of suggestions is made anew after each key, when the "server" has answered.
function autocomplete(app, hotels, draft, changed) {
  const { h } = app;
  const state = { active: -1, asked: 0, shown: [] };
  const input = h('input', { type: 'text', name: 'hotel', role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list',
    'aria-expanded': 'false', 'aria-controls': 'hotel-list', value: draft.hotel ?? '' });
  const list = h('ul', { role: 'listbox', id: 'hotel-list', class: 'suggestions', hidden: true,
    'aria-label': app.label('hotel') });
  const open = (yes) => {
    list.hidden = !yes;
    input.setAttribute('aria-expanded', String(yes));
    if (!yes) mark(-1);
  };
  const mark = (i) => {
    state.active = i;
    [...list.children].forEach((item, j) => item.toggleAttribute('data-active', i === j));
    if (i >= 0) input.setAttribute('aria-activedescendant', list.children[i].id);
    else input.removeAttribute('aria-activedescendant');
  };
  const choose = (hotel) => {
    input.value = draft.hotel = hotel.name;
    state.asked++;
    open(false);
    changed();
  };
  const suggest = async () => {
    const asked = ++state.asked;
    draft.hotel = null;
    changed();
    await app.latency();
    if (asked !== state.asked) return;
    state.shown = matches(hotels, input.value);
    app.fill(list, state.shown.map((hotel) => suggestion(app, hotel, choose)));
    open(state.shown.length > 0);
  };
  input.addEventListener('input', suggest);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((state.active + step + state.shown.length) % state.shown.length);
    else if (event.key === 'Enter' && state.active >= 0) choose(state.shown[state.active]);
    else if (event.key === 'Escape') open(false);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => open(false));
  list.addEventListener('mousedown', (event) => event.preventDefault()); // the text box keeps the focus
  return h('div', { class: 'autocomplete' }, app.field('hotel', app.label('hotel'), input,
    { hint: app.label('hotel-hint'), required: true }), list);
}

function suggestion(app, hotel, choose) {
  return app.h('li', { role: 'option', id: `hotel-${slug(hotel.name)}`, 'aria-selected': 'false',
    onclick: () => choose(hotel) }, app.h('span', {}, hotel.name), app.at(2) && app.h('small', {}, ` ${hotel.district}`));
}

// ---- dates

export function dateField(app, name, draft, changed) {
  const kind = app.variant(3, `date field ${name}`, ['native', 'calendar', 'selects', 'native']);
  const choose = (iso) => { draft[name] = iso; changed(); };
  const build = { native: nativeDate, calendar: calendarDate, selects: selectDate }[kind];
  return { element: build(app, name, draft[name] ?? '', choose), ready: () => /^\d{4}-\d\d-\d\d$/.test(draft[name] ?? '') };
}

function nativeDate(app, name, value, choose) {
  const input = app.h('input', { type: 'date', name, min: '2027-01-01', max: '2027-12-31', value });
  for (const event of ['input', 'change']) input.addEventListener(event, () => choose(input.value));
  return app.field(name, app.label(name), input, { required: true });
}

function selectDate(app, name, value, choose) {
  const [year, month, day] = value.split('-').map(Number);
  const chosen = { year: year || '', month: month || '', day: day || '' };
  const part = (key, label, options) => {
    const select = app.h('select', { id: `${name}-${key}`, onchange: () => {
      chosen[key] = Number(select.value) || '';
      choose(chosen.year && chosen.month && chosen.day ? isoDate(chosen.year, chosen.month, chosen.day) : '');
    } }, app.h('option', { value: '' }, label), options.map(([number, text]) => app.h('option', { value: number }, text)));
    select.value = String(chosen[key]);
    return app.h('div', { class: 'field' }, app.h('label', { for: `${name}-${key}`, class: 'sr-only' }, label), select);
  };
  return app.h('fieldset', { class: 'choice' }, app.h('legend', {}, app.label(name)), app.h('div', { class: 'date-parts' },
    part('day', 'Day', Array.from({ length: 31 }, (_, i) => [i + 1, i + 1])),
    part('month', 'Month', months.map((text, i) => [i + 1, text])),
    part('year', 'Year', [[2027, 2027], [2028, 2028]])));
}

// A button that opens a month as a grid; the months are turned one by one.
function calendarDate(app, name, value, choose) {
  const { h } = app;
  const state = { value, month: `${(value || calendarStart).slice(0, 7)}-01` };
  const shown = h('span', { id: `${name}-value` });
  const button = h('button', { type: 'button', class: 'date-button', id: name, 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
    'aria-labelledby': `${name}-label ${name}-value`, onclick: () => open(grid.hidden) },
  shown, app.icon('M4 6h16v14H4zM4 10h16M8 3v4M16 3v4'));
  const grid = h('div', { class: 'calendar', role: 'dialog', 'aria-label': app.label(name), hidden: true });
  const open = (yes) => {
    grid.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
    if (yes) draw();
  };
  const write = () => app.fill(shown, state.value ? longDate(state.value) : 'Choose a day');
  const pick = (iso) => {
    state.value = iso;
    write();
    open(false);
    button.focus();
    choose(iso);
  };
  const turn = (months) => {
    const [y, m] = state.month.split('-').map(Number);
    state.month = isoDate(y + Math.floor((m - 1 + months) / 12), ((m - 1 + months + 12) % 12) + 1, 1);
    draw();
  };
  const draw = () => app.fill(grid,
    h('div', { class: 'calendar-head' }, turnButton(app, 'Previous month', '‹', () => turn(-1)),
      h('strong', { 'aria-live': 'polite' }, monthYear(state.month)), turnButton(app, 'Next month', '›', () => turn(1))),
    days(app, state, pick));
  grid.addEventListener('keydown', (event) => event.key === 'Escape' && (open(false), button.focus()));
  write();
  return h('div', { class: 'field date-field' }, h('span', { class: 'label', id: `${name}-label` }, app.label(name)),
    button, grid);
}

const turnButton = (app, label, text, onclick) =>
  app.h('button', { type: 'button', class: 'turn', 'aria-label': label, onclick }, text);

function days(app, state, pick) {
  const { h } = app;
  const lead = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].indexOf(weekday(state.month));
  const cells = Array.from({ length: 42 }, (_, i) => addDays(state.month, i - lead)).map((iso) => {
    const inside = iso.startsWith(state.month.slice(0, 7));
    return h('td', { role: 'gridcell' }, inside && h('button', { type: 'button', 'aria-label': longDate(iso),
      'aria-pressed': String(iso === state.value), onclick: () => pick(iso) }, Number(iso.slice(8))));
  });
  const rows = Array.from({ length: 6 }, (_, i) => h('tr', {}, cells.slice(i * 7, i * 7 + 7)));
  const head = h('tr', {}, ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'].map((text) => h('th', { scope: 'col' }, text)));
  return h('table', { role: 'grid', 'aria-label': monthYear(state.month) }, h('thead', {}, head), h('tbody', {}, rows));
}

// ---- numbers

// Nights: a number box; later also a select or a stepper.
export function nightsField(app, draft, changed) {
  const kind = app.variant(3, 'nights field', ['number', 'select', 'stepper']);
  const choose = (value) => { draft.nights = Number(value) || null; changed(); };
  const ready = () => Number.isInteger(draft.nights) && draft.nights >= 1 && draft.nights <= 21;
  if (kind === 'select') return { element: countChoice(app, 'nights', 14, draft.nights, choose, ['select']), ready };
  if (kind === 'stepper') return { element: stepper(app, 'nights', 1, 21, draft, changed), ready };
  const input = app.h('input', { type: 'number', name: 'nights', min: '1', max: '21', step: '1', inputmode: 'numeric',
    value: draft.nights ?? '', oninput: () => choose(input.value) });
  return { element: app.field('nights', app.label('nights'), input, { required: true }), ready };
}

// Guests: a select; later also radios or a stepper.
export function guestsField(app, draft, changed) {
  const kind = app.variant(3, 'guests field', ['select', 'radio', 'stepper']);
  const ready = () => draft.guests >= 1;
  if (kind === 'stepper') return { element: stepper(app, 'guests', 1, 4, draft, changed), ready };
  const choose = (value) => { draft.guests = Number(value) || null; changed(); };
  return { element: countChoice(app, 'guests', 4, draft.guests, choose, [kind]), ready };
}

function countChoice(app, name, most, value, onchange, kinds) {
  const options = Array.from({ length: most }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }));
  return app.choice({ name, label: app.label(name), options, value: value ? String(value) : '', onchange, kinds }).element;
}

function stepper(app, name, least, most, draft, changed) {
  const { h } = app;
  draft[name] ??= least;
  const input = h('input', { type: 'text', inputmode: 'numeric', id: name, name, role: 'spinbutton',
    'aria-valuemin': String(least), 'aria-valuemax': String(most),
    oninput: () => set(Number(input.value) || null, false) });
  const set = (value, write = true) => {
    draft[name] = value === null ? null : Math.min(Math.max(value, least), most);
    input.setAttribute('aria-valuenow', String(draft[name] ?? ''));
    if (write) input.value = String(draft[name]);
    changed();
  };
  input.value = String(draft[name]);
  input.setAttribute('aria-valuenow', input.value);
  const button = (text, word, step) => h('button',
    { type: 'button', class: 'step', 'aria-label': `${word} ${app.label(name).toLowerCase()}`,
    onclick: () => set((draft[name] ?? least) + step) }, text);
  return h('div', { class: 'field' }, h('label', { for: name }, app.label(name)),
    h('div', { class: 'stepper' }, button('−', 'Decrease', -1), input, button('+', 'Increase', 1)));
}

// ---- room, treatment, time

export function roomField(app, draft, changed) {
  const rooms = app.order(catalogue(app.seed).rooms, 'rooms');
  const kind = app.variant(3, 'room field', ['cards', 'select', 'listbox', 'radio']);
  const choose = (key) => { draft.room = rooms.find((room) => slug(room.name) === key)?.name; changed(); };
  const ready = () => rooms.some((room) => room.name === draft.room);
  const build = kind === 'cards' ? roomCards : roomChoice;
  return { element: build(app, rooms, slug(draft.room ?? ''), choose, kind), ready };
}

function roomChoice(app, rooms, value, onchange, kind) {
  const options = rooms.map((room) => ({ value: slug(room.name), label: room.name }));
  return app.choice({ name: 'room', label: app.label('room'), kinds: [kind], options, value, onchange }).element;
}

function roomCards(app, rooms, value, choose) {
  const { h } = app;
  const cards = rooms.map((room) => {
    const key = slug(room.name);
    return h('div', { class: 'room-card' },
      h('input', { type: 'radio', name: 'room', id: `room-${key}`, value: key, checked: key === value,
        'aria-describedby': `room-note-${key}`, onchange: () => choose(key) }),
      h('div', {}, h('label', { for: `room-${key}` }, room.name),
        h('p', { class: 'hint', id: `room-note-${key}` }, `${room.note}, ${money(room.price)} a night`)));
  });
  return h('fieldset', { class: 'choice' }, h('legend', {}, app.label('room')), h('div', { class: 'room-cards' }, cards));
}

export function breakfastField(app, draft, changed) {
  const onchange = (on) => { draft.breakfast = on; changed(); };
  const field = app.toggle({ name: 'breakfast', label: app.label('breakfast'), checked: Boolean(draft.breakfast), onchange });
  return { element: field.element, ready: () => true };
}

export function treatmentField(app, draft, changed) {
  const items = app.order(catalogue(app.seed).spa, 'treatments');
  const options = items.map((item) => ({ value: slug(item.name), label: item.name }));
  const field = app.choice({ name: 'treatment', label: app.label('treatment'), kinds: ['select', 'radio', 'listbox'], options,
    value: slug(draft.treatment ?? ''),
    onchange: (value) => { draft.treatment = items.find((item) => slug(item.name) === value)?.name; changed(); } });
  return { element: field.element, ready: () => Boolean(draft.treatment) };
}

// Times are asked for when the treatment and the day are known, and come a moment later.
export function timeField(app, draft, changed) {
  const box = app.h('div', { class: 'times', 'aria-live': 'polite' });
  const state = { asked: '' };
  const refresh = async () => {
    const asked = `${draft.treatment ?? ''}|${draft.date ?? ''}`;
    if (asked === state.asked) return;
    state.asked = asked;
    draft.time = draft.timesFor === asked ? draft.time : null;
    draft.timesFor = asked;
    const known = draft.treatment && draft.date;
    app.fill(box, app.h('p', { class: 'hint' },
      known ? 'Looking for free times…' : 'Choose a treatment and a day to see the free times.'));
    if (!known) return;
    await Promise.all([app.latency(), pause(40)]);
    if (asked === state.asked) app.fill(box, timeChoice(app, draft, changed));
  };
  refresh();
  return { element: box, ready: () => Boolean(draft.time), refresh };
}

function timeChoice(app, draft, changed) {
  const times = catalogue(app.seed).times;
  const options = times.map((time) => ({ value: slug(time), label: time }));
  return app.choice({ name: 'time', label: app.label('time'), kinds: ['radio', 'select', 'listbox'], options,
    value: slug(draft.time ?? ''),
    onchange: (value) => { draft.time = times.find((time) => slug(time) === value); changed(); } }).element;
}
