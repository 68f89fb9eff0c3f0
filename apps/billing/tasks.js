// What a person does in the billing portal, and how to tell that it was done, and nothing else.

import { differences, verdict } from '../shared/expect.js';
import { monthYear } from '../shared/format.js';
import { initial, choices, findAccount, findInvoice, latest, password } from './data.js';

const secrets = { password };

// The steps of the login, which every task starts with.
const login = (email, last) => [
  { do: 'type', css: '#email', text: email },
  { do: 'type', css: '#password', secret: 'password' },
  last ?? { do: 'click', css: '#sign-in' },
];

// A control in the table row of an invoice. At drift 0 the newest invoice comes first.
const inRow = (account, invoice, css) => {
  const row = account.invoices.length - account.invoices.findIndex(({ number }) => number === invoice.number);
  return `#invoices tbody tr:nth-child(${row}) .col-actions ${css}`;
};

// The state that the task's account should have in the end. Who is logged in by then is not the task's business.
function expected({ seed, params }, change) {
  const data = initial(seed);
  change(findAccount(data, params.email));
  return data;
}

const ignore = ['signedIn', 'draft'];
const nothing = () => {};

function downloadsOnly(record, number) {
  const wanted = [`${number}.pdf`];
  const wrong = differences({ downloads: wanted }, { downloads: record.downloads });
  return wrong.length ? { ok: false, why: `Downloaded: ${record.downloads.join(', ') || 'nothing'}; expected only ${wanted[0]}.` } : null;
}

function checkDownload(record, instance, number) {
  return downloadsOnly(record, number) ?? verdict(expected(instance, nothing), record.data, { ignore });
}

function checkState(record, instance, change) {
  if (record.downloads.length) return { ok: false, why: `Downloaded without being asked: ${record.downloads.join(', ')}.` };
  return verdict(expected(instance, change), record.data, { ignore });
}

const downloadLatest = {
  name: 'download-latest-invoice',
  title: 'Download the latest invoice',
  start: 'index.html',
  instance(seed) {
    const { account } = choices(seed, this.name);
    return { goal: `Log in as ${account.email} and download the latest invoice`, params: { email: account.email }, secrets };
  },
  script: ({ params }) => [...login(params.email), { do: 'click', css: '#latest-download' }],
  check(record, instance) {
    const account = findAccount(initial(instance.seed), instance.params.email);
    return checkDownload(record, instance, latest(account).number);
  },
};

const downloadMonth = {
  name: 'download-invoice-of-month',
  title: 'Download the invoice of a month',
  start: 'index.html',
  instance(seed) {
    const { account, older } = choices(seed, this.name);
    const month = monthYear(older.issued);
    return { goal: `Log in as ${account.email} and download the invoice for ${month}`, params: { email: account.email, month }, secrets };
  },
  script({ seed, params }) {
    const { account, older } = choices(seed, this.name);
    return [...login(params.email, { do: 'press', key: 'Enter' }),
      { do: 'click', css: '#nav-invoices' },
      { do: 'click', css: inRow(account, older, 'a[download]') }];
  },
  check(record, instance) {
    const { older } = choices(instance.seed, downloadMonth.name);
    return checkDownload(record, instance, older.number);
  },
};

const downloadNumber = {
  name: 'download-invoice-by-number',
  title: 'Search an invoice and download it',
  start: 'index.html',
  instance(seed) {
    const { account, older } = choices(seed, this.name);
    return { goal: `Log in as ${account.email}, search for invoice ${older.number} and download it`,
      params: { email: account.email, number: older.number }, secrets };
  },
  script: ({ params }) => [...login(params.email),
    { do: 'click', css: '#nav-invoices' },
    { do: 'type', css: '#search', text: params.number },
    { do: 'click', css: '#invoices tbody tr:only-child a[download]' }],
  check: (record, instance) => checkDownload(record, instance, instance.params.number),
};

const payInvoice = {
  name: 'pay-invoice',
  title: 'Pay an invoice with a given payment method',
  start: 'index.html',
  instance(seed) {
    const { account, payable, method } = choices(seed, this.name);
    return { goal: `Log in as ${account.email} and pay invoice ${payable.number} with ${method}`,
      params: { email: account.email, number: payable.number, method }, secrets };
  },
  script({ seed, params }) {
    const { account, payable } = choices(seed, this.name);
    const method = account.methods.find(({ name }) => name === params.method);
    return [...login(params.email),
      { do: 'click', css: '#nav-invoices' },
      { do: 'click', css: inRow(account, payable, 'a:not([download])') },
      { do: 'check', css: `#method-${method.id}`, on: true },
      { do: 'click', css: '#continue' },
      { do: 'click', css: '#pay-now' }];
  },
  check: (record, instance) => checkState(record, instance, (account) => {
    Object.assign(findInvoice(account, instance.params.number), { status: 'paid', method: instance.params.method });
  }),
};

const updateProfile = {
  name: 'update-profile',
  title: 'Change company name, VAT number and an e-mail preference',
  start: 'index.html',
  instance(seed) {
    const { account, company, vat, preference } = choices(seed, this.name);
    return { goal: `Log in as ${account.email}, change the company name to ${company} and the VAT number to ${vat}, and turn on ${preference}`,
      params: { email: account.email, company, vat, preference }, secrets };
  },
  script({ seed, params }) {
    const { account } = choices(seed, this.name);
    return [...login(params.email),
      { do: 'click', css: '#nav-profile' },
      { do: 'type', css: '#company', text: params.company },
      { do: 'type', css: '#vat', text: params.vat },
      { do: 'check', css: `#preference-${Object.keys(account.preferences).indexOf(params.preference)}`, on: true },
      { do: 'click', css: '#save' }];
  },
  check: (record, instance) => checkState(record, instance, (account) => {
    const { company, vat, preference } = instance.params;
    Object.assign(account, { company, vat });
    account.preferences[preference] = true;
  }),
};

export const tasks = [downloadLatest, downloadMonth, downloadNumber, payInvoice, updateProfile];
