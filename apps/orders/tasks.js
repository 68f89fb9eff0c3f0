// What a person does at the order desk, and how to tell that it was done, and nothing else.

import { verdict } from '../shared/expect.js';
import { initial, choices, findOrder } from './data.js';

const ignore = ['draft'];

// The state after the goal's order was changed as wanted, compared with the state there is.
function checkOrder(record, { seed }, number, change) {
  const data = initial(seed);
  change(findOrder(data, number));
  return verdict(data, record.data, { ignore });
}

const shipOrder = {
  name: 'ship-order',
  title: 'Mark an order as shipped',
  start: 'index.html',
  instance(seed) {
    const { order, carrier, tracking } = choices(seed, this.name);
    return { goal: `Mark order ${order.number} as shipped with ${carrier} and tracking code ${tracking}, and notify the customer`,
      params: { order: order.number, carrier, tracking } };
  },
  script: ({ params }) => [
    { do: 'click', css: `#row-${params.order} .ship` },
    { do: 'select', css: '#carrier', label: params.carrier },
    { do: 'type', css: '#tracking', text: params.tracking },
    { do: 'check', css: '#notify', on: true },
    { do: 'click', css: '#submit' }],
  check: (record, instance) => checkOrder(record, instance, instance.params.order, (order) => {
    const { carrier, tracking } = instance.params;
    Object.assign(order, { status: 'shipped', carrier, tracking, notified: true });
  }),
};

const cancelOrder = {
  name: 'cancel-order',
  title: 'Cancel an order with a reason and a comment',
  start: 'index.html',
  instance(seed) {
    const { order, reason, comment } = choices(seed, this.name);
    return { goal: `Cancel the order of ${order.customer} with the reason ${reason} and the comment "${comment}"`,
      params: { customer: order.customer, reason, comment } };
  },
  script({ seed, params }) {
    const { order } = choices(seed, this.name);
    return [
      { do: 'type', css: '#search', text: params.customer },
      { do: 'click', css: `#row-${order.number} .menu-button` },
      { do: 'click', css: '.menu button:nth-child(1)' },
      { do: 'select', css: '#reason', label: params.reason },
      { do: 'type', css: '#comment', text: params.comment },
      { do: 'click', css: '#submit' }];
  },
  check: (record, instance) => checkOrder(record, instance, choices(instance.seed, cancelOrder.name).order.number, (order) => {
    const { reason, comment } = instance.params;
    Object.assign(order, { status: 'cancelled', reason, comment });
  }),
};

const addNote = {
  name: 'add-note',
  title: 'Add a note to an order',
  start: 'index.html',
  instance(seed) {
    const { order, note } = choices(seed, this.name);
    return { goal: `Add the note "${note}" to order ${order.number}`, params: { note, order: order.number } };
  },
  script: ({ params }) => [
    { do: 'click', css: `#row-${params.order} .col-number a` },
    { do: 'type', css: '#note', text: params.note },
    { do: 'click', css: '#add-note' }],
  check: (record, instance) => checkOrder(record, instance, instance.params.order, (order) => { order.notes.push(instance.params.note); }),
};

const archiveOrders = {
  name: 'archive-orders',
  title: 'Archive the shipped orders of several customers',
  start: 'index.html',
  instance(seed) {
    const { customers } = choices(seed, this.name);
    return { goal: `Archive the shipped orders of ${customers}`, params: { customers } };
  },
  script({ seed }) {
    const { several } = choices(seed, this.name);
    return [
      { do: 'click', css: '#tab-shipped' },
      ...several.map(({ number }) => ({ do: 'check', css: `#row-${number} .pick`, on: true })),
      { do: 'click', css: '#archive' }];
  },
  check(record, { seed }) {
    const data = initial(seed);
    for (const { number } of choices(seed, archiveOrders.name).several) findOrder(data, number).archived = true;
    return verdict(data, record.data, { ignore });
  },
};

const changeQuantity = {
  name: 'change-quantity',
  title: 'Change how many of an item an order has',
  start: 'index.html',
  instance(seed) {
    const { order, item, quantity } = choices(seed, this.name);
    return { goal: `Change the quantity of ${item.name} in order ${order.number} to ${quantity}`,
      params: { item: item.name, order: order.number, quantity: String(quantity) } };
  },
  script({ seed, params }) {
    const { order } = choices(seed, this.name);
    return [
      { do: 'click', css: `#row-${params.order} .col-number a` },
      { do: 'double_click', css: `#quantity-${order.items.findIndex(({ name }) => name === params.item)}` },
      { do: 'type', css: '#quantity', text: params.quantity },
      { do: 'press', key: 'Enter' }];
  },
  check: (record, instance) => checkOrder(record, instance, instance.params.order, (order) => {
    const { item, quantity } = instance.params;
    order.items.find(({ name }) => name === item).quantity = Number(quantity);
  }),
};

export const tasks = [shipOrder, cancelOrder, addNote, archiveOrders, changeQuantity];
