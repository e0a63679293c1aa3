import { exactSum } from '../../attribution/exactSum.ts';
import { readMarks } from '../../store/conversionMarks.ts';
import type { ConversionGroup, ConversionTotal } from '../../store/conversions.ts';
import { refundedOf } from '../../store/refunds.ts';
import type { ConversionRow } from '../../store/rows.ts';
import { isoTime } from '../time.ts';
import type { ConversionAnswer } from './conversionsAnswers.ts';

/** A conversion as the API shows it. */
export const conversionJson = (row: ConversionRow): ConversionAnswer => ({
  account_id: row.account_id,
  pixel_id: row.pixel_id,
  messageId: row.message_id || null,
  writeKey: row.write_key,
  time: isoTime(row.time),
  attribution: row.attribution,
  value: netOf(row),
  value_sent: row.value_sent || null,
  refunded: refundedOf(row.credited_value, row.refunded),
  signed: row.signed === 1,
  marks: readMarks(row.marks),
  currency: row.currency || null,
  order_id: row.order_id || null,
  anonymousId: row.anonymous_id || null,
  userId: row.user_id || null,
  touch_time: row.touch_time === null ? null : isoTime(row.touch_time),
  line_item_id: row.line_item_id,
  campaign_id: row.campaign_id,
  campaign: row.campaign ? (JSON.parse(row.campaign) as Record<string, unknown>) : null,
});

/** What it is worth without what was given back. */
const netOf = ({ credited_value, refunded }: ConversionRow): number | null =>
  credited_value === null ? null : exactSum(credited_value, -refundedOf(credited_value, refunded)).value();

/** The columns of its CSV. */
export const CONVERSION_COLUMNS = [
  'account_id',
  'pixel_id',
  'time',
  'attribution',
  'value',
  'currency',
  'order_id',
  'anonymousId',
  'userId',
  'touch_time',
  'line_item_id',
  'campaign_id',
  'campaign',
  'messageId',
  'writeKey',
  'value_sent',
  'refunded',
  'signed',
  'marks',
] as const satisfies (keyof ConversionAnswer)[];

const GROUP_COLUMN = {
  pixel: 'pixel_id',
  line_item: 'line_item_id',
  attribution: 'attribution',
  hour: 'hour',
};

export const totalColumns = (by: ConversionGroup[]): string[] => [
  ...by.map(group => GROUP_COLUMN[group]),
  'currency',
  'count',
  'value',
  'refunded',
];

export const totalJson = ({ hour, currency, count, value, refunded, ...groups }: ConversionTotal) => ({
  ...groups,
  ...(hour !== undefined && { hour: isoTime(hour) }),
  currency: currency || null,
  count,
  value,
  refunded,
});
