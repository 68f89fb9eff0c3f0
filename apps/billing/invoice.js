// One invoice with its lines, to download and to pay; also where a payment ends, with its confirmation.

import { longDate, monthYear, money } from '../shared/format.js';
import { findInvoice, total } from './data.js';
import { openPortal, badge, confirmIn } from './portal.js';
import { downloadButton, payLink, describe } from './invoicing.js';

const number = new URLSearchParams(location.search).get('number');
const portal = await openPortal('invoices', 'invoiceTitle', { number });
const { app, account, main, notice } = portal;
const { h } = app;

function sheet(invoice) {
  const fact = (key, value) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, value));
  return h('article', { class: 'card sheet' },
    h('h2', {}, invoice.number),
    h('dl', { class: 'facts' }, app.order([fact('period', monthYear(invoice.issued)), fact('issued', longDate(invoice.issued)),
      fact('due', longDate(invoice.due)), fact('company', account.company), fact('status', badge(app, invoice.status))], 'facts')),
    h('table', { class: 'lines' }, h('tbody', {}, invoice.lines.map((line) => h('tr', {}, h('td', {}, line.name), h('td', {}, money(line.cents))))),
      h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, app.label('amount')), h('td', {}, money(total(invoice)))))),
    buttons(invoice));
}

function buttons(invoice) {
  const download = downloadButton(portal, invoice, app.label('downloadPdf'), { kind: 'primary', id: 'download' });
  const pay = invoice.status === 'paid' || app.at(4) ? null : payLink(portal, invoice, { class: 'button' });
  return h('p', { class: 'card-actions' }, app.at(2) ? app.order([download, pay], 'sheet buttons') : [download, pay]);
}

const invoice = findInvoice(account, number);
await app.latency();
if (invoice) app.fill(main, sheet(invoice));
else app.fill(main, h('p', { role: 'status' }, app.sentence('none')));
if (invoice?.method && app.params.get('just') === 'paid') {
  confirmIn(app, notice, app.sentence('paid', { ...describe(invoice), method: invoice.method }));
}
