import { MINUTE_MS } from '../../protocol/durations.ts';
import type { StoredEvent } from '../store/event.ts';
import { type Order, orderOf } from './order.ts';
import { isPixelEvent, type Said } from './said.ts';

/** How far apart two events may be that tell of one thing, where an order doesn't say so. */
export const SAME_MS = 30 * MINUTE_MS;

/**
 * Which form of the rules of what is told twice this is: one more with each change. A rebuild that was stopped goes on where it is the
 * same.
 */
export const TWICE = 3;

/**
 * Whether a pixel event tells or anything else. A page tells of one thing in both ways; what is told twice in the same way
 * happened twice. Stored: never rename.
 */
export type Way = 'event' | 'other';

/** What is known of an event that may tell of what another one told already. */
export interface Happening {
  kind: string;
  /** Within which it counts once: what the same conversion pixels count, else its kind. */
  class: string;
  way: Way;
  orderId: string;
  /** The value as a text; '' where there is none. */
  value: string;
}

/** What an event tells; undefined of page views, which all count. */
export function happeningOf(event: StoredEvent, said: Said | undefined): Happening | undefined {
  if (!said || event.type === 'page') return undefined;
  const { kind, category } = said.kind;
  const { orderId, value }: Order = orderOf(event);
  return {
    kind,
    class: category === undefined ? kind : String(category),
    way: isPixelEvent(said.source) ? 'event' : 'other',
    orderId,
    value: value === null ? '' : String(value),
  };
}

export const otherWay = (way: Way): Way => (way === 'event' ? 'other' : 'event');
