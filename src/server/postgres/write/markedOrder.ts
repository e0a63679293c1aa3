import type { Context } from '../context.ts';

/** An order's number as it is known of events that are gone: nobody without the store's key makes one. */
export const markedOrder =
  (mark: Context['mark']): ((orderId: string) => string) =>
  orderId =>
    `#${mark('order_id', orderId).toString('hex')}`;
