// What the shop's pages share: opening, the header with the search box (a real GET form), product cards, the wishlist.

import { openApp } from '../shared/app.js';
import { money } from '../shared/format.js';
import { labels, sentences } from './labels.js';
import { catalogue, makeInitialData } from './data.js';

export async function openShop() {
  const app = await openApp('shop', makeInitialData, { labels, sentences, styles: ['shop.css'] });
  app.catalogue = catalogue(app.seed);
  app.product = (id) => app.catalogue.products.find((product) => product.id === id);
  app.note = app.status('', { id: 'note', class: 'status note' });
  return app;
}

// Puts the page together; the status line for what was just done comes first in <main>.
export function show(app, title, ...content) {
  const { h } = app;
  app.title(`${title} | Tallow & Pine`);
  const main = h('main', { class: 'page' }, app.note, content);
  document.querySelector('main')?.remove();
  if (!document.querySelector('header')) {
    document.body.prepend(header(app), h('footer', { class: 'footer' }, h('p', {}, 'Tallow & Pine, Dock Lane 21, Ghent'),
      h('p', {}, 'Free returns within 30 days')));
    app.cookieBanner();
  }
  document.querySelector('header').after(main);
}

const flame = 'M12 3c3 4 5 6 5 10a5 5 0 0 1-10 0c0-2 1-3 2-4 0 2 1 3 2 3 1-3-1-5 1-9z';

function header(app) {
  const { h } = app;
  const layout = app.variant(2, 'header', ['brand-first', 'search-first', 'centred']);
  const brand = h('a', { class: 'brand', href: app.url('index.html') }, app.icon(flame, 24), h('span', {}, 'Tallow & Pine'));
  return h('header', { class: `header ${layout}` }, brand, searchForm(app), navigation(app));
}

function navigation(app) {
  const { h } = app;
  const count = app.data.cart.reduce((sum, line) => sum + line.quantity, 0);
  const entries = app.order([['nav-home', 'index.html', ''], ['nav-wishlist', 'wishlist.html', app.data.wishlist.length],
    ['nav-cart', 'cart.html', count]], 'navigation');
  return h('nav', { class: 'nav', 'aria-label': 'Main' }, h('ul', {}, entries.map(([key, page, number]) =>
    h('li', {}, h('a', { id: key, href: app.url(page) }, app.label(key), number !== '' && h('span', { class: 'bubble' },
      String(number)))))));
}

// Numbers in the header after a change.
export const refreshHeader = (app) => document.querySelector('nav').replaceWith(navigation(app));

function searchForm(app) {
  const { h } = app;
  const hidden = ['seed', 'drift', 'session'].map((name) => { // the address's own names, the same at every drift
    const input = h('input', { type: 'hidden', value: String(app[name]) });
    input.setAttribute('name', name);
    return input;
  });
  const input = h('input', { type: 'search', id: 'search', autocomplete: 'off', 'aria-label': app.label('search'),
    placeholder: app.label('search'), value: app.params.get('q') ?? '' });
  input.setAttribute('name', 'q');
  return h('form', { class: 'search', role: 'search', method: 'get', action: 'search.html' }, hidden, input,
    h('button', { type: 'submit', id: 'search-button', class: 'search-button', 'aria-label': app.label('search-button') },
      app.icon('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4', 18)));
}

// ---- products

const shapes = {
  'desk lamp': 'M7 21h9M11 21V11l4-5M13 3l6 4-4 4z',
  'floor lamp': 'M12 21V9M8 21h8M8 3h8l2 6H6z',
  kettle: 'M6 20h11l1-10a6 6 0 0 0-12 0zM18 11c3 0 3 5-1 6M9 4h5',
  teapot: 'M7 19h9a6 6 0 0 0 2-9H6c-1 4 0 7 1 9zM18 12l4-3M6 11c-4 0-4 5 0 6M12 7v3',
  backpack: 'M6 21V10a6 6 0 0 1 12 0v11zM9 14h6v4H9zM10 4V2h4v2',
  'water bottle': 'M9 21h6V9l-1-2V3h-4v4L9 9zM9 13h6',
  'wool blanket': 'M4 6h16v12H4zM4 10h16M4 14h16',
  cushion: 'M5 5c5 1 9 1 14 0-1 5-1 9 0 14-5-1-9-1-14 0 1-5 1-9 0-14z',
  'wall clock': 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3',
  'cutting board': 'M5 3h14v18H5zM12 6h.01M9 11v6',
  'coffee grinder': 'M6 21h12v-8H6zM8 13c-2-4 10-4 8 0M12 10V5h6',
  'frying pan': 'M9 5a7 7 0 1 0 0 14A7 7 0 0 0 9 5zM15 15l7 5',
  'picture frame': 'M4 4h16v16H4zM8 8h8v8H8z',
  'storage basket': 'M4 9h16l-2 11H6zM8 9a4 4 0 0 1 8 0M8 13v4M12 13v4M16 13v4',
  umbrella: 'M12 3a9 9 0 0 1 9 9H3a9 9 0 0 1 9-9zM12 12v7a2 2 0 0 0 4 0',
  'candle holder': 'M10 21h5M12 21v-6M8 15h8v-4H8zM12 8c2-2 0-4 0-5-1 2-2 3 0 5z',
};

// A picture of the product: its outline on a ground of its own colour.
export function art(app, { hue, type }, large = false) {
  const style = { color: `hsl(${hue} 35% 30%)`,
    background: `linear-gradient(140deg, hsl(${hue} 40% 93%), hsl(${hue + 40} 38% 84%))` };
  return app.h('div', { class: `art ${large ? 'large' : ''}`, style }, app.icon(shapes[type], large ? 150 : 76));
}

export function card(app, product) {
  const { h } = app;
  const facts = [h('p', { class: 'card-brand' }, product.brand), h('p', { class: 'card-price' }, money(product.price)),
    h('p', { class: 'card-rating' }, `${product.rating.toFixed(1)} of 5, ${product.reviews} reviews`)];
  return h('li', { class: 'card', id: `card-${product.id}` }, art(app, product),
    h('div', { class: 'card-text' },
      h('h3', {}, h('a', { id: `product-${product.id}`, href: app.url('product.html', { product: product.id }) }, product.name)),
      app.at(2) ? app.order(facts, 'card') : facts, !app.at(4) && wishButton(app, product)));
}

const heart = 'M12 20s-7-4.4-7-10a4 4 0 0 1 7-2.5A4 4 0 0 1 19 10c0 5.6-7 10-7 10z';

// Puts a product on the wishlist or takes it off, and says so in the page's status line.
export function wishButton(app, product) {
  let busy = false;
  const on = () => app.data.wishlist.includes(product.id);
  const toggle = async () => {
    if (busy) return;
    busy = true;
    app.data.wishlist = on() ? app.data.wishlist.filter((id) => id !== product.id) : [...app.data.wishlist, product.id];
    await Promise.all([app.save(), app.latency()]);
    busy = false;
    draw();
    refreshHeader(app);
    app.fill(app.note, app.sentence(on() ? 'wished' : 'unwished', { product: product.name, brand: product.brand }));
  };
  const button = app.action('', { id: `wish-${product.id}`, name: 'wish', class: 'wish', onclick: toggle });
  const draw = () => {
    button.setAttribute('aria-pressed', String(on()));
    app.fill(button, app.icon(heart, 16), app.label(on() ? 'unwish' : 'wish'));
  };
  draw();
  return button;
}
