// Widgets that the apps share, each in the shapes that it takes as pages drift. app.js installs them on the app:
//
//   app.toast(text, {kind, sticky})   a message in the page's live region (role=status; kind 'error': role=alert) that goes
//                                     away after 10 s unless sticky
//   app.status(text, props)           an element with role=status for a page's own lasting confirmation
//   app.dialog({title, body, actions, className})
//                                     a modal dialog; actions [{label, value, kind, submit, name}]; resolves with the
//                                     chosen value, or null when it was dismissed. body may be nodes, or a function of
//                                     the dialog's {close(value), element}. An action with `submit` asks that function
//                                     first: a promise of false keeps the dialog open. drift >= 3: a div with
//                                     role=dialog instead of <dialog>, on some seeds
//   app.confirm({title, body, yes, no})   a promise of true or false
//   app.cookieBanner()                drift >= 3: a cookie banner (or, on some seeds, a modal question), once per session
//   app.action(label, {onclick, name, kind, type, ...props})
//                                     a button; drift >= 3: on some seeds a link. name seeds the choice (label otherwise)
//   app.link(label, href, {name, ...props})   a link; drift >= 3: on some seeds a button that goes there
//   app.choice({name, label, options: [{value, label}], value, onchange, kinds, hint, placeholder})
//                                     one of several; kinds[0] of 'radio' 'select' 'listbox' below drift 3, later another
//                                     one of them. Returns {element, value}; the value can be set
//   app.toggle({name, label, checked, onchange})   a check box; drift >= 3: on some seeds a switch. {element, checked}
//   app.field(name, label, control, {hint, required})
//                                     a label above its control, whose id becomes app.id(name)

import { h as plain, fill, append, pause } from './dom.js';

const toastMs = 10000;

export function install(app) {
  const region = app.h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  const alerts = app.h('div', { class: 'toasts alerts', role: 'alert' });
  document.body.append(region, alerts);
  app.toast = (text, options = {}) => toast(app, options.kind === 'error' ? alerts : region, text, options);
  app.status = (text, props = {}) => app.h('div', { class: 'status', ...props, role: 'status' }, text);
  for (const widget of [dialog, confirm, cookieBanner, action, link, choice, toggle, field]) {
    app[widget.name] = (...args) => widget(app, ...args);
  }
}

function toast(app, region, text, { kind = 'info', sticky = false }) {
  const element = app.h('div', { class: `toast ${kind}` }, text);
  region.replaceChildren(element);
  if (!sticky) setTimeout(() => element.remove(), toastMs);
  return element;
}

// ---- dialogs

function dialog(app, { title, body, actions = [], className = '' }) {
  return new Promise((resolve) => {
    const native = !app.swaps('dialog');
    const handle = { element: null, close: null };
    handle.close = (value) => {
      handle.element.remove();
      previous?.focus?.();
      resolve(value ?? null);
    };
    const previous = document.activeElement;
    handle.element = dialogElement(app, native, className);
    const box = native ? handle.element : handle.element.firstChild;
    append(box, [app.h('h2', { id: 'dialog-title' }, title), typeof body === 'function' ? body(handle) : body]);
    if (actions.length) box.append(dialogActions(app, actions, handle));
    document.body.append(handle.element);
    handle.element.addEventListener(native ? 'cancel' : 'keydown', (event) => {
      if (!native && event.key !== 'Escape') return;
      event.preventDefault();
      handle.close(null);
    });
    if (native) handle.element.showModal();
    (box.querySelector('input, select, textarea') ?? box.querySelector('button, a'))?.focus();
  });
}

function dialogElement(app, native, className) {
  const props = { class: `dialog ${className}`, 'aria-labelledby': 'dialog-title' };
  if (native) return app.h('dialog', props);
  return app.h('div', { class: 'backdrop' }, app.h('div', { ...props, role: 'dialog', 'aria-modal': 'true', tabindex: '-1' }));
}

function dialogActions(app, actions, handle) {
  const buttons = actions.map(({ label, value, kind, submit, name, ...props }) => app.action(label, {
    ...props, kind, name, onclick: async () => {
      if (!submit || (await submit(handle)) !== false) handle.close(value);
    } }));
  return app.h('div', { class: 'dialog-actions' }, app.at(2) ? app.order(buttons, 'dialog actions') : buttons);
}

async function confirm(app, { title, body, yes, no, kind = 'primary' }) {
  const actions = [{ label: no, value: false, name: 'confirm no' }, { label: yes, value: true, kind, name: 'confirm yes' }];
  return (await dialog(app, { title, body: plain('p', {}, body), actions })) === true;
}

// ---- the cookie banner

const cookieTexts = [
  ['This site uses cookies to keep you signed in and to count visits.', 'Accept all', 'Only necessary'],
  ['We value your privacy. Choose which cookies we may set.', 'Allow all cookies', 'Reject optional cookies'],
  ['Cookies help us to improve this service.', 'Got it', 'Decline'],
];

function cookieBanner(app) {
  const key = `cookies ${app.name} ${app.session}`;
  if (!app.at(3) || remembered(key)) return null;
  const stream = app.stream('cookies');
  const [text, yes, no] = stream.pick(cookieTexts);
  const modal = stream.chance(0.4);
  const close = () => { remember(key); banner.remove(); };
  const banner = app.h('div', { class: modal ? 'backdrop' : 'cookie-bar' },
    app.h('section', { class: 'cookie-box', role: modal ? 'dialog' : 'region', 'aria-modal': modal && 'true', 'aria-label': 'Cookies' },
      app.h('p', {}, text),
      app.h('div', { class: 'cookie-actions' }, stream.shuffle([
        app.h('button', { type: 'button', class: 'button', onclick: close }, no),
        app.h('button', { type: 'button', class: 'button primary', onclick: close }, yes)]))));
  document.body.append(banner);
  return banner;
}

// The answer is kept by the tab, not with the app's data: it is no part of what a task asks for.
function remembered(key) {
  try { return sessionStorage.getItem(key) !== null; } catch { return false; }
}

function remember(key) {
  try { sessionStorage.setItem(key, 'answered'); } catch { /* a frame without storage asks again */ }
}

// ---- buttons and links

function action(app, label, { onclick, name, kind = '', type = 'button', class: extra = '', disabled = false, ...props } = {}) {
  const classes = `button ${kind} ${extra}`;
  if (!app.swaps(`action ${name ?? label}`)) {
    return app.h('button', { ...props, type, class: classes, disabled, onclick }, label);
  }
  const press = (event) => {
    event.preventDefault();
    if (element.getAttribute('aria-disabled') === 'true') return;
    onclick?.(event);
    if (type === 'submit') element.closest('form')?.requestSubmit();
  };
  const element = app.h('a', { ...props, href: '#', class: classes, 'aria-disabled': disabled && 'true', onclick: press }, label);
  Object.defineProperty(element, 'disabled', {
    get: () => element.getAttribute('aria-disabled') === 'true',
    set: (value) => (value ? element.setAttribute('aria-disabled', 'true') : element.removeAttribute('aria-disabled')),
  });
  return element;
}

function link(app, label, href, { name, class: extra = '', ...props } = {}) {
  if (!app.swaps(`link ${name ?? label}`)) return app.h('a', { ...props, href, class: extra }, label);
  return app.h('button', { ...props, type: 'button', class: `${extra} as-link`, onclick: () => location.assign(href) }, label);
}

// ---- fields

function field(app, name, label, control, { hint, required = false } = {}) {
  control.id = app.id(name);
  if (required) control.required = true;
  const note = hint && app.h('p', { class: 'hint', id: `${name}-hint` }, hint);
  if (note) control.setAttribute('aria-describedby', app.id(`${name}-hint`));
  return app.h('div', { class: 'field' }, app.h('label', { for: name }, label), control, note);
}

function toggle(app, { name, label, checked = false, onchange = () => {} }) {
  if (!app.swaps(`toggle ${name}`)) {
    const box = app.h('input', { type: 'checkbox', id: name, name, checked, onchange: () => onchange(box.checked) });
    return {
      element: app.h('div', { class: 'check' }, box, app.h('label', { for: name }, label)),
      get checked() { return box.checked; },
      set checked(value) { box.checked = value; },
    };
  }
  const isOn = () => button.getAttribute('aria-checked') === 'true';
  const button = app.h('button', { type: 'button', class: 'switch', role: 'switch', id: name, 'aria-labelledby': `${name}-text`,
    'aria-checked': String(checked), onclick: () => {
      button.setAttribute('aria-checked', String(!isOn()));
      onchange(isOn());
    } });
  return {
    element: app.h('div', { class: 'check' }, button, app.h('span', { id: `${name}-text`, onclick: () => button.click() }, label)),
    get checked() { return isOn(); },
    set checked(value) { button.setAttribute('aria-checked', String(value)); },
  };
}

function choice(app, { name, kinds = ['radio', 'select', 'listbox'], onchange = () => {}, ...rest }) {
  const kind = app.variant(3, `choice ${name}`, kinds);
  const build = { radio: radios, select: nativeSelect, listbox };
  return build[kind](app, { name, onchange, ...rest });
}

function radios(app, { name, label, options, value, onchange, hint }) {
  const inputs = options.map((option) => app.h('input', { type: 'radio', name, id: `${name}-${option.value}`, value: option.value,
    checked: option.value === value, onchange: () => onchange(option.value) }));
  const rows = options.map((option, i) => app.h('div', { class: 'radio' }, inputs[i],
    app.h('label', { for: `${name}-${option.value}` }, option.label)));
  return {
    element: app.h('fieldset', { class: 'choice' }, app.h('legend', {}, label), hint && app.h('p', { class: 'hint' }, hint), rows),
    get value() { return inputs.find((input) => input.checked)?.value ?? ''; },
    set value(wanted) { for (const input of inputs) input.checked = input.value === wanted; },
  };
}

function nativeSelect(app, { name, label, options, value = '', onchange, hint, placeholder }) {
  const empty = placeholder || value === '' ? [app.h('option', { value: '' }, placeholder ?? 'Choose…')] : [];
  const select = app.h('select', { name, onchange: () => onchange(select.value) },
    empty, options.map((option) => app.h('option', { value: option.value }, option.label)));
  select.value = value;
  return {
    element: field(app, name, label, select, { hint }),
    get value() { return select.value; },
    set value(wanted) { select.value = wanted; },
  };
}

// A drop-down made of a button and a list, as many component libraries have it; arrow keys, Enter and Escape work.
function listbox(app, { name, label, options, value = '', onchange, hint, placeholder = 'Choose…' }) {
  const state = { value, active: -1 };
  const text = () => options.find((option) => option.value === state.value)?.label ?? placeholder;
  const shown = app.h('span', { id: `${name}-value` }, text());
  const button = app.h('button', { type: 'button', id: name, class: 'listbox-button', 'aria-haspopup': 'listbox',
    'aria-expanded': 'false', 'aria-controls': `${name}-list`, 'aria-labelledby': `${name}-label ${name}-value` }, shown);
  const items = options.map((option, i) => app.h('li', { role: 'option', id: `${name}-option-${i}`,
    'aria-selected': String(option.value === state.value), onclick: () => choose(i) }, option.label));
  const menu = app.h('ul', { role: 'listbox', id: `${name}-list`, class: 'listbox-menu', hidden: true, tabindex: '-1',
    'aria-labelledby': `${name}-label` }, items);
  const show = (open) => {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    highlight(open ? Math.max(options.findIndex((option) => option.value === state.value), 0) : -1);
  };
  const highlight = (i) => {
    state.active = i;
    items.forEach((item, j) => item.toggleAttribute('data-active', i === j));
    if (i >= 0) button.setAttribute('aria-activedescendant', items[i].id);
    else button.removeAttribute('aria-activedescendant');
  };
  const set = (wanted) => {
    state.value = wanted;
    fill(shown, text());
    items.forEach((item, i) => item.setAttribute('aria-selected', String(options[i].value === wanted)));
  };
  const choose = (i) => {
    set(options[i].value);
    show(false);
    button.focus();
    onchange(state.value);
  };
  button.addEventListener('click', () => show(menu.hidden));
  button.addEventListener('keydown', (event) => listboxKey(event, { menu, state, count: items.length, show, highlight, choose }));
  menu.addEventListener('mousedown', (event) => event.preventDefault()); // the focus stays on the button
  button.addEventListener('blur', () => pause(150).then(() => document.activeElement !== button && show(false)));
  return {
    element: app.h('div', { class: 'field listbox' }, app.h('span', { class: 'label', id: `${name}-label` }, label), button, menu,
      hint && app.h('p', { class: 'hint' }, hint)),
    get value() { return state.value; },
    set value(wanted) { set(wanted); },
  };
}

function listboxKey(event, { menu, state, count, show, highlight, choose }) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (menu.hidden) {
    if (move) { event.preventDefault(); show(true); }
    return;
  }
  if (move) highlight((state.active + move + count) % count);
  else if (event.key === 'Enter' || event.key === ' ') choose(state.active);
  else if (event.key === 'Escape') show(false);
  else return;
  event.preventDefault();
}
