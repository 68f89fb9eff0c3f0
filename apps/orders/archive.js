// The selected orders once more before they are archived (drift 4).

import { list } from '../shared/format.js';
import { findOrder } from './data.js';
import { openDesk, announce, backLink } from './desk.js';

const desk = await openDesk('chosen');
const { app, body } = desk;
const { h } = app;
const chosen = (app.params.get('numbers') ?? '').split(',').map((number) => findOrder(app.data, number)).filter((order) => order && !order.archived);

async function archive() {
  submit.disabled = true;
  for (const order of chosen) order.archived = true;
  await app.save();
  const customers = list(chosen.map(({ customer }) => customer));
  app.fill(body, backLink(app));
  announce(desk, app.sentence('archivedMany', { count: chosen.length, customers }));
}

const submit = app.action(app.label('archive'), { name: 'archive now', kind: 'primary', onclick: archive });
await app.latency();
app.fill(body, h('section', { class: 'card form' },
  h('ul', { class: 'notes' }, chosen.map((order) => h('li', {}, `${order.number} · ${order.customer} · ${order.company}`))),
  h('div', { class: 'card-actions' }, submit)), backLink(app));
