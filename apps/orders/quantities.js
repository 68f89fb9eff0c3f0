// The items of an order. A double click on a quantity makes it a field, Enter stores it; from drift 3 on, some seeds have
// a button for each item that opens a dialog instead. Only open orders can be changed.

import { money } from '../shared/format.js';

export const valid = (text) => /^[1-9]\d{0,3}$/.test(text.trim());

// changed(sentence) is called after a quantity was stored.
export function itemTable(app, order, changed) {
  const { h } = app;
  const editable = order.status === 'open' && !order.archived && !app.at(4);
  const byButton = editable && app.swaps('edit button');
  const head = app.order(['items', 'quantity', 'total'], 'item columns');
  const cells = (item, i) => ({ items: h('th', { scope: 'row' }, item.name), total: h('td', { class: 'number' }, money(item.quantity * item.cents)),
    quantity: quantityCell(app, order, item, i, { byDoubleClick: editable && !byButton, changed }) });
  const row = (item, i) => h('tr', {}, head.map((key) => cells(item, i)[key]), byButton && h('td', {}, editButton(app, order, item, changed)));
  return [
    h('table', { class: 'items' }, h('thead', {}, h('tr', {}, head.map((key) => h('th', { scope: 'col' }, app.label(key))), byButton && h('td', {}))),
      h('tbody', {}, order.items.map(row))),
    editable && !byButton && h('p', { class: 'hint' }, app.sentence('quantityHint')),
  ];
}

function quantityCell(app, order, item, i, { byDoubleClick, changed }) {
  const text = app.h('span', { class: byDoubleClick ? 'editable' : '', id: `quantity-${i}`, title: byDoubleClick && app.label('edit', { item: item.name }),
    ondblclick: byDoubleClick ? () => editInPlace(app, order, item, cell, changed) : null }, String(item.quantity));
  const cell = app.h('td', { class: 'number' }, text);
  return cell;
}

function editInPlace(app, order, item, cell, changed) {
  const before = [...cell.childNodes];
  const onkeydown = async (event) => {
    if (event.key === 'Escape') cell.replaceChildren(...before);
    if (event.key !== 'Enter' || !valid(input.value)) return;
    input.disabled = true;
    changed(await store(app, order, item, input.value));
  };
  const input = app.h('input', { type: 'text', inputmode: 'numeric', id: 'quantity', name: 'quantity', class: 'in-place',
    'aria-label': app.label('edit', { item: item.name }), value: String(item.quantity), onkeydown });
  cell.replaceChildren(input);
  input.focus();
  input.select();
}

function editButton(app, order, item, changed) {
  return app.action(app.label('editShort'), { class: 'small', 'aria-label': app.label('edit', { item: item.name }), name: 'edit quantity', onclick: async () => {
    const input = app.h('input', { type: 'number', name: 'quantity', min: '1', max: '9999', value: String(item.quantity) });
    const yes = await app.dialog({ title: app.label('edit', { item: item.name }), body: app.field('quantity', app.label('quantity'), input),
      actions: [{ label: app.label('dismiss'), value: false }, { label: app.label('save'), value: true, kind: 'primary', submit: () => valid(input.value) }] });
    if (yes) changed(await store(app, order, item, input.value));
  } });
}

export async function store(app, order, item, text) {
  const before = item.quantity;
  item.quantity = Number(text);
  await app.save();
  return app.sentence('changed', { number: order.number, item: item.name, before, quantity: item.quantity });
}
