// The notes of an order on a page of their own (drift 4).

import { openDesk, currentOrder, announce } from './desk.js';
import { noteForm, noteList } from './noting.js';

const desk = await openDesk('notes');
const { app, body } = desk;
const { h } = app;
const order = currentOrder(desk);

function draw() {
  app.fill(body, h('section', { class: 'card form' }, h('h2', {}, `${order.number} · ${order.customer}`), noteList(app, order), noteForm(app, order, noted)));
}

function noted(note) {
  announce(desk, app.sentence('noted', { number: order.number, note }));
  draw();
}

if (order) {
  await app.latency();
  draw();
}
