import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type RecordPage, type RecordQuery, readPlace, writePlace } from '../store/recordPages.ts';
import type { Accounts } from '../store/records.ts';
import type { Connection } from './connection.ts';
import { among, written } from './kysely.ts';

/** The records that are read in pages: their keys, what people call them, and the texts that are looked through. */
const TABLES = {
  accounts: {
    key: 'id',
    name: 'name',
    made: 'created_at',
    texts: ['id', 'name', 'advertiser_id', 'business_id'],
  },
  tags: {
    key: 'write_key',
    name: 'name',
    made: 'created_at',
    texts: ['write_key', 'name', 'domain', 'path'],
  },
  // Counted as they are made.
  tokens: { key: 'id', name: 'name', made: 'number', texts: ['id', 'name'] },
  pixel_events: { key: 'id', name: 'title', made: 'created_at', texts: ['id', 'title', 'type'] },
} as const;

export type PagedTable = keyof typeof TABLES;

interface Pages {
  page(query: RecordQuery): RecordPage<object>;
  count(which: Pick<RecordQuery, 'accounts' | 'text'>): number;
}

/** Reads the records of a table in pages. */
export function recordPages(db: Connection, table: PagedTable): Pages {
  const { key, name, made, texts } = TABLES[table];
  const testsOf = ({ accounts, text }: Pick<RecordQuery, 'accounts' | 'text'>) => {
    const parts = texts.map(each => sql`instr(small_letters(coalesce(${sql.ref(each)}, '')), ${text}) > 0`);
    return [
      ...ofAccounts(table, accounts),
      ...(text ? [sql<SqlBool>`(${sql.join(parts, sql` or `)})`] : []),
      sql<SqlBool>`true`,
    ];
  };
  return {
    page({ order, isFalling, start = 0, limit, cursor, ...which }) {
      const column = order === 'name' ? name : made;
      const tests = testsOf(which);
      if (cursor !== undefined) {
        const place = sql.join([...readPlace(cursor, order)]);
        const is = isFalling ? sql`<` : sql`>`;
        tests.push(sql<SqlBool>`(${sql.ref(column)}, ${sql.ref(key)}) ${is} (${place})`);
      }
      const way = isFalling ? sql`desc` : sql`asc`;
      const found = db.all(
        written(sql<object>`select * from ${sql.table(table)} where ${sql.join(tests, sql` and `)}
          order by ${sql.ref(column)} ${way}, ${sql.ref(key)} ${way} limit ${limit + 1} offset ${start}`),
      );
      const rows = found.slice(0, limit);
      const last = found.length > limit ? (rows.at(-1) as Record<string, never> | undefined) : undefined;
      return { rows, next: last ? writePlace([last[column]!, last[key]!]) : null };
    },
    count(which) {
      const tests = sql.join(testsOf(which), sql` and `);
      const counted = sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(table)} where ${tests}`;
      return db.first(written(counted))!.count;
    },
  };
}

function ofAccounts(table: PagedTable, accounts: Accounts): RawBuilder<SqlBool>[] {
  if (accounts === '*') return [];
  if (table !== 'tokens') {
    return [sql<SqlBool>`${among(table === 'accounts' ? 'id' : 'account_id', accounts)}`];
  }
  // One for all accounts opens more than these.
  return [
    sql<SqlBool>`iif(accounts = '*', false, not exists (select 1 from json_each(accounts)
      where value not in (select value from json_each(${JSON.stringify(accounts)}))))`,
  ];
}
