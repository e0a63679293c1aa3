import { HOUR_MS } from '../../protocol/durations.ts';
import type { HourRange } from '../store/quarters.ts';

/** How many of an hour's events are in its quarters from one on. Where that is not known, all are in its first. */
const AFTER = ['count', 'coalesce(q1 + q2 + q3, 0)', 'coalesce(q2 + q3, 0)', 'coalesce(q3, 0)'];

/** In SQL, how many events of an hour an interval has; `countIn` in words of SQLite's. */
export function countSql({ first, skipped, until, taken }: HourRange): string {
  const from = skipped ? `iif(hour < ${first + HOUR_MS}, ${AFTER[skipped]}, count)` : 'count';
  return taken ? `(${from} - iif(hour >= ${until - HOUR_MS}, ${AFTER[taken]}, 0))` : from;
}
