// The first page after the login: the latest invoice, what is to pay, and the months as bars.

import { money, monthYear, longDate } from '../shared/format.js';
import { latest, total } from './data.js';
import { openPortal, badge } from './portal.js';
import { downloadButton } from './invoicing.js';

const portal = await openPortal('dashboard', 'dashboard');
const { app, account, main } = portal;
const { h } = app;

const card = (name, ...children) => h('section', { class: `card ${name}`, 'aria-labelledby': `${name}-title` },
  h('h2', { id: `${name}-title` }, app.label(name)), children);

function facts(invoice) {
  return h('dl', { class: 'facts' },
    h('div', {}, h('dt', {}, app.label('number')), h('dd', {}, invoice.number)),
    h('div', {}, h('dt', {}, app.label('issued')), h('dd', {}, longDate(invoice.issued))),
    h('div', {}, h('dt', {}, app.label('amount')), h('dd', {}, money(total(invoice)))),
    h('div', {}, h('dt', {}, app.label('status')), h('dd', {}, badge(app, invoice.status))));
}

const view = (invoice) => app.link(app.label('view'), app.url('invoice.html', { number: invoice.number }), { name: 'view', class: 'button' });

// At drift 4 a card only shows the way to the invoice, where its download is.
function invoiceCard(name, invoice) {
  const download = app.at(4) ? null : downloadButton(portal, invoice, app.label('downloadPdf'), { kind: 'primary', id: `${name}-download` });
  const buttons = [download, view(invoice)];
  return card(name, facts(invoice), h('p', { class: 'card-actions' }, app.at(2) ? app.order(buttons, `${name} buttons`) : buttons));
}

function balanceCard() {
  const unpaid = account.invoices.filter((invoice) => invoice.status !== 'paid');
  const sum = unpaid.reduce((cents, invoice) => cents + total(invoice), 0);
  return card('balance', h('p', { class: 'big' }, money(sum)), h('p', { class: 'soft' }, app.label('unpaidCount', { count: unpaid.length })),
    h('p', { class: 'card-actions' }, h('a', { href: app.url('invoices.html') }, app.label('invoices'))));
}

function monthsCard() {
  const most = Math.max(...account.invoices.map(total));
  const row = (invoice) => h('li', {}, h('span', { class: 'soft' }, monthYear(invoice.issued)),
    h('span', { class: 'rail' }, h('span', { class: 'fillbar', style: { width: `${(100 * total(invoice)) / most}%` } })), h('span', {}, money(total(invoice))));
  return card('activity', h('ol', { class: 'bars' }, account.invoices.slice(-6).map(row)));
}

const oldest = account.invoices.find((invoice) => invoice.status === 'overdue');
await app.latency();
app.fill(main, h('div', { class: 'cards' }, app.order([
  invoiceCard('latest', latest(account)), balanceCard(), oldest && invoiceCard('oldest', oldest), monthsCard()].filter(Boolean), 'cards')));
