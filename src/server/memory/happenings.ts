import { kindNamed } from '../../protocol/kinds.ts';
import { happeningOf, SAME_MS } from '../attribution/happening.ts';
import { type Said, saidBy } from '../attribution/said.ts';
import type { StoredEvent } from '../store/event.ts';
import { markedOrder } from '../store/marks.ts';
import { hourOf } from '../store/quarters.ts';
import { mayTakePlace, type Replaced, takesPlace } from '../visits/takesPlace.ts';
import type { HappeningRow, Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { rulesAt } from './pixelRules.ts';
import { eventOf } from './readEvents.ts';
import { wordAt } from './recordWords.ts';
import { stored } from './stored.ts';

/** What an event says, and which one told the same before. */
export interface Heard {
  said: Said;
  /** The event that told it first, and counts; undefined where it is this one. */
  first: HappeningRow['first'];
  /** The one that had told it first, and that this one counts in the place of. */
  replaced?: Replaced | undefined;
}

/** What a store had noted before it is made again. */
export interface Before {
  /** The first one of an event that is a repeat of one that is gone. */
  first(seq: number): HappeningRow['first'];
  /** Whether an event had taken the place of another, and whether of that one. */
  hasTaken(seq: number): boolean;
  isTakenBy(seq: number, by: number): boolean;
}

/**
 * Notes what an event says, and finds what was told before: by its order, and without one by its visitor and value near its
 * time, where one of the two is a pixel event.
 * @param before what the store had noted of events that may be gone
 */
export function hear(memory: Memory, seq: number, event: StoredEvent, before?: Before): Heard | undefined {
  const { writeKey: write_key, messageId: message_id, time } = event;
  const said = sayOf(memory, seq, event);
  const happening = happeningOf(event, said);
  if (!said || !happening) return said && { said, first: undefined };
  const ids = { anonymous_id: stored(event.anonymousId), user_id: stored(event.userId) };
  const row: HappeningRow = {
    ...{ ...happening, ...ids, seq, write_key, message_id, time },
    ...{ first: undefined, hasTaken: before?.hasTaken(seq) ?? false },
  };
  const kept = before?.first(seq);
  const near = kept ? undefined : firstOf(memory, row);
  // What it took the place of may be gone: it takes no other one's.
  const found = near && row.hasTaken && !before?.isTakenBy(near.seq, seq) ? undefined : near;
  const replaced = found && replacedBy(memory, event, found);
  row.first = kept ?? (found && !replaced ? { seq: found.seq, id: found.message_id } : undefined);
  if (replaced) row.hasTaken = true;
  memory.happenings.put(row);
  if (replaced) found.first = { seq, id: message_id };
  const first = row.first && memory.happenings.get(row.first.seq);
  if (first && !first.orderId) first.orderId = row.orderId;
  return { said, first: row.first, replaced };
}

/** The event that told the same first, where a signed one takes its place. */
function replacedBy(memory: Memory, event: StoredEvent, { seq, kind }: HappeningRow): Replaced | undefined {
  const row = mayTakePlace(event) ? memory.events.find(each => each.seq === seq) : undefined;
  const first = row && eventOf(row);
  return first && takesPlace(event, first)
    ? { seq, event: first, said: { kind: kindNamed(kind)!, source: '' } }
    : undefined;
}

/** What an event says, by what the records of its account said when it arrived. */
export function sayOf(memory: Memory, seq: number, event: StoredEvent): Said | undefined {
  const account = memory.tags.get(event.writeKey)?.account_id;
  return saidBy(event, {
    word: id => (account === undefined ? undefined : wordAt(memory, account, id, seq)),
    category: pixelId =>
      account === undefined
        ? undefined
        : rulesAt(memory, account, seq, { pixelId })[0]?.pixel_conversion_event_id,
  });
}

/** The event that told the same first. */
function firstOf({ happenings, mark }: Memory, row: HappeningRow): HappeningRow | undefined {
  const counted = [...happenings].filter(
    each => !each.first && each.write_key === row.write_key && each.class === row.class,
  );
  const orders = row.orderId === '' ? [] : [row.orderId, markedOrder(mark)(row.orderId)];
  const sameOrder = counted.find(each => orders.includes(each.orderId));
  const near = counted.filter(
    each =>
      each.way !== row.way &&
      each.value === row.value &&
      (each.orderId === '' || row.orderId === '') &&
      Math.abs(each.time - row.time) <= SAME_MS &&
      (['anonymous_id', 'user_id'] as const).some(id => row[id] !== '' && each[id] === row[id]),
  );
  return sameOrder ?? inOrder(near, ({ time, seq }) => [time, seq])[0];
}

/** Counts an event by its kind: what was told before counts no more. */
export function countKind(
  { kindCounts, kindSeen }: Memory,
  { writeKey: write_key, time, receivedAt }: Pick<StoredEvent, 'writeKey' | 'time' | 'receivedAt'>,
  { said: { kind: of, source }, first }: Heard,
): void {
  const { kind } = of;
  const hour = hourOf(time);
  const counted = kindCounts.get(write_key, kind, hour);
  if (counted && !first) counted.count++;
  else if (!first) kindCounts.put({ write_key, kind, hour, count: 1 });
  const seen = kindSeen.get(write_key, kind, source);
  if (seen) seen.time = Math.max(seen.time, receivedAt);
  else kindSeen.put({ write_key, kind, source, time: receivedAt });
}

/** Counts an event no more, in whose place another one counts. */
export function uncountKind({ kindCounts }: Memory, { event: { writeKey, time }, said }: Replaced): void {
  const counted = kindCounts.get(writeKey, said.kind.kind, hourOf(time));
  if (!counted) return;
  counted.count--;
  if (counted.count === 0) kindCounts.remove(counted);
}

/** Of an event that goes, an order that counted is known for good, and whose it was is not. */
export function unsay({ happenings, mark }: Memory, seq: number): void {
  const row = happenings.get(seq);
  if (!row) return;
  if (row.orderId === '' || row.first) happenings.remove(row);
  else {
    row.anonymous_id = row.user_id = row.message_id = '';
    row.orderId = markedOrder(mark)(row.orderId);
  }
}
