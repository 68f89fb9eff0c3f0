// The page for a new ticket: one form; at drift 4 three pages, what was entered so far being kept in the state.

import { openDesk, banner } from './parts.js';
import { definePickers } from './pickers.js';
import { catalogue, nextId, slug } from './data.js';

const app = await openDesk();
const { h } = app;
const draft = app.at(4) ? app.data.draft : {};
const { requesters, categories } = catalogue(app.seed);
const names = app.order(['subject', 'requester', 'category', 'description'], 'new fields');
const pages = app.at(4) ? [names.slice(0, 2), names.slice(2), []] : [names];
const step = app.at(4) ? Math.min(Math.max(parseInt(app.params.get('step') ?? '0', 10) || 0, 0), 2) : 0;
const last = step === pages.length - 1;
let sending = false;

function submit() {
  const button = app.action(app.label(last ? 'create' : 'next'),
    { id: last ? 'create' : 'next', name: last ? 'create' : 'next', type: 'button', kind: 'primary', disabled: !ready(),
      onclick: send });
  return { button, refresh: () => { button.disabled = !ready(); } };
}

function ready() {
  const needed = last ? names : pages[step];
  return needed.every((name) => draft[name]);
}

function textInput(name, control, refresh) {
  control.value = draft[name] ?? '';
  control.addEventListener('input', () => {
    draft[name] = control.value.trim();
    refresh();
  });
  return app.field(name, app.label(name), control, { required: true });
}

const choose = (name, refresh) => (value) => { draft[name] = value; refresh(); };

const field = {
  subject: (refresh) => textInput('subject', h('input', { type: 'text', name: 'subject', autocomplete: 'off' }), refresh),
  description: (refresh) => textInput('description', h('textarea', { name: 'description', rows: '4' }), refresh),
  requester: (refresh) => app.make('desk-people', { name: 'requester', label: app.label('requester'), options: requesters,
    value: draft.requester ?? '', onchange: choose('requester', refresh) }),
  category: (refresh) => app.choice({ name: 'category', label: app.label('category'), kinds: ['select', 'radio', 'listbox'],
    options: app.order(categories, 'categories').map((text) => ({ value: slug(text), label: text })),
      value: slug(draft.category ?? ''),
    onchange: (value) => choose('category', refresh)(categories.find((text) => slug(text) === value)) }).element,
};

const summary = () => h('section', {}, h('h2', {}, app.label('review')), h('dl', { class: 'facts' }, names.map((name) =>
  h('div', {}, h('dt', {}, app.label(name)), h('dd', {}, draft[name] ?? '')))));

async function send(event) {
  event.preventDefault();
  if (sending || !ready()) return;
  sending = true;
  if (!last) {
    await app.save();
    app.go('new.html', { step: step + 1 });
    return;
  }
  const { subject, requester, category, description } = draft;
  const id = nextId(app.data);
  app.data.tickets.push({ id, subject, requester, category, status: 'open', assignee: '', priority: 'Normal', labels: [],
    messages: [{ from: requester, text: description }], resolution: '', note: '' });
  app.data.draft = {};
  await Promise.all([app.save(), app.latency()]);
  app.go('index.html', { ticket: id, created: 1 });
}

definePickers(app);
app.define('desk-new', () => {
  const { button, refresh } = submit();
  const fields = pages[step].map((name) => field[name](refresh));
  const review = app.at(4) && last && summary();
  const form = h('form', { class: 'new-form', novalidate: true, autocomplete: 'off', onsubmit: send },
    app.at(4) && h('p', { class: 'hint' }, `Step ${step + 1} of ${pages.length}`), fields, review,
    h('div', { class: 'buttons' }, button, step > 0 && h('a',
      { class: 'button', href: app.url('new.html', { step: step - 1 }) }, app.label('previous'))));
  return [banner(app), h('main', { class: 'new-page' }, h('p', {}, h('a', { href: app.url('index.html') }, app.label('back'))),
    h('h1', {}, app.label('new-title')), form)];
});
document.body.prepend(app.make('desk-new', {}));
app.title(`${app.label('new-title')} | Fernway Desk`);
app.cookieBanner();
