import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AdField, AdFilter, AdList } from '../../store/adQuery.ts';
import type { Schema } from '../schema.ts';
import { columnOf, FRACTIONS, TEXT } from './adValues.ts';
import { hasText } from './smallLetters.ts';

export type AdTable = 'conversion_pixels' | 'line_items' | 'campaigns' | 'segments';

/** How many rows of a table link to a record. */
const linksOf = (table: keyof Schema, column: 'owner_id' | 'pixel_id'): RawBuilder<number> =>
  sql`(select count(*) from ${sql.table(table)} as link
    where link.account_id = record.account_id and ${sql.ref(`link.${column}`)} = record.id)`;

/** How many a list of a record holds. */
const LENGTHS: Record<AdTable, Partial<Record<AdList, RawBuilder<number>>>> = {
  conversion_pixels: {
    line_items: linksOf('line_item_pixels', 'pixel_id'),
    campaigns: linksOf('campaign_pixels', 'pixel_id'),
    piggyback_pixels: sql`json_array_length(piggyback_pixels::json)`,
  },
  line_items: { pixels: linksOf('line_item_pixels', 'owner_id') },
  campaigns: { pixels: linksOf('campaign_pixels', 'owner_id') },
  segments: {},
};

/** What a filter asks of a record, in SQL. */
export function adTests(
  table: AdTable,
  filter: AdFilter,
  numbers: ReadonlyMap<string, number>,
): RawBuilder<SqlBool> {
  switch (filter.is) {
    case 'one of':
    case 'none of': {
      const value = columnOf(filter.field, numbers);
      const isNull = filter.values.includes(null) ? sql`${value} is null` : sql`false`;
      const isOne = sql<SqlBool>`(${value} = any(${listOf(filter.field, filter.values)}) or ${isNull})`;
      return filter.is === 'one of' ? isOne : sql<SqlBool>`(${isOne} is not true)`;
    }
    case 'least':
    case 'most': {
      const value = columnOf(filter.field, numbers);
      const bound = TEXT.has(filter.field.column)
        ? sql`${String(filter.value)}`
        : sql`${Number(filter.value)}::double precision`;
      const isRight = filter.is === 'least' ? sql`${value} >= ${bound}` : sql`${value} <= ${bound}`;
      return sql<SqlBool>`coalesce(${isRight}, ${sql.lit(filter.takesNull)})`;
    }
    case 'part': {
      const has = filter.fields.map(field =>
        field.per === undefined && field.column !== 'advertiser_id'
          ? hasText(table, field.column, filter.text)
          : sql<SqlBool>`strpos(coalesce(${columnOf(field, numbers)}::text, ''), ${filter.text}) > 0`,
      );
      return sql<SqlBool>`(${sql.join([sql`false`, ...has], sql` or `)})`;
    }
    case 'length': {
      const { list, values, least, most } = filter;
      const length = LENGTHS[table][list] ?? sql`0`;
      const parts = [sql`true`];
      if (values) parts.push(sql`${length} = any(${sql.val(values.filter(Number.isSafeInteger))}::bigint[])`);
      if (least !== undefined) parts.push(sql`${length} >= ${least}::double precision`);
      if (most !== undefined) parts.push(sql`${length} <= ${most}::double precision`);
      return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
    }
  }
}

/** Those of the values that a column can have, as a list of its type: an index finds them. */
function listOf({ column }: AdField, values: readonly (string | number | null)[]): RawBuilder<unknown> {
  if (TEXT.has(column)) return sql`${sql.val(values.filter(each => typeof each === 'string'))}::text[]`;
  const numbers = values.filter(each => typeof each === 'number');
  return FRACTIONS.has(column)
    ? sql`${sql.val(numbers)}::double precision[]`
    : sql`${sql.val(numbers.filter(Number.isSafeInteger))}::bigint[]`;
}
