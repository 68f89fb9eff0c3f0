// The hotel's own pages: header, footer, and the frame with the booking widget. The widget is served from the other name
// of this machine (127.0.0.1 or localhost), so that for the browser it is another site, as real booking engines are. What
// happened in the widget is told by postMessage, and shown in the status line below the frame.

import { openApp } from '../shared/app.js';
import { labels, sentences } from './labels.js';
import { makeInitialData } from './data.js';

const pages = [['nav-stay', 'index.html'], ['nav-spa', 'spa.html'], ['nav-bookings', 'bookings.html']];

export async function openSite() {
  const app = await openApp('booking', makeInitialData, { labels, sentences, styles: ['site.css'] });
  app.layout = app.variant(2, 'site layout', ['stack', 'beside', 'reverse']);
  return app;
}

// Puts the page together: what is given goes into <main>, the header and the footer around it.
export function show(app, current, ...content) {
  const { h } = app;
  app.title(`${app.label(current)} | Linnea Hotels`);
  const links = app.order(pages, 'navigation').map(([key, page]) => h('li', {},
    h('a', { id: key, href: app.url(page), 'aria-current': key === current && 'page' }, app.label(key))));
  document.body.prepend(
    h('header', { class: `site-header ${app.layout}` }, brand(app),
      h('nav', { class: 'site-nav', 'aria-label': 'Main' }, h('ul', {}, links))),
    h('main', { class: 'site-main' }, content),
    h('footer', { class: 'site-footer' }, h('p', {}, 'Linnea Hotels, Kings Parade 4, Utrecht'),
      h('p', {}, 'Reception +31 30 555 01 40, day and night')));
  app.cookieBanner();
}

const leaf = 'M12 21v-9m0 0c0-4 3-7 8-8 0 5-3 8-8 8zm0 3c0-3-2.5-5.5-7-6 0 4 2.5 6 7 6z';

function brand(app) {
  return app.h('a', { class: 'brand', href: app.url('index.html') }, app.icon(leaf, 26), app.h('span', {}, 'Linnea Hotels'));
}

// The other name of this machine, for a frame of another site; elsewhere the same host.
function otherOrigin() {
  const other = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' }[location.hostname];
  return other ? `${location.protocol}//${other}${location.port && `:${location.port}`}` : location.origin;
}

// The frame with one of the widget's pages, and the status line that the widget's messages fill.
export function widgetFrame(app, page, title, params) {
  const { h } = app;
  const origin = otherOrigin();
  const frame = h('iframe', { class: 'widget', title, src: `${origin}/booking/${app.url(page, params)}` });
  const status = h('p', { class: 'site-status', role: 'status', id: 'status' });
  window.addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    const { height, text } = event.data ?? {};
    if (Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, 200), 3000)}px`;
    if (typeof text === 'string') app.fill(status, text);
  });
  return h('section', { class: 'widget-box', 'aria-label': title }, frame, status);
}
