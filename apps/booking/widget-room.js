// The booking of a stay. Up to drift 3 one form; at drift 4 one page for each section and one to check it all.

import { money, weekday } from '../shared/format.js';
import { catalogue, departure, nextReference, stayWords } from './data.js';
import { agreed, form, openWidget, show, showConfirmation, summary } from './widget.js';
import { breakfastField, dateField, guestsField, hotelField, nightsField, roomField, textField } from './fields.js';

const app = await openWidget();
const { h } = app;
const wizard = app.at(4);
const draft = wizard ? app.data.draft : {};
if (catalogue(app.seed).hotels.some((hotel) => hotel.name === app.params.get('hotel'))) draft.hotel ??= app.params.get('hotel');

const sections = app.at(2) ? app.order(['stay', 'room', 'guest'], 'sections') : ['stay', 'room', 'guest'];
const layout = app.variant(2, 'widget layout', ['columns', 'single', 'wide']);

// The fields of a section, in the order of this page.
function build(section, changed) {
  const fields = {
    stay: () => [hotelField(app, draft, changed), dateField(app, 'arrival', draft, changed), nightsField(app, draft, changed),
      guestsField(app, draft, changed)],
    room: () => [roomField(app, draft, changed), breakfastField(app, draft, changed)],
    guest: () => [textField(app, 'guest', draft, changed, { required: true }),
      textField(app, 'email', draft, changed, { type: 'email' }),
      textField(app, 'wishes', draft, changed, { multiline: true })],
  }[section]();
  const element = h('section', { class: `section ${section}`, 'aria-labelledby': `section-${section}` },
    h('h2', { id: `section-${section}` }, app.label(`${section}-section`)),
    h('div', { class: 'section-fields' }, app.order(fields, `fields ${section}`).map((field) => field.element)));
  return { fields, element };
}

function showForm() {
  const changed = () => sheet?.refresh();
  const parts = sections.map((section) => build(section, changed));
  let sheet = null;
  sheet = form(app, { content: parts.map((part) => part.element), fields: parts.flatMap((part) => part.fields), button: 'book',
    props: { class: `form ${layout}` }, send: book });
  show(app, 'Book a stay', sheet.element);
}

// One step of the wizard; each is a page of its own, and what was entered so far is kept in the state.
function showStep(step) {
  const changed = () => sheet?.refresh();
  const part = build(sections[step], changed);
  let sheet = null;
  const send = async () => {
    await app.save();
    app.go('widget.html', { step: step + 1 });
  };
  sheet = form(app, { content: [progress(step), part.element], fields: part.fields, button: 'next', send,
    back: step > 0 && backLink(step - 1) });
  show(app, 'Book a stay', sheet.element);
}

const backLink = (step) => h('a', { class: 'button', href: app.url('widget.html', { step }) }, app.label('previous'));
const progress = (step) => h('p', { class: 'progress' }, `Step ${step + 1} of ${sections.length + 1}`);

function showReview() {
  const sheet = form(app, { content: [progress(sections.length), h('h2', {}, app.label('review')), summary(app, rows(draft))],
    fields: [], button: 'book', send: book, back: backLink(sections.length - 1) });
  show(app, 'Book a stay', sheet.element);
}

const breakfastText = (booking) => (booking.breakfast ? 'breakfast included' : 'without breakfast');

function rows(booking) {
  const price = catalogue(app.seed).rooms.find((room) => room.name === booking.room).price * booking.nights;
  const all = [['column-hotel', booking.hotel], ['room', booking.room],
    ['arrival', `${booking.arrival} (${weekday(booking.arrival)})`], ['departure', departure(booking)],
    ['nights', String(booking.nights)], ['guests', String(booking.guests)], ['breakfast', booking.breakfast ? 'Yes' : 'No'],
    ['guest', booking.guest], ['email', booking.email], ['wishes', booking.wishes], ['total', money(price)]];
  return app.order(all, 'summary').map(([key, text]) => [app.label(key).replace(' (optional)', ''), text]);
}

async function book() {
  const { hotel, room, arrival, nights, guests, breakfast = false, guest, email = '', wishes = '' } = draft;
  const booking = { reference: nextReference(app.seed, app.data), hotel, room, arrival, nights, guests, breakfast, guest,
    email, wishes, status: 'confirmed', reason: null };
  const values = { ...booking, ...stayWords(booking), breakfast: breakfastText(booking) };
  if (!(await agreed(app, 'ask-book', values))) return false;
  app.data.bookings.push(booking);
  app.data.draft = {};
  await Promise.all([app.save(), app.latency()]);
  const again = h('p', {}, h('a', { href: app.url('widget.html') }, app.label('another')));
  showConfirmation(app, app.label('booked-title'), app.sentence('booked', values), rows(booking), again);
  return true;
}

const step = Math.max(parseInt(app.params.get('step') ?? '0', 10) || 0, 0);
if (!wizard) showForm();
else if (step < sections.length) showStep(step);
else if (draft.hotel && draft.room && draft.guest) showReview();
else app.go('widget.html');
