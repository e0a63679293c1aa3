import { e as element } from './chunks/element.js';
import { f as find, s as showCartCount } from './chunks/cart.js';
import { C as CURRENCY, m as money } from './chunks/money.js';
import { r as readOrder, k as keepOrder } from './chunks/order.js';
import { t as tgp } from './chunks/tgp.js';
import './chunks/productFields.js';

function show({ id, cents, products }) {
    find('order', HTMLElement).textContent = id;
    find('total', HTMLElement).textContent = money(cents);
    find('lines', HTMLElement).append(...products.map(({ name, quantity }) => element('li', {}, `${quantity} × ${name}`)));
}
const order = readOrder(new URLSearchParams(location.search).get('order'));
find('known', HTMLElement).hidden = !order;
find('unknown', HTMLElement).hidden = Boolean(order);
showCartCount();
if (order)
    show(order);
if (order && !order.isReported) {
    // First the mark: a tag that fails must not make a second purchase of a reload.
    keepOrder({ ...order, isReported: true });
    tgp('conversion', 'purchase', {
        order_id: order.id,
        revenue: order.cents / 100,
        currency: CURRENCY,
        products: order.products,
    });
}
