import { happeningOf, SAME_MS } from '../attribution/happening.ts';
import { type Said, saidBy } from '../attribution/said.ts';
import type { StoredEvent } from '../store/event.ts';
import { markedOrder } from '../store/marks.ts';
import { hourOf } from '../store/quarters.ts';
import type { HappeningRow, Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { rulesAt } from './pixelRules.ts';
import { wordAt } from './recordWords.ts';
import { stored } from './stored.ts';

/** What an event says, and which one told the same before. */
export interface Heard {
  said: Said;
  first: HappeningRow['first'];
}

/**
 * Notes what an event says, and finds what was told before: by its order, and without one by its visitor and value near its
 * time, where one of the two is a pixel event.
 * @param kept the first one of an event that is known to be a repeat of one that may be gone
 */
export function hear(
  memory: Memory,
  seq: number,
  event: StoredEvent,
  kept?: HappeningRow['first'],
): Heard | undefined {
  const { writeKey: write_key, messageId: message_id, time } = event;
  const said = sayOf(memory, seq, event);
  const happening = happeningOf(event, said);
  if (!said || !happening) return said && { said, first: undefined };
  const ids = { anonymous_id: stored(event.anonymousId), user_id: stored(event.userId) };
  const row: HappeningRow = { ...happening, ...ids, seq, write_key, message_id, time, first: undefined };
  const found = kept ? undefined : firstOf(memory, row);
  row.first = kept ?? (found && { seq: found.seq, id: found.message_id });
  memory.happenings.put(row);
  const first = row.first && memory.happenings.get(row.first.seq);
  if (first && !first.orderId) first.orderId = row.orderId;
  return { said, first: row.first };
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
