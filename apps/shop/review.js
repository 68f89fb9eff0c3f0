// The last page before the order: all that was entered, and the button that counts.

import { orderNumber } from './data.js';
import { openCheckout, showStep } from './checkout.js';
import { steps } from './cart-view.js';

const app = await openCheckout();
const { h } = app;
const { draft } = app.data;
const complete = ['name', 'street', 'city', 'delivery'].every((name) => draft[name]);
const mustAccept = app.swaps('terms');
let accepted = !mustAccept;
let sending = false;

if (!complete) app.go(`${steps(app)[0]}.html`);
else show();

function show() {
  const rows = app.order(['name', 'street', 'city', 'postcode', 'phone', 'delivery'], 'review').filter((key) => draft[key])
    .map((key) => h('div', {}, h('dt', {}, app.label(key).replace(' (optional)', '')), h('dd', {}, draft[key])));
  const button = app.action(app.label('place-order'), { id: 'place-order', name: 'place-order', kind: 'primary',
    disabled: !accepted, onclick: placeOrder });
  const terms = mustAccept && app.toggle({ name: 'terms', label: app.label('terms'),
    onchange: (on) => { accepted = on; button.disabled = !on; } }).element;
  const change = h('p', {}, h('a', { href: app.url(`${steps(app)[0]}.html`) }, app.label('change')));
  showStep(app, 'review', app.label('review-title'), h('dl', { class: 'facts' }, rows), change, terms,
    h('div', { class: 'buttons' }, button));
}

async function placeOrder() {
  if (sending || !accepted) return;
  sending = true;
  const number = orderNumber(app.seed, app.data);
  const { name, street, city, postcode = '', phone = '', delivery } = draft;
  app.data.orders.push({ number, lines: app.data.cart, voucher: app.data.voucher, name, street, city, postcode, phone,
    delivery });
  Object.assign(app.data, { cart: [], voucher: '', draft: {} });
  await Promise.all([app.save(), app.latency()]);
  app.go('thanks.html', { order: number });
}
