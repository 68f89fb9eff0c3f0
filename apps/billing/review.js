// The last look at a payment before it is made. From drift 3 on, some seeds want it authorised with a check box.

import { money, monthYear } from '../shared/format.js';
import { findInvoice, total } from './data.js';
import { openPortal } from './portal.js';

const { app, account, main } = await openPortal('invoices', 'reviewTitle');
const { h } = app;
const invoice = findInvoice(account, app.params.get('number'));
const method = account.methods.find(({ id }) => id === app.params.get('method'));

async function pay() {
  submit.disabled = true;
  if (invoice.status !== 'paid') Object.assign(invoice, { status: 'paid', method: method.name });
  await app.save();
  app.go('invoice.html', { number: invoice.number, just: 'paid' });
}

const submit = app.action(app.label('payNow'), { id: 'pay-now', name: 'pay now', kind: 'primary', onclick: () => pay() });
const back = app.link(app.label('back'), app.url('pay.html', { number: invoice?.number }), { name: 'back', class: 'button' });

function summary() {
  const fact = (key, value) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, value));
  const asks = app.at(3) && app.stream('authorise').chance(0.6);
  const authorise = asks && app.toggle({ name: 'authorise', label: app.label('authorise'), onchange: (on) => { submit.disabled = !on; } });
  if (asks) submit.disabled = true;
  const buttons = app.variant(2, 'form buttons', ['right', 'left']) === 'right' ? [back, submit] : [submit, back];
  return h('section', { class: 'card form', 'aria-label': app.label('reviewTitle') },
    h('dl', { class: 'facts' }, app.order([fact('number', invoice.number), fact('period', monthYear(invoice.issued)),
      fact('amount', money(total(invoice))), fact('method', method.name), fact('company', account.company)], 'summary')),
    authorise && authorise.element, h('div', { class: 'form-actions' }, buttons));
}

await app.latency();
if (invoice && method) app.fill(main, summary());
else app.fill(main, h('p', { role: 'status' }, app.sentence('none')));
