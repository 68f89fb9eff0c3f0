// What the visitor saved for later.

import { card, openShop, show } from './site.js';

const app = await openShop();
const { h } = app;
const saved = app.order(app.data.wishlist, 'wishlist').map((id) => card(app, app.product(id)));

show(app, app.label('wishlist-title'), h('h1', {}, app.label('wishlist-title')),
  saved.length ? h('ul', { class: 'cards' }, saved) : h('p', {}, app.label('wishlist-empty')));
