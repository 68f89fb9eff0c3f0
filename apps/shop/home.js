// The shop's front page: the kinds of things, and a shelf of some.

import { card, openShop, show } from './site.js';

const app = await openShop();
const { h } = app;

const kinds = app.order(app.catalogue.types, 'types').map((type) => h('li', {},
  h('a', { class: 'kind', href: app.url('search.html', { q: type }) }, type)));
const shelf = app.order(app.catalogue.products.slice(0, 8), 'featured').map((product) => card(app, product));

show(app, app.label('nav-home'),
  h('section', { class: 'hero' }, h('h1', {}, app.label('home-title')), h('p', {}, app.label('home-lead')),
    h('nav', { 'aria-label': app.label('types') }, h('ul', { class: 'kinds' }, kinds))),
  h('section', { 'aria-labelledby': 'featured' }, h('h2', { id: 'featured' }, app.label('featured')),
    h('ul', { class: 'cards' }, shelf)));
