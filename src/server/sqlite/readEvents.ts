import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { EventRow } from '../store/schema.ts';
import { BadCursor, type EventFilter, type EventPage, type StoredEvent } from '../store/store.ts';
import { indexed } from './indexed.ts';

/**
 * Reads a page of events, newest first. One walk of an index for each tag, then merged: a single statement
 * over many tags would sort all of their events to return fifty.
 */
export function readEvents(db: DatabaseSync, filter: EventFilter): EventPage {
  const { where, values } = conditions(filter);
  const statement = db.prepare(
    `SELECT * FROM events WHERE write_key = ?${where} ORDER BY received_at DESC, seq DESC LIMIT ?`,
  );
  const rows = filter.writeKeys
    .flatMap(key => statement.all(key, ...values, filter.limit + 1) as unknown as EventRow[])
    .sort((a, b) => b.received_at - a.received_at || b.seq - a.seq);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    events: page.map(eventOf),
    next: last && rows.length > page.length ? `${last.received_at}-${last.seq}` : null,
  };
}

function conditions(filter: EventFilter): { where: string; values: SQLInputValue[] } {
  const parts: [sql: string, ...values: SQLInputValue[]][] = [];
  if (filter.event !== undefined) parts.push(['event = ?', indexed(filter.event)]);
  if (filter.type) parts.push(['type = ?', filter.type]);
  if (filter.anonymousId !== undefined) parts.push(['anonymous_id = ?', indexed(filter.anonymousId)]);
  if (filter.userId !== undefined) parts.push(['user_id = ?', indexed(filter.userId)]);
  if (filter.from !== undefined) parts.push(['received_at >= ?', filter.from]);
  if (filter.to !== undefined) parts.push(['received_at <= ?', filter.to]);
  if (filter.cursor !== undefined) {
    const place = /^(\d{1,15})-(\d{1,15})$/.exec(filter.cursor);
    if (!place) throw new BadCursor(filter.cursor);
    parts.push(['(received_at, seq) < (?, ?)', Number(place[1]), Number(place[2])]);
  }
  return {
    where: parts.map(([sql]) => ` AND ${sql}`).join(''),
    values: parts.flatMap(([, ...values]) => values),
  };
}

export const eventOf = (row: EventRow): StoredEvent => ({
  writeKey: row.write_key,
  messageId: row.message_id,
  type: row.type,
  event: row.event,
  anonymousId: row.anonymous_id,
  userId: row.user_id,
  receivedAt: row.received_at,
  time: row.time,
  clamped: row.clamped === 1,
  fields: JSON.parse(row.fields),
});
