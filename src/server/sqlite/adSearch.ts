import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AdField, AdFilter, AdList, AdPage, AdQuery } from '../store/adQuery.ts';
import type { AdRow } from '../store/adRecords.ts';
import type { Connection } from './connection.ts';
import { holdsText, ROWS_AT_ONCE } from './holdsText.ts';
import { among, written } from './kysely.ts';
import type { Schema } from './schema.ts';

/** How many a list of a record holds, as a table's rows have it. */
type Lengths = Partial<Record<AdList, RawBuilder<number>>>;

export type AdTable = 'conversion_pixels' | 'line_items' | 'campaigns' | 'segments';

/** Finds records of a table by what is in them. A text is looked for in steps, whatever is read beside. */
export async function adSearch(
  db: Connection,
  table: AdTable,
  { accounts, filters, sort, start, limit, after }: AdQuery,
  signal?: AbortSignal,
): Promise<AdPage<AdRow>> {
  const lengths = LENGTHS[table];
  const tests = [ofAccounts(accounts), ...filters.map(filter => test(filter, lengths))];
  if (filters.some(({ is }) => is === 'part')) {
    const ids = await idsOf(db, sql`from ${sql.table(table)} as record where`, tests, signal);
    tests.splice(0, tests.length, among('id', ids));
  }
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

const ofAccounts = (accounts: AdQuery['accounts']): Expression<SqlBool> =>
  accounts === '*' ? sql<SqlBool>`true` : among('account_id', accounts);

/** The ids of the records that pass all tests, the first of which is by their account: some thousand are looked at at a time. */
async function idsOf(
  db: Connection,
  from: RawBuilder<unknown>,
  [own, ...others]: Expression<SqlBool>[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const ids: number[] = [];
  const idIn = (query: RawBuilder<{ id: number }>) => db.first(written(query))?.id;
  for (let last: number | undefined = -1; last !== undefined; ) {
    signal?.throwIfAborted();
    const rest = sql`${from} ${own} and id > ${last}`;
    const end = idIn(sql`select id ${rest} order by id limit 1 offset ${ROWS_AT_ONCE - 1}`);
    const until = end === undefined ? sql`true` : sql`id <= ${end}`;
    const all = sql.join([until, ...others], sql` and `);
    for (const { id } of db.all(written(sql<{ id: number }>`select id ${rest} and ${all}`))) ids.push(id);
    last = end;
    // What else is read here has its turn.
    if (end !== undefined) await new Promise(setImmediate);
  }
  return ids;
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
      // An index gives what is one of some values, where nothing else is.
      const isKnown =
        known.length === 1
          ? sql<SqlBool>`${value} = ${known[0]}`
          : sql<SqlBool>`${value} in (select value from json_each(${JSON.stringify(known)}))`;
      const isOne =
        known.length < filter.values.length ? sql<SqlBool>`(${isKnown} or ${value} is null)` : isKnown;
      return filter.is === 'one of' ? isOne : sql`(${isOne}) is not true`;
    }
    case 'least':
    case 'most': {
      const value = columnOf(filter.field);
      const isRight =
        filter.is === 'least' ? sql`${value} >= ${filter.value}` : sql`${value} <= ${filter.value}`;
      return sql`coalesce(${isRight}, ${sql.lit(filter.takesNull)})`;
    }
    case 'part':
      return holdsText(filter.fields.map(columnOf), filter.text);
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
