// The first page: the booking widget for a stay, and the houses.

import { money } from '../shared/format.js';
import { catalogue } from './data.js';
import { openSite, show, widgetFrame } from './site.js';

const app = await openSite();
const { h } = app;

const intro = h('div', { class: 'hero-text' }, h('h1', {}, app.label('home-title')), h('p', {}, app.label('home-lead')));
const widget = widgetFrame(app, 'widget.html', 'Book a stay', { hotel: app.params.get('hotel') });

show(app, 'nav-stay', h('div', { class: `hero ${app.layout}` }, intro, widget), houses());

function houses() {
  const cards = app.order(catalogue(app.seed).hotels, 'houses').map((hotel) => h('li', { class: 'house' },
    h('div', { class: 'house-art', 'aria-hidden': 'true', style: art(hotel.hue) }),
    h('div', { class: 'house-text' }, h('h3', {}, hotel.name), h('p', {}, `${hotel.district}, ${hotel.rooms} rooms`),
      h('p', { class: 'house-price' }, `from ${money(hotel.from)}`),
      h('a', { href: app.url('index.html', { hotel: hotel.name }), 'aria-label': `${app.label('house-link')}: ${hotel.name}` },
        app.label('house-link')))));
  return h('section', { class: 'houses', 'aria-labelledby': 'houses-title' },
    h('h2', { id: 'houses-title' }, app.label('houses-title')), h('ul', { class: 'house-list' }, cards));
}

// A small landscape in the colours of the house: sky, sun and two hills.
function art(hue) {
  return { background: `radial-gradient(circle at 72% 34%, hsl(${hue} 90% 92%) 0 9%, transparent 9.5%),`
    + `radial-gradient(120% 90% at 18% 118%, hsl(${hue + 150} 24% 30%) 0 52%, transparent 52.5%),`
    + `radial-gradient(120% 90% at 88% 112%, hsl(${hue + 140} 22% 44%) 0 50%, transparent 50.5%),`
    + `linear-gradient(hsl(${hue} 55% 74%), hsl(${hue + 30} 70% 88%))` };
}
