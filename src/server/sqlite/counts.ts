import { indexed } from '../store/indexed.ts';
import type { Store } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';

/** How many events there were, and when each was last seen. */
export const counts = (
  db: Connection,
): Pick<Store, 'counts' | 'lastSeen' | 'activity' | 'hours' | 'lastTriggered'> => ({
  async counts({ writeKeys, event, from, to }) {
    let query = build.selectFrom('counts').selectAll().where(among('write_key', writeKeys));
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    if (from !== undefined) query = query.where('hour', '>=', from);
    if (to !== undefined) query = query.where('hour', '<=', to);
    return db.all(query.orderBy('hour', 'desc').orderBy('write_key').orderBy('type').orderBy('event'));
  },

  async lastSeen({ writeKeys, event }) {
    let query = build.selectFrom('last_seen').selectAll().where(among('write_key', writeKeys));
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    return db.all(query.orderBy('time', 'desc').orderBy('write_key').orderBy('type').orderBy('event'));
  },

  async activity({ writeKeys, type, events }) {
    let counted = build
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', fn.min('hour').as('firstHour')])
      .where(among('write_key', writeKeys))
      .where('type', '=', type);
    let seen = build
      .selectFrom('last_seen')
      .select(({ fn }) => ['write_key', fn.max('time').as('lastSeen')])
      .where(among('write_key', writeKeys))
      .where('type', '=', type);
    if (events) {
      counted = counted.where(among('event', events));
      seen = seen.where(among('event', events));
    }
    // What was counted has been seen: in this order nothing is missing where another process commits in between.
    const hours = db.all(counted.groupBy('write_key'));
    const times = db.all(seen.groupBy('write_key'));
    const lastSeen = new Map(times.map(row => [row.write_key, row.lastSeen]));
    return hours.map(row => ({ ...row, lastSeen: lastSeen.get(row.write_key)! }));
  },

  async hours({ writeKeys, type, events, from, to }) {
    let query = build
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', 'hour', fn.sum<number>('count').as('count')])
      .where(among('write_key', writeKeys))
      .where('type', '=', type)
      .where('hour', '>=', from)
      .where('hour', '<=', to);
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
