// desk-properties: who works on the ticket, how urgent it is, and its labels. Assignee and priority are saved together by a
// button that works once something changed; at drift 4 they are asked one after the other.

import { catalogue, priorities, slug } from './data.js';

export function defineProperties(desk) {
  const { app } = desk;
  const { h } = app;
  const stepByStep = app.at(4);
  const steps = app.order(['assignee', 'priority'], 'assign steps');
  defineLabels(desk);

  app.define('desk-properties', (host) => {
    const { ticket } = host;
    const closed = ticket.status === 'closed';
    const parts = closed ? [facts(ticket)] : stepByStep ? [facts(ticket), wizard(host)] : [editor(ticket)];
    parts.push(app.make('desk-labels', { ticket }));
    return h('aside', { class: 'properties', 'aria-labelledby': 'properties-title' },
      h('h3', { id: 'properties-title' }, app.label('properties')), app.at(2) ? app.order(parts, 'properties') : parts);
  });

  function facts(ticket) {
    const rows = app.order([['assignee', ticket.assignee || 'Nobody'], ['priority', ticket.priority]], 'facts');
    return h('dl', { class: 'facts' }, rows.map(([key, text]) => h('div', {}, h('dt', {}, app.label(key)), h('dd', {}, text))));
  }

  const picker = {
    assignee: (ticket, changed) => app.make('desk-assignee', { name: 'assignee', label: app.label('assignee'),
      value: chosen(ticket).assignee, options: app.order(catalogue(app.seed).agents, 'agents'),
      onchange: (value) => { desk.draft.assignee = value; changed(); } }),
    priority: (ticket, changed) => app.make('desk-priority', { name: 'priority', label: app.label('priority'),
      value: chosen(ticket).priority, options: priorities,
      onchange: (value) => { desk.draft.priority = value; changed(); } }),
  };
  const chosen = (ticket) => ({ assignee: ticket.assignee, priority: ticket.priority, ...desk.draft });
  const isNew = (ticket) => {
    const { assignee, priority } = chosen(ticket);
    return Boolean(assignee && priority) && (assignee !== ticket.assignee || priority !== ticket.priority);
  };

  function editor(ticket) {
    const button = app.action(app.label('save'), { id: 'save', name: 'save', kind: 'primary', disabled: !isNew(ticket),
      onclick: () => save(ticket) });
    const changed = () => { button.disabled = !isNew(ticket); };
    const pickers = app.order(['assignee', 'priority'], 'editor').map((key) => picker[key](ticket, changed));
    return h('div', { class: 'editor' }, pickers, button);
  }

  function wizard(host) {
    const { ticket } = host;
    const at = steps.indexOf(desk.panel);
    const go = (panel) => { desk.panel = panel; host.draw(); };
    if (at < 0) return app.action(app.label('assign'), { id: 'assign', name: 'assign', kind: 'primary', onclick: () => go(steps[0]) });
    const last = at === steps.length - 1;
    const allowed = () => (last ? isNew(ticket) : Boolean(chosen(ticket)[steps[at]]));
    const button = app.action(app.label(last ? 'save' : 'next'), { name: last ? 'save' : 'next', kind: 'primary',
      disabled: !allowed(), onclick: () => (last ? save(ticket) : go(steps[at + 1])) });
    const cancel = app.action(app.label('cancel'), { name: 'cancel assign', onclick: () => { forget(); host.draw(); } });
    return h('div', { class: 'editor', role: 'group', 'aria-label': app.label('assign') },
      h('p', { class: 'hint' }, `Step ${at + 1} of ${steps.length}`),
      picker[steps[at]](ticket, () => { button.disabled = !allowed(); }), h('div', { class: 'buttons' }, button, cancel));
  }

  function forget() {
    delete desk.draft.assignee;
    delete desk.draft.priority;
    desk.panel = '';
  }

  let saving = false;
  async function save(ticket) {
    if (saving || !isNew(ticket)) return;
    const { assignee, priority } = chosen(ticket);
    const values = { id: ticket.id, subject: ticket.subject, person: assignee, priority };
    if (app.swaps('ask assign') && !(await app.confirm({ title: app.label('assign'), body: app.sentence('ask-assign', values),
      yes: app.label('save'), no: app.label('cancel') }))) return;
    saving = true;
    Object.assign(ticket, { assignee, priority });
    await Promise.all([app.save(), app.latency()]);
    saving = false;
    forget();
    desk.change();
    desk.say(app.sentence('assigned', values));
  }
}

// desk-labels: the labels as chips, and a menu of those that can still be added. From drift 3 on, on some seeds, check
// boxes and a button instead.
function defineLabels(desk) {
  const { app } = desk;
  const { h } = app;
  const boxes = app.at(4) || app.swaps('labels as boxes');

  app.define('desk-labels', (host) => {
    const { ticket } = host;
    const free = app.order(catalogue(app.seed).labels, 'labels').filter((label) => !ticket.labels.includes(label));
    return h('section', { class: 'labels', 'aria-labelledby': 'labels-title' },
      h('h4', { id: 'labels-title' }, app.label('labels')),
      h('ul', { class: 'chips' }, ticket.labels.map((label) => chip(ticket, label)), ticket.labels.length === 0 && h('li',
        { class: 'hint' }, 'None')),
      ticket.status !== 'closed' && (boxes ? boxList(host, free) : menu(ticket, free)));
  });

  const chip = (ticket, label) => h('li', { class: 'chip' }, label, ticket.status !== 'closed' && h('button',
    { type: 'button', class: 'chip-remove',
    'aria-label': `Remove ${label}`, onclick: () => store(ticket, ticket.labels.filter((other) => other !== label),
      app.sentence('unlabelled', { label, ...ticket })) }, '×'));

  function menu(ticket, free) {
    const list = h('ul', { class: 'listbox-menu', role: 'menu', id: 'label-list', 'aria-label': app.label('labels'),
      hidden: true, onkeydown: (event) => event.key === 'Escape' && open(false) },
      free.map((label) => h('li', { role: 'none' }, h('button', { type: 'button', role: 'menuitem', class: 'menu-item',
        id: `label-${slug(label)}`, onclick: () => add(ticket, [label]) }, label))));
    const button = app.action(app.label('add-label'), { id: 'add-label', name: 'add-label', 'aria-haspopup': 'menu',
      'aria-expanded': 'false', 'aria-controls': 'label-list', onclick: () => open(list.hidden) });
    const open = (yes) => {
      list.hidden = !yes;
      button.setAttribute('aria-expanded', String(yes));
      (yes ? list.querySelector('button') : button).focus();
    };
    return h('div', { class: 'listbox' }, button, list);
  }

  function boxList(host, free) {
    const chosen = new Set();
    const button = app.action(app.label('save-labels'), { id: 'save-labels', name: 'save-labels', kind: 'primary',
      disabled: true, onclick: () => add(host.ticket, [...chosen]) });
    const toggles = free.map((label) => app.toggle({ name: `label-${slug(label)}`, label, onchange: (on) => {
      chosen[on ? 'add' : 'delete'](label);
      button.disabled = chosen.size === 0;
    } }).element);
    const box = h('div', { class: 'editor', hidden: true }, toggles, button);
    return [app.action(app.label('add-label'), { id: 'add-label', name: 'add-label',
      onclick: () => { box.hidden = !box.hidden; } }), box];
  }

  const add = (ticket, labels) => labels.length && store(ticket, [...ticket.labels, ...labels],
    labels.map((label) => app.sentence('labelled', { label, ...ticket })).join(' '));

  let saving = false;
  async function store(ticket, labels, sentence) {
    if (saving) return;
    saving = true;
    ticket.labels = labels;
    await Promise.all([app.save(), app.latency()]);
    saving = false;
    desk.change();
    desk.say(sentence);
  }
}
