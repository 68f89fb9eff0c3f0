// The guest's bookings; the list itself lives in the widget.

import { openSite, show, widgetFrame } from './site.js';

const app = await openSite();
const { h } = app;

show(app, 'nav-bookings', h('div', { class: 'plain' },
  h('div', { class: 'plain-text' }, h('h1', {}, app.label('bookings-title')), h('p', {}, app.label('bookings-lead'))),
  widgetFrame(app, 'widget-bookings.html', 'Your bookings')));
