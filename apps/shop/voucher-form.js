// The voucher's form: in the cart, and at drift 4 on a page of its own.

export function voucherForm(app, applied) {
  const { h } = app;
  let busy = false;
  const input = h('input', { type: 'text', name: 'voucher', autocomplete: 'off', spellcheck: 'false' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = app.action(app.label('apply-voucher'), { id: 'apply-voucher', name: 'apply-voucher', type: 'submit',
    disabled: true });
  input.addEventListener('input', () => { button.disabled = !input.value.trim(); });
  const apply = async (event) => {
    event.preventDefault();
    const code = input.value.trim().toUpperCase();
    if (busy || !code) return;
    busy = true;
    app.fill(problem);
    const { voucher } = app.catalogue;
    if (code === voucher.code) app.data.voucher = code;
    await Promise.all([code === voucher.code && app.save(), app.latency()]);
    busy = false;
    if (code !== voucher.code) app.fill(problem, app.sentence('bad-voucher', { code }));
    else {
      applied();
      app.fill(app.note, app.sentence('voucher', voucher));
    }
  };
  return h('form', { class: 'voucher', onsubmit: apply }, app.field('voucher', app.label('voucher'), input), button, problem);
}
