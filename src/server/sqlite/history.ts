import { sql } from 'kysely';
import type { HistoryFilter, HistoryPage } from '../store/event.ts';
import { eventOf } from '../store/eventOf.ts';
import { fitting } from '../store/fitting.ts';
import { readCursor, writeCursor } from '../store/numberCursor.ts';
import type { Connection } from './connection.ts';
import { readBy } from './events.ts';
import { among, build } from './kysely.ts';

/** Most events that one page looks at: one that finds few among others' must not keep beacons waiting. */
const MAX_SEEN = 10_000;

/** A page of the events in the order of their arrival. */
export function history(db: Connection, filter: HistoryFilter): HistoryPage {
  const { accounts, writeKeys, from, to, after, limit, maxBytes } = filter;
  const start = after === undefined ? 0 : readCursor(after, 1)[0]!;
  // What another process adds from here on is after this page.
  const newest = db.first(build.selectFrom('events').select(({ fn }) => fn.max('seq').as('seq')))!;
  const last = Math.max(start, newest.seq ?? 0);
  const seen = build
    .selectFrom('events')
    .where('seq', '>', start)
    .where('seq', '<=', last)
    .orderBy('seq')
    .limit(Math.max(MAX_SEEN, limit + 1));
  // In the order of what is seen: another ORDER BY would have all of it sorted first.
  let query = build.selectFrom(seen.select(['seq', 'write_key', 'received_at']).as('events')).select('seq');
  if (accounts !== '*') {
    const owned = build.selectFrom('tags').select('write_key').where(among('account_id', accounts));
    query = query.where('write_key', 'in', owned);
  }
  if (writeKeys) query = query.where(among('write_key', writeKeys));
  if (from !== undefined) query = query.where('received_at', '>=', from);
  if (to !== undefined) query = query.where('received_at', '<', to);
  const found = db.all(query.limit(limit + 1));
  const rows = [...fitting(found.slice(0, limit), readBy(db), maxBytes)];
  const events = rows.map(eventOf);
  if (found.length > rows.length && rows.length)
    return { events, next: writeCursor([rows.at(-1)!.seq]), isEnd: false };
  const end = db.first(
    build.selectFrom(seen.select('seq').as('events')).select(({ fn }) => fn.max(sql<number>`seq`).as('seq')),
  )?.seq;
  return { events, next: writeCursor([end ?? last]), isEnd: (end ?? last) === last };
}
