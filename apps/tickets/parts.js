// Custom elements with a shadow root each, drawn by a function of the element: define() names one, make() creates one with
// its properties, draw() builds its content anew. From drift 3 on their tag names change as well.

import { openApp } from '../shared/app.js';
import { fill } from '../shared/dom.js';
import { labels, sentences } from './labels.js';
import { makeInitialData } from './data.js';

export async function openDesk() {
  const app = await openApp('tickets', makeInitialData, { labels, sentences, styles: ['desk.css'] });
  const sheets = [...document.adoptedStyleSheets];
  const tag = (name) => (app.at(3) ? `x-${app.cls(name)}` : name);

  // render(element, root) returns what is in the shadow root; mode 'closed' hides the root from the page's own scripts too.
  const define = (name, render, mode = 'open') => customElements.define(tag(name), class extends HTMLElement {
    #root = this.attachShadow({ mode });

    connectedCallback() {
      this.#root.adoptedStyleSheets = sheets;
      this.draw();
    }

    draw() {
      fill(this.#root, render(this, this.#root));
    }
  });

  const make = (name, props) => Object.assign(document.createElement(tag(name)), props);
  return Object.assign(app, { define, make });
}

// The frame of both pages: skip nothing, a banner with the brand, the link to a new ticket, and who is signed in.
export function banner(app) {
  const { h } = app;
  const mark = 'M4 5h16v11H9l-5 4z';
  return h('header', { class: 'banner' },
    h('a', { class: 'brand', href: app.url('index.html') }, app.icon(mark, 22), h('span', {}, 'Fernway Desk')),
    app.link(app.label('new-ticket'), app.url('new.html'), { id: 'new-ticket', name: 'new-ticket', class: 'button primary' }),
    h('p', { class: 'who' }, 'Signed in as Robin Ashdown'));
}
