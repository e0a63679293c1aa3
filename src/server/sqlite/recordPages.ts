import { type RawBuilder, type SqlBool, sql } from 'kysely';
import {
  type RecordPage,
  type RecordPlace,
  type RecordQuery,
  readPlace,
  writePlace,
} from '../store/recordPages.ts';
import type { Accounts } from '../store/records.ts';
import type { Connection } from './connection.ts';
import { holdsText, ROWS_AT_ONCE } from './holdsText.ts';
import { among, written } from './kysely.ts';

/** The records that are read in pages: their keys, what people call them, and the texts that are looked through. */
const TABLES = {
  accounts: {
    key: 'id',
    name: 'name',
    made: 'created_at',
    texts: ['id', 'name', 'advertiser_id'],
  },
  tags: {
    key: 'write_key',
    name: 'name',
    made: 'created_at',
    texts: ['write_key', 'name', 'domain', 'path'],
  },
  users: { key: 'name', name: 'name', made: 'created_at', texts: ['name'] },
  // Counted as they are made.
  tokens: { key: 'id', name: 'name', made: 'number', texts: ['id', 'name'] },
  saved_pixels: {
    key: 'id',
    name: 'name',
    made: 'created_at',
    texts: ['id', 'name', 'conversion_type'],
  },
  pixel_events: { key: 'id', name: 'title', made: 'created_at', texts: ['id', 'title', 'type'] },
} as const;

export type PagedTable = keyof typeof TABLES;

type Found = Record<string, string | number>;

/** Reads the records of a table in pages: where a text is looked for, in steps, whatever is read beside. */
export function recordPages(db: Connection, table: PagedTable) {
  const { key, name, made, texts } = TABLES[table];

  /** The rows of these accounts in an order, from a place on. */
  function rowsOf({ accounts, type, order, isFalling }: Omit<RecordQuery, 'limit'>) {
    const column = order === 'name' ? name : made;
    const refs = sql`${sql.ref(column)}, ${sql.ref(key)}`;
    const way = isFalling ? sql`desc` : sql`asc`;
    const sorted = sql`order by ${sql.ref(column)} ${way}, ${sql.ref(key)} ${way}`;
    const own = [...ofAccounts(table, accounts), ...ofType(type)];
    const beyond = (place: RecordPlace) =>
      sql<SqlBool>`(${refs}) ${isFalling ? sql`<` : sql`>`} (${place[0]}, ${place[1]})`;
    return {
      placeOf: (row: Found): RecordPlace => [row[column]!, String(row[key])],
      read(
        after: RecordPlace | undefined,
        { tests = [], limit, start = 0 }: { tests?: RawBuilder<SqlBool>[]; limit: number; start?: number },
      ): Found[] {
        const all = [...own, ...(after ? [beyond(after)] : []), ...tests, sql<SqlBool>`true`];
        const which = sql`from ${sql.table(table)} where ${sql.join(all, sql` and `)}`;
        return db.all(written(sql<Found>`select * ${which} ${sorted} limit ${limit} offset ${start}`));
      },
      /** True until there: as a comparison at which an index can end. */
      until: (place: RecordPlace) =>
        sql<SqlBool>`(${refs}) ${isFalling ? sql`>=` : sql`<=`} (${place[0]}, ${place[1]})`,
    };
  }

  /** Those that have a text in them, some thousand looked at at a time. */
  async function* having(
    text: string,
    { read, placeOf, until }: ReturnType<typeof rowsOf>,
    { after, most }: { after?: RecordPlace | undefined; most: () => number },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Found[]> {
    const refs = texts.map(each => sql.ref(each));
    const test = holdsText(refs, text);
    for (let from = after; ; ) {
      signal?.throwIfAborted();
      const [last] = read(from, { limit: 1, start: ROWS_AT_ONCE - 1 });
      const end = last && placeOf(last);
      yield read(from, { tests: [...(end ? [until(end)] : []), test], limit: most() });
      if (!end) return;
      from = end;
      // What else is read here has its turn.
      await new Promise(setImmediate);
    }
  }

  return {
    async page(query: RecordQuery, signal?: AbortSignal): Promise<RecordPage<object>> {
      const { text, order, start = 0, limit, cursor } = query;
      const rows = rowsOf(query);
      const after = cursor === undefined ? undefined : readPlace(cursor, order);
      const found: Found[] = [];
      if (text) {
        const most = start + limit + 1;
        for await (const some of having(text, rows, { after, most: () => most - found.length }, signal)) {
          found.push(...some);
          if (found.length >= most) break;
        }
        found.splice(0, start);
      } else found.push(...rows.read(after, { limit: limit + 1, start }));
      const last = found.length > limit ? found[limit - 1] : undefined;
      return { rows: found.slice(0, limit), next: last ? writePlace(rows.placeOf(last)) : null };
    },

    async count(
      { accounts, text, type }: Pick<RecordQuery, 'accounts' | 'text' | 'type'>,
      signal?: AbortSignal,
    ) {
      let count = 0;
      if (text) {
        const rows = rowsOf({ accounts, type, order: 'created_at', isFalling: false });
        for await (const some of having(text, rows, { most: () => ROWS_AT_ONCE }, signal))
          count += some.length;
        return count;
      }
      const tests = sql.join([...ofAccounts(table, accounts), ...ofType(type), sql`true`], sql` and `);
      const counted = sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(table)} where ${tests}`;
      return db.first(written(counted))!.count;
    },
  };
}

/** Saved pixels alone have one. */
const ofType = (type: string | undefined): RawBuilder<SqlBool>[] =>
  type === undefined ? [] : [sql<SqlBool>`pixel_type = ${type}`];

function ofAccounts(table: PagedTable, accounts: Accounts): RawBuilder<SqlBool>[] {
  if (accounts === '*') return [];
  const these = sql`(select value from json_each(${JSON.stringify(accounts)}))`;
  // One for all accounts opens more than these, and each of them; what opens none any more is of none of them.
  if (table === 'tokens') {
    return [
      sql<SqlBool>`iif(accounts in ('*', '[]'), false, not exists (select 1 from json_each(accounts) where value not in ${these}))`,
    ];
  }
  if (table === 'users') {
    return [
      sql<SqlBool>`iif(accounts = '*', true, exists (select 1 from json_each(accounts) where value in ${these}))`,
    ];
  }
  return [sql<SqlBool>`${among(table === 'accounts' ? 'id' : 'account_id', accounts)}`];
}
