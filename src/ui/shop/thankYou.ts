import { element } from '../element.ts';
import { find } from '../find.ts';
import { showCartCount } from './parts/cart.ts';
import { CURRENCY, money } from './parts/money.ts';
import { keepOrder, type Order, readOrder } from './parts/order.ts';
import { tgp } from './parts/tgp.ts';

function show({ id, cents, products }: Order): void {
  find('order', HTMLElement).textContent = id;
  find('total', HTMLElement).textContent = money(cents);
  find('lines', HTMLElement).append(
    ...products.map(({ name, quantity }) => element('li', {}, `${quantity} × ${name}`)),
  );
}

const order = readOrder(new URLSearchParams(location.search).get('order'));
find('known', HTMLElement).hidden = !order;
find('unknown', HTMLElement).hidden = Boolean(order);
showCartCount();
if (order) show(order);

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
