import { e as element } from './chunks/element.js';
import { f as find, c as catalogue, s as showCartCount } from './chunks/cart.js';
import { m as money } from './chunks/money.js';
import { p as picture } from './chunks/picture.js';

const card = (product) => element('li', {}, element('a', { href: `product?id=${product.id}` }, picture(product.id), element('strong', {}, product.name), element('span', {}, product.line), element('span', { class: 'price' }, money(product.cents))));
find('products', HTMLElement).append(...catalogue.map(card));
showCartCount();
