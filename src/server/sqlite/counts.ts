import type { CountRow, LastSeenRow } from '../store/schema.ts';
import type { Activity, CountFilter, HourCount, KindFilter } from '../store/store.ts';
import { indexed } from './indexed.ts';
import { SqliteRecords } from './records.ts';

/** How many events there were, and when each was last seen. */
export class SqliteCounts extends SqliteRecords {
  counts({ writeKeys, event, from, to }: CountFilter): Promise<CountRow[]> {
    let query = this.query.selectFrom('counts').selectAll().where('write_key', 'in', writeKeys);
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    if (from !== undefined) query = query.where('hour', '>=', from);
    if (to !== undefined) query = query.where('hour', '<=', to);
    return query.orderBy('hour', 'desc').orderBy('write_key').orderBy('type').orderBy('event').execute();
  }

  lastSeen({ writeKeys, event }: CountFilter): Promise<LastSeenRow[]> {
    let query = this.query.selectFrom('last_seen').selectAll().where('write_key', 'in', writeKeys);
    if (event !== undefined) query = query.where('event', '=', indexed(event));
    return query.orderBy('time', 'desc').orderBy('write_key').orderBy('type').orderBy('event').execute();
  }

  async activity({ writeKeys, type, events }: KindFilter): Promise<Activity[]> {
    let counted = this.query
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', fn.min('hour').as('firstHour')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type);
    let seen = this.query
      .selectFrom('last_seen')
      .select(({ fn }) => ['write_key', fn.max('time').as('lastSeen')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type);
    if (events) {
      counted = counted.where('event', 'in', events);
      seen = seen.where('event', 'in', events);
    }
    // What was counted has been seen: in this order nothing is missing where a commit comes in between.
    const hours = await counted.groupBy('write_key').execute();
    const times = await seen.groupBy('write_key').execute();
    const lastSeen = new Map(times.map(row => [row.write_key, row.lastSeen]));
    return hours.map(row => ({ ...row, lastSeen: lastSeen.get(row.write_key)! }));
  }

  hours({
    writeKeys,
    type,
    events,
    from,
    to,
  }: KindFilter & { from: number; to: number }): Promise<HourCount[]> {
    let query = this.query
      .selectFrom('counts')
      .select(({ fn }) => ['write_key', 'hour', fn.sum<number>('count').as('count')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type)
      .where('hour', '>=', from)
      .where('hour', '<=', to);
    if (events) query = query.where('event', 'in', events);
    return query.groupBy(['write_key', 'hour']).orderBy('hour').orderBy('write_key').execute();
  }

  async lastTriggered({
    writeKeys,
    type,
    events,
  }: KindFilter & { events: string[] }): Promise<Map<string, number>> {
    const rows = await this.query
      .selectFrom('last_seen')
      .select(({ fn }) => ['event', fn.max('time').as('time')])
      .where('write_key', 'in', writeKeys)
      .where('type', '=', type)
      .where('event', 'in', events)
      .groupBy('event')
      .execute();
    return new Map(rows.map(({ event, time }) => [event, time]));
  }
}
