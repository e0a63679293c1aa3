import { DAY_MS } from '../../protocol/durations.ts';
import { parseTime } from '../http/parseTime.ts';

/** Oldest event that counts in the hour it happened. Older ones count when they arrive. */
const MAX_AGE_MS = DAY_MS;

/** The times that a page may send, as it sent them. */
export interface SentTimes {
  timestamp?: unknown;
  originalTimestamp?: unknown;
  sentAt?: unknown;
}

/**
 * When an event happened, by the collector's clock. The page's clock may be wrong, but not between the
 * event and its sending, so their distance is taken off the time of receipt. A time in the future or more
 * than a day old is not believed.
 */
export function eventTime(sent: SentTimes, receivedAt: number): { time: number; clamped: boolean } {
  const timestamp = readTime(sent.timestamp);
  const original = readTime(sent.originalTimestamp);
  const sentAt = readTime(sent.sentAt);
  let time = timestamp ?? original ?? receivedAt;
  if (timestamp === undefined && original !== undefined && sentAt !== undefined) {
    time = receivedAt - (sentAt - original);
  }
  const isPlausible = time <= receivedAt && time >= receivedAt - MAX_AGE_MS;
  return isPlausible ? { time, clamped: false } : { time: receivedAt, clamped: true };
}

/** ISO 8601 with a time: a bare number or a free form would be read by the collector's own time zone. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

function readTime(text: unknown): number | undefined {
  return typeof text === 'string' && ISO.test(text) ? parseTime(text) : undefined;
}
