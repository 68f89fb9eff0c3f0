// One booking: its details and the change of its dates. At drift 4 arrival and nights are asked on two pages, and the
// booking is cancelled here.

import { money, weekday } from '../shared/format.js';
import { catalogue, counted, departure } from './data.js';
import { agreed, form, openWidget, show, summary, tellStatus } from './widget.js';
import { cancelPanel } from './cancel.js';
import { dateField, nightsField } from './fields.js';

const app = await openWidget();
const { h } = app;
const booking = app.data.bookings.find((candidate) => candidate.reference === app.params.get('reference'));
const page = 'widget-booking.html';
const second = app.at(4) && app.params.get('step') === '2' && Boolean(app.data.draft.arrival);
const status = app.status('', { id: 'confirmation' });
const details = h('div', {});
const panel = h('div', {});
const back = h('p', { class: 'back' }, h('a', { href: app.url('widget-bookings.html') }, app.label('back')));

if (booking) showBooking();
else showUnknown();

function showUnknown() {
  show(app, app.label('details'), h('p', {}, app.sentence('unknown', { reference: app.params.get('reference') })), back);
}

function showBooking() {
  const section = (id, title, content) => h('section', { class: 'section', 'aria-labelledby': id }, h('h2', { id }, title), content);
  const parts = [section('details', app.label('details'), details), section('change', app.label('change-title'), panel)];
  show(app, booking.reference, back, status, app.at(2) ? app.order(parts, 'booking parts') : parts);
  draw();
}

function draw() {
  const { price } = catalogue(app.seed).rooms.find((room) => room.name === booking.room);
  const all = [['column-hotel', booking.hotel], ['room', booking.room],
    ['arrival', `${booking.arrival} (${weekday(booking.arrival)})`], ['departure', departure(booking)],
    ['nights', String(booking.nights)], ['guests', String(booking.guests)], ['breakfast', booking.breakfast ? 'Yes' : 'No'],
    ['guest', booking.guest], ['total', money(price * booking.nights)], ['reason', booking.reason]];
  app.fill(details, summary(app, app.order(all, 'summary').map(([key, text]) => [app.label(key), text])));
  app.fill(panel, booking.status === 'cancelled' ? h('p', {}, 'This booking is cancelled and can no longer be changed.')
    : changeForm());
  if (app.at(4) && booking.status !== 'cancelled') panel.append(cancelEntry());
}

function changeForm() {
  const draft = { arrival: booking.arrival, nights: booking.nights, ...(second ? app.data.draft : {}) };
  const changed = () => sheet?.refresh();
  const different = { ready: () => draft.arrival !== booking.arrival || draft.nights !== booking.nights };
  const fields = app.at(4) ? [second ? nightsField(app, draft, changed) : dateField(app, 'arrival', draft, changed)]
    : app.order([dateField(app, 'arrival', draft, changed), nightsField(app, draft, changed)], 'fields change');
  const onward = app.at(4) && !second;
  const next = async () => {
    app.data.draft = draft;
    await app.save();
    app.go(page, { reference: booking.reference, step: 2 });
  };
  const send = onward ? next : () => move(draft);
  let sheet = null;
  sheet = form(app, { content: h('div', { class: 'section-fields' }, fields.map((field) => field.element)), send,
    fields: onward ? fields : [...fields, different], button: onward ? 'next' : 'save' });
  return sheet.element;
}

async function move({ arrival, nights }) {
  const values = { reference: booking.reference, arrival, length: counted(nights, 'night') };
  if (!(await agreed(app, 'ask-move', values))) return false;
  Object.assign(booking, { arrival, nights });
  app.data.draft = {};
  await Promise.all([app.save(), app.latency()]);
  draw();
  announce(app.sentence('moved', values));
  return true;
}

function announce(sentence) {
  app.fill(status, sentence);
  tellStatus(sentence);
}

function cancelEntry() {
  const box = h('div', { class: 'cancel-panel' });
  const open = () => app.fill(box, cancelPanel(app, booking, (sentence) => {
    app.fill(box);
    if (!sentence) return;
    draw();
    announce(sentence);
  }));
  return h('div', { class: 'entry' }, app.action(app.label('cancel'), { name: 'cancel', id: 'cancel', onclick: open }), box);
}
