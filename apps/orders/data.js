// The order desk's data for a seed, and what the tasks of that seed are about. Both come from one generator, so a task
// never names what its page does not show. Every order has another customer, so a name finds one order.

import { random } from '../shared/random.js';
import { firstNames, lastNames, companies, cities } from '../shared/pools.js';
import { addDays, isoDate, list } from '../shared/format.js';

export const carriers = ['DHL', 'UPS', 'FedEx', 'GLS', 'DPD', 'PostNL', 'Royal Mail', 'Hermes', 'TNT', 'Chronopost', 'Posti',
  'Bring', 'Correos', 'Colissimo'];

export const reasons = ['Out of stock', 'Customer changed their mind', 'Duplicate order', 'Payment failed', 'Wrong address',
  'Price error', 'Delivery too late', 'Suspected fraud', 'Item discontinued', 'Ordered by mistake', 'Damaged in the warehouse',
  'Refused by customs'];

const comments = ['Refund agreed by phone', 'Customer will order again in May', 'Confirmed by the account manager',
  'Replacement was offered and declined', 'Warehouse informed this morning', 'No restocking fee',
  'Customer asked for a written receipt', 'Voucher of 10 euros promised', 'Second attempt also failed',
  'Talked to the buyer twice', 'Keep the file for the audit', 'Supplier cannot say when', 'Please do not call again',
  'Finance already knows'];

const notes = ['Leave the parcel at reception', 'Ring twice, the bell is weak', 'Deliver before 10 in the morning',
  'Gift wrapping in blue paper', 'Customer is on holiday until Friday', 'Pallet must not be stacked',
  'Call the driver at the north gate', 'Invoice goes to the head office', 'Fragile, two people to lift',
  'Combine with the order of last week', 'Check the colour before packing', 'Add a printed manual in French',
  'Side entrance, third floor', 'Customer prefers paper labels'];

export const products = ['Desk lamp', 'Office chair', 'Filing cabinet', 'Whiteboard', 'Monitor arm', 'Footrest', 'Label printer',
  'Coat stand', 'Paper shredder', 'Waste bin', 'Bookshelf', 'Cable tray', 'Wall clock', 'Door mat'];

const openCount = 11, shippedCount = 8, cancelledCount = 3;

// {orders: [{number, customer, company, city, placed, items: [{name, quantity, cents}], status, carrier, tracking, notified,
//            reason, comment, archived, notes: [text]}]}
export function initial(seed) {
  const r = random(seed, 'orders/data');
  const count = openCount + shippedCount + cancelledCount;
  const people = { first: r.sample(firstNames, count), last: r.sample(lastNames, count), company: r.sample(companies, count) };
  const states = r.shuffle([...Array(openCount).fill('open'), ...Array(shippedCount).fill('shipped'), ...Array(cancelledCount).fill('cancelled')]);
  const newest = isoDate(2027, r.between(1, 12), r.between(1, 28));
  let number = r.between(10100, 48000);
  return { orders: states.map((status, i) => {
    number += r.between(2, 19);
    const customer = `${people.first[i]} ${people.last[i]}`;
    return order(r, { number: String(number), customer, company: people.company[i], placed: addDays(newest, i - count), status });
  }) };
}

function order(r, start) {
  const { status } = start;
  const items = r.sample(products, r.between(2, 3)).map((name) => ({ name, quantity: r.between(1, 12), cents: r.between(900, 24900) }));
  return { ...start, city: r.pick(cities), items,
    carrier: status === 'shipped' ? r.pick(carriers) : null, tracking: status === 'shipped' ? trackingCode(r) : null,
    notified: status === 'shipped', reason: status === 'cancelled' ? r.pick(reasons) : null, comment: '', archived: false,
    notes: r.chance(0.25) ? ['Regular customer'] : [] };
}

function trackingCode(r) {
  const letter = () => r.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ']);
  return `${letter()}${letter()}-${r.between(100000, 999999)}`;
}

export const total = (order) => order.items.reduce((sum, item) => sum + item.quantity * item.cents, 0);
export const findOrder = (data, number) => data.orders.find((order) => order.number === number);
export const inTab = (tab) => (order) => (tab === 'archived' ? order.archived : !order.archived && order.status === tab);

// What the tasks of a seed choose.
export function choices(seed, task) {
  const r = random(seed, `orders/errand/${task}`);
  const data = initial(seed);
  const order = r.pick(data.orders.filter(inTab('open')));
  const item = r.pick(order.items);
  const count = r.between(2, 4);
  const several = r.sample(data.orders.filter(inTab('shipped')), count);
  return { order, item, several, quantity: item.quantity + r.between(1, 24), carrier: r.pick(carriers), tracking: trackingCode(r),
    reason: r.pick(reasons), comment: r.pick(comments), note: r.pick(notes), customers: list(several.map(({ customer }) => customer)) };
}
