import { sql } from 'kysely';
import type { EventFilter, EventPage, StoredEvent } from '../store/event.ts';
import { eventOf } from '../store/eventOf.ts';
import { fitting } from '../store/fitting.ts';
import { indexed } from '../store/indexed.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';
import { pages } from './pages.ts';
import type { EventRow } from './schema.ts';
import { walk } from './walk.ts';

/** Where an event stands among others. */
type Place = Pick<EventRow, 'received_at' | 'seq'>;

const newest = pages<Place>(['received_at', 'seq']);

/** Reads a page of events, newest first: the events themselves last, as long as they fit. */
export function events(db: Connection, filter: EventFilter): EventPage {
  const { writeKeys, event, type, anonymousId, userId, from, to, limit, maxBytes, cursor } = filter;
  let ofEach = build.selectFrom('events').where('write_key', '=', 'each of them');
  if (from !== undefined) ofEach = ofEach.where('received_at', '>=', from);
  if (to !== undefined) ofEach = ofEach.where('received_at', '<', to);
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
  const { rows: places, next: end } = walk<Place, 'events'>(db, {
    table: 'events',
    columns: ['received_at', 'seq'],
    keys: writeKeys,
    rows: ofEach,
    filters: asked.filter(each => each !== first).map(({ column, value }) => among(column, [value])),
    order: newest,
    limit,
    cursor,
  });
  const rows = [...fitting(places, readBy(db), maxBytes)];
  const last = rows.at(-1);
  const next = last && rows.length < places.length ? newest.cursorAt(last) : end;
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
