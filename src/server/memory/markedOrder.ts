import type { Memory } from './memory.ts';

/** An order's number as it is known of events that are gone. */
export const markedOrder = (mark: Memory['mark'], orderId: string): string => `#${mark('order_id', orderId)}`;
