// The company's details and which e-mails it gets. At drift 4 these are two pages, with one save at the end.

import { list } from '../shared/format.js';
import { openPortal, confirmIn } from './portal.js';

const { app, account, main, notice } = await openPortal('profile', 'profile');
const { h } = app;
const onSecondPage = location.pathname.endsWith('/preferences.html');
const draft = app.data.draft ?? { details: null, preferences: null };
const details = { ...pickDetails(account), ...draft.details };
const preferences = { ...account.preferences, ...draft.preferences };

function pickDetails({ company, vat, contact, city }) {
  return { company, vat, contact, city };
}

function detailFields() {
  const input = (key, props) => app.field(key, app.label(key), h('input', { type: 'text', name: key, value: details[key], required: true, ...props,
    oninput: (event) => { details[key] = event.target.value.trim(); check(); } }));
  const fields = app.order([input('company'), input('vat', { autocomplete: 'off' }), input('contact'), input('city')], 'details');
  return h('fieldset', { class: 'group' }, h('legend', {}, app.label('companySection')), h('div', { class: 'grid' }, fields));
}

function preferenceFields() {
  const box = (name, i) => app.toggle({ name: `preference-${i}`, label: name, checked: preferences[name],
    onchange: (on) => { preferences[name] = on; check(); } }).element;
  const names = Object.keys(account.preferences);
  const boxes = app.order(names.map(box), 'preferences');
  return h('fieldset', { class: 'group' }, h('legend', {}, app.label('preferences')), h('div', { class: 'checks' }, boxes));
}

const changed = () => JSON.stringify([pickDetails(account), account.preferences]) !== JSON.stringify([details, preferences]);
const valid = () => Object.values(details).every(Boolean) && /^[A-Z]{2}\d{8,12}$/.test(details.vat);

const goesOn = app.at(4) && !onSecondPage;
const submit = app.action(goesOn ? app.label('next') : app.label('save'), { id: 'save', name: 'save profile', kind: 'primary', type: 'submit', disabled: !goesOn });
function check() {
  submit.disabled = !(valid() && (goesOn || changed()));
}

async function onsubmit(event) {
  event.preventDefault();
  if (submit.disabled) return;
  if (goesOn) {
    app.data.draft = { details, preferences };
    await app.save();
    app.go('preferences.html');
  } else if (await sure()) {
    await store();
  }
}

async function sure() {
  if (!app.swaps('ask save')) return true;
  return app.confirm({ title: app.label('save'), body: app.sentence('askSave'), yes: app.label('save'), no: app.label('back') });
}

async function store() {
  submit.disabled = true;
  Object.assign(account, details, { preferences: { ...preferences } });
  delete app.data.draft;
  await app.save();
  const on = Object.keys(preferences).filter((name) => preferences[name]);
  confirmIn(app, notice, app.sentence('saved', { ...details, preferences: list(on) }));
  scrollTo(0, 0);
}

const sections = app.at(4) ? [onSecondPage ? preferenceFields() : detailFields()] : [detailFields(), preferenceFields()];
await app.latency();
app.fill(main, h('form', { class: 'card form', novalidate: true, onsubmit },
  app.variant(2, 'sections', ['details', 'preferences', 'details']) === 'details' ? sections : sections.reverse(),
  h('div', { class: 'form-actions' }, submit)));
check();
