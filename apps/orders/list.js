// The list of orders: tabs, search, selection, row actions. Drawn again whenever one of them changes.

import { shortDate, money, list as words } from '../shared/format.js';
import { findOrder, inTab, total } from './data.js';
import { openDesk, announce, icons } from './desk.js';
import { operationDialog, outcome } from './operations.js';
import { openMenu } from './menu.js';

const desk = await openDesk('title');
const { app, body } = desk;
const { h } = app;
const tabs = app.order(['open', 'shipped', 'cancelled', 'archived'], 'tabs');
const view = { tab: app.params.get('tab') ?? 'open', query: '', selected: new Set(), selecting: !app.at(4) };

// ---- what the rows do

const orderUrl = (order) => app.url('order.html', { number: order.number });

async function operate(name, order) {
  if (!(await operationDialog(app, name, order))) return;
  announce(desk, outcome(app, order));
  await redraw();
}

function menuItems(order) {
  const items = [
    order.status === 'open' && { label: app.label('cancelMenu'), onclick: () => operate('cancel', order) },
    { label: app.label('openMenu'), onclick: () => location.assign(orderUrl(order)) },
    { label: app.label('copyMenu'), onclick: () => navigator.clipboard?.writeText(order.number).catch(() => {}) },
  ];
  return app.order(items.filter(Boolean), 'menu');
}

function rowActions(order) {
  if (app.at(4)) return h('div', { class: 'row-actions' }, h('a', { href: orderUrl(order) }, app.label('openMenu')));
  const shipButton = order.status === 'open' && app.action(app.label('shipShort'), { class: 'small ship', name: 'ship', onclick: () => operate('ship', order) });
  return h('div', { class: 'row-actions' }, shipButton, rowMenu(order));
}

function rowMenu(order) {
  const items = menuItems(order);
  if (app.variant(3, 'row menu', ['menu', 'menu', 'inline']) === 'inline') {
    return items.map((item) => app.action(item.label, { class: 'small', name: `menu ${item.label}`, onclick: item.onclick }));
  }
  const button = h('button', { type: 'button', class: 'icon-button menu-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
    'aria-label': app.label('rowMenu', order), onclick: () => openMenu(app, button, items) }, app.icon(icons.more));
  return button;
}

function checkbox(order) {
  const onchange = (event) => {
    if (event.target.checked) view.selected.add(order.number);
    else view.selected.delete(order.number);
    event.target.closest('tr, li').toggleAttribute('data-selected', event.target.checked);
    drawToolbar();
  };
  return h('input', { type: 'checkbox', class: 'pick', 'aria-label': app.label('select', order), checked: view.selected.has(order.number), onchange });
}

// ---- table or cards

const columns = app.order([
  { key: 'number', cell: (order) => h('a', { href: orderUrl(order) }, order.number) },
  { key: 'customer', cell: (order) => [h('span', { class: 'name' }, order.customer), h('span', { class: 'soft sub' }, order.company)] },
  { key: 'items', cell: (order) => order.items.map(({ name }) => name).join(', ') },
  { key: 'total', cell: (order) => money(total(order)) },
  { key: 'placed', cell: (order) => shortDate(order.placed) },
], 'columns');
const actionsFirst = app.variant(2, 'action column', ['last', 'first', 'last']) === 'first';
const around = (pick, cells, actions) => [pick, ...(actionsFirst ? [actions, ...cells] : [...cells, actions])];

function table(orders) {
  const head = around(view.selecting && h('td', {}), columns.map(({ key }) => h('th', { scope: 'col', class: `col-${key}` }, app.label(key))),
    h('th', { scope: 'col' }, app.label('actions')));
  const row = (order) => h('tr', { id: `row-${order.number}`, 'data-selected': view.selected.has(order.number) }, around(
    view.selecting && h('td', { class: 'col-pick' }, checkbox(order)),
    columns.map(({ key, cell }) => h(key === 'number' ? 'th' : 'td', { scope: key === 'number' && 'row', class: `col-${key}` }, cell(order))),
    h('td', { class: 'col-actions' }, rowActions(order))));
  return h('div', { class: 'table-box' }, h('table', { id: 'orders', 'aria-label': app.label(view.tab) },
    h('thead', {}, h('tr', {}, head)), h('tbody', {}, orders.map(row))));
}

function cards(orders) {
  const fact = (order, { key, cell }) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, cell(order)));
  const card = (order) => h('li', { class: 'card' },
    h('div', { class: 'card-head' }, view.selecting && checkbox(order), h('h2', {}, h('a', { href: orderUrl(order) }, order.number))),
    h('dl', { class: 'facts' }, columns.filter(({ key }) => key !== 'number').map((column) => fact(order, column))), rowActions(order));
  return h('ul', { class: 'cards', 'aria-label': app.label(view.tab) }, orders.map(card));
}

// ---- tabs

function tabBar() {
  const kind = app.variant(3, 'tabs', ['tabs', 'select', 'links']);
  if (kind === 'select') return tabSelect();
  const count = (tab) => h('span', { class: 'count' }, String(app.data.orders.filter(inTab(tab)).length));
  const entry = (tab) => (kind === 'links'
    ? h('a', { href: app.url('index.html', { tab }), 'aria-current': tab === view.tab && 'page', class: 'tab' }, app.label(tab))
    : h('button', { type: 'button', role: 'tab', id: `tab-${tab}`, class: 'tab', 'aria-selected': String(tab === view.tab),
      'aria-controls': 'panel', tabindex: tab === view.tab ? '0' : '-1', onclick: () => show(tab), onkeydown: moveTab }, app.label(tab), ' ', count(tab)));
  return h(kind === 'links' ? 'nav' : 'div', { class: 'tabs', role: kind === 'tabs' && 'tablist', 'aria-label': app.label('show') }, tabs.map(entry));
}

function tabSelect() {
  const select = h('select', { onchange: () => show(select.value) }, tabs.map((tab) => h('option', { value: tab }, app.label(tab))));
  select.value = view.tab;
  return h('div', { class: 'tab-select' }, app.field('show', app.label('show'), select));
}

function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) show(tabs[(tabs.indexOf(view.tab) + step + tabs.length) % tabs.length], true);
}

async function show(tab, focus = false) {
  Object.assign(view, { tab, selected: new Set() });
  app.fill(desk.notice);
  await redraw();
  if (focus) bar.querySelector('[aria-selected="true"]')?.focus();
}

// ---- toolbar and search

function drawToolbar() {
  const count = view.selected.size;
  const selected = view.selecting && h('p', { class: 'soft', 'aria-live': 'polite', id: 'selection' }, `${count} selected`);
  app.fill(toolbar, view.selecting ? app.order(bulkActions(count), 'bulk') : selectButton(), selected);
}

const bulkActions = (count) => [
  app.action(app.at(4) ? app.label('next') : app.label('archive'), { id: 'archive', name: 'archive', disabled: !count, onclick: archive }),
  app.action(app.label('print'), { name: 'print', disabled: !count, onclick: () => app.toast(`${app.label('print')}: ${count}`) }),
  app.action(app.label('export'), { name: 'export', onclick: () => app.toast(app.label('export')) }),
];

const selectButton = () => app.action(app.label('selectMode'), { name: 'select mode', onclick: () => { view.selecting = true; redraw(); } });

async function archive() {
  const chosen = [...view.selected].map((number) => findOrder(app.data, number));
  const values = { count: chosen.length, customers: words(chosen.map(({ customer }) => customer)) };
  if (app.at(4)) return app.go('archive.html', { numbers: chosen.map(({ number }) => number).join(',') });
  const ask = { title: app.label('archive'), body: app.sentence('askArchive', values), yes: app.label('archive'), no: app.label('dismiss') };
  if (app.at(3) && !(await app.confirm(ask))) return;
  for (const order of chosen) order.archived = true;
  view.selected.clear();
  await app.save();
  announce(desk, app.sentence('archivedMany', values));
  await redraw();
}

let timer = 0;
const input = h('input', { type: 'search', id: 'search', name: 'search', autocomplete: 'off', placeholder: app.label('search'), oninput: () => {
  clearTimeout(timer);
  timer = setTimeout(() => { view.query = input.value; drawRows(); }, 200);
} });
const search = h('form', { role: 'search', class: 'search', onsubmit: (event) => { event.preventDefault(); view.query = input.value; drawRows(); } },
  h('label', { for: 'search' }, app.icon(icons.search), h('span', { class: 'sr-only' }, app.label('search'))), input);

// ---- drawing

const matches = (order, query) => query.toLowerCase().split(/\s+/).every((word) => (
  `${order.number} ${order.customer} ${order.company}`.toLowerCase().includes(word)));

function drawRows() {
  const orders = app.order(app.data.orders.filter(inTab(view.tab)).reverse(), 'rows').filter((order) => matches(order, view.query.trim()));
  if (!orders.length) app.fill(panel, h('p', { class: 'soft empty' }, app.sentence('none')));
  else app.fill(panel, app.swaps('cards') ? cards(orders) : table(orders));
}

async function redraw() {
  app.fill(bar, tabBar());
  drawToolbar();
  await app.latency();
  drawRows();
}

const bar = h('div', { class: 'tab-bar' });
const toolbar = h('div', { class: 'toolbar', role: 'group', 'aria-label': app.label('actions') });
const panel = h('div', { id: 'panel', class: 'panel', role: app.at(3) ? 'region' : 'tabpanel', 'aria-label': app.label('title') });
const tools = h('div', { class: 'tools' }, app.at(2) ? app.order([toolbar, search], 'tools') : [toolbar, search]);
app.fill(body, app.variant(2, 'tool place', ['above', 'below', 'above']) === 'above' ? [bar, tools, panel] : [bar, panel, tools]);
await redraw();
