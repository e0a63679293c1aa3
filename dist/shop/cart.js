import { e as element } from './chunks/element.js';
import { f as find, r as readCart, t as totalCents, s as showCartCount, a as setQuantity } from './chunks/cart.js';
import { C as CURRENCY, m as money } from './chunks/money.js';
import { p as picture } from './chunks/picture.js';
import { p as productFields } from './chunks/productFields.js';
import { t as tgp } from './chunks/tgp.js';

function row(line) {
    const { product, quantity } = line;
    const remove = element('button', { type: 'button', class: 'plain' }, 'Remove');
    remove.setAttribute('aria-label', `Remove ${product.name}`);
    remove.addEventListener('click', () => {
        setQuantity(product, 0);
        tgp('track', 'remove_from_cart', { ...productFields(line), currency: CURRENCY });
        show();
    });
    return element('tr', {}, element('td', {}, picture(product.id)), element('td', {}, element('a', { href: `product?id=${product.id}` }, product.name), remove), element('td', { class: 'number' }, `${quantity} × ${money(product.cents)}`), element('td', { class: 'number' }, money(product.cents * quantity)));
}
function show() {
    const lines = readCart();
    find('lines', HTMLElement).replaceChildren(...lines.map(row));
    find('total', HTMLElement).textContent = money(totalCents(lines));
    find('full', HTMLElement).hidden = !lines.length;
    find('empty', HTMLElement).hidden = lines.length > 0;
    showCartCount();
}
show();
// A link, as in many shops: the beacon leaves while the next page loads.
find('check-out', HTMLAnchorElement).addEventListener('click', () => {
    const lines = readCart();
    tgp('microconversion', 'begin_checkout', {
        value: totalCents(lines) / 100,
        currency: CURRENCY,
        products: lines.map(productFields),
    });
});
