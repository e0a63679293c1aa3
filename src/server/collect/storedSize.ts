import type { StoredEvent } from '../store/event.ts';
import { packFields } from '../store/packFields.ts';
import { Refused } from './refused.ts';

/** Most bytes that an event may be stored in. */
export const MAX_STORED = 1024 * 1024;

/** What is stored may be twice what came, for the names of its places, and for a small event this much more. */
const FACTOR = 2;
const ALLOWANCE = 8 * 1024;

/** The most bytes that so many events may be stored in. */
export const mostStored = (size: number, events = 1): number => FACTOR * size + ALLOWANCE * events;

/** Below this what is stored is never past the limits: it is measured by what came. */
const SMALL = 4 * 1024;

/**
 * The bytes that an event takes: those it came in, or those it is stored in where they are more. Throws `Refused` where it
 * is stored in far more than it came in, whatever the sender did for that.
 * @param size bytes it came in
 */
export function storedSize({ fields, writeKey }: StoredEvent, size: number): number {
  if (size <= SMALL) return size;
  const stored = Buffer.byteLength(packFields(fields));
  const limit = Math.min(MAX_STORED, mostStored(size));
  if (stored <= limit) return Math.max(size, stored);
  throw new Refused(413, `too large once it is stored: ${stored} bytes of ${size}, send less`, writeKey);
}
