import type { FastifyBaseLogger } from 'fastify';
import { HOUR_MS } from '../../protocol/durations.ts';
import type { Store } from '../store/store.ts';

/** Fewest days: a page may send an event again for a day, and it must be known then. */
export const MIN_RETENTION_DAYS = 2;

/** Removes old events now and once an hour, until the collector ends. */
export function retention(
  store: Store,
  { now, days, logger }: { now: () => number; days: number | null; logger: FastifyBaseLogger },
): void {
  const run = async () => {
    try {
      const removed = await store.forget(now(), days);
      if (removed) logger.info({ removed }, 'old events removed');
    } catch (err) {
      // The next hour tries again.
      logger.error({ err }, 'old events not removed');
    }
  };
  void run();
  setInterval(run, HOUR_MS).unref();
}
