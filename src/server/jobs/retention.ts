import type { FastifyBaseLogger } from 'fastify';
import { DAY_MS, HOUR_MS } from '../../protocol/durations.ts';
import { Away, NotForgotten } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { believe } from './believedTime.ts';

/** Fewest days: a page may send an event again for a day, and it must be known then. */
export const MIN_RETENTION_DAYS = 2;

/** Days that the audit log goes back where nobody says so: what is asked of it is asked within a year or two. */
export const AUDIT_DAYS = 730;

export interface RetentionParts {
  now: () => number;
  /** For tags that say nothing; null: for ever. */
  days: number | null;
  /** Days that the audit log goes back. Default: `AUDIT_DAYS`. */
  auditDays?: number;
  logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
}

/** Removes old events now and once an hour, until the collector ends. */
export function retention(store: Store, parts: RetentionParts): void {
  let isFirst = true;
  const run = async () => {
    try {
      await removeOld(store, parts, isFirst);
      isFirst = false;
    } catch (err) {
      // The next hour tries again.
      parts.logger.error({ err }, 'old events not removed');
    }
  };
  void run();
  setInterval(run, HOUR_MS).unref();
}

/**
 * Removes old events, and says which.
 * @param isFirst true at the start, when more than an hour's may go: that is said whatever is logged
 */
export async function removeOld(
  store: Store,
  { now, days, auditDays = AUDIT_DAYS, logger }: RetentionParts,
  isFirst: boolean,
): Promise<void> {
  const time = now();
  const longest = Math.max(await longestDays(store), days ?? 0);
  const last = await store.retentionClock.get();
  const newest = last ? null : await store.retentionClock.newest();
  const clock = believe(last, time, { newest, longestMs: longest * DAY_MS });
  await store.retentionClock.set(clock);
  if (clock.ahead && longest) {
    const ahead = `${(clock.ahead / DAY_MS).toFixed(1)} days`;
    logger.warn(
      { ahead, last: iso(time - clock.ahead) },
      'the clock jumped ahead, or the collector did not run: what arrived within its days before that stays for now; ' +
        'if the clock is right, "tgp retention --clock-is-right" removes it',
    );
  }
  const believed = time - clock.ahead;
  await store.audit.forget(believed - auditDays * DAY_MS);
  const say = (removed: number) => {
    if (!removed) return;
    const said = { removed, as_of: iso(believed), days };
    if (isFirst) logger.warn(said, 'old events removed');
    else logger.info(said, 'old events removed');
  };
  try {
    say(await store.forget(believed, days));
  } catch (error) {
    if (error instanceof NotForgotten) say(error.removed);
    throw error;
  }
}

/** As long as events of any tag are kept. Where a part of the store is away that may be for ever: a clock that is ahead stays so. */
async function longestDays({ retentionClock }: Store): Promise<number> {
  try {
    return await retentionClock.longestDays();
  } catch (error) {
    if (error instanceof Away) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

const iso = (time: number): string => new Date(time).toISOString();
