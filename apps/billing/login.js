// The login page; at drift 4 e-mail and password are asked on two pages.

import { open, brand } from './portal.js';
import { findAccount, password } from './data.js';

const app = await open();
const { h } = app;
const onSecondPage = location.pathname.endsWith('/password.html');
const asksEmail = !onSecondPage;
const asksPassword = onSecondPage || !app.at(4);

const email = h('input', { type: 'email', name: 'email', autocomplete: 'username', required: true });
const secret = h('input', { type: 'password', name: 'password', autocomplete: 'current-password', required: true });
const problem = h('p', { class: 'problem', role: 'alert', id: 'problem' });
const submit = app.action(asksPassword ? app.label('signIn') : app.label('next'),
  { id: 'sign-in', name: 'sign in', kind: 'primary', type: 'submit', class: 'wide', disabled: true });

const filled = () => (!asksEmail || email.value.trim() !== '') && (!asksPassword || secret.value !== '');
const check = () => { submit.disabled = !filled(); };

async function signIn(event) {
  event.preventDefault();
  if (!filled()) return;
  const given = asksEmail ? email.value.trim().toLowerCase() : app.params.get('email');
  if (!asksPassword) return app.go('password.html', { email: given });
  submit.disabled = true;
  await app.latency();
  const account = findAccount(app.data, given);
  if (!account || secret.value !== password) return refuse();
  app.data.signedIn = account.email;
  await app.save();
  app.go('dashboard.html');
}

function refuse() {
  app.fill(problem, app.sentence('badLogin'));
  secret.value = '';
  check();
}

const form = h('form', { class: 'login-form', novalidate: true, onsubmit: signIn, oninput: check },
  asksEmail && app.field('email', app.label('email'), email),
  asksPassword && app.field('password', app.label('password'), secret),
  problem, submit);

app.title(`${app.label('signInTitle')} · ${app.label('brand')}`);
document.body.prepend(
  h('div', { class: `login layout-${app.variant(2, 'login layout', ['right', 'left', 'plain'])}` },
    h('main', { class: 'login-panel' }, brand(app), h('h1', {}, app.label('signInTitle')),
      onSecondPage && h('p', { class: 'soft', id: 'given-email' }, app.params.get('email')), form,
      h('p', { class: 'hint' }, 'Trouble logging in? Ask your account manager.')),
    h('aside', { class: 'login-art' }, h('p', { class: 'quote' }, 'Every invoice in its place, every payment on time.'),
      h('p', {}, 'Trusted by bookkeepers of small and large firms.'))));
app.cookieBanner();
