// The voucher on a page of its own (linked from the cart at drift 4).

import { openShop, show } from './site.js';
import { voucherForm } from './voucher-form.js';

const app = await openShop();
const { h } = app;

show(app, app.label('have-voucher'), h('h1', {}, app.label('have-voucher')),
  h('div', { class: 'narrow' }, voucherForm(app, () => {}),
  h('p', {}, h('a', { href: app.url('cart.html') }, app.label('view-cart')))));
