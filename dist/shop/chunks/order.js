import { r as readCart, t as totalCents, e as emptyCart, d as store, g as readStored } from './cart.js';
import { p as productFields } from './productFields.js';

const ORDER = 'kessel_order';
/** Makes an order of what is in the cart. */
function placeOrder() {
    const lines = readCart();
    const order = {
        id: `K-${Date.now().toString(36).toUpperCase()}`,
        cents: totalCents(lines),
        products: lines.map(productFields),
        isReported: false,
    };
    keepOrder(order);
    emptyCart();
    return order;
}
function keepOrder(order) {
    store(ORDER, order);
}
/** The order of that id, if it is the last one made here. */
function readOrder(id) {
    const order = readStored(ORDER, undefined);
    return order?.id === id ? order : undefined;
}

export { keepOrder as k, placeOrder as p, readOrder as r };
