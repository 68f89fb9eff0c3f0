// desk-ticket: the ticket that is open, with its conversation, the reply, the properties and the closing. Each of these is
// an element with a shadow root of its own inside this one's.

import { defineProperties } from './properties.js';
import { defineReply } from './reply.js';
import { defineClose } from './close.js';

export function defineTicket(desk) {
  const { app } = desk;
  const { h } = app;
  const sideBySide = app.variant(2, 'ticket layout', ['properties-right', 'properties-left', 'properties-top']);
  defineProperties(desk);
  defineReply(desk);
  defineClose(desk);

  app.define('desk-thread', (host) => h('section', { class: 'thread', 'aria-labelledby': 'thread-title' },
    h('h3', { id: 'thread-title' }, app.label('conversation')),
    h('ol', {}, host.ticket.messages.map((message) => h('li', { class: message.from === 'You' ? 'message own' : 'message' },
      h('strong', {}, message.from), h('p', {}, message.text))))));

  app.define('desk-ticket', () => {
    const ticket = desk.find(desk.opened);
    if (!ticket) return h('main', { class: 'ticket empty' }, h('p', {}, app.label('empty')));
    if (!desk.ready) return h('main', { class: 'ticket', 'aria-busy': 'true' }, h('p', { class: 'loading' }, 'Loading…'));
    return h('main', { class: 'ticket' }, head(ticket), ticket.status !== 'closed' && closing(ticket), body(ticket));
  });

  const head = (ticket) => h('header', { class: 'ticket-head' },
    h('div', {}, h('h1', {}, ticket.subject), h('p', { class: 'ticket-facts' },
      `${ticket.id}, ${ticket.category}, requested by ${ticket.requester}`),
    h('p', {}, h('span', { class: `badge ${ticket.status}` }, app.label(`view-${ticket.status}`)), ticket.resolution
      && ` ${app.label('resolution')}: ${ticket.resolution}`)),
    ticket.status !== 'closed' && app.action(app.label('close'), { id: 'close', name: 'close', onclick: () => {
      desk.panel = 'close';
      desk.ticket.draw();
    } }));

  const closing = (ticket) => desk.panel === 'close' && app.make('desk-close', { ticket });

  function body(ticket) {
    const talk = h('div', { class: 'talk' }, app.make('desk-thread', { ticket }), ticket.status !== 'closed'
      && app.make('desk-reply', { ticket }));
    return h('div', { class: `ticket-body ${sideBySide}` }, sideBySide === 'properties-right' ? [talk,
      app.make('desk-properties', { ticket })]
      : [app.make('desk-properties', { ticket }), talk]);
  }
}
