import { sql } from 'kysely';
import type { EventFilter, EventPage, StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';
import { pages } from './pages.ts';
import type { EventRow } from './schema.ts';
import { walk } from './walk.ts';

const newest = pages<EventRow>(['received_at', 'seq']);

/** Reads a page of events, newest first. */
export function events(db: Connection, filter: EventFilter): EventPage {
  const { writeKeys, event, type, anonymousId, userId, from, to, limit, cursor } = filter;
  let ofEach = build.selectFrom('events').where('write_key', '=', 'each of them');
  if (from !== undefined) ofEach = ofEach.where('received_at', '>=', from);
  if (to !== undefined) ofEach = ofEach.where('received_at', '<=', to);
  // The one that finds the fewest is looked up; the rest is asked of what that finds.
  const asked = (
    [
      ['anonymous_id', anonymousId],
      ['user_id', userId],
      ['event', event],
      ['type', type],
    ] as const
  ).flatMap(([column, value]) => (value === undefined ? [] : { column, value: indexed(value) }));
  const first = asked.find(({ column, value }) => column !== 'user_id' || value !== '');
  if (first) ofEach = ofEach.where(first.column, '=', first.value);
  // The index has no others.
  if (first?.column === 'user_id') ofEach = ofEach.where('user_id', '<>', sql.lit(''));
  const { rows, next } = walk(db, {
    table: 'events',
    keys: writeKeys,
    rows: ofEach,
    filters: asked.filter(each => each !== first).map(({ column, value }) => among(column, [value])),
    order: newest,
    limit,
    cursor,
  });
  return { events: rows.map(eventOf), next };
}

/** The event of a tag that has a `messageId`. */
export function event(db: Connection, writeKey: string, messageId: string): StoredEvent | undefined {
  const row = db.first<EventRow>(
    build
      .selectFrom('events')
      .selectAll()
      .where('write_key', '=', writeKey)
      .where('message_id', '=', messageId),
  );
  return row && eventOf(row);
}

/** The event that a row is. */
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
