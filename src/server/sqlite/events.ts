import type { SQLInputValue } from 'node:sqlite';
import type { EventFilter, EventPage, StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { pages } from './pages.ts';
import type { EventRow } from './schema.ts';

const newest = pages<EventRow>(['received_at', 'seq']);

/**
 * Reads a page of events, newest first. One walk of an index for each tag, then merged: a single statement
 * over many tags would sort all of their events to return fifty.
 */
export function events(db: Connection, filter: EventFilter): EventPage {
  const { writeKeys, event, type, anonymousId, userId, from, to, limit } = filter;
  let query = build.selectFrom('events').selectAll().where('write_key', '=', 'each of them');
  if (event !== undefined) query = query.where('event', '=', indexed(event));
  if (type) query = query.where('type', '=', type);
  if (anonymousId !== undefined) query = query.where('anonymous_id', '=', indexed(anonymousId));
  if (userId !== undefined) query = query.where('user_id', '=', indexed(userId));
  if (from !== undefined) query = query.where('received_at', '>=', from);
  if (to !== undefined) query = query.where('received_at', '<=', to);
  const { sql, parameters } = newest.query(query, filter).compile();
  const [, ...values] = parameters as SQLInputValue[];
  const statement = db.prepare<EventRow>(sql);
  const found = writeKeys
    .flatMap(key => statement.all(key, ...values))
    .sort((a, b) => b.received_at - a.received_at || b.seq - a.seq);
  const { rows, next } = newest.of(found, limit);
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
