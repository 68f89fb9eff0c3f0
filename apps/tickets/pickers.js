// The desk's own controls, each in its shadow root. All take {name, label, options, value, onchange}; options are texts.
//   desk-assignee   a select-only combobox with a list; from drift 3 on also a native select or a box with a filter
//   desk-people     a text box whose list is made anew while one types
//   desk-priority   a row of radio buttons in a CLOSED root; from drift 3 on also a select or a list

import { slug } from './data.js';

export function definePickers(app) {
  app.define('desk-assignee', (host) => {
    const kind = app.variant(3, 'assignee', ['combobox', 'select', 'filter']);
    if (kind === 'select') return nativeSelect(app, host);
    return kind === 'filter' ? filterBox(app, host) : combobox(app, host);
  });
  app.define('desk-people', (host) => filterBox(app, host));
  app.define('desk-priority', (host) => {
    const kind = app.variant(3, 'priority', ['segments', 'select', 'combobox']);
    return { segments, select: nativeSelect, combobox }[kind](app, host);
  }, 'closed');
}

function nativeSelect(app, host) {
  const select = app.h('select', { name: host.name, onchange: () => host.onchange(select.value) },
    app.h('option', { value: '' }, 'Nobody'), host.options.map((text) => app.h('option', { value: text }, text)));
  select.value = host.value;
  return app.field(host.name, host.label, select);
}

// ---- a button with a list

function combobox(app, host) {
  const { h } = app;
  const state = { active: -1 };
  const shown = h('span', { id: `${host.name}-value` }, host.value || 'Nobody');
  const button = h('button', { type: 'button', id: host.name, class: 'listbox-button', role: 'combobox',
    'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': `${host.name}-list`,
      'aria-labelledby': `${host.name}-label ${host.name}-value` }, shown);
  const items = host.options.map((text) => option(app, host, text, () => choose(text)));
  const list = h('ul', { role: 'listbox', id: `${host.name}-list`, class: 'listbox-menu', hidden: true,
    'aria-labelledby': `${host.name}-label` }, items);
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    mark(open ? host.options.indexOf(host.value) : -1);
  };
  const mark = (i) => {
    state.active = i;
    items.forEach((item, j) => item.toggleAttribute('data-active', i === j));
    setOrRemove(button, 'aria-activedescendant', items[i]?.id);
  };
  const choose = (text) => {
    host.value = text;
    app.fill(shown, text);
    items.forEach((item, i) => item.setAttribute('aria-selected', String(host.options[i] === text)));
    show(false);
    host.onchange(text);
  };
  button.addEventListener('click', () => show(list.hidden));
  button.addEventListener('keydown', (event) => listKey(event, { list, state, count: items.length, show, mark,
    choose: (i) => choose(host.options[i]) }));
  button.addEventListener('blur', () => show(false));
  list.addEventListener('mousedown', (event) => event.preventDefault()); // the button keeps the focus
  return h('div', { class: 'field listbox' }, h('span', { class: 'label', id: `${host.name}-label` }, host.label),
    button, list);
}

function option(app, host, text, onclick) {
  return app.h('li', { role: 'option', id: `${host.name}-${slug(text)}`, 'aria-selected': String(text === host.value),
    onclick }, text);
}

const setOrRemove = (element, name, value) => (value ? element.setAttribute(name, value) : element.removeAttribute(name));

function listKey(event, { list, state, count, show, mark, choose }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (list.hidden && !step) return;
  if (list.hidden) show(true);
  else if (step) mark((state.active + step + count) % count);
  else if ((event.key === 'Enter' || event.key === ' ') && state.active >= 0) choose(state.active);
  else if (event.key === 'Escape') show(false);
  else return;
  event.preventDefault();
}

// ---- a text box with a list that is made anew after each key

function filterBox(app, host) {
  const { h } = app;
  const state = { active: -1, asked: 0, shown: [] };
  const input = h('input', { type: 'text', id: host.name, name: host.name, role: 'combobox', autocomplete: 'off',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': `${host.name}-list`, value: host.value ?? '' });
  const list = h('ul', { role: 'listbox', id: `${host.name}-list`, class: 'listbox-menu', hidden: true,
    'aria-label': host.label });
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    mark(-1);
  };
  const mark = (i) => {
    state.active = i;
    [...list.children].forEach((item, j) => item.toggleAttribute('data-active', i === j));
    setOrRemove(input, 'aria-activedescendant', list.children[i]?.id);
  };
  const choose = (text) => {
    state.asked++;
    input.value = host.value = text;
    show(false);
    host.onchange(text);
  };
  const suggest = async () => {
    const asked = ++state.asked;
    if (host.value) { host.value = ''; host.onchange(''); }
    await app.latency();
    if (asked !== state.asked) return;
    state.shown = matches(host.options, input.value);
    app.fill(list, state.shown.map((text) => option(app, host, text, () => choose(text))));
    show(state.shown.length > 0);
  };
  input.addEventListener('input', suggest);
  input.addEventListener('keydown', (event) => !list.hidden
    && listKey(event, { list, state, count: state.shown.length, show, mark, choose: (i) => choose(state.shown[i]) }));
  input.addEventListener('blur', () => show(false));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  return h('div', { class: 'field listbox' }, h('label', { for: host.name }, host.label), input, list);
}

// Names in which every typed word begins a part; then names in which one does.
function matches(options, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (name, word) => name.toLowerCase().split(' ').some((part) => part.startsWith(word));
  const scored = options.map((name) => ({ name, score: words.filter((word) => begins(name, word)).length }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 6).map(({ name }) => name);
}

// ---- a row of radio buttons

function segments(app, host) {
  const { h } = app;
  const buttons = host.options.map((text) => h('button', { type: 'button', role: 'radio', id: `${host.name}-${slug(text)}`,
    class: `segment ${slug(text)}`, 'aria-checked': String(text === host.value), onclick: () => choose(text) }, text));
  const choose = (text) => {
    host.value = text;
    buttons.forEach((button, i) => button.setAttribute('aria-checked', String(host.options[i] === text)));
    host.onchange(text);
  };
  return h('div', { class: 'field' }, h('span', { class: 'label', id: `${host.name}-label` }, host.label),
    h('div', { class: 'segments', role: 'radiogroup', 'aria-labelledby': `${host.name}-label` }, buttons));
}
