// The list of invoices, with a search box. At drift 4 it is split by year, and its rows only lead to the invoices.

import { longDate, monthYear, money } from '../shared/format.js';
import { total } from './data.js';
import { openPortal, badge, icons } from './portal.js';
import { downloadLink, payLink } from './invoicing.js';

const portal = await openPortal('invoices', 'invoices');
const { app, account, main } = portal;
const { h } = app;
const year = app.params.get('year');

const detailUrl = (invoice) => app.url('invoice.html', { number: invoice.number });

function actions(invoice) {
  if (app.at(4)) return h('div', { class: 'row-actions' }, h('a', { href: detailUrl(invoice) }, app.label('view')));
  const list = [downloadLink(portal, invoice, app.label('download')), invoice.status === 'paid' ? null : payLink(portal, invoice)];
  return h('div', { class: 'row-actions' }, app.at(2) ? app.order(list, 'row actions') : list);
}

const columns = app.order([
  { key: 'number', cell: (invoice) => h('a', { href: detailUrl(invoice) }, invoice.number) },
  { key: 'period', cell: (invoice) => monthYear(invoice.issued) },
  { key: 'issued', cell: (invoice) => longDate(invoice.issued) },
  { key: 'due', cell: (invoice) => longDate(invoice.due) },
  { key: 'amount', cell: (invoice) => money(total(invoice)) },
  { key: 'status', cell: (invoice) => badge(app, invoice.status) },
], 'columns');
const actionColumn = { key: 'actions', cell: actions };
const allColumns = app.variant(2, 'action column', ['last', 'first', 'last']) === 'last' ? [...columns, actionColumn] : [actionColumn, ...columns];

function table(invoices) {
  const head = allColumns.map(({ key }) => h('th', { scope: 'col', class: `col-${key}` }, app.label(key)));
  const row = (invoice) => h('tr', {}, allColumns.map(({ key, cell }) => (
    key === 'number' ? h('th', { scope: 'row' }, cell(invoice)) : h('td', { class: `col-${key}` }, cell(invoice)))));
  return h('div', { class: 'table-box' }, h('table', { id: 'invoices', 'aria-label': app.label('invoices') },
    h('thead', {}, h('tr', {}, head)), h('tbody', {}, invoices.map(row))));
}

function list(invoices) {
  const fact = (invoice, { key, cell }) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, cell(invoice)));
  const item = (invoice) => h('li', { class: 'card' }, h('h2', {}, invoice.number),
    h('dl', { class: 'facts' }, columns.filter(({ key }) => key !== 'number').map((column) => fact(invoice, column))), actions(invoice));
  return h('ul', { class: 'cards', 'aria-label': app.label('invoices') }, invoices.map(item));
}

const matches = (invoice, words) => words.every((word) => (
  `${invoice.number} ${monthYear(invoice.issued)} ${longDate(invoice.issued)}`.toLowerCase().includes(word)));

function draw(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = account.invoices.filter((invoice) => matches(invoice, words) && (words.length || !year || invoice.issued.startsWith(year)));
  const sorted = app.order([...wanted].reverse(), 'rows');
  if (!sorted.length) return app.fill(results, h('p', { class: 'soft', role: 'status' }, app.sentence('none')));
  if (app.at(4) && !year && !words.length) return app.fill(results, years());
  return app.fill(results, app.swaps('invoice table') ? list(sorted) : table(sorted));
}

function years() {
  const all = [...new Set(account.invoices.map((invoice) => invoice.issued.slice(0, 4)))].reverse();
  return h('ul', { class: 'years' }, all.map((name) => h('li', {}, h('a', { class: 'button', href: app.url('invoices.html', { year: name }) }, name))));
}

const input = h('input', { type: 'search', name: 'search', autocomplete: 'off', oninput: () => searchSoon() });
let timer = 0;
function searchSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => draw(input.value), 150);
}

const form = h('form', { role: 'search', class: 'search', onsubmit: (event) => { event.preventDefault(); draw(input.value); } },
  h('label', { for: 'search' }, app.icon(icons.search), h('span', { class: 'sr-only' }, app.label('search'))), input);
input.id = app.id('search');
input.placeholder = app.label('search');

const results = h('div', { id: 'results' }, h('p', { class: 'soft' }, 'Loading…'));
app.fill(main, app.variant(2, 'search place', ['top', 'bottom', 'top']) === 'top' ? [form, results] : [results, form]);
await app.latency();
draw('');
