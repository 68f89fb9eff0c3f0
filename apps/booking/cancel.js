// Asks for the reason and cancels a booking; used by the list and, at drift 4, by the booking's own page.

import { catalogue, slug } from './data.js';
import { agreed, tellStatus } from './widget.js';

// done(sentence) after it was cancelled, done('') when the booking is kept.
export function cancelPanel(app, booking, done) {
  const { h } = app;
  const reasons = app.order(catalogue(app.seed).reasons, 'reasons');
  let sending = false;
  const reason = app.choice({ name: 'reason', label: app.label('reason'), kinds: ['select', 'radio', 'listbox'],
    options: reasons.map((text) => ({ value: slug(text), label: text })), onchange: () => { submit.disabled = false; } });
  const send = async () => {
    const text = reasons.find((candidate) => slug(candidate) === reason.value);
    if (sending || !text) return;
    sending = true;
    const sentence = await cancel(app, booking, text);
    sending = false;
    if (sentence) done(sentence);
  };
  const submit = app.action(app.label('confirm-cancel'), { id: 'confirm-cancel', name: 'confirm-cancel', kind: 'danger',
    disabled: true, onclick: send });
  const keep = app.action(app.label('keep'), { id: 'keep', name: 'keep', onclick: () => done('') });
  const buttons = app.at(2) ? app.order([submit, keep], 'cancel buttons') : [submit, keep];
  return h('section', { class: 'cancel-box', 'aria-labelledby': 'cancel-title' },
    h('h3', { id: 'cancel-title' }, `${app.label('cancel')} ${booking.reference}`),
      h('p', {}, `${booking.hotel}, ${booking.arrival}`), reason.element,
    h('div', { class: 'form-actions' }, buttons));
}

async function cancel(app, booking, reason) {
  if (!(await agreed(app, 'ask-cancel', { reference: booking.reference }))) return '';
  Object.assign(booking, { status: 'cancelled', reason });
  await Promise.all([app.save(), app.latency()]);
  const sentence = app.sentence('cancelled', { reference: booking.reference, reason });
  tellStatus(sentence);
  return sentence;
}
