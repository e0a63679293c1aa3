import { DAY_MS } from '../../../protocol/durations.ts';
import type { Server } from '../../postgres/server.ts';

/** Makes the partitions of events that arrived then, where they are not there. */
export function eventDays(): (server: Server, times: readonly number[]) => Promise<void> {
  const known = new Map<Server, Set<number>>();
  return async (server, times) => {
    const made = known.get(server) ?? new Set();
    known.set(server, made);
    for (const day of new Set(times.map(time => Math.floor(time / DAY_MS) * DAY_MS))) {
      if (made.has(day)) continue;
      const name = `events_day_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
      const sql = `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF events FOR VALUES FROM (${day}) TO (${day + DAY_MS})`;
      await server.run({ compile: () => ({ sql, parameters: [] }) } as never);
      made.add(day);
    }
  };
}
