import type { SQLInputValue } from 'node:sqlite';
import type { EventFilter, EventPage, StoredEvent } from '../store/event.ts';
import { fitting } from '../store/fitting.ts';
import { indexed } from '../store/indexed.ts';
import { unpackFields } from '../store/packFields.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { pages } from './pages.ts';
import type { EventRow } from './schema.ts';

/** Where an event stands among others. */
type Place = Pick<EventRow, 'received_at' | 'seq'>;

const newest = pages<Place>(['received_at', 'seq']);

/**
 * Reads a page of events, newest first. One walk of an index for each tag, then merged: a single statement
 * over many tags would sort all of their events to return fifty. The events themselves are read last, as long as they fit.
 */
export function events(db: Connection, filter: EventFilter): EventPage {
  const { writeKeys, event, type, anonymousId, userId, from, to, limit, maxBytes } = filter;
  let query = build
    .selectFrom('events')
    .select(['received_at', 'seq'])
    .where('write_key', '=', 'each of them');
  if (event !== undefined) query = query.where('event', '=', indexed(event));
  if (type) query = query.where('type', '=', type);
  if (anonymousId !== undefined) query = query.where('anonymous_id', '=', indexed(anonymousId));
  if (userId !== undefined) query = query.where('user_id', '=', indexed(userId));
  if (from !== undefined) query = query.where('received_at', '>=', from);
  if (to !== undefined) query = query.where('received_at', '<=', to);
  const { sql, parameters } = newest.query(query, filter).compile();
  const [, ...values] = parameters as SQLInputValue[];
  const statement = db.prepare<Place>(sql);
  const found = writeKeys
    .flatMap(key => statement.all(key, ...values))
    .sort((a, b) => b.received_at - a.received_at || b.seq - a.seq);
  const rows = [...fitting(found.slice(0, limit), readBy(db), maxBytes)];
  const { next } = newest.of(found, Math.max(1, rows.length));
  return { events: rows.map(eventOf), next };
}

/** Reads a row by its place. */
export function readBy(db: Connection): (place: { seq: number }) => EventRow | undefined {
  const bySeq = db.prepare<EventRow>('SELECT * FROM events WHERE seq = ?');
  return ({ seq }) => bySeq.get(seq);
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
  fields: unpackFields(row.fields),
});
