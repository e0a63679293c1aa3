import { HOUR_MS } from '../../protocol/durations.ts';
import type { StoredEvent } from '../store/event.ts';
import { packFields } from '../store/packFields.ts';
import type { EventRow, Memory } from './memory.ts';
import { stored } from './stored.ts';
import { convert } from './writeConversions.ts';

/** Stores events with their counts, last-seen times and conversions, all of them or none; says of each whether it is new. */
export function writeEvents(memory: Memory, events: StoredEvent[]): boolean[] {
  const texts = events.map(({ fields }) => packFields(fields));
  return events.map((event, at) => write(memory, event, texts[at]!));
}

function write(memory: Memory, event: StoredEvent, fields: string): boolean {
  const place = placeOf(event);
  if (memory.known.has(place)) return false;
  memory.known.add(place);
  const row: EventRow = {
    ...event,
    event: stored(event.event),
    anonymousId: stored(event.anonymousId),
    userId: stored(event.userId),
    fields,
    seq: ++memory.lastSeq,
  };
  memory.events.push(row);
  count(memory, row);
  see(memory, row);
  convert(memory, row.seq, event);
  return true;
}

/** Where an event of that tag and `messageId` is: no two are there. */
export const placeOf = ({ writeKey, messageId }: Pick<StoredEvent, 'writeKey' | 'messageId'>): string =>
  JSON.stringify([writeKey, messageId]);

/** Counts an event under its hour. */
export function count({ counts }: Memory, { writeKey: write_key, type, event, time }: EventRow): void {
  const hour = Math.floor(time / HOUR_MS) * HOUR_MS;
  const row = counts.get(write_key, type, event, hour);
  if (row) row.count++;
  else counts.put({ write_key, type, event, hour, count: 1 });
}

/** Notes when an event was received, if no later one was. */
export function see({ lastSeen }: Memory, { writeKey: write_key, type, event, receivedAt }: EventRow): void {
  const row = lastSeen.get(write_key, type, event);
  if (row) row.time = Math.max(row.time, receivedAt);
  else lastSeen.put({ write_key, type, event, time: receivedAt });
}
