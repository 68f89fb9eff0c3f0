// One product: how many, into the cart, onto the wishlist.

import { money } from '../shared/format.js';
import { art, card, openShop, refreshHeader, show, wishButton } from './site.js';

const app = await openShop();
const { h } = app;
const product = app.product(app.params.get('product')) ?? app.catalogue.products[0];
let quantity = 1;
let adding = false;
const most = 12;

const after = h('div', { class: 'after' });
const reverse = app.variant(2, 'product layout', ['picture-first', 'picture-last']) === 'picture-last';
const buy = h('div', { class: 'buy' }, quantityField(), app.action(app.label('add-to-cart'),
  { id: 'add-to-cart', name: 'add-to-cart', kind: 'primary', onclick: add }), wishButton(app, product));
const text = h('div', { class: 'product-text' }, h('h1', {}, product.name), h('p', { class: 'card-brand' }, product.brand),
  h('p', { class: 'price' }, money(product.price)),
  h('p', {}, product.text), h('p', { class: 'hint' },
    `In stock: ${product.stock}. ${product.rating.toFixed(1)} of 5 in ${product.reviews} reviews.`), buy, after);
const others = app.order(app.catalogue.products.filter((other) => other.type === product.type && other !== product), 'similar');

show(app, product.name,
  h('nav', { 'aria-label': 'Breadcrumb', class: 'crumbs' }, h('a', { href: app.url('index.html') }, app.label('nav-home')),
    ' / ', h('a', { href: app.url('search.html', { q: product.type }) }, product.type)),
  h('article', { class: `product ${reverse ? 'reverse' : ''}` }, art(app, product, true), text),
  h('section', { 'aria-labelledby': 'similar' }, h('h2', { id: 'similar' }, app.label('similar')),
    h('ul', { class: 'cards' }, others.map((other) => card(app, other)))));

// A number box; from drift 3 on, on some seeds, a select.
function quantityField() {
  const options = Array.from({ length: most }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }));
  const kind = app.variant(3, 'quantity', ['number', 'select', 'listbox']);
  if (kind !== 'number') return app.choice({ name: 'quantity', label: app.label('quantity'), kinds: [kind], options,
    value: '1', onchange: (value) => { quantity = Number(value); } }).element;
  const input = h('input', { type: 'number', name: 'quantity', min: '1', max: String(most), step: '1', value: '1',
    oninput: () => { quantity = Number(input.value); } });
  return app.field('quantity', app.label('quantity'), input);
}

async function add() {
  if (adding) return;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > most) {
    app.toast(`Please choose between 1 and ${most}.`, { kind: 'error' });
    return;
  }
  adding = true;
  const line = app.data.cart.find((other) => other.product === product.id);
  if (line) line.quantity += quantity;
  else app.data.cart.push({ product: product.id, quantity });
  await Promise.all([app.save(), app.latency()]);
  adding = false;
  await tell(app.sentence('added', { quantity, product: product.name }));
}

// What was added, and the way on: a link in the page; at drift 4 a dialog asks.
async function tell(sentence) {
  refreshHeader(app);
  app.fill(app.note, sentence);
  if (!app.at(4)) {
    app.fill(after, app.link(app.label('view-cart'), app.url('cart.html'), { id: 'view-cart', name: 'view-cart',
      class: 'button' }));
    return;
  }
  const actions = [{ label: app.label('keep-shopping'), value: 'stay', name: 'keep' },
    { label: app.label('view-cart'), value: 'cart', kind: 'primary', name: 'view-cart' }];
  if ((await app.dialog({ title: app.label('nav-cart'), body: h('p', {}, sentence), actions })) === 'cart') app.go('cart.html');
}
