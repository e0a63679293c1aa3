import { r as readCart, f as find, t as totalCents, s as showCartCount } from './chunks/cart.js';
import { m as money } from './chunks/money.js';
import { p as placeOrder } from './chunks/order.js';
import './chunks/productFields.js';

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
