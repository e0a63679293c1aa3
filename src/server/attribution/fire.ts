import type { StoredEvent } from '../store/event.ts';
import { type Order, orderOf } from './order.ts';
import type { Said } from './said.ts';

/** An event that fires conversion pixels: one of them, or all of a category. */
export interface Fire extends Order {
  pixelId?: number;
  /** Of `CONVERSION_EVENTS`. */
  category?: number;
}

/**
 * What an event fires; undefined of most. A conversion pixel fires itself, whatever it is of.
 * @param isOld as in `orderOf`
 */
export function fireOf(event: StoredEvent, said: Said | undefined, isOld?: boolean): Fire | undefined {
  if (event.type === 'fire') return { pixelId: Number(event.event), ...orderOf(event, isOld) };
  const category = said?.kind.category;
  return category === undefined ? undefined : { category, ...orderOf(event, isOld) };
}
