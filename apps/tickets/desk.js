// The desk: the list of tickets and the ticket that is open. desk-app holds what is on the screen; the list and the
// ticket are built anew whenever something changes.

import { openDesk, banner } from './parts.js';
import { definePickers } from './pickers.js';
import { defineList } from './list.js';
import { defineTicket } from './ticket.js';

const app = await openDesk();
const { h } = app;

// What is seen but not stored. opened: the id of the ticket, ready: its content has arrived.
const desk = {
  app,
  view: 'open', filter: '', opened: app.params.get('ticket'), ready: true,
  layout: app.variant(2, 'desk layout', ['list-left', 'list-right', 'list-narrow']),
  draft: {}, panel: '',
  find: (id) => app.data.tickets.find((ticket) => ticket.id === id),
  open, say, change, list: null, ticket: null, status: null,
};

definePickers(app);
defineList(desk);
defineTicket(desk);
app.define('desk-app', () => {
  desk.list = app.make('desk-list', {});
  desk.ticket = app.make('desk-ticket', {});
  desk.status = app.status('', { id: 'status', class: 'status' });
  const columns = [desk.list, h('div', { class: 'stay' }, desk.status, desk.ticket)];
  return [banner(app), h('div', { class: `columns ${desk.layout}` }, desk.layout === 'list-right' ? columns.reverse()
    : columns)];
});

document.body.prepend(app.make('desk-app', {}));
app.title('Fernway Desk');
app.cookieBanner();
sayCreated();
window.addEventListener('popstate', () => show(new URLSearchParams(location.search).get('ticket'), true));

// Opens a ticket as a link would: with an address of its own, and after the moment that a server takes.
async function open(id) {
  history.pushState(null, '', app.url('index.html', { ticket: id }));
  say('');
  await show(id, false);
}

async function show(id, ready) {
  Object.assign(desk, { opened: id, ready, draft: {}, panel: '' });
  change();
  if (ready) return;
  await app.latency();
  if (desk.opened !== id) return;
  desk.ready = true;
  change();
}

function change() {
  desk.list.draw();
  desk.ticket.draw();
}

function say(sentence) {
  app.fill(desk.status, sentence);
}

// After new.html: the ticket that was just made is open, and the status line says so.
function sayCreated() {
  const ticket = app.params.get('created') && desk.find(desk.opened);
  if (!ticket) return;
  const { id, subject, requester, category, messages } = ticket;
  say(app.sentence('created', { id, subject, requester, category, description: messages[0].text }));
  history.replaceState(null, '', app.url('index.html', { ticket: id }));
}
