import type { Projection } from './store.ts';
import { CHANGING, FIXED } from './visitColumns.ts';

/** What is made of events, beside what a rebuild tells of. */
export type Made =
  | Projection
  | 'hour_names'
  | 'happenings'
  | 'kind_counts'
  | 'kind_seen'
  | 'identities'
  | 'refunds';

/** What is made of events, as it is compared with what is made again. */
export interface Compared {
  name: Made;
  /** Whether its rows are told apart in an account; else in the tag or by the event that their key names. */
  isOfAccount: boolean;
  /** By which a row is known. */
  key: string[];
  columns: string[];
  /** Which are made with those, without being compared. */
  carried: string[];
}

/** What a conversion is credited to. */
export const CREDIT = [
  'attribution',
  'credited_value',
  'touch_id',
  'touch_time',
  'line_item_id',
  'campaign_id',
  'campaign',
];

const QUARTERS = ['q1', 'q2', 'q3'];

const COUNTED = ['write_key', 'type', 'event', 'hour'];

const ofTag = (name: Made, key: string[], columns: string[], carried: string[] = []): Compared => ({
  name,
  isOfAccount: false,
  key,
  columns,
  carried,
});

const ofAccount = (name: Made, key: string[], columns: string[]): Compared => ({
  name,
  isOfAccount: true,
  key,
  columns,
  carried: [],
});

export const COMPARED: readonly Compared[] = [
  ofTag('counts', COUNTED, ['count'], QUARTERS),
  // What was counted before there were quarters is not wrong.
  ofTag('counts', COUNTED, QUARTERS, ['count']),
  ofTag('hour_names', ['write_key', 'hour'], ['names']),
  ofTag('last_seen', ['write_key', 'type', 'event'], ['time']),
  ofAccount(
    'touches',
    ['id'],
    ['kind', 'time', 'seq', 'anonymous_id', 'user_id', 'line_item_id', 'campaign_id', 'campaign'],
  ),
  ofAccount('identities', ['user_id', 'anonymous_id'], ['seq']),
  ofAccount(
    'refunds',
    ['seq'],
    [
      ...['write_key', 'message_id', 'time', 'order_id', 'name', 'value', 'value_sent', 'currency'],
      ...['marks'],
    ],
  ),
  ofAccount(
    'conversions',
    ['pixel_id', 'seq'],
    [
      ...['write_key', 'message_id', 'time', 'anonymous_id', 'user_id', 'order_id', 'value', 'currency'],
      ...['value_sent', 'marks', 'signed', 'refunded', 'order_tag', 'completed_by'],
      ...CREDIT,
    ],
  ),
  ofTag(
    'happenings',
    ['seq'],
    [
      ...['write_key', 'message_id', 'kind', 'class', 'way', 'time', 'anonymous_id', 'user_id', 'order_id'],
      ...['value', 'is_ordered', 'first_seq', 'first_id'],
    ],
  ),
  ofTag('visits', ['write_key', 'visitor', 'session'], ['seq', ...FIXED, ...CHANGING]),
  ofTag('kind_counts', ['write_key', 'kind', 'hour'], ['count']),
  ofTag('kind_seen', ['write_key', 'kind', 'source'], ['time']),
];
