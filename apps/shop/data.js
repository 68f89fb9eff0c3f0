// What the shop sells, drawn from the seed. The pages, the tasks and their checks all read it here.

import { random } from '../shared/random.js';
import { cities, firstNames, lastNames, streets } from '../shared/pools.js';

const brandPool = ['Aldane', 'Brightmoor', 'Corvid', 'Dunmere', 'Eskola', 'Fjordlicht', 'Gablewood', 'Hestia', 'Ironvale',
  'Junoform', 'Kindling', 'Lumenhaus', 'Marlowe', 'Nordhus', 'Oakhelm', 'Pellgrove'];

const models = ['Amber', 'Basalt', 'Cobble', 'Dune', 'Ember', 'Flint', 'Grove', 'Halo', 'Isle', 'Jetty', 'Kite', 'Lagoon',
  'Mesa', 'Nimbus', 'Opal', 'Prairie', 'Quill', 'Ripple', 'Saffron', 'Tundra', 'Umber', 'Vesper', 'Wicker', 'Yarrow',
  'Zephyr', 'Aspen', 'Birch', 'Clover', 'Delta', 'Echo', 'Fable', 'Glade', 'Harvest', 'Indigo', 'Jasmine', 'Koi'];

const types = ['desk lamp', 'floor lamp', 'kettle', 'teapot', 'backpack', 'water bottle', 'wool blanket', 'cushion',
  'wall clock', 'cutting board', 'coffee grinder', 'frying pan', 'picture frame', 'storage basket', 'umbrella',
  'candle holder'];

const praise = ['Made to last and easy to repair.', 'A favourite of our customers for years.',
  'Plain, sturdy and a little stubborn.', 'Comes in a box that is worth keeping.', 'Designed in a former boat shed.',
  'Small batch, so no two are quite the same.', 'Light enough for every day.', 'Better every year you use it.'];

const deliveryPool = [['Standard post', 4], ['Express courier', 1], ['Evening round', 2], ['Parcel locker', 3],
  ['Bicycle messenger', 1], ['Saturday round', 5], ['Registered letter', 4], ['Slow boat', 9], ['Neighbour drop', 3],
  ['Shop pickup', 2], ['Night train', 2], ['Morning van', 1], ['Electric van', 3], ['Two-day parcel', 2]];

const voucherWords = ['HARVEST', 'LANTERN', 'WINTER', 'HELLO', 'PINECONE', 'SUNDAY', 'FRIENDS', 'TEATIME', 'MARKET', 'AUTUMN',
  'COMEBACK', 'CANDLE', 'MEADOW', 'THANKS'];

// 'Amber desk lamp' -> 'amber-desk-lamp', for addresses and the values of controls.
export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

// 32 products: eight types, each by four brands, so that a brand and a type name one product; every name is unique.
export function catalogue(seed) {
  const r = random(seed, 'shop/catalogue');
  const brands = r.sample(brandPool, 7);
  const chosen = r.sample(types, 8);
  const products = chosen.flatMap((type) => {
    const names = r.sample(models, 4);
    return r.sample(brands, 4).map((brand, i) => ({ id: slug(`${names[i]} ${type}`), name: `${names[i]} ${type}`, type, brand,
      price: r.between(12, 149) * 100 - r.pick([0, 1, 5, 50]), rating: r.between(36, 50) / 10, reviews: r.between(4, 380),
      stock: r.between(13, 60), text: r.sample(praise, 2).join(' '), hue: r.int(360) }));
  });
  const deliveries = r.sample(deliveryPool, 4).map(([name, days]) => ({ name, days, price: r.pick([0, 390, 490, 690, 990]) }));
  const percent = r.pick([5, 10, 15, 20, 25, 30]);
  return { brands, types: chosen, products: r.shuffle(products), deliveries,
    voucher: { code: `${r.pick(voucherWords)}${r.between(11, 98)}`, percent } };
}

// What the pages change: the cart, the wishlist, the voucher, the orders. The draft is the checkout's, not yet sent.
export function makeInitialData(seed) {
  const r = random(seed, 'shop/state');
  const { products } = catalogue(seed);
  return { cart: [], wishlist: r.sample(products, 2).map((product) => product.id), voucher: '', orders: [], shared: false,
    draft: {} };
}

// The cart that somebody shared by a link: five products.
export function withSharedCart(seed, data) {
  const r = random(seed, 'shop/shared');
  const lines = r.sample(catalogue(seed).products, 5).map((product) => ({ product: product.id, quantity: r.between(1, 3) }));
  return { ...data, cart: lines, shared: true };
}

export const someone = (stream) => ({ name: `${stream.pick(firstNames)} ${stream.pick(lastNames)}`,
  street: `${stream.pick(streets)} ${stream.between(10, 99)}`, city: stream.pick(cities) });

export const orderNumber = (seed, data) => `TP-${60100 + random(seed, 'shop/order').int(900) * 3 + data.orders.length}`;
