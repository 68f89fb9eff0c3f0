// Choosing how an invoice is paid. At drift 4 the method is chosen first and the invoice on a page of its own.

import { money, monthYear } from '../shared/format.js';
import { findInvoice, total } from './data.js';
import { openPortal } from './portal.js';

const query = new URLSearchParams(location.search);
const number = query.get('number');
const { app, account, main } = await openPortal('invoices', number ? 'payTitle' : 'payInvoice', { number });
const { h } = app;

function methodChoice(onchange) {
  const options = app.order(account.methods, 'methods').map(({ id, name }) => ({ value: id, label: name }));
  return app.choice({ name: 'method', label: app.label('method'), options, onchange });
}

function invoiceChoice(onchange) {
  const unpaid = app.order(account.invoices.filter((invoice) => invoice.status !== 'paid'), 'unpaid');
  const options = unpaid.map((invoice) => ({ value: invoice.number, label: `${invoice.number} · ${monthYear(invoice.issued)} · ${money(total(invoice))}` }));
  return app.choice({ name: 'invoice', label: app.label('whichInvoice'), options, onchange });
}

// A form with one question, whose button is enabled once it was answered.
function question(build, proceed) {
  const submit = app.action(app.label('next'), { id: 'continue', name: 'continue', kind: 'primary', type: 'submit', disabled: true });
  const choice = build(() => { submit.disabled = false; });
  const onsubmit = (event) => {
    event.preventDefault();
    if (choice.value) proceed(choice.value);
  };
  const back = app.link(app.label('back'), app.url('invoices.html'), { name: 'back', class: 'button' });
  const buttons = app.variant(2, 'form buttons', ['right', 'left']) === 'right' ? [back, submit] : [submit, back];
  return h('form', { class: 'card form', onsubmit }, choice.element, h('div', { class: 'form-actions' }, buttons));
}

const summary = (invoice) => h('p', { class: 'soft' }, `${monthYear(invoice.issued)} · ${money(total(invoice))}`);
const methodId = query.get('method');
const invoice = number && findInvoice(account, number);

await app.latency();
if (invoice) app.fill(main, summary(invoice), question(methodChoice, (method) => app.go('review.html', { number, method })));
else if (methodId) app.fill(main, question(invoiceChoice, (chosen) => app.go('review.html', { number: chosen, method: methodId })));
else app.fill(main, question(methodChoice, (method) => app.go('pay.html', { method })));
