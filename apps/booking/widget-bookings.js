// The guest's bookings: look one up by its reference, or cancel one from the list. At drift 4 one cancels on the
// booking's own page.

import { openWidget, show } from './widget.js';
import { cancelPanel } from './cancel.js';

const app = await openWidget();
const { h } = app;
const columns = app.order(['reference', 'hotel', 'arrival', 'nights', 'status'], 'columns');
const order = app.order(app.data.bookings.map((booking) => booking.reference), 'bookings');
const layout = app.variant(2, 'bookings layout', ['search first', 'list first']);
const asCards = app.swaps('bookings as cards');

const list = h('div', {});
const panel = h('div', { class: 'cancel-panel' });
const status = app.status('', { id: 'confirmation' });
const parts = [lookUp(), h('section', { class: 'section', 'aria-labelledby': 'upcoming' },
  h('h2', { id: 'upcoming' }, app.label('upcoming')), list, panel)];
show(app, app.label('bookings-title'), status, layout === 'list first' ? parts.reverse() : parts);
draw();

function lookUp() {
  const input = h('input', { type: 'text', name: 'reference', autocomplete: 'off', spellcheck: 'false',
    placeholder: 'LN-00000' });
  const message = h('p', { class: 'problem', role: 'alert' });
  const find = async (event) => {
    event.preventDefault();
    const reference = input.value.trim().toUpperCase();
    if (!reference) return;
    await app.latency();
    const known = app.data.bookings.some((booking) => booking.reference === reference);
    if (known) app.go('widget-booking.html', { reference });
    else app.fill(message, app.sentence('unknown', { reference }));
  };
  return h('form', { class: 'look-up', onsubmit: find, role: 'search' }, app.field('reference', app.label('reference'), input),
    app.action(app.label('find'), { id: 'find', name: 'find', type: 'submit', kind: 'primary' }), message);
}

function draw() {
  const bookings = order.map((reference) => app.data.bookings.find((booking) => booking.reference === reference));
  app.fill(list, asCards ? h('ul', { class: 'booking-cards' }, bookings.map(card)) : table(bookings));
}

function cell(booking, column) {
  if (column === 'reference') return h('a', { href: app.url('widget-booking.html', { reference: booking.reference }) },
    booking.reference);
  if (column !== 'status') return String(booking[column]);
  return h('span', { class: `badge ${booking.status}` }, booking.status === 'cancelled' ? `Cancelled: ${booking.reason}`
    : 'Confirmed');
}

function table(bookings) {
  return h('div', { class: 'table-box' }, h('table', { class: 'bookings' },
    h('caption', { class: 'sr-only' }, app.label('upcoming')),
    h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, app.label(`column-${column}`))),
      !app.at(4) && h('th', { scope: 'col' }, h('span', { class: 'sr-only' }, 'Actions')))),
    h('tbody', {}, bookings.map((booking) => h('tr', { id: `booking-${booking.reference}` },
      columns.map((column) => h('td', { class: `cell-${column}` }, cell(booking, column))),
      !app.at(4) && h('td', {}, cancelButton(booking)))))));
}

function card(booking) {
  return h('li', { class: 'booking-card', id: `booking-${booking.reference}` }, h('dl', {}, columns.map((column) =>
    h('div', {}, h('dt', {}, app.label(`column-${column}`)), h('dd', {}, cell(booking, column))))),
      !app.at(4) && cancelButton(booking));
}

function cancelButton(booking) {
  if (booking.status === 'cancelled') return '';
  return app.action(app.label('cancel'), { name: 'cancel', id: `cancel-${booking.reference}`, class: 'small',
    onclick: () => ask(booking) });
}

function ask(booking) {
  app.fill(status);
  app.fill(panel, cancelPanel(app, booking, (sentence) => {
    app.fill(panel);
    if (!sentence) return;
    draw();
    app.fill(status, sentence);
  }));
  panel.querySelector('select, input, button')?.focus();
}
