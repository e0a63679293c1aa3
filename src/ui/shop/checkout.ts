import { find } from '../find.ts';
import { readCart, showCartCount, totalCents } from './parts/cart.ts';
import { money } from './parts/money.ts';
import { placeOrder } from './parts/order.ts';

const lines = readCart();
find('total', HTMLElement).textContent = money(totalCents(lines));
find('full', HTMLElement).hidden = !lines.length;
find('empty', HTMLElement).hidden = lines.length > 0;
showCartCount();

find('pay', HTMLFormElement).addEventListener('submit', event => {
  event.preventDefault();
  // Nobody goes back to a cart that is paid.
  location.replace(`thank-you?order=${encodeURIComponent(placeOrder().id)}`);
});
