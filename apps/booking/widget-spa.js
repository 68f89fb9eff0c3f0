// The booking of a treatment: one form, and its confirmation on a page of its own. At drift 4 the day and the time come
// first and the person last, on two pages.

import { longDate, money } from '../shared/format.js';
import { catalogue, nextReference } from './data.js';
import { agreed, form, openWidget, show, showConfirmation } from './widget.js';
import { dateField, textField, timeField, treatmentField } from './fields.js';

const app = await openWidget();
const { h } = app;
const page = 'widget-spa.html';
const draft = app.at(4) ? app.data.draft : {};
const step = app.params.get('step');

function showForm(withVisit, withGuest, button, send) {
  let sheet = null;
  const changed = () => { time?.refresh(); sheet?.refresh(); };
  const time = withVisit ? timeField(app, draft, changed) : null;
  const visit = withVisit ? [treatmentField(app, draft, changed), dateField(app, 'date', draft, changed), time] : [];
  const guest = withGuest ? [textField(app, 'guest', draft, changed, { required: true }),
    textField(app, 'wishes', draft, changed, { multiline: true })] : [];
  const parts = [section('appointment', visit), section('person-section', guest)].filter(Boolean);
  sheet = form(app, { content: app.at(2) ? app.order(parts, 'spa sections') : parts, fields: [...visit, ...guest], button, send,
    back: !withVisit && h('a', { class: 'button', href: app.url(page) }, app.label('previous')) });
  show(app, 'Book a treatment', sheet.element);
}

// The times depend on the fields before them, so they stay last in their section.
function section(key, fields) {
  if (!fields.length) return null;
  const last = key === 'appointment' ? fields.slice(-1) : [];
  const first = app.order(fields.slice(0, fields.length - last.length), `fields ${key}`);
  return h('section', { class: 'section', 'aria-labelledby': `section-${key}` },
    h('h2', { id: `section-${key}` }, app.label(key)),
    h('div', { class: 'section-fields' }, [...first, ...last].map((field) => field.element)));
}

async function book() {
  const { treatment, date, time, guest, wishes = '' } = draft;
  if (!(await agreed(app, 'ask-treat', { treatment, date: longDate(date), time }))) return false;
  const reference = nextReference(app.seed, app.data);
  app.data.treatments.push({ reference, treatment, guest, date, time, wishes });
  app.data.draft = {};
  await Promise.all([app.save(), app.latency()]);
  app.go(page, { done: reference });
  return true;
}

function showDone(booking) {
  const { price, minutes } = catalogue(app.seed).spa.find((item) => item.name === booking.treatment);
  const values = { ...booking, date: longDate(booking.date) };
  const all = [['treatment', `${booking.treatment}, ${minutes} min`], ['date', values.date], ['time', booking.time],
    ['guest', booking.guest], ['wishes', booking.wishes], ['total', money(price)]];
  const rows = app.order(all, 'summary').map(([key, text]) => [app.label(key).replace(' (optional)', ''), text]);
  showConfirmation(app, app.label('spa-booked-title'), app.sentence('treated', values), rows,
    h('p', {}, h('a', { href: app.url(page) }, app.label('another'))));
}

const done = app.data.treatments.find((booking) => booking.reference === app.params.get('done'));
if (done) showDone(done);
else if (!app.at(4)) showForm(true, true, 'book-spa', book);
else if (step === '2' && draft.time) showForm(false, true, 'book-spa', book);
else showForm(true, false, 'next', async () => { await app.save(); app.go(page, { step: 2 }); });
