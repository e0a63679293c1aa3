import { find } from '../find.ts';
import { readCart, setQuantity, showCartCount } from './parts/cart.ts';
import { catalogue, findProduct } from './parts/catalogue.ts';
import { CURRENCY, money } from './parts/money.ts';
import { picture } from './parts/picture.ts';
import { productFields } from './parts/productFields.ts';
import { tgp } from './parts/tgp.ts';

const product = findProduct(new URLSearchParams(location.search).get('id')) ?? catalogue[0]!;
const quantity = find('quantity', HTMLInputElement);

document.title = `${product.name} · Kessel`;
find('picture', HTMLElement).append(picture(product.id));
for (const [id, text] of [
  ['name', product.name],
  ['line', product.line],
  ['price', money(product.cents)],
  ['about', product.about],
  ['sku', product.sku],
] as const)
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
