// The frame around every page of the billing portal: the app opened, the login enforced, header and navigation drawn.

import { openApp } from '../shared/app.js';
import { initial, findAccount } from './data.js';
import { labels, sentences } from './texts.js';

export const icons = {
  dashboard: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-4H4zM14 8h6V4h-6z',
  invoices: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
  payments: 'M3 6h18v12H3zM3 10h18M7 15h3',
  profile: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  logo: 'M5 4v16h14M9 15l3-4 3 2 4-6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
};

const pages = ['dashboard', 'invoices', 'payments', 'profile'];

export const open = () => openApp('billing', initial, { labels, sentences, styles: ['billing.css'] });

// Opens a page of someone who is logged in. Resolves with {app, account, main, notice}; main is in the document, empty.
// Without a login it goes to the login page and never resolves.
export async function openPortal(page, titleKey, values) {
  const app = await open();
  const account = findAccount(app.data, app.data.signedIn);
  if (!account) {
    location.replace(app.url('index.html'));
    return new Promise(() => {});
  }
  const title = app.label(titleKey, values);
  app.title(`${title} · ${app.label('brand')}`);
  const main = app.h('main', { id: 'main' });
  const notice = app.h('div', { class: 'notice', id: 'notice' });
  drawShell(app, account, page, app.h('div', { class: 'content' }, app.h('h1', {}, title), notice, main));
  app.cookieBanner();
  return { app, account, main, notice };
}

function drawShell(app, account, page, content) {
  const { h } = app;
  const layout = app.variant(2, 'layout', ['side', 'top', 'side-right']);
  const shell = h('div', { class: `shell layout-${layout}` },
    h('header', { class: 'bar' }, brand(app), navigation(app, page), accountBox(app, account)),
    content);
  document.body.prepend(shell);
}

export function brand(app) {
  return app.h('p', { class: 'brand' }, app.h('span', { class: 'mark' }, app.icon(icons.logo, 20)), app.label('brand'));
}

function navigation(app, page) {
  const { h } = app;
  const item = (name) => h('li', {}, h('a', { id: `nav-${name}`, href: app.url(`${name}.html`), 'aria-current': name === page && 'page' },
    app.icon(icons[name]), app.label(name)));
  return h('nav', { 'aria-label': 'Main' }, h('ul', {}, app.order(pages, 'navigation').map(item)));
}

function accountBox(app, account) {
  const signOut = async () => {
    app.data.signedIn = null;
    await app.save();
    app.go('index.html');
  };
  return app.h('div', { class: 'account' },
    app.h('p', {}, app.h('span', { class: 'soft' }, app.label('account')), app.h('strong', { id: 'account-email' }, account.email)),
    app.action(app.label('signOut'), { id: 'sign-out', name: 'sign out', class: 'small', onclick: signOut }));
}

// Shows the page's lasting confirmation.
export function confirmIn(app, notice, text) {
  app.fill(notice, app.status(text, { id: 'confirmation' }));
}

// A badge with the state of an invoice.
export function badge(app, status) {
  return app.h('span', { class: `badge ${status}` }, app.label(status));
}
