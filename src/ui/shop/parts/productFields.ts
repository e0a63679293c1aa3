import type { Line } from './cart.ts';

/** A product as the events name it, in the fields that RudderStack and Google Analytics have in common. */
export const productFields = ({ product, quantity }: Line) => ({
  product_id: product.id,
  sku: product.sku,
  name: product.name,
  category: product.category,
  price: product.cents / 100,
  quantity,
});
