// What the hotel group sells and who has booked it, drawn from the seed. The pages, the tasks and their checks all read
// it here, so that a goal never names something that its page does not have.

import { random } from '../shared/random.js';
import { addDays, isoDate, months } from '../shared/format.js';
import { cities, firstNames, lastNames } from '../shared/pools.js';

const houses = ['Casa Verde', 'Hotel Aurora', 'The Granary', 'Villa Mirabel', 'Old Mint House', 'Hotel Meridian',
  'The Boathouse', 'Palais Linden', 'Hotel Cygnus', 'The Weavers', 'Villa Sorrel', 'Lighthouse Inn', 'Hotel Solenne',
  'The Orangery'];

const districts = ['Old town', 'Riverside', 'By the station', 'Harbour', 'Museum quarter', 'Cathedral hill', 'Botanic garden',
  'Market square'];

const roomTypes = [['Classic', 'Double bed, courtyard side'], ['Superior', 'King bed, high floor'],
  ['Deluxe', 'King bed and a bay window'], ['Garden', 'Opens onto the lawn'], ['Sea View', 'Balcony towards the water'],
  ['Family', 'Two rooms, one door'], ['Junior Suite', 'Bedroom with a sitting corner'], ['Studio', 'Kitchenette and desk'],
  ['Loft', 'Under the roof, skylight'], ['Terrace', 'Private roof terrace'], ['Corner', 'Windows on two sides'],
  ['Penthouse', 'The whole top floor'], ['Library', 'Armchairs and four hundred books'], ['Cabin', 'Compact, for one night']];

const treatments = [['Hot Stone Massage', 60], ['Aroma Facial', 45], ['Salt Scrub', 40], ['Thai Stretching', 75],
  ['Deep Tissue Massage', 60], ['Seaweed Wrap', 50], ['Foot Reflexology', 30], ['Herbal Steam Bath', 45],
  ['Head and Neck Relief', 30], ['Couples Ritual', 90], ['Clay Cocoon', 55], ['Sports Recovery', 60], ['Lavender Bath', 40],
  ['Silk Glove Peeling', 35]];

const slots = ['09:15', '09:45', '10:30', '11:15', '11:45', '13:00', '13:45', '14:30', '15:15', '16:00', '16:45', '17:30',
  '18:15', '19:00'];

const reasonPool = ['Plans changed', 'Illness', 'Flight cancelled', 'Booked by mistake', 'Found another date', 'Visa refused',
  'Meeting moved online', 'Weather warning', 'Travelling with others', 'Price too high', 'Event postponed', 'Family reasons',
  'Train strike', 'Duplicate booking'];

// The first and the last day that the apps' calendars are about; the past never plays a role.
const season = { first: '2027-02-01', days: 300 };

export const someDay = (stream) => addDays(season.first, stream.int(season.days));

// Hotels, rooms, treatments, times and reasons on offer: they never change while one works.
export function catalogue(seed) {
  const r = random(seed, 'booking/catalogue');
  const towns = r.sample(cities, 7);
  const names = r.shuffle(houses);
  const hotels = names.map((name, i) => ({ name: `${name} ${towns[i % towns.length]}`, town: towns[i % towns.length],
    district: r.pick(districts), rooms: r.between(14, 96), from: r.between(88, 210) * 100, hue: r.int(360) }));
  const rooms = r.sample(roomTypes, 4).map(([name, note], i) => ({ name, note, price: (r.between(90, 130) + i * 35) * 100 }));
  const spa = r.sample(treatments, 6).map(([name, minutes]) => ({ name, minutes, price: minutes * r.between(110, 190) }));
  const times = r.sample(slots, 6).sort();
  const reasons = r.sample(reasonPool, 5);
  return { hotels, rooms, spa, times, reasons };
}

// 'Sea View' -> 'sea-view', for the values of controls.
export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

// A guest's name, given and family name.
export const someGuest = (stream) => `${stream.pick(firstNames)} ${stream.pick(lastNames)}`;

// Nights and guests differ from each other, so that each number in a goal means one thing.
export function someStay(stream) {
  const nights = stream.between(2, 9);
  const guests = stream.pick([1, 2, 3, 4].filter((n) => n !== nights));
  return { arrival: someDay(stream), nights, guests };
}

// The state that the pages change: the bookings of the person signed in, and nothing else that counts.
export function makeInitialData(seed) {
  const r = random(seed, 'booking/state');
  const { hotels, rooms } = catalogue(seed);
  const references = r.sample(Array.from({ length: 900 }, (_, i) => 40113 + i * 53), 6);
  const hotelOf = r.sample(hotels, 6);
  const arrivals = r.sample(Array.from({ length: 60 }, (_, i) => i * 5 + 1), 6).map((day) => addDays(season.first, day));
  const bookings = references.map((number, i) => {
    const stay = someStay(r);
    return { reference: `LN-${number}`, hotel: hotelOf[i].name, room: r.pick(rooms).name, arrival: arrivals[i],
      nights: stay.nights, guests: stay.guests, breakfast: r.chance(0.5), guest: someGuest(r), email: '', wishes: '',
      status: 'confirmed', reason: null };
  });
  return { bookings, treatments: [], draft: {} };
}

// What the sentences say of a stay: {length} is "1 night" or "4 nights", {party} "1 guest" or "3 guests".
export const counted = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
export const stayWords = ({ nights, guests }) => ({ length: counted(nights, 'night'), party: counted(guests, 'guest') });

export const departure = (booking) => addDays(booking.arrival, booking.nights);

// The reference of the next booking: fixed by the seed and by how many there are.
export const nextReference = (seed, data) =>
  `LN-${88017 + random(seed, 'booking/reference').int(400) * 7 + data.bookings.length + data.treatments.length}`;

// '12 May 2027' -> '2027-05-12'
export function isoFrom(text) {
  const [day, month, year] = text.split(' ');
  return isoDate(year, months.indexOf(month) + 1, day);
}
