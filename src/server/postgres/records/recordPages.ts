import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { BadCursor } from '../../store/errors.ts';
import {
  type Paged,
  type RecordPlace,
  type RecordQuery,
  readPlace,
  writePlace,
} from '../../store/recordPages.ts';
import type { Accounts } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { AT_HOME, among, written } from '../kysely.ts';
import type { Server } from '../server.ts';
import { ACCOUNT, PIXEL_EVENT, SAVED_PIXEL, TAG, TOKEN, USER } from './columns.ts';
import { mergeRows } from './mergeRows.ts';
import { hasText } from './smallLetters.ts';

/** The records that are read in pages: their keys, what people call them, and what is looked through. */
const TABLES = {
  accounts: {
    columns: ACCOUNT,
    key: 'id',
    name: 'name',
    made: 'created_at',
    texts: ['id', 'name', 'advertiser_id'],
  },
  tags: {
    columns: TAG,
    key: 'write_key',
    name: 'name',
    made: 'created_at',
    texts: ['write_key', 'name', 'domain', 'path'],
  },
  users: { columns: USER, key: 'name', name: 'name', made: 'created_at', texts: ['name'] },
  // Counted as they are made.
  tokens: { columns: TOKEN, key: 'id', name: 'name', made: 'number', texts: ['id', 'name'] },
  saved_pixels: {
    columns: SAVED_PIXEL,
    key: 'id',
    name: 'name',
    made: 'created_at',
    texts: ['id', 'name', 'conversion_type'],
  },
  pixel_events: {
    columns: PIXEL_EVENT,
    key: 'id',
    name: 'title',
    made: 'created_at',
    texts: ['id', 'title', 'type'],
  },
} as const;

export type PagedTable = keyof typeof TABLES;

/** What else is asked of records than whose they are. */
interface Asked {
  text?: string | undefined;
  type?: string | undefined;
}

type Found = Record<string, string | number>;

interface Part {
  after: RecordPlace | undefined;
  start?: number;
  limit: number;
}

/** Reads the records of a table in pages, merged from all servers that have some. */
export function recordPages<Row>({ servers }: Context, table: PagedTable): Paged<Row> {
  const { columns, key, name, made, texts } = TABLES[table];
  const isOwned = isOwn(table);

  const groupsOf = async (accounts: Accounts): Promise<[Server, Accounts][]> =>
    isOwned ? [...(await servers.grouped(accounts))] : [[servers.first, accounts]];

  const tests = ({ text, type }: Asked): RawBuilder<SqlBool>[] => {
    const all: RawBuilder<SqlBool>[] = [];
    // Saved pixels alone have one.
    if (type !== undefined) all.push(sql<SqlBool>`pixel_type = ${type}`);
    if (text)
      all.push(
        sql<SqlBool>`(${sql.join(
          texts.map(each => hasText(table, each, text)),
          sql` or `,
        )})`,
      );
    return all;
  };

  /** The rows of a server's accounts in an order, from a place on. Those of several accounts are one walk of an index each. */
  function select(
    { order, isFalling, ...asked }: Asked & Pick<RecordQuery, 'order' | 'isFalling'>,
    accounts: Accounts,
    { after, start = 0, limit }: Part,
    what: readonly string[] = columns,
  ) {
    const column = order === 'name' ? name : made;
    const way = isFalling ? sql`desc` : sql`asc`;
    const sorted = sql`order by ${sql.ref(column)} ${way}, ${sql.ref(key)} ${way}`;
    const refs = sql`${sql.ref(column)}, ${sql.ref(key)}`;
    const type = order === 'name' ? sql`text` : sql`bigint`;
    const beyond = after
      ? [sql<SqlBool>`(${refs}) ${isFalling ? sql`<` : sql`>`} (${after[0]}::${type}, ${after[1]}::text)`]
      : [];
    const list = sql.join(what.map(each => sql.ref(each)));
    const from = (own: RawBuilder<SqlBool>[]) =>
      sql`select ${list} from ${sql.table(table)} where ${allOf([...own, ...beyond, ...tests(asked)])} ${sorted}`;
    if (!isOwned || accounts === '*' || accounts.length === 1) {
      return written(sql<Found>`${from(ofAccounts(table, accounts))} limit ${limit} offset ${start}`);
    }
    const each = from([sql<SqlBool>`account_id = own.account`]);
    return written(
      sql<Found>`select found.* from unnest(${sql.val([...accounts])}::text[]) as own (account)
        cross join lateral (${each} limit ${start + limit}) as found ${sorted} limit ${limit} offset ${start}`,
    );
  }

  return {
    async page(query, signal) {
      const { accounts, order, isFalling, limit, cursor } = query;
      const groups = await groupsOf(accounts);
      const column = order === 'name' ? name : made;
      const placeOf = (row: Found): RecordPlace => [row[column]!, row[key] as string];
      const readAll = async (part: Part, what?: readonly string[]): Promise<Found[]> => {
        const lists = groups.map(([server, own]) =>
          server.within(signal).all(select(query, own, part, what)),
        );
        return mergeRows(await Promise.all(lists), placeOf, [isFalling, isFalling]);
      };
      let after = cursor === undefined ? undefined : placeIn(cursor, order);
      let { start = 0 } = query;
      if (start && groups.length > 1) {
        // Of which server the skipped ones are is known once their places are.
        const skipped = (await readAll({ after, limit: start }, [column, key])).slice(0, start);
        if (skipped.length < start) return { rows: [], next: null };
        after = placeOf(skipped.at(-1)!);
        start = 0;
      }
      const found = (await readAll({ after, start, limit: limit + 1 })).slice(0, limit + 1);
      const last = found.length > limit ? found[limit - 1] : undefined;
      return { rows: found.slice(0, limit) as Row[], next: last ? writePlace(placeOf(last)) : null };
    },

    async count({ accounts, ...asked }, signal) {
      const counts = (await groupsOf(accounts)).map(async ([server, own]) => {
        const all = allOf([...ofAccounts(table, own), ...tests(asked)]);
        const query = sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where ${all}`;
        return (await server.within(signal).first(written(query)))!.count;
      });
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Whether they are on their accounts' servers. */
const isOwn = (table: PagedTable): boolean =>
  table === 'tags' || table === 'saved_pixels' || table === 'pixel_events';

const allOf = (tests: RawBuilder<SqlBool>[]): RawBuilder<unknown> =>
  sql.join([...tests, sql<SqlBool>`true`], sql` and `);

function placeIn(cursor: string, order: RecordQuery['order']): RecordPlace {
  const place = readPlace(cursor, order);
  if (typeof place[0] === 'number' && !Number.isSafeInteger(place[0])) throw new BadCursor(cursor);
  return place;
}

function ofAccounts(table: PagedTable, accounts: Accounts): RawBuilder<SqlBool>[] {
  if (accounts === '*') return isOwn(table) ? [AT_HOME] : [];
  const opened = sql`json_array_elements_text(accounts::json) as opened (id)`;
  const these = sql`${sql.val([...accounts])}::text[]`;
  // One for all accounts opens more than these, and each of them; what opens none any more is of none of them.
  if (table === 'tokens') {
    return [
      sql<SqlBool>`case when accounts in ('*', '[]') then false
        else not exists (select 1 from ${opened} where id <> all(${these})) end`,
    ];
  }
  if (table === 'users') {
    return [
      sql<SqlBool>`case when accounts = '*' then true
        else exists (select 1 from ${opened} where id = any(${these})) end`,
    ];
  }
  return [sql<SqlBool>`${among(table === 'accounts' ? 'id' : 'account_id', accounts)}`];
}
