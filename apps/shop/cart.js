// The visitor's own cart.

import { openCart } from './cart-view.js';

await openCart();
