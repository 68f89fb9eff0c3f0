// desk-reply: a rich text box (contenteditable) and a button that works when there is text. From drift 3 on, on some seeds,
// a plain text area; at drift 4 the box opens by a button and the text is read once more before it is sent.

export function defineReply(desk) {
  const { app } = desk;
  const { h } = app;
  const plain = app.swaps('plain reply');
  const stepByStep = app.at(4);

  app.define('desk-reply', (host) => {
    if (!stepByStep) return form(host, 'send', () => send(host.ticket));
    if (desk.panel === 'reply preview') return preview(host);
    if (desk.panel === 'reply') return form(host, 'next', () => go(host, 'reply preview'));
    return h('section', { class: 'reply' }, app.action(app.label('write'), { id: 'write', name: 'write', kind: 'primary',
      onclick: () => go(host, 'reply') }));
  });

  const go = (host, panel) => { desk.panel = panel; host.draw(); };
  const text = () => (desk.draft.reply ?? '').trim();

  function form(host, key, next) {
    const button = app.action(app.label(key), { id: key, name: key, kind: 'primary', disabled: !text(),
      onclick: () => text() && next() });
    const box = (plain ? textArea : richText)((value) => {
      desk.draft.reply = value;
      button.disabled = !text();
    });
    return h('section', { class: 'reply', 'aria-label': app.label('reply') }, box, h('div', { class: 'buttons' }, button));
  }

  function textArea(changed) {
    const control = h('textarea', { name: 'reply', rows: '4', oninput: () => changed(control.value) });
    control.value = desk.draft.reply ?? '';
    return app.field('reply', app.label('reply'), control);
  }

  function richText(changed) {
    const box = h('div', { id: 'reply', class: 'rich', contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true',
      'aria-labelledby': 'reply-label', oninput: () => changed(box.innerText) }, desk.draft.reply);
    return h('div', { class: 'field' }, h('span', { class: 'label', id: 'reply-label', onclick: () => box.focus() },
      app.label('reply')), tools(box), box);
  }

  function tools(box) {
    const format = (name) => { box.focus(); document.execCommand(name.toLowerCase()); };
    const keepFocus = (event) => event.preventDefault();
    const tool = (name) => h('button', { type: 'button', class: 'tool', 'aria-label': name, onmousedown: keepFocus,
      onclick: () => format(name) }, name[0]);
    return h('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Formatting' }, ['Bold', 'Italic', 'Underline'].map(tool));
  }

  const preview = (host) => h('section', { class: 'reply', 'aria-label': app.label('reply') },
    h('h3', {}, app.sentence('ask-reply', host.ticket)), h('blockquote', {}, text()),
    h('div', { class: 'buttons' },
      app.action(app.label('send'), { id: 'send', name: 'send', kind: 'primary', onclick: () => send(host.ticket) }),
      app.action(app.label('previous'), { name: 'reply back', onclick: () => go(host, 'reply') })));

  let sending = false;
  async function send(ticket) {
    if (sending || !text()) return;
    const values = { ...ticket, text: text() };
    if (!stepByStep && app.swaps('ask reply') && !(await app.confirm({ title: app.label('send'),
      body: app.sentence('ask-reply', values), yes: app.label('send'), no: app.label('cancel') }))) return;
    sending = true;
    ticket.messages.push({ from: 'You', text: values.text });
    await Promise.all([app.save(), app.latency()]);
    sending = false;
    delete desk.draft.reply;
    desk.panel = '';
    desk.change();
    desk.say(app.sentence('replied', values));
  }
}
