import { conversionEventOf } from '../../protocol/conversions.ts';
import type { StoredEvent } from '../store/event.ts';
import { type Order, orderOf } from './order.ts';

/** An event that fires conversion pixels: one of them, or all of a category. */
export interface Fire extends Order {
  pixelId?: number;
  /** Of `CONVERSION_EVENTS`. */
  category?: number;
}

/**
 * What an event fires; undefined of most.
 * @param isOld as in `orderOf`
 */
export function fireOf(stored: StoredEvent, isOld?: boolean): Fire | undefined {
  const { type, event } = stored;
  const category = type === 'track' ? conversionEventOf(event)?.id : undefined;
  if (type !== 'fire' && category === undefined) return undefined;
  return {
    ...(category === undefined ? { pixelId: Number(event) } : { category }),
    ...orderOf(stored, isOld),
  };
}
