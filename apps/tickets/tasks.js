// The tasks of the help desk: what a person may ask for, what a person does at drift 0, and whether it was done. A list of
// selectors goes through shadow roots: each but the last names a host.

import { random } from '../shared/random.js';
import { verdict } from '../shared/expect.js';
import { catalogue, descriptions, makeInitialData, nextId, priorities, replies, slug, someSubject } from './data.js';

const inTicket = ['desk-app', 'desk-ticket'];
const inProperties = [...inTicket, 'desk-properties'];

// What the state should be: the fresh one, changed as the function says. A draft is typed, not sent, and does not count.
function compare(record, seed, change) {
  const expected = makeInitialData(seed);
  change(expected);
  return verdict(expected, record.data, { ignore: ['draft'] });
}

const find = (data, subject) => data.tickets.find((ticket) => ticket.subject === subject);
const idOf = (seed, subject) => find(makeInitialData(seed), subject).id;
const someOpen = (stream, seed) => stream.pick(makeInitialData(seed).tickets.filter((ticket) => ticket.status === 'open'));
const openTicket = (seed, params) => ({ do: 'click', css: ['desk-app', 'desk-list', `#ticket-${idOf(seed, params.subject)}`] });

const assignTicket = {
  name: 'assign-ticket',
  title: 'Assign a ticket with a priority',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'tickets/assign');
    const ticket = someOpen(r, seed);
    const params = { subject: ticket.subject,
      person: r.pick(catalogue(seed).agents.filter((agent) => agent !== ticket.assignee)),
      priority: r.pick(priorities.filter((priority) => priority !== ticket.priority)) };
    return { seed, goal: `Assign the ticket "${params.subject}" to ${params.person} with priority ${params.priority}`, params };
  },
  script({ seed, params }) {
    return [
      openTicket(seed, params),
      { do: 'click', css: [...inProperties, 'desk-assignee', '#assignee'] },
      { do: 'click', css: [...inProperties, 'desk-assignee', `#assignee-${slug(params.person)}`] },
      { do: 'click', css: [...inProperties, 'desk-priority', `#priority-${slug(params.priority)}`] },
      { do: 'click', css: [...inProperties, '#save'] },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => Object.assign(find(data, params.subject),
      { assignee: params.person, priority: params.priority }));
  },
};

const replyToTicket = {
  name: 'reply-to-ticket',
  title: 'Reply to a ticket',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'tickets/reply');
    const params = { subject: someOpen(r, seed).subject, text: r.pick(replies)(r) };
    return { seed, goal: `Reply to the ticket "${params.subject}" with "${params.text}"`, params };
  },
  script({ seed, params }) {
    return [
      openTicket(seed, params),
      { do: 'click', css: [...inTicket, 'desk-reply', '#reply'] },
      { do: 'type', css: [...inTicket, 'desk-reply', '#reply'], text: params.text },
      { do: 'click', css: [...inTicket, 'desk-reply', '#send'] },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => find(data, params.subject).messages.push({ from: 'You', text: params.text }));
  },
};

const createTicket = {
  name: 'create-ticket',
  title: 'Create a ticket',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'tickets/create');
    const { requesters, categories } = catalogue(seed);
    const params = { subject: someSubject(r, makeInitialData(seed).tickets), requester: r.pick(requesters),
      category: r.pick(categories), description: r.pick(descriptions)(r) };
    const goal = `Create a ticket "${params.subject}" for ${params.requester} in the category ${params.category} `
      + `with the description "${params.description}"`;
    return { seed, goal, params };
  },
  script({ params }) {
    const form = ['desk-new'];
    return [
      { do: 'click', css: ['desk-app', '#new-ticket'] },
      { do: 'type', css: [...form, '#subject'], text: params.subject },
      { do: 'type', css: [...form, 'desk-people', '#requester'], text: params.requester },
      { do: 'click', css: [...form, 'desk-people', `#requester-${slug(params.requester)}`] },
      { do: 'select', css: [...form, '#category'], label: params.category },
      { do: 'type', css: [...form, '#description'], text: params.description },
      { do: 'click', css: [...form, '#create'] },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => data.tickets.push({ id: nextId(data), subject: params.subject,
      requester: params.requester, category: params.category, status: 'open', assignee: '', priority: 'Normal', labels: [],
      messages: [{ from: params.requester, text: params.description }], resolution: '', note: '' }));
  },
};

const closeTicket = {
  name: 'close-ticket',
  title: 'Close a ticket with a resolution',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'tickets/close');
    const params = { subject: someOpen(r, seed).subject, resolution: r.pick(catalogue(seed).resolutions) };
    return { seed, goal: `Close the ticket "${params.subject}" with the resolution ${params.resolution}`, params };
  },
  script({ seed, params }) {
    return [
      openTicket(seed, params),
      { do: 'click', css: [...inTicket, '#close'] },
      { do: 'select', css: [...inTicket, 'desk-close', '#resolution'], label: params.resolution },
      { do: 'click', css: [...inTicket, 'desk-close', '#confirm-close'] },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => Object.assign(find(data, params.subject),
      { status: 'closed', resolution: params.resolution }));
  },
};

const labelTicket = {
  name: 'label-ticket',
  title: 'Add a label to a ticket',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'tickets/label');
    const ticket = someOpen(r, seed);
    const params = { label: r.pick(catalogue(seed).labels.filter((label) => !ticket.labels.includes(label))),
      subject: ticket.subject };
    return { seed, goal: `Add the label ${params.label} to the ticket "${params.subject}"`, params };
  },
  script({ seed, params }) {
    const inLabels = [...inProperties, 'desk-labels'];
    return [
      openTicket(seed, params),
      { do: 'click', css: [...inLabels, '#add-label'] },
      { do: 'click', css: [...inLabels, `#label-${slug(params.label)}`] },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => find(data, params.subject).labels.push(params.label));
  },
};

export const tasks = [assignTicket, replyToTicket, createTicket, closeTicket, labelTicket];
