// After the order: what was bought, where it goes and how.

import { list } from '../shared/format.js';
import { openShop, show } from './site.js';

const app = await openShop();
const { h } = app;
const order = app.data.orders.find((candidate) => candidate.number === app.params.get('order'));

if (!order) app.go('index.html');
else {
  const items = order.lines.map((line) => `${line.quantity} × ${app.product(line.product).name}`);
  const rows = app.order(['name', 'street', 'city', 'postcode', 'phone', 'delivery'], 'thanks').filter((key) => order[key]);
  show(app, app.label('thanks-title'), h('div', { class: 'thanks' }, h('h1', {}, app.label('thanks-title')),
    h('h2', {}, app.label('items')), h('ul', {}, items.map((item) => h('li', {}, item))),
    h('dl', { class: 'facts' }, rows.map((key) => h('div', {}, h('dt', {}, app.label(key).replace(' (optional)', '')),
      h('dd', {}, order[key])))),
    h('p', {}, h('a', { href: app.url('index.html') }, app.label('keep-shopping')))));
  app.fill(app.note, app.sentence('ordered', { ...order, items: list(items) }));
}
