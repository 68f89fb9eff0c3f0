// The quantities of an order as one form (drift 4).

import { openDesk, currentOrder, announce } from './desk.js';
import { valid } from './quantities.js';

const desk = await openDesk('editItems');
const { app, body } = desk;
const { h } = app;
const order = currentOrder(desk);

async function save(inputs) {
  const changes = order.items.map((item, i) => ({ item, before: item.quantity, quantity: Number(inputs[i].value) }))
    .filter(({ before, quantity }) => before !== quantity);
  for (const { item, quantity } of changes) item.quantity = quantity;
  await app.save();
  announce(desk, changes.map(({ item, ...values }) => app.sentence('changed', { number: order.number, item: item.name, ...values })).join(' '));
  draw();
}

function draw() {
  const inputs = order.items.map((item) => h('input', { type: 'number', min: '1', max: '9999', value: String(item.quantity), required: true }));
  const submit = app.action(app.label('save'), { name: 'save items', kind: 'primary', type: 'submit', disabled: true });
  const changed = () => order.items.some((item, i) => String(item.quantity) !== inputs[i].value.trim());
  const oninput = () => { submit.disabled = !(changed() && inputs.every((input) => valid(input.value))); };
  const onsubmit = (event) => {
    event.preventDefault();
    if (!submit.disabled) save(inputs);
  };
  const fields = order.items.map((item, i) => app.field(`quantity-${i}`, `${item.name}: ${app.label('quantity')}`, inputs[i]));
  app.fill(body, h('form', { class: 'card form', novalidate: true, oninput, onsubmit }, h('h2', {}, `${order.number} · ${order.customer}`),
    app.order(fields, 'items'), h('div', { class: 'card-actions' }, submit)));
}

if (order) {
  await app.latency();
  if (order.status === 'open') draw();
  else app.fill(body, h('p', { role: 'status' }, app.sentence('none')));
}
