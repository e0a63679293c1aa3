import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Page, Place, Rows } from './sides.ts';
import { hexOf, type Row, sqliteKeyOf, type Table } from './tables.ts';

/** Events may be large, and there are many of the rest. */
const PAGE = 2000;
const EVENTS_PAGE = 500;

export const pageOf = ({ name }: Table): number =>
  name === 'events' || name === 'served_files' ? EVENTS_PAGE : PAGE;

/** Values of a key as they are kept for another run. */
export const placeOf = (values: readonly unknown[]): Place =>
  values.map(value => (value instanceof Uint8Array ? { hex: hexOf(value) } : value));

export const valuesOf = <Value>(place: Place): Value[] =>
  place.map(value =>
    value !== null && typeof value === 'object' ? Buffer.from((value as { hex: string }).hex, 'hex') : value,
  ) as Value[];

/** Which account each tag is of, also where the tag is gone since. */
export const TAGS = 'moving_tags';

/** The rows of a SQLite store. */
export function sqliteRows(db: DatabaseSync): Rows & { forgetTags(): void } {
  const columns = new Map<string, { names: string[]; key: string[] }>();
  const columnsOf = ({ name }: Table) => {
    const known = columns.get(name);
    if (known) return known;
    const rows = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all(name) as {
      name: string;
      pk: number;
    }[];
    const key = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const found = { names: rows.map(each => each.name), key: key.map(each => each.name) };
    columns.set(name, found);
    return found;
  };

  let accounts: Map<string, string> | undefined;
  const withAccount = (table: Table, rows: Row[]): Row[] => {
    if (table.of !== 'tag') return rows;
    accounts ??= new Map(
      db
        .prepare(`SELECT write_key, account_id FROM ${TAGS}`)
        .all()
        .map(row => [row.write_key as string, row.account_id as string]),
    );
    for (const row of rows) row.account_id = accounts.get(row.write_key as string);
    return rows;
  };

  return {
    columns: table => [...columnsOf(table).names, ...(table.of === 'tag' ? ['account_id'] : [])],

    async *pages(table: Table, after?: Place): AsyncGenerator<Page> {
      const { key } = columnsOf(table);
      const names = key.join(', ');
      const size = pageOf(table);
      const end = `ORDER BY ${names} LIMIT ${size}`;
      const first = db.prepare(`SELECT * FROM ${table.name} ${end}`);
      const next = db.prepare(
        `SELECT * FROM ${table.name} WHERE (${names}) > (${key.map(() => '?').join(', ')}) ${end}`,
      );
      for (let place = after; ; ) {
        const rows = (place ? next.all(...valuesOf<SQLInputValue>(place)) : first.all()) as Row[];
        const last = rows.at(-1);
        if (!last) return;
        place = placeOf(key.map(column => last[column]));
        yield { rows: withAccount(table, rows), place };
        if (rows.length < size) return;
      }
    },

    async byKeys(table, keys) {
      const key = sqliteKeyOf(table);
      const find = db.prepare(
        `SELECT * FROM ${table.name} WHERE ${key.map(column => `${column} = ?`).join(' AND ')}`,
      );
      const rows = keys.map(each => find.get(...key.map(column => each[column] as SQLInputValue)));
      return withAccount(table, rows.filter(row => row !== undefined) as Row[]);
    },

    async count({ name, of }) {
      const known = of === 'tag' ? `WHERE write_key IN (SELECT write_key FROM ${TAGS})` : '';
      return db.prepare(`SELECT count(*) AS n FROM ${name} ${known}`).get()!.n as number;
    },

    /** They are asked for again. */
    forgetTags() {
      accounts = undefined;
    },
  };
}
