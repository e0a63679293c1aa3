import { emptyCart, readCart, totalCents } from './cart.ts';
import { productFields } from './productFields.ts';
import { readStored, store } from './stored.ts';

const ORDER = 'kessel_order';

/** The last order, as it was paid. */
export interface Order {
  id: string;
  cents: number;
  products: ReturnType<typeof productFields>[];
  /** True once its purchase was reported: a second look at the thank-you page is no second purchase. */
  isReported: boolean;
}

/** Makes an order of what is in the cart. */
export function placeOrder(): Order {
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

export function keepOrder(order: Order): void {
  store(ORDER, order);
}

/** The order of that id, if it is the last one made here. */
export function readOrder(id: string | null): Order | undefined {
  const order = readStored<Order | undefined>(ORDER, undefined);
  return order?.id === id ? order : undefined;
}
