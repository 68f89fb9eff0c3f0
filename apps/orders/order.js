// One order: its facts, items and notes, with the operations that its state allows.

import { longDate, money } from '../shared/format.js';
import { total } from './data.js';
import { openDesk, currentOrder, announce, backLink, badge } from './desk.js';
import { operationDialog, outcome } from './operations.js';
import { noteForm, noteList, askNote } from './noting.js';
import { itemTable } from './quantities.js';

const number = new URLSearchParams(location.search).get('number');
const desk = await openDesk('orderTitle', { number });
const { app, body } = desk;
const { h } = app;
const order = currentOrder(desk);

const section = (key, ...children) => h('section', { class: 'card', 'aria-labelledby': `${key}-title` },
  h('h2', { id: `${key}-title` }, app.label(key)), children);

function facts() {
  const fact = (key, value) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, value));
  return app.order([fact('customer', order.customer), fact('company', order.company), fact('placed', longDate(order.placed)),
    fact('total', money(total(order))), fact('state', badge(app, order)), order.carrier && fact('carrier', order.carrier),
    order.tracking && fact('tracking', order.tracking), order.reason && fact('reason', order.reason),
    order.comment && fact('comment', order.comment)].filter(Boolean), 'facts');
}

async function operate(name) {
  if (app.at(4)) return app.go('operation.html', { do: name, number });
  if (!(await operationDialog(app, name, order))) return;
  announce(desk, outcome(app, order));
  draw();
}

function buttons() {
  if (order.status !== 'open' || order.archived) return null;
  const ship = app.action(app.label('shipShort'), { id: 'ship', name: 'order ship', kind: 'primary', onclick: () => operate('ship') });
  const cancel = app.action(app.label('cancelMenu'), { id: 'cancel', name: 'order cancel', onclick: () => operate('cancel') });
  return h('div', { class: 'card-actions' }, app.order([ship, cancel], 'order buttons'));
}

const noted = (note) => {
  announce(desk, app.sentence('noted', { number, note }));
  draw();
};

function notes() {
  const count = h('span', { class: 'soft' }, ` (${order.notes.length})`);
  if (app.at(4)) return section('notes', h('p', {}, h('a', { href: app.url('notes.html', { number }) }, app.label('notes')), count));
  const write = app.swaps('note dialog')
    ? h('p', {}, app.action(app.label('note'), { name: 'note', onclick: () => askNote(app, order, noted) })) : noteForm(app, order, noted);
  return section('notes', noteList(app, order), write);
}

function items() {
  const changed = (text) => { announce(desk, text); draw(); };
  return section('items', itemTable(app, order, changed),
    app.at(4) && h('p', {}, h('a', { href: app.url('items.html', { number }) }, app.label('editItems'))));
}

function draw() {
  const head = section('shipping', h('dl', { class: 'facts' }, facts()), buttons());
  app.fill(body, backLink(app), h('div', { class: 'columns' }, app.order([head, items(), notes()], 'sections')));
}

if (order) {
  await app.latency();
  const just = app.params.get('just');
  if (['shipped', 'cancelled'].includes(just) && order.status === just) announce(desk, outcome(app, order));
  draw();
}
