// The tasks of the shop: what a person may ask for, what a person does at drift 0, and whether it was done.

import { random } from '../shared/random.js';
import { verdict } from '../shared/expect.js';
import { catalogue, makeInitialData, orderNumber, slug, someone, withSharedCart } from './data.js';

// The checkout's draft is typed, not sent, and does not count.
const compare = (expected, record) => verdict(expected, record.data, { ignore: ['draft'] });

const searchFor = (text) => [{ do: 'type', css: '#search', text }, { do: 'press', css: '#search', key: 'Enter' }];

const buyProduct = {
  name: 'buy-product',
  title: 'Buy a product and have it sent',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'shop/buy');
    const { products, deliveries } = catalogue(seed);
    const { name, street, city } = someone(r);
    const params = { quantity: String(r.between(2, 7)), product: r.pick(products).name, name, street, city,
      delivery: r.pick(deliveries).name };
    const goal = `Buy ${params.quantity} ${params.product} and send it to ${params.name}, ${params.street}, ${params.city} `
      + `by ${params.delivery}`;
    return { seed, goal, params };
  },
  script({ params }) {
    return [
      ...searchFor(params.product),
      { do: 'click', css: `#product-${slug(params.product)}` },
      { do: 'type', css: '#quantity', text: params.quantity },
      { do: 'click', css: '#add-to-cart' },
      { do: 'click', css: '#view-cart' },
      { do: 'click', css: '#checkout' },
      { do: 'type', css: '#name', text: params.name },
      { do: 'type', css: '#street', text: params.street },
      { do: 'type', css: '#city', text: params.city },
      { do: 'click', css: '#to-delivery' },
      { do: 'click', css: `#delivery-${slug(params.delivery)}` },
      { do: 'click', css: '#to-review' },
      { do: 'click', css: '#place-order' },
    ];
  },
  check(record, { seed, params }) {
    const before = makeInitialData(seed);
    const order = { number: orderNumber(seed, before),
      lines: [{ product: slug(params.product), quantity: Number(params.quantity) }], voucher: '',
      name: params.name, street: params.street, city: params.city, postcode: '', phone: '', delivery: params.delivery };
    return compare({ ...before, orders: [order] }, record);
  },
};

const addToWishlist = {
  name: 'add-to-wishlist',
  title: 'Find a product of a brand and keep it on the wishlist',
  start: 'index.html',
  instance(seed) {
    const r = random(seed, 'shop/wish');
    const { wishlist } = makeInitialData(seed);
    const product = r.pick(catalogue(seed).products.filter(({ id }) => !wishlist.includes(id)));
    const params = { type: product.type, brand: product.brand };
    return { seed, goal: `Find the ${params.type} by ${params.brand} and add it to the wishlist`, params };
  },
  script({ seed, params }) {
    return [
      ...searchFor(params.type),
      { do: 'check', css: `#brand-${slug(params.brand)}`, on: true },
      { do: 'click', css: `#wish-${wanted(seed, params).id}` },
    ];
  },
  check(record, { seed, params }) {
    const before = makeInitialData(seed);
    return compare({ ...before, wishlist: [...before.wishlist, wanted(seed, params).id] }, record);
  },
};

const wanted = (seed, { type, brand }) => catalogue(seed).products.find((product) => product.type === type
  && product.brand === brand);

const removeFromCart = {
  name: 'remove-from-cart',
  title: 'Remove a product from a cart that was shared',
  start: 'shared-cart.html',
  instance(seed) {
    const r = random(seed, 'shop/remove');
    const { cart } = withSharedCart(seed, makeInitialData(seed));
    const { product: id } = r.pick(cart);
    const params = { product: catalogue(seed).products.find((product) => product.id === id).name };
    return { seed, goal: `Remove the ${params.product} from the cart`, params };
  },
  script({ params }) {
    return [{ do: 'click', css: `#remove-${slug(params.product)}` }];
  },
  check(record, { seed, params }) {
    const before = withSharedCart(seed, makeInitialData(seed));
    return compare({ ...before, cart: before.cart.filter(({ product }) => product !== slug(params.product)) }, record);
  },
};

const applyVoucher = {
  name: 'apply-voucher',
  title: 'Apply a voucher to a cart that was shared',
  start: 'shared-cart.html',
  instance(seed) {
    const params = { code: catalogue(seed).voucher.code };
    return { seed, goal: `Apply the voucher ${params.code} to the cart`, params };
  },
  script({ params }) {
    return [
      { do: 'type', css: '#voucher', text: params.code },
      { do: 'click', css: '#apply-voucher' },
    ];
  },
  check(record, { seed, params }) {
    return compare({ ...withSharedCart(seed, makeInitialData(seed)), voucher: params.code }, record);
  },
};

export const tasks = [buyProduct, addToWishlist, removeFromCart, applyVoucher];
