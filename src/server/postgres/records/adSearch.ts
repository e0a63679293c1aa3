import { sql } from 'kysely';
import type { AdField, AdPage, AdQuery } from '../../store/adQuery.ts';
import type { AdRow } from '../../store/adRecords.ts';
import type { Accounts } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { AT_HOME, among, written } from '../kysely.ts';
import { type AdTable, adTests } from './adTests.ts';
import { columnOf, fieldOf, NULLABLE } from './adValues.ts';
import { mergeRows } from './mergeRows.ts';

/** Finds records of a table by what is in them, on all servers that have some of these accounts. */
export async function adSearch<Row extends AdRow>(
  { servers }: Context,
  { table, columns }: { table: AdTable; columns: readonly string[] },
  { accounts, filters, sort, start, limit, after }: Omit<AdQuery, 'accounts'> & { accounts: Accounts },
  signal?: AbortSignal,
): Promise<AdPage<Row>> {
  const groups = [...(await servers.grouped(accounts))];
  const isNumbered = [...sort, ...filters].some(each => JSON.stringify(each).includes('"advertiser_id"'));
  const numbers = isNumbered ? await advertisers() : new Map<string, number>();
  const isMerged = groups.length > 1;

  const order = [
    ...sort.map(({ field, isFalling }) => {
      const nulls = NULLABLE.has(field.column) ? (isFalling ? sql`nulls last` : sql`nulls first`) : sql``;
      return sql`${columnOf(field, numbers)} ${isFalling ? sql`desc` : sql`asc`} ${nulls}`;
    }),
    sql`created_at`,
    sql`id`,
  ];
  const sorted = sql`order by ${sql.join(order)}`;
  const list = sql.join(columns.map(each => sql.ref(each)));
  const tests = sql.join([sql`true`, ...filters.map(filter => adTests(table, filter, numbers))], sql` and `);
  const rest = after ? sql`and (created_at, id) > (${after.created_at}::bigint, ${after.id}::bigint)` : sql``;
  const bound = isMerged ? sql`limit ${start + limit}` : sql`limit ${limit} offset ${start}`;

  const parts = await Promise.all(
    groups.map(async ([server, own]) => {
      const session = server.within(signal);
      const from = sql`from ${sql.table(table)} as record where ${own === '*' ? AT_HOME : among('account_id', own)} and ${tests}`;
      const rows = await session.all(written(sql<Row>`select ${list} ${from} ${rest} ${sorted} ${bound}`));
      // Who reads on from a place has been told how many there are.
      if (after) return { rows, count: 0 };
      const counted = sql<{ count: number }>`select count(*) as count ${from}`;
      return { rows, count: (await session.first(written(counted)))!.count };
    }),
  );

  const places = [...sort.map(({ field }) => field), { column: 'created_at' }, { column: 'id' }] as AdField[];
  const merged = mergeRows(
    parts.map(part => part.rows),
    row => places.map(field => fieldOf(row, field, numbers)),
    sort.map(({ isFalling }) => isFalling),
  );
  const rows = isMerged ? merged.slice(start, start + limit) : merged;
  return { rows, count: after ? rows.length : parts.reduce((sum, { count }) => sum + count, 0) };

  /** What the accounts' advertisers are called: that is on the first server. */
  async function advertisers(): Promise<Map<string, number>> {
    const known = await servers.first.all<{ id: string; advertiser_id: number }>(
      'SELECT id, advertiser_id FROM accounts WHERE $1::text[] IS NULL OR id = ANY($1)',
      [accounts === '*' ? null : accounts],
    );
    return new Map(known.map(({ id, advertiser_id }) => [id, advertiser_id]));
  }
}
