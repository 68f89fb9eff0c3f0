// The cart: quantities, removal, a voucher, and the way to the checkout. From drift 3 on the rows may be cards; at drift 4
// one selects rows and removes them together, and the voucher has a page of its own.

import { money } from '../shared/format.js';
import { openShop, refreshHeader, show } from './site.js';
import { voucherForm } from './voucher-form.js';

export async function openCart(prepare = () => {}) {
  const app = await openShop();
  await prepare(app);
  new Cart(app).show();
}

class Cart {
  constructor(app) {
    this.app = app;
    this.selected = new Set();
    this.order = app.order(app.data.cart.map((line) => line.product), 'lines');
    this.columns = app.order(['product', 'price', 'quantity', 'total'], 'columns');
    this.asCards = app.swaps('cart as cards');
    this.list = app.h('div', { class: 'lines' });
    this.sums = app.h('dl', { class: 'sums' });
    this.busy = false;
  }

  show() {
    const { app } = this;
    const { h } = app;
    const side = h('aside', { class: 'side', 'aria-label': app.label('total') }, this.sums,
      app.link(app.label('checkout'), app.url(firstStep(app)), { id: 'checkout', name: 'checkout',
        class: 'button primary wide' }));
    const voucher = app.at(4) ? h('p', {}, h('a', { id: 'have-voucher', href: app.url('voucher.html') },
      app.label('have-voucher')))
      : voucherForm(app, () => this.draw());
    const left = app.variant(2, 'cart layout', ['sums-right', 'sums-left']) === 'sums-left';
    show(app, app.label('cart-title'), h('h1', {}, app.label('cart-title')),
      h('div', { class: `cart ${left ? 'reverse' : ''}` },
      h('section', { 'aria-label': app.label('items') }, this.list, voucher), side));
    this.draw();
  }

  lines() {
    return [...this.app.data.cart].sort((a, b) => this.order.indexOf(a.product) - this.order.indexOf(b.product));
  }

  draw() {
    const { app } = this;
    const lines = this.lines();
    if (!lines.length) app.fill(this.list, app.h('p', {}, app.label('cart-empty')));
    else app.fill(this.list, this.asCards ? this.cards(lines) : this.table(lines), app.at(4) && this.removeSelected());
    app.fill(this.sums, sums(app).map(([key, text]) => app.h('div', {}, app.h('dt', {}, app.label(key)), app.h('dd', {}, text))));
  }

  table(lines) {
    const { app } = this;
    const { h } = app;
    const many = app.at(4);
    const heads = this.columns.map((column) => h('th', { scope: 'col' }, app.label(`column-${column}`)));
    const row = (line) => h('tr', { id: `line-${line.product}` }, many && h('td', {}, this.selector(line)),
      this.columns.map((column) => h('td', { class: `cell-${column}` }, this.cell(line, column))),
      !many && h('td', {}, this.removeButton(line)));
    return h('table', { class: 'cart-table' }, h('caption', { class: 'sr-only' }, app.label('cart-title')),
      h('thead', {}, h('tr', {}, many && h('td', {}), heads, !many && h('td', {}))), h('tbody', {}, lines.map(row)));
  }

  cards(lines) {
    const { app } = this;
    const { h } = app;
    const fact = (line, column) => h('div', {}, h('dt', {}, app.label(`column-${column}`)), h('dd', {}, this.cell(line, column)));
    return h('ul', { class: 'line-cards' }, lines.map((line) => h('li', { class: 'line-card', id: `line-${line.product}` },
      app.at(4) && this.selector(line), h('dl', {}, this.columns.map((column) => fact(line, column))),
      !app.at(4) && this.removeButton(line))));
  }

  cell(line, column) {
    const { app } = this;
    const product = app.product(line.product);
    if (column === 'product') return app.h('a', { href: app.url('product.html', { product: product.id }) }, product.name);
    if (column === 'price') return money(product.price);
    if (column === 'total') return money(product.price * line.quantity);
    return app.h('input', { type: 'number', id: `quantity-${product.id}`, class: 'small-number', min: '1', max: '12',
      value: String(line.quantity), 'aria-label': `${app.label('column-quantity')}, ${product.name}`,
      onchange: (event) => this.setQuantity(line, Number(event.target.value)) });
  }

  async setQuantity(line, quantity) {
    if (Number.isInteger(quantity) && quantity >= 1 && quantity <= 12) line.quantity = quantity;
    await this.app.save();
    refreshHeader(this.app);
    this.draw();
  }

  removeButton(line) {
    const { app } = this;
    return app.action(app.label('remove'), { id: `remove-${line.product}`, name: 'remove', class: 'small',
      onclick: () => this.remove([line.product]) });
  }

  selector(line) {
    const { app } = this;
    const onchange = (event) => {
      this.selected[event.target.checked ? 'add' : 'delete'](line.product);
      this.draw();
    };
    return app.h('input', { type: 'checkbox', id: `select-${line.product}`, 'aria-label': app.product(line.product).name,
      checked: this.selected.has(line.product), onchange });
  }

  removeSelected() {
    const { app } = this;
    return app.action(app.label('remove-selected'), { name: 'remove-selected', class: 'small',
      disabled: this.selected.size === 0, onclick: () => this.remove([...this.selected]) });
  }

  async remove(ids) {
    const { app } = this;
    if (this.busy || !ids.length) return;
    const product = ids.map((id) => app.product(id).name).join(', ');
    const question = { title: app.label('remove'), body: app.sentence('ask-remove', { product }), yes: app.label('remove'),
      no: app.label('back'), kind: 'danger' };
    if (app.swaps('ask remove') && !(await app.confirm(question))) return;
    this.busy = true;
    app.data.cart = app.data.cart.filter((line) => !ids.includes(line.product));
    this.selected.clear();
    await Promise.all([app.save(), app.latency()]);
    this.busy = false;
    refreshHeader(app);
    this.draw();
    app.fill(app.note, app.sentence('removed', { product }));
  }
}

// [label key, amount as text] of the cart, the voucher and what is to be paid.
export function sums(app, delivery) {
  const items = app.data.cart.reduce((sum, line) => sum + app.product(line.product).price * line.quantity, 0);
  const discount = app.data.voucher ? Math.round((items * app.catalogue.voucher.percent) / 100) : 0;
  const rows = [['subtotal', money(items)]];
  if (discount) rows.push(['discount', `−${money(discount)} (${app.data.voucher})`]);
  if (delivery) rows.push(['delivery', money(delivery.price)]);
  return [...rows, ['total', money(items - discount + (delivery?.price ?? 0))]];
}

export const firstStep = (app) => `${steps(app)[0]}.html`;

// The checkout's pages in their order; at drift 4 one more, and another order.
export function steps(app) {
  return app.at(4) ? [...app.variant(4, 'steps', [[], ['delivery', 'recipient', 'street'], ['recipient', 'delivery', 'street'],
    ['street', 'recipient', 'delivery']]), 'review']
    : ['address', 'delivery', 'review'];
}

export const nextStep = (app, step) => `${steps(app)[steps(app).indexOf(step) + 1]}.html`;
