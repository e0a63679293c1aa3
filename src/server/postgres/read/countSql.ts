import { HOUR_MS } from '../../../protocol/durations.ts';
import type { HourRange } from '../../store/quarters.ts';
import type { Param } from './walk.ts';

/** How many of an hour's events are in its quarters from one on. Where that is not known, all are in its first. */
const AFTER = ['count', 'coalesce(q1 + q2 + q3, 0)', 'coalesce(q2 + q3, 0)', 'coalesce(q3, 0)'];

/** In SQL, how many events of an hour an interval has; `countIn` in words of PostgreSQL's. */
export function countSql({ first, skipped, until, taken }: HourRange, param: Param): string {
  const from = skipped
    ? `CASE WHEN hour < ${param(first + HOUR_MS)}::bigint THEN ${AFTER[skipped]} ELSE count END`
    : 'count';
  if (!taken) return from;
  return `(${from} - CASE WHEN hour >= ${param(until - HOUR_MS)}::bigint THEN ${AFTER[taken]} ELSE 0 END)`;
}
