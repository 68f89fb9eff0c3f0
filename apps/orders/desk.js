// The frame around every page of the order desk.

import { openApp } from '../shared/app.js';
import { initial, findOrder } from './data.js';
import { labels, sentences } from './texts.js';

export const icons = {
  logo: 'M3 16l2 4h14l2-4zM6 16V9h12v7M9 9V5h6v4',
  more: 'M11.4 5a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.4 19a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
};

// Opens a page: header, and a main element with title, a place for the confirmation and the (empty) body.
export async function openDesk(titleKey, values) {
  const app = await openApp('orders', initial, { labels, sentences, styles: ['orders.css'] });
  const { h } = app;
  const title = app.label(titleKey, values);
  app.title(`${title} · ${app.label('brand')}`);
  const notice = h('div', { id: 'notice', class: 'notice' });
  const body = h('div', { class: 'body' }, h('p', { class: 'soft' }, 'Loading…'));
  const layout = app.variant(2, 'layout', ['top', 'side', 'side-right']);
  document.body.prepend(h('div', { class: `desk layout-${layout}` }, header(app),
    h('main', { id: 'main' }, h('h1', {}, title), notice, body)));
  app.cookieBanner();
  return { app, body, notice };
}

function header(app) {
  const { h } = app;
  return h('header', { class: 'bar' },
    h('a', { class: 'brand', href: app.url('index.html') }, app.icon(icons.logo, 24), app.label('brand')),
    h('p', { class: 'user' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, 'RV'), 'Warehouse 2, Rosa V.'));
}

// The confirmation of what was just done; on some seeds of drift 3 it is a toast.
export function announce({ app, notice }, text) {
  app.fill(notice);
  if (app.swaps('toast')) app.toast(text, { sticky: true });
  else app.fill(notice, app.status(text, { id: 'confirmation' }));
}

// The order that the page is about, or null after saying that there is none.
export function currentOrder({ app, body }) {
  const order = findOrder(app.data, app.params.get('number'));
  if (!order) app.fill(body, app.h('p', { role: 'status' }, app.sentence('none')));
  return order ?? null;
}

export const backLink = (app) => app.h('p', {}, app.link(app.label('back'), app.url('index.html'), { name: 'back' }));

export function badge(app, order) {
  const state = order.archived ? 'archived' : order.status;
  return app.h('span', { class: `badge ${state}` }, app.label(state));
}
