// Notes on an order: the list, and ways to write one.

export function noteList(app, order) {
  const { h } = app;
  if (!order.notes.length) return h('p', { class: 'soft' }, '–');
  return h('ul', { class: 'notes', 'aria-label': app.label('notes') }, order.notes.map((note) => h('li', {}, note)));
}

// A text area with its button; done(note) is called after the note was stored.
export function noteForm(app, order, done, close = () => {}) {
  const { h } = app;
  const text = h('textarea', { name: 'note', rows: 3, oninput: () => { submit.disabled = text.value.trim() === ''; } });
  const submit = app.action(app.label('noteSubmit'), { id: 'add-note', name: 'add note', kind: 'primary', type: 'submit', disabled: true });
  const onsubmit = async (event) => {
    event.preventDefault();
    const note = text.value.trim();
    if (!note || submit.disabled) return;
    submit.disabled = true;
    order.notes.push(note);
    await app.save();
    close();
    done(note);
  };
  return h('form', { class: 'form', onsubmit }, app.field('note', app.label('note'), text), h('div', { class: 'card-actions' }, submit));
}

export function askNote(app, order, done) {
  return app.dialog({ title: app.label('note'), body: (dialog) => noteForm(app, order, done, () => dialog.close(true)) });
}
