import type { RetentionClock, RetentionClocks } from '../../store/retentionClock.ts';
import type { Context } from '../context.ts';

/** Of each account the event that arrived last. */
const NEWEST = `SELECT max(last.received_at) AS time FROM account_state AS state CROSS JOIN LATERAL (
  SELECT received_at FROM seen WHERE seen.account_id = state.account_id ORDER BY seq DESC LIMIT 1) AS last`;

const LONGEST = 'SELECT max(retention_days) AS days FROM tags';

/** The time by which old events are removed. */
export const retentionClock = ({ servers: { first, all } }: Context): RetentionClocks => ({
  get: () => first.first<RetentionClock>('SELECT time, ahead, since FROM retention_clock WHERE id = 1'),
  async set({ time, ahead, since }) {
    await first.run(
      `INSERT INTO retention_clock (id, time, ahead, since) VALUES (1, $1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET time = excluded.time, ahead = excluded.ahead, since = excluded.since`,
      [time, ahead, since],
    );
  },
  async newest() {
    const found = await Promise.all(all.map(server => server.first<{ time: number | null }>(NEWEST)));
    const times = found.flatMap(row => row?.time ?? []);
    return times.length ? Math.max(...times) : null;
  },
  async longestDays() {
    const found = await Promise.all(all.map(server => server.first<{ days: number | null }>(LONGEST)));
    return Math.max(0, ...found.map(row => row?.days ?? 0));
  },
});
