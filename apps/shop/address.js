// Who receives the order, and where. One page; at drift 4 two (recipient.html and street.html).

import { openCheckout, showStep, stepForm } from './checkout.js';
import { nextStep } from './cart-view.js';

const app = await openCheckout();
const step = location.pathname.match(/(\w+)\.html$/)?.[1] ?? 'address';
const names = { address: ['name', 'street', 'city', 'postcode', 'phone'], recipient: ['name', 'phone'],
  street: ['street', 'city', 'postcode'] }[step];
const needed = names.filter((name) => ['name', 'street', 'city'].includes(name));
const { draft } = app.data;

function field(name) {
  const input = app.h('input', { type: name === 'phone' ? 'tel' : 'text', name, autocomplete: 'off' });
  input.value = draft[name] ?? '';
  input.addEventListener('input', () => { draft[name] = input.value.trim(); });
  return app.field(name, app.label(name), input, { required: needed.includes(name) });
}

const ready = () => needed.every((name) => (draft[name] ?? '').length > 1);
const button = app.at(4) ? 'next' : { 'delivery.html': 'to-delivery',
  'review.html': 'to-review' }[nextStep(app, step)] ?? 'next';
const fields = () => app.h('div', { class: 'fields' }, app.order(names, 'address fields').map(field));

showStep(app, step, app.label(step === 'recipient' ? 'recipient-title' : 'address-title'),
  stepForm(app, step, button, fields, ready));
