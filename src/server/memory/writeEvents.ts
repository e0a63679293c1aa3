import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';
import { isWord, MAX_NAMES, OTHER_NAMES } from '../store/names.ts';
import { packFields } from '../store/packFields.ts';
import { hourOf, quarterOf } from '../store/quarters.ts';
import type { StoredType } from '../store/rows.ts';
import { countKind, hear, uncountKind } from './happenings.ts';
import type { EventRow, Memory } from './memory.ts';
import { stored } from './stored.ts';
import { addVisit } from './visits.ts';
import { convert } from './writeConversions.ts';

/** Stores events with their counts, last-seen times and conversions, all of them or none; says of each whether it is new. */
export function writeEvents(memory: Memory, events: StoredEvent[]): boolean[] {
  const texts = events.map(({ fields }) => packFields(fields));
  return events.map((event, at) => write(memory, event, texts[at]!));
}

function write(memory: Memory, event: StoredEvent, fields: string): boolean {
  const place = placeOf(event);
  if (memory.known.has(place)) return false;
  if (memory.husks.get(event.writeKey, memory.mark('message_id', event.messageId))) return false;
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
  memory.eventCount++;
  if (!isTest(event)) see(memory, row, count(memory, row));
  const heard = hear(memory, row.seq, event);
  if (heard) countKind(memory, event, heard);
  if (heard?.replaced) uncountKind(memory, heard.replaced);
  convert(memory, row.seq, event, heard);
  addVisit(memory, row.seq, event, heard);
  return true;
}

/** Where an event of that tag and `messageId` is: no two are there. */
export const placeOf = ({ writeKey, messageId }: Pick<StoredEvent, 'writeKey' | 'messageId'>): string =>
  JSON.stringify([writeKey, messageId]);

/** What of an event is counted: a husk has it too. */
export type Counted = Pick<EventRow, 'writeKey' | 'type' | 'event' | 'receivedAt' | 'time' | 'seq'>;

/** Counts an event under its hour; returns the name that it is counted under. */
export function count(memory: Memory, event: Counted): string {
  const { counts } = memory;
  const { writeKey: write_key, type, time } = event;
  const hour = hourOf(time);
  const isCounted = counts.get(write_key, type, event.event, hour) || mayCount(memory, event, hour);
  const name = isCounted ? event.event : OTHER_NAMES;
  const row = counts.get(write_key, type, name, hour);
  const [one, q1, q2, q3] = quarterOf(time);
  if (row) {
    row.count += one;
    row.q1! += q1;
    row.q2! += q2;
    row.q3! += q3;
  } else counts.put({ write_key, type, event: name, hour, count: one, q1, q2, q3 });
  return name;
}

/** Whether a name that is new in its hour is counted there. In hours whose events are gone it would be gone too. */
function mayCount(memory: Memory, { writeKey, type, event, seq }: Counted, hour: number): boolean {
  const { hourNames, retention } = memory;
  if (isKnown(memory, writeKey, type, event, seq)) return true;
  if (hour < (retention.get(writeKey)?.until ?? 0)) return false;
  const row = hourNames.get(writeKey, hour);
  if (!row) hourNames.put({ write_key: writeKey, hour, names: 1 });
  else if (row.names >= MAX_NAMES) return false;
  else row.names++;
  return true;
}

/** Whether the vocabulary or a record of the tag's account knows a name, for an event. */
export function isKnown(
  { knownNames, tags }: Memory,
  writeKey: string,
  type: StoredType,
  event: string,
  seq = Infinity,
): boolean {
  if (isWord(type, event)) return true;
  const known = type === 'track' ? knownNames.get(tags.get(writeKey)?.account_id, event) : undefined;
  return known !== undefined && known.since_seq <= seq;
}

/** Notes a name that a record of an account knows from the next event on. */
export function know({ knownNames, lastSeq }: Memory, account_id: string, name: string | null): void {
  if (name === null || knownNames.get(account_id, stored(name))) return;
  knownNames.put({ account_id, event: stored(name), since_seq: lastSeq + 1 });
}

/** Notes when an event was received, under the name that it is counted under, if no later one was. */
export function see(
  { lastSeen }: Memory,
  { writeKey: write_key, type, receivedAt }: Counted,
  event: string,
): void {
  const row = lastSeen.get(write_key, type, event);
  if (row) row.time = Math.max(row.time, receivedAt);
  else lastSeen.put({ write_key, type, event, time: receivedAt });
}
