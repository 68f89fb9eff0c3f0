// How the order travels: radios with price and time; from drift 3 on a select or a list.

import { money } from '../shared/format.js';
import { slug } from './data.js';
import { openCheckout, showStep, stepForm } from './checkout.js';

const app = await openCheckout();
const { h } = app;
const { draft } = app.data;
const ways = app.order(app.catalogue.deliveries, 'deliveries');
const kind = app.variant(3, 'delivery', ['cards', 'select', 'listbox']);
const nameOf = (value) => ways.find((way) => slug(way.name) === value)?.name ?? '';
const note = (way) =>
  `${way.price ? money(way.price) : 'free'}, ${way.days === 1 ? '1 working day' : `${way.days} working days`}`;

function choose(value, refresh) {
  draft.delivery = nameOf(value);
  refresh();
}

function cards(refresh) {
  return h('fieldset', { class: 'choice' }, h('legend', {}, app.label('delivery')), ways.map((way) => {
    const key = slug(way.name);
    return h('div', { class: 'way' }, h('input', { type: 'radio', name: 'delivery', id: `delivery-${key}`, value: key,
      checked: way.name === draft.delivery, 'aria-describedby': `note-${key}`, onchange: () => choose(key, refresh) }),
      h('label', { for: `delivery-${key}` }, way.name), h('span', { class: 'hint', id: `note-${key}` }, note(way)));
  }));
}

const list = (refresh) => [app.choice({ name: 'delivery', label: app.label('delivery'), kinds: [kind],
  value: draft.delivery ? slug(draft.delivery) : '', onchange: (value) => choose(value, refresh),
  options: ways.map((way) => ({ value: slug(way.name), label: way.name })) }).element,
    h('ul', { class: 'hint' }, ways.map((way) => h('li', {}, `${way.name}: ${note(way)}`)))];

showStep(app, 'delivery', app.label('delivery-title'), stepForm(app, 'delivery', app.at(4) ? 'next' : 'to-review',
  kind === 'cards' ? cards : list, () => Boolean(draft.delivery)));
