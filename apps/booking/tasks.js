// The tasks of the booking site: what a person may ask for, what a person does at drift 0, and whether it was done.

import { random } from '../shared/random.js';
import { longDate } from '../shared/format.js';
import { verdict } from '../shared/expect.js';
import { catalogue, isoFrom, makeInitialData, nextReference, slug, someDay, someGuest, someStay, stayWords } from './data.js';

const frame = 'main iframe'; // the widget, from the other host name

// What the state should be: the fresh one, changed as the function says. A draft is typed, not sent, and does not count.
function compare(record, seed, change) {
  const expected = makeInitialData(seed);
  change(expected);
  return verdict(expected, record.data, { ignore: ['draft'] });
}

const bookRoom = {
  name: 'book-room',
  title: 'Book a hotel room',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'booking/book-room');
    const { hotels, rooms } = catalogue(seed);
    const stay = someStay(r), { length, party } = stayWords(stay);
    const params = { hotel: r.pick(hotels).name, room: r.pick(rooms).name, arrival: stay.arrival, nights: String(stay.nights),
      guests: String(stay.guests), guest: someGuest(r) };
    const goal = `Book the ${params.room} room at ${params.hotel} from ${params.arrival} for ${length} and `
      + `${party} with breakfast, in the name of ${params.guest}`;
    return { seed, goal, params };
  },
  script({ params }) {
    return [
      { do: 'type', frame, css: '#hotel', text: params.hotel },
      { do: 'click', frame, css: `#hotel-${slug(params.hotel)}` },
      { do: 'type', frame, css: '#arrival', text: params.arrival },
      { do: 'type', frame, css: '#nights', text: params.nights },
      { do: 'select', frame, css: '#guests', label: params.guests },
      { do: 'click', frame, css: `#room-${slug(params.room)}` },
      { do: 'check', frame, css: '#breakfast', on: true },
      { do: 'type', frame, css: '#guest', text: params.guest },
      { do: 'click', frame, css: '#book' },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => data.bookings.push({ reference: nextReference(seed, data), hotel: params.hotel,
      room: params.room, arrival: params.arrival, nights: Number(params.nights), guests: Number(params.guests), breakfast: true,
      guest: params.guest, email: '', wishes: '', status: 'confirmed', reason: null }));
  },
};

const bookSpa = {
  name: 'book-spa',
  title: 'Book a spa treatment',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'booking/book-spa');
    const { spa, times } = catalogue(seed);
    const params = { treatment: r.pick(spa).name, guest: someGuest(r), date: longDate(someDay(r)), time: r.pick(times) };
    return { seed, goal: `Book a ${params.treatment} for ${params.guest} on ${params.date} at ${params.time}`, params };
  },
  script({ params }) {
    return [
      { do: 'click', css: '#nav-spa' },
      { do: 'select', frame, css: '#treatment', label: params.treatment },
      { do: 'type', frame, css: '#date', text: isoFrom(params.date) },
      { do: 'click', frame, css: `#time-${slug(params.time)}` },
      { do: 'type', frame, css: '#guest', text: params.guest },
      { do: 'click', frame, css: '#book-spa' },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => data.treatments.push({ reference: nextReference(seed, data),
      treatment: params.treatment, guest: params.guest, date: isoFrom(params.date), time: params.time, wishes: '' }));
  },
};

const changeBooking = {
  name: 'change-booking',
  title: 'Move a booking to other dates',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'booking/change-booking');
    const booking = r.pick(makeInitialData(seed).bookings);
    const stay = someStay(r);
    const nights = stay.nights === booking.nights ? stay.nights + 1 : stay.nights;
    const params = { reference: booking.reference, arrival: stay.arrival, nights: String(nights) };
    return { seed, goal: `Move the booking ${params.reference} to ${params.arrival} for ${params.nights} nights`, params };
  },
  script({ params }) {
    return [
      { do: 'click', css: '#nav-bookings' },
      { do: 'type', frame, css: '#reference', text: params.reference },
      { do: 'click', frame, css: '#find' },
      { do: 'type', frame, css: '#arrival', text: params.arrival },
      { do: 'type', frame, css: '#nights', text: params.nights },
      { do: 'click', frame, css: '#save' },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => Object.assign(data.bookings.find((b) => b.reference === params.reference),
      { arrival: params.arrival, nights: Number(params.nights) }));
  },
};

const cancelBooking = {
  name: 'cancel-booking',
  title: 'Cancel a booking',
  start: 'bookings.html',
  instance(seed) {
    const r = random(seed, 'booking/cancel-booking');
    const params = { reference: r.pick(makeInitialData(seed).bookings).reference, reason: r.pick(catalogue(seed).reasons) };
    return { seed, goal: `Cancel the booking ${params.reference} with the reason ${params.reason}`, params };
  },
  script({ params }) {
    return [
      { do: 'click', frame, css: `#cancel-${params.reference}` },
      { do: 'select', frame, css: '#reason', label: params.reason },
      { do: 'click', frame, css: '#confirm-cancel' },
    ];
  },
  check(record, { seed, params }) {
    return compare(record, seed, (data) => Object.assign(data.bookings.find((b) => b.reference === params.reference),
      { status: 'cancelled', reason: params.reason }));
  },
};

export const tasks = [bookRoom, bookSpa, changeBooking, cancelBooking];
