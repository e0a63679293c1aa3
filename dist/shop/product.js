import { b as findProduct, c as catalogue, f as find, s as showCartCount, r as readCart, a as setQuantity } from './chunks/cart.js';
import { m as money, C as CURRENCY } from './chunks/money.js';
import { p as picture } from './chunks/picture.js';
import { p as productFields } from './chunks/productFields.js';
import { t as tgp } from './chunks/tgp.js';
import './chunks/element.js';

const product = findProduct(new URLSearchParams(location.search).get('id')) ?? catalogue[0];
const quantity = find('quantity', HTMLInputElement);
document.title = `${product.name} · Kessel`;
find('picture', HTMLElement).append(picture(product.id));
for (const [id, text] of [
    ['name', product.name],
    ['line', product.line],
    ['price', money(product.cents)],
    ['about', product.about],
    ['sku', product.sku],
])
    find(id, HTMLElement).textContent = text;
showCartCount();
tgp('track', 'product_viewed', { ...productFields({ product, quantity: 1 }), currency: CURRENCY });
find('buy', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    const added = quantity.valueAsNumber;
    const before = readCart().find(line => line.product === product)?.quantity ?? 0;
    setQuantity(product, before + added);
    find('added', HTMLElement).hidden = false;
    tgp('microconversion', 'add_to_cart', {
        ...productFields({ product, quantity: added }),
        currency: CURRENCY,
    });
});
// A button that nobody listens to yet would send the form away.
find('product', HTMLElement).hidden = false;
