// The runtime of the bundled web apps: what a page needs to be seeded, drifting, and verifiable.
//
//   import { openApp } from '../shared/app.js';
//   import { initial } from './data.js';
//   const app = await openApp('orders', initial, { labels, sentences, styles: ['orders.css'] });
//   const { h } = app;
//   document.body.append(h('main', {}, h('h1', {}, app.label('title')), ...));
//
// A page is opened as  /orders/page.html?seed=S&drift=D&session=ID.  What is missing is filled in (seed 1, drift 0, a
// random session) and put into the URL. If the server knows the session, app.data is its stored state; if not, it is
// makeInitialData(seed), and nothing is stored before the first app.save().
//
// Drift is how far the page moved away from how it was recorded:
//   0  as recorded
//   1  data, order, ids and classes changed
//   2  also labels reworded and layout moved
//   3  also roles and structure changed, confirmation sentences reworded, a cookie banner
//   4  also steps reordered or split over pages
//
// VALUES     app.name, app.seed, app.drift, app.session, app.data (yours to change, JSON only)
// STATE      await app.save()                 store app.data on the server; before a confirmation is shown or a page left
//            app.url(page, params)            'page.html?seed&drift&session&...'; page '' = the current one
//            app.go(page, params)             navigate there
//            app.params                       URLSearchParams of this page
//            await app.latency()              wait 30..120 ms, as a list from a server would take
//            app.documentUrl(name, title, lines)  address of a generated PDF that the server notes as downloaded
//            await app.download(name, title, lines)  fetch and save it through the browser; resolves when it was served
//            await app.served(name)           for a plain link to a documentUrl that was clicked: resolves when it was served
// SEED       app.random                       a seeded stream: float() int(n) between(a,b) pick(l) shuffle(l) sample(l,n) chance(p)
//            app.stream(name)                 an independent one (random.js has the same for data.js: random(seed, name))
// DRIFT      app.at(level)                    true when drift >= level
//            app.variant(level, name, list)   list[0] below that drift, else one of the others, chosen by seed and name
//            app.order(list, name)            as is at drift 0, else shuffled by seed and name
//            app.id(name), app.cls(names)     as written at drift 0, else a hash that changes with seed and drift
//            app.label(key, values)           from options.labels {key: [canonical, synonym, ...]}: drift >= 2 a synonym;
//                                             '{x}' in the text is replaced by values.x
//            app.sentence(key, values)        the same from options.sentences, reworded only at drift >= 3
//            app.swaps(name)                  true when drift >= 3 and the seed wants this thing's structure changed
// DOM        app.h(tag, props, ...children)   as h() of dom.js, with id, for, name, class, list, form, aria-controls,
//                                             aria-labelledby, aria-describedby passed through app.id and app.cls
//            app.icon(path, size), app.fill(element, ...children), app.append(element, children)
//            app.title(text)                  document title
//            await app.sheet(url)             a CSSStyleSheet with its classes renamed by app.cls; openApp adopts those of
//                                             options.styles into the document, a shadow root can adopt its own
// WIDGETS    (widgets.js) app.toast, app.status, app.dialog, app.confirm, app.cookieBanner, app.action, app.link,
//            app.choice, app.toggle, app.field
//
// Style sheets may use classes, elements and attributes, but no #ids (they would not survive the renaming) and no
// url(...). Raw h() and the other helpers that know no drift are in dom.js, format.js, random.js and pools.js.

import { h as plain, fill, append, icon, pause } from './dom.js';
import { random, hash } from './random.js';
import * as widgets from './widgets.js';

export { random, hash, plain as h, fill, append, icon, pause };

const idProps = new Set(['id', 'for', 'name', 'list', 'form', 'aria-controls', 'aria-labelledby', 'aria-describedby',
  'aria-activedescendant', 'aria-owns']);
const baseStyle = new URL('base.css', import.meta.url);

export async function openApp(name, makeInitialData, options = {}) {
  const app = new App(name, readAddress(), options);
  const styles = [baseStyle, ...(options.styles ?? [])];
  const [stored, ...sheets] = await Promise.all([app.load(), ...styles.map((url) => app.sheet(url))]);
  app.data = stored ?? makeInitialData(app.seed);
  document.adoptedStyleSheets = sheets;
  widgets.install(app);
  return app;
}

// The page's parameters, completed and written back, so that a reload is the same session.
function readAddress() {
  const url = new URL(location.href);
  const number = (key, fallback, low, high) => {
    const value = parseInt(url.searchParams.get(key) ?? '', 10);
    return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : fallback;
  };
  const seed = number('seed', 1, 0, 0x7fffffff);
  const drift = number('drift', 0, 0, 4);
  const session = url.searchParams.get('session') || freshSession();
  for (const [key, value] of Object.entries({ seed, drift, session })) url.searchParams.set(key, value);
  history.replaceState(null, '', url);
  return { seed, drift, session, params: url.searchParams };
}

function freshSession() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

class App {
  constructor(name, address, options) {
    Object.assign(this, { name, ...address, data: null, saving: Promise.resolve() });
    this.labels = options.labels ?? {};
    this.sentences = options.sentences ?? {};
    this.random = this.stream('random');
    Object.assign(this, { fill, append, icon });
    this.h = (tag, props, ...children) => plain(tag, this.rename(props), ...children);
  }

  // ---- state

  stateUrl() {
    return `/api/state?${new URLSearchParams({ app: this.name, session: this.session })}`;
  }

  async load() {
    const reply = await fetch(this.stateUrl(), { cache: 'no-store' });
    if (reply.status === 404) {
      await reply.text(); // unread, it would count as a request still under way
      return null;
    }
    if (!reply.ok) throw new Error(`The server answered ${reply.status} when asked for the state.`);
    return (await reply.json()).data;
  }

  // Saves follow one another, so that the last one wins.
  save() {
    const body = JSON.stringify(this.data);
    const put = async () => {
      const reply = await fetch(this.stateUrl(), { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
      if (!reply.ok) throw new Error(`The server answered ${reply.status} and did not store the state.`);
    };
    this.saving = this.saving.then(put, put);
    return this.saving;
  }

  url(page = '', params = {}) {
    const query = new URLSearchParams({ seed: this.seed, drift: this.drift, session: this.session });
    for (const [key, value] of Object.entries(params)) if (value !== null && value !== undefined) query.set(key, value);
    return `${page}?${query}`;
  }

  go(page, params) {
    location.assign(this.url(page, params));
  }

  latency() {
    this.delays ??= this.stream(`latency ${location.pathname}`);
    return pause(this.delays.between(30, 120));
  }

  documentUrl(name, title, lines = []) {
    const query = new URLSearchParams({ app: this.name, session: this.session, title });
    for (const line of lines) query.append('line', line);
    return `/document/${encodeURIComponent(name)}.pdf?${query}`;
  }

  async download(name, title, lines = []) {
    const reply = await fetch(this.documentUrl(name, title, lines));
    if (!reply.ok) throw new Error(`The server answered ${reply.status} instead of the document.`);
    const url = URL.createObjectURL(await reply.blob());
    plain('a', { href: url, download: `${name}.pdf` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  async served(name) {
    for (let tries = 0; tries < 50; tries++) {
      const reply = await fetch(this.stateUrl(), { cache: 'no-store' });
      if (reply.ok && (await reply.json()).downloads.includes(`${name}.pdf`)) return;
      await pause(100);
    }
    throw new Error(`The document ${name}.pdf was not served within 5 s.`);
  }

  // ---- seed and drift

  stream(name) {
    return random(this.seed, `${this.name}/page/${name}`);
  }

  at(level) {
    return this.drift >= level;
  }

  variant(level, name, list) {
    if (!this.at(level) || list.length < 2) return list[0];
    return this.stream(`variant ${name}`).pick(list.slice(1));
  }

  swaps(name) {
    return this.at(3) && this.stream(`swap ${name}`).chance(0.6);
  }

  order(list, name) {
    return this.at(1) ? this.stream(`order ${name}`).shuffle(list) : [...list];
  }

  id(name) {
    return this.at(1) ? this.scramble('id', name) : name;
  }

  cls(names) {
    if (!this.at(1)) return names;
    return names.split(/\s+/).filter(Boolean).map((name) => this.scramble('class', name)).join(' ');
  }

  scramble(kind, name) {
    const salt = `${this.name}/${this.seed}/${this.drift}/${kind}`;
    const text = hash(`${salt}/${name}`).toString(36).padStart(7, '0');
    return `${'abcdefghjkmnpqrstuvwxyz'[hash(`${name}/${salt}`) % 23]}${text}`;
  }

  label(key, values) {
    return this.word(2, this.labels, key, values);
  }

  sentence(key, values) {
    return this.word(3, this.sentences, key, values);
  }

  word(level, table, key, values = {}) {
    if (!Object.hasOwn(table, key)) throw new Error(`No text for "${key}".`);
    const text = this.variant(level, `word ${key}`, [table[key]].flat());
    return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
  }

  // ---- DOM

  rename(props) {
    const renamed = {};
    for (const [name, value] of Object.entries(props ?? {})) {
      if (typeof value !== 'string') renamed[name] = value;
      else if (name === 'class') renamed[name] = this.cls(value);
      else renamed[name] = idProps.has(name) ? value.split(' ').map((id) => this.id(id)).join(' ') : value;
    }
    return renamed;
  }

  async sheet(url) {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`The server answered ${reply.status} for the style sheet ${url}.`);
    const text = (await reply.text()).replace(/\/\*[^]*?\*\//g, '');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text.replace(/\.(-?[a-zA-Z_][\w-]*)/g, (whole, name) => `.${this.cls(name)}`));
    return sheet;
  }

  title(text) {
    document.title = text;
  }
}
