// Search results: the filter by brand and the order change the list in place, a moment later, as the server's answer would.

import { slug } from './data.js';
import { card, openShop, show } from './site.js';

const comparisons = { cheap: (a, b) => a.price - b.price, dear: (a, b) => b.price - a.price,
  name: (a, b) => a.name.localeCompare(b.name, 'en'), recommended: () => 0 };

const app = await openShop();
const { h } = app;
const query = (app.params.get('q') ?? '').trim();
const state = { brands: new Set(), sort: 'recommended', asked: 0 };
const { exact, similar } = find(query);
const found = app.order(exact, 'results');

const count = h('p', { class: 'count', role: 'status' });
const list = h('ul', { class: 'cards', 'aria-label': app.label('results') });
const layout = app.variant(2, 'search layout', ['filters-left', 'filters-right', 'filters-top']);
const sort = app.choice({ name: 'sort', label: app.label('sort'), kinds: ['select', 'listbox', 'radio'], value: state.sort,
  onchange: (value) => { state.sort = value; update(); },
  options: app.order(['recommended', 'cheap', 'dear', 'name'], 'sort options').map((value) =>
    ({ value, label: app.label(`sort-${value}`) })) });

show(app, `${app.label('results')} ${query}`,
  h('h1', {}, `${app.label('results')} “${query}”`),
  h('div', { class: `results ${layout}` }, filters(), h('section', { class: 'found', 'aria-label': app.label('results') },
    h('div', { class: 'found-head' }, count, sort.element), list)),
  similar.length > 0 && h('section', { 'aria-labelledby': 'similar' }, h('h2', { id: 'similar' }, app.label('similar')),
    h('ul', { class: 'cards' }, app.order(similar, 'similar').map((product) => card(app, product)))));
draw();

// exact: all words are in the name or the brand; similar: other things of the same kind.
function find(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = app.catalogue.products;
  const hit = all.filter((product) => words.length
    && words.every((word) => `${product.name} ${product.brand}`.toLowerCase().includes(word)));
  const kinds = new Set(hit.map((product) => product.type));
  return { exact: hit, similar: kinds.size === 1 ? all.filter((product) => kinds.has(product.type) && !hit.includes(product))
    : [] };
}

// Check boxes; from drift 3 on, on some seeds, buttons that stay pressed.
function filters() {
  const brands = app.order([...new Set(found.map((product) => product.brand))].sort(), 'brands');
  const number = (brand) => found.filter((product) => product.brand === brand).length;
  const pick = (brand, on) => { state.brands[on ? 'add' : 'delete'](brand); update(); };
  const box = (brand) => h('div', { class: 'check' },
    h('input', { type: 'checkbox', name: 'brand', id: `brand-${slug(brand)}`, value: slug(brand),
      onchange: (event) => pick(brand, event.target.checked) }),
    h('label', { for: `brand-${slug(brand)}` }, brand), h('span', { class: 'hint', 'aria-hidden': 'true' }, `${number(brand)}`));
  const boxes = app.swaps('brand chips') ? h('div', { class: 'chips' }, brands.map((brand) => chip(brand, pick))) : brands.map(box);
  return h('aside', { class: 'filters', 'aria-labelledby': 'filters' }, h('h2', { id: 'filters' }, app.label('filters')),
    h('fieldset', { class: 'choice' }, h('legend', {}, app.label('brand')), boxes));
}

function chip(brand, pick) {
  const press = ({ currentTarget: button }) => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    pick(brand, on);
  };
  return h('button', { type: 'button', class: 'chip', id: `brand-${slug(brand)}`, 'aria-pressed': 'false', onclick: press }, brand);
}

async function update() {
  const asked = ++state.asked;
  list.setAttribute('aria-busy', 'true');
  await app.latency();
  if (asked === state.asked) draw();
}

function draw() {
  const wanted = (product) => !state.brands.size || state.brands.has(product.brand);
  const products = found.filter(wanted).sort(comparisons[state.sort]);
  app.fill(list, products.map((product) => card(app, product)));
  list.removeAttribute('aria-busy');
  app.fill(count, products.length === 0 ? app.label('no-results') : products.length === 1 ? '1 product'
    : `${products.length} products`);
}
