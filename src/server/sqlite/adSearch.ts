import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AdField, AdFilter, AdList, AdPage, AdQuery } from '../store/adQuery.ts';
import type { AdRow } from '../store/adRecords.ts';
import type { Connection } from './connection.ts';
import { among, written } from './kysely.ts';
import type { Schema } from './schema.ts';

/** How many a list of a record holds, as a table's rows have it. */
type Lengths = Partial<Record<AdList, RawBuilder<number>>>;

export type AdTable = 'conversion_pixels' | 'line_items' | 'campaigns' | 'segments';

/** Finds records of a table by what is in them. */
export function adSearch(
  db: Connection,
  table: AdTable,
  { accounts, filters, sort, start, limit, after }: AdQuery,
): AdPage<AdRow> {
  const lengths = LENGTHS[table];
  const tests = [among('account_id', accounts), ...filters.map(filter => test(filter, lengths))];
  const from = sql`from ${sql.table(table)} as record where ${sql.join(tests, sql` and `)}`;
  const order = [
    ...sort.map(({ field, isFalling }) => sql`${columnOf(field)} ${isFalling ? sql`desc` : sql`asc`}`),
    sql`created_at`,
    sql`id`,
  ];
  const rest = after ? sql`and (created_at, id) > (${after.created_at}, ${after.id})` : sql``;
  const page = sql<AdRow>`select * ${from} ${rest} order by ${sql.join(order)} limit ${limit} offset ${start}`;
  const rows = db.all(written(page));
  // Who reads on from a place has been told how many there are.
  if (after) return { rows, count: rows.length };
  const { count } = db.first(written(sql<{ count: number }>`select count(*) as count ${from}`))!;
  return { rows, count };
}

/** How many rows of a table link to a record. */
const linksOf = (table: keyof Schema, column: 'owner_id' | 'pixel_id'): RawBuilder<number> =>
  sql`(select count(*) from ${sql.table(table)} as link
    where link.account_id = record.account_id and ${sql.ref(`link.${column}`)} = record.id)`;

const LENGTHS: Record<AdTable, Lengths> = {
  conversion_pixels: {
    line_items: linksOf('line_item_pixels', 'pixel_id'),
    campaigns: linksOf('campaign_pixels', 'pixel_id'),
    piggyback_pixels: sql`json_array_length(piggyback_pixels)`,
  },
  line_items: { pixels: linksOf('line_item_pixels', 'owner_id') },
  campaigns: { pixels: linksOf('campaign_pixels', 'owner_id') },
  segments: {},
};

function columnOf({ column, per }: AdField): RawBuilder<unknown> {
  if (column === 'advertiser_id') {
    return sql`(select advertiser_id from accounts where accounts.id = record.account_id)`;
  }
  return per === undefined ? sql`${sql.ref(column)}` : sql`${sql.ref(column)} / ${sql.lit(per)}`;
}

function test(filter: AdFilter, lengths: Lengths): RawBuilder<SqlBool> {
  switch (filter.is) {
    case 'one of':
    case 'none of': {
      const value = columnOf(filter.field);
      const known = filter.values.filter(each => each !== null);
      const isNull = known.length < filter.values.length ? sql`${value} is null` : sql`false`;
      const isOne = sql<SqlBool>`(${value} in (select value from json_each(${JSON.stringify(known)})) or ${isNull})`;
      return filter.is === 'one of' ? isOne : sql`${isOne} is not true`;
    }
    case 'least':
    case 'most': {
      const value = columnOf(filter.field);
      const isRight =
        filter.is === 'least' ? sql`${value} >= ${filter.value}` : sql`${value} <= ${filter.value}`;
      return sql`coalesce(${isRight}, ${sql.lit(filter.takesNull)})`;
    }
    case 'part': {
      const parts = filter.fields.map(
        field => sql`instr(small_letters(coalesce(${columnOf(field)}, '')), ${filter.text}) > 0`,
      );
      return sql`(${sql.join(parts, sql` or `)})`;
    }
    case 'length': {
      const { list, values, least, most } = filter;
      const length = lengths[list] ?? sql`0`;
      const parts = [sql`true`];
      if (values) parts.push(sql`${length} in (select value from json_each(${JSON.stringify(values)}))`);
      if (least !== undefined) parts.push(sql`${length} >= ${least}`);
      if (most !== undefined) parts.push(sql`${length} <= ${most}`);
      return sql`(${sql.join(parts, sql` and `)})`;
    }
  }
}
