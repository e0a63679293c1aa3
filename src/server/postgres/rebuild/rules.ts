import { CREDIT, type Made } from '../../store/projections.ts';
import { FRESH } from './fresh.ts';

/** A row that was made again and the store's own, as the comparison has them. The latter is null where there is none. */
export const MADE = '(pair.made)';
export const OWN = '(pair.own)';

export const isOwnThere = `${OWN}.account_id IS NOT NULL`;

/** Until when the events of a row's tag are gone. */
export const untilOf = (row: string): string =>
  `coalesce((SELECT until FROM retention WHERE retention.account_id = ${row}.account_id
     AND retention.write_key = ${row}.write_key), 0)`;

/** Whether an event is there; asked of what was seen, which knows it by its number alone. */
const isEventThere = (accountId: string, seq: string): string =>
  `EXISTS (SELECT 1 FROM seen WHERE seen.account_id = ${accountId} AND seen.seq = ${seq})`;

export const isThere = (row: string): string => isEventThere(`${row}.account_id`, `${row}.seq`);

/** Whether an event is gone that told the rest of a conversion. */
export const isIncomplete = (row: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(${row}.completed_by::jsonb) AS told
     WHERE NOT ${isEventThere(`${row}.account_id`, '(told.value ->> 0)::bigint')})`;

/** Which hours are counted again: of the others the events are gone. */
export const isCountedAgain = (row: string): string => `${row}.hour >= ${untilOf(row)}`;

/** How a table is compared. Each is SQL, of a row where it takes one. */
export interface Rules {
  /** Which rows are compared: of the others, the events are gone. */
  isCompared(row: string): string;
  /** Which of the store's own go where they are not made again. Default: those that are compared. */
  isRemoved?(row: string): string;
  /** What stays of the store's own row, by column. */
  kept?: Record<string, string>;
  /** Which rows are left to others. Default: none. */
  isPending?(live: string): string;
}

/** A conversion that is there and is to be credited again: that is done by whoever stores events. */
const isPending = (live: string): string => `${isOwnThere} AND EXISTS (
  SELECT 1 FROM ${live}.credits_due AS due WHERE due.account_id = ${MADE}.account_id
    AND ((${MADE}.anonymous_id <> '' AND due.anonymous_id = ${MADE}.anonymous_id)
      OR (${MADE}.user_id <> '' AND due.user_id = ${MADE}.user_id)))`;

const MADE_TOUCH = `SELECT 1 FROM ${FRESH}.touches AS touch
  WHERE touch.account_id = ${MADE}.account_id AND touch.id = ${OWN}.touch_id`;

/** Whether a touch is gone: with a person, of whom nothing says which it was, or by retention, of whichever tag of the account. */
const IS_TOUCH_GONE = `${OWN}.touch_time IS NOT NULL AND (${OWN}.touch_id IS NULL OR (
  EXISTS (SELECT 1 FROM retention WHERE retention.account_id = ${MADE}.account_id AND until > ${OWN}.touch_time)
  AND NOT EXISTS (${MADE_TOUCH})))`;

/**
 * Whether a touch is of another device, which a log-in led to that may be gone: where events of the account went, by retention
 * or with a person.
 */
const IS_LOG_IN_GONE = `EXISTS (${MADE_TOUCH}
    AND NOT (touch.anonymous_id <> '' AND touch.anonymous_id = ${OWN}.anonymous_id)
    AND NOT (touch.user_id <> '' AND touch.user_id = ${OWN}.user_id))
  AND (EXISTS (SELECT 1 FROM retention WHERE retention.account_id = ${MADE}.account_id)
    OR EXISTS (SELECT 1 FROM husks WHERE husks.account_id = ${MADE}.account_id))`;

/** A conversion stays credited to a touch that is gone, or that only what is gone led to. */
const keptCredit = (column: string): [string, string] => [
  column,
  `CASE WHEN (${IS_TOUCH_GONE}) OR (${IS_LOG_IN_GONE}) THEN ${OWN}.${column} ELSE ${MADE}.${column} END`,
];

const COUNTED: Rules = { isCompared: isCountedAgain };
const THERE: Rules = { isCompared: isThere };

/** When something was seen last stays where the events are gone. */
const SEEN: Rules = {
  isCompared: row => `(${untilOf(row)} = 0 OR ${row}.time >= ${untilOf(row)})`,
  isRemoved: row => `${untilOf(row)} = 0`,
  kept: {
    time: `CASE WHEN ${untilOf(MADE)} = 0 THEN ${MADE}.time ELSE greatest(${MADE}.time, ${OWN}.time) END`,
  },
};

export const RULES: Record<Made, Rules> = {
  counts: COUNTED,
  hour_names: COUNTED,
  kind_counts: COUNTED,
  last_seen: SEEN,
  kind_seen: SEEN,
  touches: THERE,
  identities: THERE,
  refunds: THERE,
  happenings: THERE,
  conversions: {
    isCompared: row => `${isThere(row)} AND NOT ${isIncomplete(row)}`,
    kept: Object.fromEntries(CREDIT.map(keptCredit)),
    isPending,
  },
  visits: {
    isCompared: row => `${row}.started_at >= ${untilOf(row)}`,
    isPending: () => `${isOwnThere} AND ${OWN}.started_at < ${untilOf(OWN)}`,
  },
};
