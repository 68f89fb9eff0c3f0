// The help desk's people and tickets, drawn from the seed. The pages, the tasks and their checks all read them here.

import { random } from '../shared/random.js';
import { companies, firstNames, lastNames, streets } from '../shared/pools.js';
import { months, weekdays } from '../shared/format.js';

export const priorities = ['Low', 'Normal', 'High', 'Urgent'];

const categoryPool = ['Hardware', 'Software', 'Network', 'Accounts', 'Telephony', 'Printing', 'Facilities', 'Security',
  'Payroll', 'Purchasing', 'Training', 'Travel', 'Mobile devices', 'Archives'];

const labelPool = ['warranty', 'on site', 'remote work', 'new starter', 'supplier', 'repeat issue', 'audit', 'loan device',
  'deadline', 'training gap', 'board room', 'weekend', 'backup', 'translation'];

const resolutionPool = ['Fixed', 'Device replaced', 'Duplicate', 'Cannot reproduce', 'Question answered', 'Works as designed',
  'Access granted', 'Settings corrected', 'No longer needed', 'Passed to supplier', 'Update installed', 'Request declined',
  'Cable replaced', 'User trained'];

// Each gives one subject; two subjects of one kind differ in their number, name or month.
const subjects = [
  (r) => `Printer on floor ${r.between(2, 19)} is offline`,
  (r) => `Laptop ${r.between(210, 989)} does not start`,
  (r) => `VPN drops every ${r.between(3, 50)} minutes`,
  (r) => `Second monitor for room ${r.between(101, 499)}`,
  (r) => `Visitor badge for ${r.pick(companies)} does not work`,
  (r) => `Payroll report of ${r.pick(months)} does not open`,
  (r) => `Invoice ${r.between(20100, 29900)} shows the wrong tax`,
  (r) => `Mailbox of ${r.pick(lastNames)} is full`,
  (r) => `Projector in room ${r.between(101, 499)} flickers`,
  (r) => `Export of ${r.pick(months)} orders is empty`,
  (r) => `Headset of ${r.pick(lastNames)} has no sound`,
  (r) => `Weak Wi-Fi in the ${r.pick(streets)} office`,
  (r) => `Phone line ${r.between(300, 899)} is silent`,
  (r) => `Scanner at ${r.pick(streets)} jams`,
  (r) => `Account of ${r.pick(lastNames)} is locked`,
  (r) => `Calendar of room ${r.between(101, 499)} is double booked`,
];

const openings = ['It was fine yesterday.', 'This happens since the update.', 'We tried a restart, without success.',
  'Three of us have the same problem.', 'I need it for a meeting this week.', 'Could you have a look, please?',
  'A colleague said you know about it.', 'It started this morning.'];

export const replies = [
  (r) => `We ordered a replacement, it arrives on ${r.pick(weekdays.slice(1, 6))}.`,
  (r) => `A technician comes by at ${r.between(8, 17)}:30, please stay near your desk.`,
  (r) => `Please restart twice and tell us the code after ${r.between(2, 9)} minutes.`,
  (r) => `The update for this is planned for ${r.pick(weekdays.slice(1, 6))} evening.`,
  (r) => `You can pick up a loan device in room ${r.between(101, 499)}.`,
  (r) => `We asked ${r.pick(companies)} and expect an answer in ${r.between(2, 9)} days.`,
  (r) => `Your access was renewed until the end of ${r.pick(months)}.`,
  (r) => `Please send us a photo of the label with the number ${r.between(1000, 9999)}.`,
  (r) => `This is known, ${r.between(4, 30)} people reported it today.`,
  (r) => `Please use the entrance at ${r.pick(streets)} for the time being.`,
  (r) => `We moved your files to drive ${r.pick(['K', 'M', 'P', 'S', 'T'])}, nothing is lost.`,
  (r) => `The cable in socket ${r.between(10, 99)} was loose, it works again.`,
  (r) => `Thank you, ${r.pick(lastNames)} from our team takes care of it.`,
  (r) => `The setting is under Tools, page ${r.between(2, 9)} of the manual.`,
];

export const descriptions = [
  (r) => `Needed before ${r.between(2, 28)} ${r.pick(months)}.`,
  (r) => `Started on ${r.pick(weekdays)} after the power cut.`,
  (r) => `Seen by ${r.between(2, 40)} people in our office.`,
  (r) => `The screen shows error ${r.between(100, 999)}.`,
  (r) => `Please call extension ${r.between(1000, 9999)} first.`,
  (r) => `It is the one next to room ${r.between(101, 499)}.`,
  (r) => `Worked until ${r.pick(weekdays)}, nothing was changed.`,
  (r) => `Budget was approved by ${r.pick(lastNames)}.`,
  (r) => `Only happens between ${r.between(7, 11)} and ${r.between(12, 18)} hours.`,
  (r) => `Same as last ${r.pick(months)}, please check the cable.`,
  (r) => `Delivered by ${r.pick(companies)} two weeks ago.`,
  (r) => `Serial number ends in ${r.between(1000, 9999)}.`,
];

// Who works here, who asks, and the lists one chooses from.
export function catalogue(seed) {
  const r = random(seed, 'tickets/catalogue');
  const given = r.shuffle(firstNames);
  const family = r.shuffle(lastNames);
  const people = given.map((name, i) => `${name} ${family[i]}`);
  return { agents: people.slice(0, 9), requesters: people.slice(9, 21), categories: r.sample(categoryPool, 6),
    labels: r.sample(labelPool, 6), resolutions: r.sample(resolutionPool, 6) };
}

// n subjects: most kinds once, three kinds twice, none part of another.
function drawSubjects(r, n) {
  const kinds = r.shuffle(subjects);
  const chosen = [...kinds.slice(0, n - 3), ...kinds.slice(0, 3)];
  const drawn = [];
  for (const kind of chosen) {
    let subject = kind(r);
    while (drawn.some((other) => other.includes(subject) || subject.includes(other))) subject = kind(r);
    drawn.push(subject);
  }
  return r.shuffle(drawn);
}

export function makeInitialData(seed) {
  const r = random(seed, 'tickets/state');
  const { agents, requesters, categories, labels } = catalogue(seed);
  const all = drawSubjects(r, 14);
  const tickets = all.map((subject, i) => {
    const requester = r.pick(requesters);
    return { id: `HD-${1040 + i * 3 + r.int(3)}`, subject, requester, category: r.pick(categories), status: statusOf(i),
      assignee: r.chance(0.5) ? r.pick(agents) : '', priority: r.pick(priorities.slice(0, 3)), labels: r.sample(labels, r.int(3)),
      messages: [{ from: requester, text: `${r.pick(openings.slice(0, 4))} ${r.pick(openings.slice(4))}` }],
      resolution: i >= 12 ? 'Fixed' : '', note: '' };
  });
  return { tickets, draft: {} };
}

const statusOf = (i) => (i < 9 ? 'open' : i < 12 ? 'waiting' : 'closed');

// A subject for a new ticket that no ticket has.
export function someSubject(stream, tickets) {
  for (;;) {
    const subject = stream.pick(subjects)(stream);
    if (!tickets.some((ticket) => ticket.subject.includes(subject) || subject.includes(ticket.subject))) return subject;
  }
}

export const nextId = (data) => `HD-${1100 + data.tickets.length}`;

// 'Cannot reproduce' -> 'cannot-reproduce', for the values of controls.
export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
