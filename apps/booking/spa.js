// The spa's page: what is on offer, and the widget that books it.

import { money } from '../shared/format.js';
import { catalogue } from './data.js';
import { openSite, show, widgetFrame } from './site.js';

const app = await openSite();
const { h } = app;

const menu = h('ul', { class: 'spa-menu' }, app.order(catalogue(app.seed).spa, 'menu').map((item) => h('li', {},
  h('span', {}, item.name), h('span', {}, `${item.minutes} min, ${money(item.price)}`))));
const intro = h('div', { class: 'hero-text' }, h('h1', {}, app.label('spa-title')), h('p', {}, app.label('spa-lead')), menu);

show(app, 'nav-spa', h('div', { class: `hero spa ${app.layout}` }, intro,
  widgetFrame(app, 'widget-spa.html', 'Book a treatment')));
