// desk-close: how the ticket was solved. A modal dialog; from drift 3 on, on some seeds, a panel in the page; at drift 4 the
// resolution and the note are asked one after the other.

import { catalogue, slug } from './data.js';

export function defineClose(desk) {
  const { app } = desk;
  const { h } = app;
  const inPage = app.swaps('close in page');
  const resolutions = app.order(catalogue(app.seed).resolutions, 'resolutions');
  const nameOf = (value) => resolutions.find((text) => slug(text) === value) ?? '';

  app.define('desk-close', (host) => {
    const box = content(host);
    if (inPage) return h('section', { class: 'close-panel', 'aria-labelledby': 'close-title' }, box);
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'close-title', oncancel: leave }, box);
    queueMicrotask(() => dialog.isConnected && dialog.showModal());
    return dialog;
  });

  function forget() {
    for (const key of ['resolution', 'note', 'step']) delete desk.draft[key];
    desk.panel = '';
  }

  function leave() {
    forget();
    desk.ticket.draw();
  }

  function content(host) {
    const second = app.at(4) && desk.draft.step === 2;
    const onward = app.at(4) && !second;
    const button = app.action(app.label(onward ? 'next' : 'confirm-close'), { id: onward ? 'next' : 'confirm-close',
      name: 'confirm-close', kind: 'primary',
      disabled: !desk.draft.resolution, onclick: () => (onward ? next(host) : close(host.ticket)) });
    const fields = { resolution: () => resolution(button), note };
    const shown = app.at(4) ? [second ? 'note' : 'resolution'] : app.order(['resolution', 'note'], 'close fields');
    const buttons = [button, app.action(app.label('cancel'), { id: 'cancel', name: 'cancel close', onclick: leave })];
    return [h('h2', { id: 'close-title' }, app.label('close-title')), h('p', { class: 'hint' }, host.ticket.subject),
      second && h('p', {}, `${app.label('resolution')}: ${desk.draft.resolution}`), shown.map((key) => fields[key]()),
      h('div', { class: 'buttons' }, app.at(2) ? app.order(buttons, 'close buttons') : buttons)];
  }

  function next(host) {
    if (!desk.draft.resolution) return;
    desk.draft.step = 2;
    host.draw();
  }

  function resolution(button) {
    const onchange = (value) => {
      desk.draft.resolution = nameOf(value);
      button.disabled = !desk.draft.resolution;
    };
    const options = resolutions.map((text) => ({ value: slug(text), label: text }));
    return app.choice({ name: 'resolution', label: app.label('resolution'), kinds: ['select', 'radio', 'listbox'], options,
      value: slug(desk.draft.resolution ?? ''), onchange }).element;
  }

  function note() {
    const control = h('textarea', { name: 'note', rows: '2', oninput: () => { desk.draft.note = control.value.trim(); } });
    control.value = desk.draft.note ?? '';
    return app.field('note', app.label('note'), control);
  }

  let saving = false;
  async function close(ticket) {
    const values = { ...ticket, resolution: desk.draft.resolution };
    if (saving || !values.resolution) return;
    saving = true;
    Object.assign(ticket, { status: 'closed', resolution: values.resolution, note: desk.draft.note ?? '' });
    await Promise.all([app.save(), app.latency()]);
    saving = false;
    forget();
    desk.change();
    desk.say(app.sentence('closed', values));
  }
}
