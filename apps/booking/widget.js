// What the widget's pages share: opening, telling the page around the frame, forms that are sent once and only when valid,
// and the summary after it.

import { openApp } from '../shared/app.js';
import { labels, sentences } from './labels.js';
import { makeInitialData } from './data.js';

export async function openWidget() {
  const app = await openApp('booking', makeInitialData, { labels, sentences, styles: ['widget.css'] });
  new ResizeObserver(() => tell({ height: document.body.scrollHeight })).observe(document.body);
  return app;
}

// The page around the frame is another site, and the only one that may hear this.
function tell(message) {
  if (window.parent === window) return;
  window.parent.postMessage(message, location.ancestorOrigins?.[0] ?? '*');
}

export const tellStatus = (text) => tell({ text });

export function show(app, title, ...content) {
  const main = app.h('main', { class: 'panel' }, app.h('h1', { tabindex: '-1' }, title), content);
  document.querySelector('main')?.remove();
  document.body.prepend(main);
  app.title(title);
  return main;
}

// The last page of a booking: a heading, the sentence with all values in the live region, and the same as a list.
export function showConfirmation(app, title, sentence, rows, again) {
  const status = app.status('', { id: 'confirmation' });
  const main = show(app, title, status, summary(app, rows), again);
  main.querySelector('h1').focus();
  app.fill(status, sentence);
  tellStatus(sentence);
}

// rows: [label, text]; a row without text is left out.
export function summary(app, rows) {
  return app.h('dl', { class: 'summary' }, rows.filter(([, text]) => text).map(([label, text]) =>
    app.h('div', {}, app.h('dt', {}, label), app.h('dd', {}, text))));
}

// A form of fields (fields.js) with one button that works only when all of them are ready, and only once.
export function form(app, { content, fields, button, props, send, back }) {
  let sending = false;
  const submit = app.action(app.label(button), { type: 'submit', kind: 'primary', id: button, name: button, disabled: true });
  const ready = () => fields.every((field) => field.ready());
  const element = app.h('form', { class: 'form', novalidate: true, autocomplete: 'off', ...props }, content,
    app.h('div', { class: 'form-actions' }, back, submit));
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending || !ready()) return;
    sending = true;
    const done = await send();
    sending = done !== false;
  });
  const refresh = () => { submit.disabled = !ready(); };
  refresh();
  return { element, refresh };
}

// drift >= 3, on some seeds: one more question before it counts.
export async function agreed(app, key, values) {
  if (!app.swaps(`ask ${key}`)) return true;
  const yes = app.label({ 'ask-cancel': 'confirm-cancel', 'ask-move': 'save' }[key] ?? 'book');
  return app.confirm({ title: app.label('review'), body: app.sentence(key, values), yes, no: app.label('previous') });
}
