// What several pages do with an invoice: describe it, download it, offer it for payment.

import { longDate, monthYear, money } from '../shared/format.js';
import { total } from './data.js';
import { confirmIn } from './portal.js';

export const describe = (invoice) => ({ number: invoice.number, date: longDate(invoice.issued), amount: money(total(invoice)) });

const title = (invoice) => `Invoice ${invoice.number}`;

function lines(account, invoice) {
  return [account.company, `${account.street}, ${account.city}`, `VAT ${account.vat}`, `Period ${monthYear(invoice.issued)}`,
    `Issued ${longDate(invoice.issued)}, due ${longDate(invoice.due)}`,
    ...invoice.lines.map((line) => `${line.name}: ${money(line.cents)}`), `Total ${money(total(invoice))}`];
}

async function announced({ app, notice }, invoice, serve) {
  try {
    await serve();
    confirmIn(app, notice, app.sentence('downloaded', describe(invoice)));
  } catch (error) {
    app.toast(error.message, { kind: 'error' });
  }
}

// A button that fetches the PDF; on some seeds of drift 3 it asks first.
export function downloadButton(portal, invoice, label, props) {
  const { app, account } = portal;
  const press = async () => {
    const asks = app.swaps('ask download');
    const text = app.sentence('askDownload', describe(invoice));
    if (asks && !(await app.confirm({ title: app.label('downloadPdf'), body: text, yes: app.label('download'), no: 'Cancel' }))) return;
    await announced(portal, invoice, () => app.download(invoice.number, title(invoice), lines(account, invoice)));
  };
  return app.action(label, { name: 'download', onclick: press, ...props });
}

// A plain link to the PDF, which the browser downloads; on some seeds of drift 3 a button.
export function downloadLink(portal, invoice, label, props) {
  const { app, account } = portal;
  if (app.swaps('download link')) return downloadButton(portal, invoice, label, { class: 'small', ...props });
  const href = app.documentUrl(invoice.number, title(invoice), lines(account, invoice));
  const follow = () => announced(portal, invoice, () => app.served(invoice.number));
  return app.h('a', { class: 'button small', href, download: `${invoice.number}.pdf`, onclick: follow, ...props }, label);
}

export function payLink({ app }, invoice, props) {
  return app.link(app.label('pay'), app.url('pay.html', { number: invoice.number }), { name: 'pay', class: 'button small', ...props });
}
