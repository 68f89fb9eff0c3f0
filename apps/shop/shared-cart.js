// The page behind a shared link: its products are put into the cart once, and then it is the cart.

import { withSharedCart } from './data.js';
import { openCart } from './cart-view.js';

await openCart(async (app) => {
  if (app.data.shared) return;
  app.data = withSharedCart(app.seed, app.data);
  await app.save();
});
