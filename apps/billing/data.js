// The billing portal's data for a seed, and what the tasks of that seed are about. Both come from one generator, so a
// task never names what its page does not show.

import { random } from '../shared/random.js';
import { firstNames, lastNames, companies, cities, streets } from '../shared/pools.js';
import { isoDate } from '../shared/format.js';

export const password = 'Correct-Horse-27';

const products = ['Cloud storage', 'Team licences', 'Support plan', 'Backup service', 'Data transfer', 'Domain hosting'];
const brands = ['Visa', 'Mastercard', 'American Express', 'Maestro', 'SEPA direct debit', 'Diners Club'];
const preferencePool = ['Payment reminders', 'Monthly newsletter', 'Product news', 'Security alerts', 'Usage reports',
  'Event invitations', 'Maintenance notices', 'Survey requests', 'Price changes', 'Training offers', 'Weekly digest',
  'Credit warnings'];
const legalForms = ['Ltd', 'GmbH', 'Group', 'Partners', 'AG', 'Holding', 'Services'];
const accountCount = 5;
const preferenceCount = 5;

// {signedIn, accounts: [{email, contact, company, vat, street, city, methods, preferences, invoices}]}
export function initial(seed) {
  const r = random(seed, 'billing/data');
  const people = { first: r.sample(firstNames, accountCount), last: r.sample(lastNames, accountCount) };
  const names = r.sample(companies, accountCount);
  const months = lastMonths(r);
  const firstNumber = r.between(1200, 7200);
  const accounts = names.map((company, i) => account(r, {
    company, contact: `${people.first[i]} ${people.last[i]}`, months, firstNumber: firstNumber + i * 400 }));
  return { signedIn: null, accounts };
}

// Thirteen months in a row, oldest first, as [year, month].
function lastMonths(r) {
  const end = 12 * 2027 + r.between(0, 11);
  return Array.from({ length: 13 }, (_, i) => end - 12 + i).map((n) => [Math.floor(n / 12), (n % 12) + 1]);
}

function account(r, { company, contact, months, firstNumber }) {
  const domain = company.toLowerCase().replace(/[^a-z]+/g, '-');
  return {
    email: `${contact.toLowerCase().replace(' ', '.')}@${domain}.example`,
    contact, company, vat: vatNumber(r), street: `${r.pick(streets)} ${r.between(2, 98)}`, city: r.pick(cities),
    methods: r.sample(brands, 4).map((brand, i) => ({ id: `m${i + 1}`, name: `${brand} ending in ${r.between(1000, 9999)}` })),
    preferences: preferences(r),
    invoices: invoices(r, months, firstNumber),
  };
}

const vatNumber = (r) => `${r.pick(['DE', 'FR', 'NL', 'IT', 'PL', 'DK'])}${r.between(100000000, 999999999)}`;

function preferences(r) { // {name: on}, at least two of them off
  const names = r.sample(preferencePool, preferenceCount);
  return Object.fromEntries(names.map((name, i) => [name, i >= 2 && r.chance(0.5)]));
}

// One invoice a month, oldest first; the last is open, and so are a few of the ones before it.
function invoices(r, months, firstNumber) {
  let number = firstNumber;
  const unpaid = new Set(r.sample([...months.keys()].slice(5, 12), 3));
  return months.map(([year, month], i) => {
    number += r.between(3, 29);
    const lines = r.sample(products, r.between(2, 3)).map((name) => ({ name, cents: r.between(1900, 64000) }));
    const status = i === months.length - 1 ? 'open' : unpaid.has(i) ? 'overdue' : 'paid';
    return { number: `INV-${number}`, issued: isoDate(year, month, r.between(1, 10)), due: isoDate(year, month, r.between(16, 27)),
      lines, status, method: null };
  });
}

export const total = (invoice) => invoice.lines.reduce((sum, line) => sum + line.cents, 0);
export const latest = (account) => account.invoices[account.invoices.length - 1];
export const findAccount = (data, email) => data.accounts.find((account) => account.email === email);
export const findInvoice = (account, number) => account.invoices.find((invoice) => invoice.number === number);

// What the tasks of a seed choose: an account, one of its older invoices, one to pay and how, and new profile values.
export function choices(seed, task) {
  const r = random(seed, `billing/goal/${task}`);
  const data = initial(seed);
  const account = r.pick(data.accounts);
  const used = data.accounts.map((other) => other.company);
  const off = Object.keys(account.preferences).filter((name) => !account.preferences[name]);
  return {
    account,
    older: r.pick(account.invoices.slice(0, -1)),
    payable: r.pick(account.invoices.filter((invoice) => invoice.status === 'overdue')),
    method: r.pick(account.methods).name,
    company: `${r.pick(companies.filter((name) => !used.includes(name)))} ${r.pick(legalForms)}`,
    vat: vatNumber(r),
    preference: r.pick(off),
  };
}
