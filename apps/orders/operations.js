// Shipping and cancelling an order: which fields, when they are complete, what they change, what is said afterwards. An
// operation is shown as one dialog up to drift 3, and as a page for each of its parts at drift 4 (operation.js).
//
//   ship(app, order, values), cancel(app, order, values)
//     -> {title, submit, kind, parts: [{fields(changed) -> nodes, complete() -> bool}], facts() -> [[label, text]],
//         ask() -> text or null, apply()}
//
// values is where the fields keep what was entered; changed is called after each change.

import { carriers, reasons } from './data.js';

export const operations = { ship, cancel };

function ship(app, order, values) {
  Object.assign(values, { carrier: '', tracking: '', notify: false, ...values });
  return {
    title: app.label('shipTitle', order), submit: app.label('shipSubmit'), kind: 'primary',
    parts: shipParts(app, values),
    facts: () => [['carrier', values.carrier], ['tracking', values.tracking], ['notify', values.notify ? '✓' : '–']],
    ask: () => null,
    apply: () => Object.assign(order, { status: 'shipped', carrier: values.carrier, tracking: values.tracking, notified: values.notify }),
  };
}

function shipParts(app, values) {
  const carrierFields = (changed) => app.choice({ name: 'carrier', kinds: ['select', 'radio', 'listbox'], label: app.label('carrier'),
    value: values.carrier, options: app.order(carriers, 'carriers').map((name) => ({ value: name, label: name })),
    onchange: (value) => { values.carrier = value; changed(); } }).element;
  const trackingField = (changed) => app.field('tracking', app.label('tracking'), app.h('input', { type: 'text', name: 'tracking',
    autocomplete: 'off', value: values.tracking, required: true, oninput: (event) => { values.tracking = event.target.value.trim(); changed(); } }));
  const notifyField = (changed) => app.toggle({ name: 'notify', label: app.label('notify'), checked: values.notify,
    onchange: (on) => { values.notify = on; changed(); } }).element;
  return [
    { fields: (changed) => [carrierFields(changed)], complete: () => values.carrier !== '' },
    { fields: (changed) => app.order([trackingField(changed), notifyField(changed)], 'ship fields'),
      complete: () => /^[a-z0-9-]{6,}$/i.test(values.tracking) },
  ];
}

function cancel(app, order, values) {
  Object.assign(values, { reason: '', comment: '', ...values });
  return {
    title: app.label('cancelTitle', order), submit: app.label('cancelSubmit'), kind: 'danger',
    parts: cancelParts(app, values),
    facts: () => [['reason', values.reason], ['comment', values.comment]],
    ask: () => (app.at(3) && !app.at(4) ? app.sentence('askCancel', order) : null),
    apply: () => Object.assign(order, { status: 'cancelled', reason: values.reason, comment: values.comment }),
  };
}

function cancelParts(app, values) {
  const reasonField = (changed) => app.choice({ name: 'reason', kinds: ['select', 'radio', 'listbox'], label: app.label('reason'),
    value: values.reason, options: app.order(reasons, 'reasons').map((name) => ({ value: name, label: name })),
    onchange: (value) => { values.reason = value; changed(); } }).element;
  const commentField = (changed) => app.field('comment', app.label('comment'), app.h('textarea', { name: 'comment', rows: 3,
    value: values.comment, oninput: (event) => { values.comment = event.target.value.trim(); changed(); } }));
  return [
    { fields: (changed) => [reasonField(changed)], complete: () => values.reason !== '' },
    { fields: (changed) => [commentField(changed)], complete: () => true },
  ];
}

// What is said about an order that was just shipped or cancelled.
export function outcome(app, order) {
  if (order.status === 'shipped') {
    return app.sentence('shipped', { ...order, notified: app.sentence(order.notified ? 'notified' : 'notNotified') });
  }
  return app.sentence('cancelled', order);
}

// Shows an operation as a dialog. Resolves with true when it was done.
export function operationDialog(app, name, order) {
  const operation = operations[name](app, order, {});
  return app.dialog({ title: operation.title, body: (dialog) => operationForm(app, operation, dialog) });
}

function operationForm(app, operation, dialog) {
  const submit = app.action(operation.submit, { id: 'submit', name: 'submit operation', kind: operation.kind, type: 'submit', disabled: true });
  const dismiss = app.action(app.label('dismiss'), { name: 'dismiss', onclick: () => dialog.close(false) });
  const complete = () => operation.parts.every((part) => part.complete());
  const changed = () => { submit.disabled = !complete(); };
  const parts = operation.parts.map((part) => part.fields(changed));
  const onsubmit = async (event) => {
    event.preventDefault();
    if (!complete() || submit.disabled || !(await sure(app, operation))) return;
    submit.disabled = true;
    operation.apply();
    await app.save();
    dialog.close(true);
  };
  changed();
  return app.h('form', { class: 'form', novalidate: true, onsubmit }, app.order(parts, 'dialog parts'),
    app.h('div', { class: 'dialog-actions' }, app.at(2) ? app.order([dismiss, submit], 'dialog buttons') : [dismiss, submit]));
}

async function sure(app, operation) {
  const text = operation.ask();
  return text === null || app.confirm({ title: operation.title, body: text, yes: operation.submit, no: app.label('dismiss'), kind: operation.kind });
}
