// Shipping or cancelling an order as a wizard, one part on each page and a summary at the end (drift 4).

import { openDesk, currentOrder } from './desk.js';
import { operations } from './operations.js';

const query = new URLSearchParams(location.search);
const name = query.get('do') === 'cancel' ? 'cancel' : 'ship';
const number = query.get('number');
const step = Math.max(parseInt(query.get('step') ?? '0', 10) || 0, 0);
const desk = await openDesk(`${name}Title`, { number });
const { app, body } = desk;
const { h } = app;
const order = currentOrder(desk);

// What earlier pages collected, unless it was for something else.
function draft() {
  const { operation, values } = app.data.draft ?? {};
  return operation === `${name} ${number}` ? values : {};
}

function form(operation, values) {
  const part = operation.parts[step];
  const submit = app.action(part ? app.label('next') : operation.submit,
    { id: 'submit', name: 'wizard next', kind: part ? 'primary' : operation.kind, type: 'submit' });
  const changed = () => { submit.disabled = part ? !part.complete() : false; };
  const onsubmit = async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    if (part) await goOn(values);
    else await finish(operation);
  };
  const fields = part ? part.fields(changed) : summary(operation);
  changed();
  return h('form', { class: 'card form', novalidate: true, onsubmit }, fields, h('div', { class: 'card-actions' }, submit));
}

function summary(operation) {
  const fact = ([key, text]) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, text));
  return [h('h2', {}, app.label('review')), h('dl', { class: 'facts' }, operation.facts().map(fact))];
}

async function goOn(values) {
  app.data.draft = { operation: `${name} ${number}`, values };
  await app.save();
  app.go('operation.html', { do: name, number, step: step + 1 });
}

async function finish(operation) {
  operation.apply();
  delete app.data.draft;
  await app.save();
  app.go('order.html', { number, just: order.status });
}

if (order) {
  const values = { ...draft() };
  const operation = operations[name](app, order, values);
  if (app.stream('part order').chance(0.5)) operation.parts.reverse();
  await app.latency();
  app.fill(body, h('p', { class: 'soft' }, `${order.customer}, ${order.company} · ${Math.min(step, operation.parts.length) + 1}/${operation.parts.length + 1}`),
    form(operation, values));
}
