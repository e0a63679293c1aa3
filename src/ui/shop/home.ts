import { element } from '../element.ts';
import { find } from '../find.ts';
import { showCartCount } from './parts/cart.ts';
import { catalogue, type Product } from './parts/catalogue.ts';
import { money } from './parts/money.ts';
import { picture } from './parts/picture.ts';

const card = (product: Product) =>
  element(
    'li',
    {},
    element(
      'a',
      { href: `product?id=${product.id}` },
      picture(product.id),
      element('strong', {}, product.name),
      element('span', {}, product.line),
      element('span', { class: 'price' }, money(product.cents)),
    ),
  );

find('products', HTMLElement).append(...catalogue.map(card));
showCartCount();
