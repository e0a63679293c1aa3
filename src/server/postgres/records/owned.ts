import { definedOf } from '../../store/definedOf.ts';
import type { Accounts, Records } from '../../store/records.ts';
import { lockAccount, lockAccounts, newVersion } from '../accountState.ts';
import type { Context } from '../context.ts';
import { AT_HOME, among, buildAny } from '../kysely.ts';
import type { PublicKind, Schema } from '../schema.ts';
import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';
import type { Directory, PublicId } from './directory.ts';
import { mergeRows } from './mergeRows.ts';
import type { RowCache } from './rowCache.ts';
import { smallColumn, writeSmall } from './smallLetters.ts';

/** Ends a transaction that has nothing to change. */
class NotThere extends Error {}

/** How an account's records of a kind are kept. */
export interface OwnedTable<Row, New, Change> {
  table: keyof Schema;
  columns: readonly (keyof Row & string)[];
  /** The columns that `get` and `remove` take. */
  key: readonly (keyof Row & string)[];
  /** The kind of a key that is one in all servers, and says whose record it is; where the key does not begin with the account. */
  kind?: PublicKind;
  /** Knows by heart what beacons ask for. Default: each is read anew. */
  cache?: RowCache;
  /** The ids that strangers know a record by, of a new one and of a change. */
  ids?: (row: Partial<Row>) => PublicId[];
  /** The column that `list` takes beside the accounts. */
  filter?: keyof Row & string;
  /** True where `revision` counts the changes. */
  isRevised?: boolean;
  /** The columns of what is given. Default: all of it. */
  toColumns?: (given: New | Change) => object;
  /** What else is written with a record. Its account is locked. */
  written?: (session: Session, row: Row, given: New | Change) => Promise<void>;
  /** What else goes with a record that is removed already: the ids that it leaves. Throws `InUse`. */
  removed?: (session: Session, row: Row) => Promise<readonly PublicId[]>;
}

/** The records of one of the tables that accounts have, each on its account's server. */
export function owned<
  Row extends { account_id: string; created_at: number },
  Key extends unknown[],
  Filter extends unknown[] = [accounts: Accounts],
  New extends { account_id: string } = Row & { account_id: string },
  Change extends object = Partial<Row>,
>(
  { servers, changes, ensureRoom }: Context,
  { hold, leave }: Directory,
  description: OwnedTable<Row, New, Change>,
): Records<Row, Key, Filter, New, Change> {
  const { table, columns, key, kind, cache, ids, filter, isRevised, toColumns, written, removed } =
    description;
  const at = (row: Record<string, unknown>, names: readonly string[]) =>
    names.map(name => [name, row[name] as Value] as const);
  const id = key.at(-1)!;

  /** Whose record a key is of, and all of the key. */
  async function placeOf(values: readonly unknown[]): Promise<Record<string, unknown> | undefined> {
    const given = Object.fromEntries(key.map((name, n) => [name, values[n]]));
    if (!kind) return given;
    const accountId = await servers.accountOf(kind, String(values[0]));
    return accountId === undefined ? undefined : { ...given, account_id: accountId };
  }

  const find = async (session: Session, place: Record<string, unknown>): Promise<Row | undefined> => {
    let query = buildAny.selectFrom(table).select(columns as string[]);
    for (const [name, value] of at(place, ['account_id', id])) query = query.where(name, '=', value);
    return (await session.first(query)) as Row | undefined;
  };

  const told = async (session: Session, accountId: string) => {
    await newVersion(session, accountId);
    await changes.tell(session, accountId);
  };

  return {
    async add(given) {
      ensureRoom();
      const row = definedOf(toColumns ? toColumns(given) : given);
      const { account_id } = given;
      return hold(account_id, ids?.(row as Partial<Row>) ?? [], async session => {
        await lockAccount(session, account_id);
        const query = buildAny
          .insertInto(table)
          .values({ ...row, ...smallColumn(table, row) })
          .returning(columns as string[]);
        const added = (await session.first(query)) as Row;
        await written?.(session, added, given);
        await told(session, account_id);
        return added;
      });
    },

    async get(...values) {
      if (cache && kind) {
        return cache.find<Row>(kind, String(values[0]), (session, account_id, value) =>
          find(session, { account_id, [id]: value }),
        );
      }
      const place = await placeOf(values);
      const server = place && (await servers.find(place.account_id as string));
      return server && find(server, place);
    },

    async list(...asked) {
      const [accounts, value] = asked as unknown as [Accounts, unknown];
      const groups = [...(await servers.grouped(accounts))].map(async ([server, own]) => {
        let query = buildAny.selectFrom(table).select(columns as string[]);
        query = query.where(own === '*' ? AT_HOME : among('account_id', own));
        if (filter && value !== undefined) query = query.where(filter as string, '=', value as string);
        return (await server.all(query.orderBy('created_at').orderBy(id))) as Row[];
      });
      return mergeRows(await Promise.all(groups), row => [row.created_at, row[id] as string | number]);
    },

    async change(read, change) {
      const stored = read as unknown as Record<string, unknown>;
      const { account_id } = read;
      if (!(await servers.find(account_id))) return false;
      const to = definedOf(toColumns ? toColumns(change) : change);
      const work = async (session: Session) => {
        if (!(await lockAccounts(session, [account_id])).has(account_id)) throw new NotThere();
        const names = ['account_id', id, ...(isRevised ? ['revision'] : [])];
        const columnsOf = { ...to, ...(isRevised && { revision: Number(stored.revision) + 1 }) };
        if (!Object.keys(columnsOf).length) {
          if (!(await find(session, stored))) throw new NotThere();
          return;
        }
        let query = buildAny
          .updateTable(table)
          .set(columnsOf)
          .returning(columns as string[]);
        for (const [name, value] of at(stored, names)) query = query.where(name, '=', value);
        const row = (await session.first(query)) as Row | undefined;
        if (!row) throw new NotThere();
        await writeSmall(session, table, ['account_id', id], row, to);
        await written?.(session, row, change);
        await told(session, account_id);
      };
      try {
        await hold(account_id, ids?.(to as Partial<Row>) ?? [], work);
        return true;
      } catch (error) {
        if (error instanceof NotThere) return false;
        throw error;
      }
    },

    async remove(...values) {
      const place = await placeOf(values);
      const accountId = place?.account_id as string;
      if (!place || !(await servers.find(accountId))) return false;
      return leave(accountId, async session => {
        const none = { result: false, ids: [] };
        if (!(await lockAccounts(session, [accountId])).has(accountId)) return none;
        let query = buildAny.deleteFrom(table).returning(columns as string[]);
        for (const [name, value] of at(place, ['account_id', id])) query = query.where(name, '=', value);
        const row = (await session.first(query)) as Row | undefined;
        if (!row) return none;
        const others = (await removed?.(session, row)) ?? [];
        await told(session, accountId);
        return { result: true, ids: [...(ids?.(row) ?? []), ...others] };
      });
    },
  };
}
