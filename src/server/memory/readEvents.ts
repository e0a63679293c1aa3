import { BadCursor } from '../store/errors.ts';
import type { EventFilter, EventPage, HistoryFilter, HistoryPage, StoredEvent } from '../store/event.ts';
import { fitting } from '../store/fitting.ts';
import { unpackFields } from '../store/packFields.ts';
import type { EventRow, Memory } from './memory.ts';
import { page } from './page.ts';
import { isOf } from './records.ts';
import { stored } from './stored.ts';

/** A page of events, newest first. */
export function readEvents({ events }: Memory, filter: EventFilter): EventPage {
  const { writeKeys, type, from = -Infinity, to = Infinity, limit, maxBytes, cursor } = filter;
  const same = (['event', 'anonymousId', 'userId'] as const).filter(name => filter[name] !== undefined);
  const meant = events.filter(
    row =>
      writeKeys.includes(row.writeKey) &&
      (!type || row.type === type) &&
      same.every(name => row[name] === stored(filter[name]!)) &&
      row.receivedAt >= from &&
      row.receivedAt < to,
  );
  const placeOf = (row: EventRow) => [row.receivedAt, row.seq] as const;
  const found = page(meant, { limit, cursor, parts: 2 }, placeOf);
  const rows = [...fitting(found.page, row => row, maxBytes)];
  const next = rows.length < found.page.length ? placeOf(rows.at(-1)!).join('-') : found.next;
  return { events: rows.map(eventOf), next };
}

/** The event of a tag that has a `messageId`. */
export function readEvent({ events }: Memory, writeKey: string, messageId: string): StoredEvent | undefined {
  const row = events.find(each => each.writeKey === writeKey && each.messageId === messageId);
  return row && eventOf(row);
}

/** Events in the order of their arrival. */
export function readHistory({ events, tags }: Memory, filter: HistoryFilter): HistoryPage {
  const { accounts, writeKeys, from = -Infinity, to = Infinity, after = '0', limit, maxBytes } = filter;
  if (!/^\d{1,15}$/.test(after)) throw new BadCursor(after);
  const isMeant = ({ writeKey, receivedAt, seq }: EventRow) =>
    seq > Number(after) &&
    isOf(accounts, tags.get(writeKey)?.account_id ?? null) &&
    (!writeKeys || writeKeys.includes(writeKey)) &&
    receivedAt >= from &&
    receivedAt < to;
  const rest = events.filter(isMeant);
  const read = [...fitting(rest.slice(0, limit), row => row, maxBytes)];
  return {
    events: read.map(eventOf),
    next: String(read.at(-1)?.seq ?? after),
    isEnd: read.length === rest.length,
  };
}

/** The event that a row holds, a copy. */
export function eventOf({ seq: _, fields, ...event }: EventRow): StoredEvent {
  return { ...event, fields: unpackFields(fields) };
}
