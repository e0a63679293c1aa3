import { compareTexts } from '../store/compareTexts.ts';
import { readCountCursor, startOfCounts, writeCountCursor } from '../store/countCursor.ts';
import type { CountFilter, CountPage, LastSeenFilter } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import { hourRange } from '../store/quarters.ts';
import { type CountRow, type LastSeenRow, STORED_TYPES } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { countSql } from './countSql.ts';
import { dayCounts } from './dayCounts.ts';
import { among, build } from './kysely.ts';

/** How many events there were, and when each was last seen. */
export const counts = (
  db: Connection,
): Pick<Store, 'counts' | 'dayCounts' | 'lastSeen' | 'activity' | 'hours' | 'lastTriggered'> => ({
  async counts(filter) {
    return pageOf(db, filter);
  },

  async dayCounts(filter) {
    return dayCounts(db, filter);
  },

  async lastSeen(filter) {
    return seenLast(db, filter);
  },

  async activity({ writeKeys, type, events }) {
    // Of each the one row at the end of an index; all at once, so that what was counted has been seen.
    const [first, last] = events
      ? ['AND event = name.value', 'AND event = name.value']
      : ['ORDER BY hour LIMIT 1', 'ORDER BY time DESC LIMIT 1'];
    const ofTag = 'write_key = tag.value AND type = ?1';
    return db
      .prepare<{ write_key: string; firstHour: number; lastSeen: number }>(
        `SELECT tag.value AS write_key,
           min((SELECT ${events ? 'min(hour)' : 'hour'} FROM counts WHERE ${ofTag} ${first})) AS firstHour,
           max((SELECT time FROM last_seen WHERE ${ofTag} ${last})) AS lastSeen
         FROM json_each(?2) AS tag, json_each(?3) AS name GROUP BY tag.value HAVING firstHour IS NOT NULL`,
      )
      .all(type, JSON.stringify(writeKeys), JSON.stringify(events?.map(indexed) ?? ['']));
  },

  async hours({ writeKeys, type, events, from, to }) {
    let query = build
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', 'hour', fn.sum<number>('count').as('count')])
      .where(among('write_key', writeKeys))
      .where('type', '=', type)
      .where('hour', '>=', from)
      .where('hour', '<', to);
    if (events) query = query.where(among('event', events));
    return db.all(query.groupBy(['write_key', 'hour']).orderBy('hour').orderBy('write_key'));
  },

  async lastTriggered({ writeKeys, type, events }) {
    const rows = db.all(
      build
        .selectFrom('last_seen')
        .select(({ fn }) => ['event', fn.max('time').as('time')])
        .where(among('write_key', writeKeys))
        .where('type', '=', type)
        .where(among('event', events))
        .groupBy('event'),
    );
    return new Map(rows.map(({ event, time }) => [event, time]));
  },
});

/** One walk of an index for each tag and type, then merged. */
function pageOf(db: Connection, filter: CountFilter): CountPage {
  const { writeKeys, event, limit, cursor } = filter;
  const range = hourRange(filter.from, filter.to);
  const count = countSql(range);
  const place = cursor === undefined ? undefined : readCountCursor(cursor);
  const name = event === undefined ? undefined : indexed(event);
  const walk = db.prepare<CountRow>(
    `SELECT write_key, type, event, hour, ${count} AS count FROM counts
       WHERE write_key = ?1 AND type = ?2 ${name === undefined ? '' : 'AND event = ?7'}
       AND hour >= ?3 AND hour <= ?4 AND (hour < ?5 OR event > ?6) ${count === 'count' ? '' : `AND ${count} > 0`}
       ORDER BY hour DESC, event LIMIT ?8`,
  );
  const found: CountRow[] = [];
  for (const writeKey of [...writeKeys].sort(compareTexts)) {
    for (const type of STORED_TYPES) {
      const [until, before, after] = startOfCounts(place, writeKey, type);
      const last = Math.min(range.until - 1, until);
      const rows = walk.all(writeKey, type, range.first, last, before, after, name ?? '', limit + 1);
      for (const row of rows) found.push(row);
    }
  }
  // What is equal stays in its order.
  const counts = found.sort((a, b) => b.hour - a.hour).slice(0, limit);
  const last = counts.at(-1);
  return { counts, next: last && found.length > limit ? writeCountCursor(last) : null };
}

function seenLast(db: Connection, { writeKeys, event, limit }: LastSeenFilter): LastSeenRow[] {
  const walk = db.prepare<LastSeenRow>(
    event === undefined
      ? 'SELECT * FROM last_seen WHERE write_key = ? AND type = ? ORDER BY time DESC, event LIMIT ?'
      : 'SELECT * FROM last_seen WHERE write_key = ? AND type = ? AND event = ?',
  );
  const third = event === undefined ? limit : indexed(event);
  const found: LastSeenRow[] = [];
  for (const writeKey of [...writeKeys].sort(compareTexts)) {
    for (const type of STORED_TYPES) for (const row of walk.all(writeKey, type, third)) found.push(row);
  }
  return found.sort((a, b) => b.time - a.time).slice(0, limit);
}
