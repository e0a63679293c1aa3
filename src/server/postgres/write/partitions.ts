import { sql } from 'kysely';
import { DAY_MS } from '../../../protocol/durations.ts';
import { dayOf } from '../../store/quarters.ts';
import { written } from '../kysely.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';

/** Whoever makes a partition has this advisory lock. */
const LOCK = 7_498_113;

/** Most days that are known to be there. */
const MAX_DAYS = 10_000;

/** Where the events of each day are. */
export interface Partitions {
  /** Makes those of the days of these times, where they are not there; before a transaction, not in one. */
  ensure(times: Iterable<number>): Promise<void>;
  /** One may have been removed. */
  forget(): void;
}

/** The table of a day's events, by the start of the day (UTC). */
export const partitionOf = (day: number): string =>
  `events_day_${new Date(day).toISOString().replace(/T.*/, '').replace(/[-+]/g, '')}`;

export function partitions(server: Server): Partitions {
  const known = new Set<number>();

  async function make(day: number): Promise<void> {
    const name = partitionOf(day);
    const isThere = async (session: Session) =>
      (await session.first('SELECT 1 FROM pg_class WHERE oid = to_regclass($1)', [name])) !== undefined;
    if (await isThere(server)) return;
    await server.transaction(async session => {
      await session.all('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      if (await isThere(session)) return;
      // Attached, so that nobody waits who stores or reads: a table that is made as a partition locks them all out.
      await session.run(written(sql.raw(`CREATE TABLE ${name} (LIKE events INCLUDING ALL)`)));
      const range = `FROM (${day}) TO (${day + DAY_MS})`;
      await session.run(written(sql.raw(`ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES ${range}`)));
    });
  }

  return {
    async ensure(times) {
      for (const time of times) {
        const day = dayOf(time);
        if (known.has(day)) continue;
        await make(day);
        if (known.size >= MAX_DAYS) known.clear();
        known.add(day);
      }
    },
    forget: () => known.clear(),
  };
}
