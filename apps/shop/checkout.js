// What the checkout's pages share: the progress, the order's sums, and a form that leads to the next page. What is entered
// is kept in the state's draft until the order is placed.

import { openShop, show } from './site.js';
import { nextStep, steps, sums } from './cart-view.js';

export async function openCheckout() {
  const app = await openShop();
  if (!app.data.cart.length) {
    app.go('cart.html');
    await new Promise(() => {}); // the page is being left
  }
  return app;
}

export function showStep(app, step, title, ...content) {
  const { h } = app;
  const list = steps(app);
  const progress = h('ol', { class: 'progress', 'aria-label': 'Progress' }, list.map((name, i) =>
    h('li', { 'aria-current': name === step && 'step', class: i < list.indexOf(step) ? 'done' : '' },
      app.label(`${name === 'address' || name === 'street' ? 'address' : name}-title`))));
  const delivery = app.catalogue.deliveries.find((candidate) => candidate.name === app.data.draft.delivery);
  const side = h('aside', { class: 'side', 'aria-label': app.label('items') }, h('h2', {}, app.label('items')), lines(app),
    h('dl', { class: 'sums' }, sums(app, delivery).map(([key, text]) => h('div', {}, h('dt', {}, app.label(key)),
      h('dd', {}, text)))));
  const left = app.variant(2, 'checkout layout', ['sums-right', 'sums-left']) === 'sums-left';
  show(app, title, progress, h('div', { class: `cart ${left ? 'reverse' : ''}` },
    h('section', { class: 'sheet' }, h('h1', {}, title), content), side));
}

export const lines = (app) => app.h('ul', { class: 'items' },
  app.data.cart.map((line) => app.h('li', {}, `${line.quantity} × ${app.product(line.product).name}`)));

// A form whose button works when ready() holds, stores the draft and goes on. key: the button's label and id.
export function stepForm(app, step, key, fields, ready) {
  let sending = false;
  const button = app.action(app.label(key), { id: key, name: key, type: 'submit', kind: 'primary', disabled: !ready() });
  const refresh = () => { button.disabled = !ready(); };
  const form = app.h('form', { class: 'form', novalidate: true, autocomplete: 'off', onsubmit: async (event) => {
    event.preventDefault();
    if (sending || !ready()) return;
    sending = true;
    await app.save();
    app.go(nextStep(app, step));
  } }, fields(refresh), app.h('div', { class: 'buttons' }, button, back(app, step)));
  form.addEventListener('input', refresh);
  return form;
}

function back(app, step) {
  const before = steps(app)[steps(app).indexOf(step) - 1];
  return app.h('a', { class: 'button', href: app.url(before ? `${before}.html` : 'cart.html') }, app.label('back'));
}
