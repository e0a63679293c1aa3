import { find } from '../../find.ts';
import { findProduct, type Product } from './catalogue.ts';
import { readStored, store } from './stored.ts';

const CART = 'kessel_cart';

/** So many of one product. */
export interface Line {
  product: Product;
  quantity: number;
}

/** The cart's lines. What the shop no longer sells is not in it. */
export function readCart(): Line[] {
  return Object.entries(readStored<Record<string, number>>(CART, {})).flatMap(([id, quantity]) => {
    const product = findProduct(id);
    return product && quantity > 0 ? [{ product, quantity }] : [];
  });
}

/** Puts so many of a product into the cart; 0 takes it out. */
export function setQuantity(product: Product, quantity: number): void {
  const lines = readCart().map(line => [line.product.id, line.quantity]);
  store(CART, { ...Object.fromEntries(lines), [product.id]: quantity });
  showCartCount();
}

export function emptyCart(): void {
  store(CART, {});
}

export const totalCents = (lines: Line[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);

/** Shows beside the page's link to the cart how much is in it. */
export function showCartCount(): void {
  const count = readCart().reduce((sum, { quantity }) => sum + quantity, 0);
  find('cart-count', HTMLElement).textContent = count ? ` (${count})` : '';
}
