import { type RawBuilder, sql } from 'kysely';
import type { AdField } from '../../store/adQuery.ts';

/** The columns that are texts. */
export const TEXT: ReadonlySet<AdField['column']> = new Set(['code', 'name', 'state', 'trigger_type']);

/** Those whose numbers may have a fraction. */
export const FRACTIONS: ReadonlySet<AdField['column']> = new Set(['post_view_value', 'post_click_value']);

/** Those that may hold nothing. */
export const NULLABLE: ReadonlySet<AdField['column']> = new Set([
  'code',
  'advertiser_id',
  'min_minutes_per_conv',
  'post_view_expire_mins',
  'post_click_expire_mins',
  'post_view_value',
  'post_click_value',
  'pixel_conversion_event_id',
]);

/** A field in SQL. @param numbers what the accounts' advertisers are called */
export function columnOf(
  { column, per }: AdField,
  numbers: ReadonlyMap<string, number>,
): RawBuilder<unknown> {
  if (column === 'advertiser_id') {
    return sql`(select number from unnest(${sql.val([...numbers.keys()])}::text[],
      ${sql.val([...numbers.values()])}::bigint[]) as own (id, number) where own.id = record.account_id)`;
  }
  return per === undefined ? sql`${sql.ref(column)}` : sql`(${sql.ref(column)} / ${sql.lit(per)})`;
}

/** The same of a row that was read. */
export function fieldOf(
  row: { account_id: string },
  { column, per = 1 }: AdField,
  numbers: ReadonlyMap<string, number>,
): string | number | null {
  if (column === 'advertiser_id') return numbers.get(row.account_id) ?? null;
  const value = (row as unknown as Record<string, string | number | null>)[column] ?? null;
  return per > 1 && typeof value === 'number' ? Math.trunc(value / per) : value;
}
