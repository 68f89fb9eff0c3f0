// The saved payment methods and what was paid with them; at drift 4 also the only way to pay an invoice.

import { money } from '../shared/format.js';
import { total } from './data.js';
import { openPortal } from './portal.js';

const { app, account, main } = await openPortal('payments', 'payments');
const { h } = app;

const method = ({ name }) => h('li', { class: 'method' }, h('span', {}, name));
const payment = (invoice) => h('li', {}, h('span', {}, invoice.number), h('span', {}, invoice.method), h('span', {}, money(total(invoice))));
const paid = account.invoices.filter((invoice) => invoice.method);

const methods = h('section', { class: 'card', 'aria-labelledby': 'methods-title' }, h('h2', { id: 'methods-title' }, app.label('savedMethods')),
  h('ul', { class: 'methods' }, app.order(account.methods, 'methods').map(method)));
const history = paid.length > 0 && h('section', { class: 'card' }, h('h2', {}, app.label('paid')), h('ul', { class: 'methods' }, paid.map(payment)));
const start = app.at(4) && h('p', {}, app.link(app.label('payInvoice'), app.url('pay.html'), { name: 'pay invoice', class: 'button primary' }));

await app.latency();
app.fill(main, start, h('div', { class: 'cards' }, methods, history));
