import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  type AdRecords,
  type AdRow,
  type Advertising,
  type ConversionPixelRow,
  InUse,
  type LinkedRecords,
  NoSuchPixel,
  type PixelLink,
  type State,
} from '../store/adRecords.ts';
import { Exists } from '../store/store.ts';
import { pixelRules } from './pixelRules.ts';

const COLUMNS = ['account_id', 'id', 'code', 'name', 'state', 'created_at', 'last_modified', 'revision'];
const PIXEL_COLUMNS = [
  ...COLUMNS,
  'trigger_type',
  'min_minutes_per_conv',
  'post_view_expire_mins',
  'post_click_expire_mins',
  'post_view_value',
  'post_click_value',
  'piggyback_pixels',
  'pixel_conversion_event_id',
];

export const advertising = (db: DatabaseSync): Advertising => ({
  pixels: records<ConversionPixelRow>(db, 'conversion_pixels', PIXEL_COLUMNS, {
    changed: pixelRules(db).write,
  }),
  lineItems: linked(db, 'line_items', 'line_item_pixels'),
  campaigns: linked(db, 'campaigns', 'campaign_pixels'),
  async adsByCategory(accountId) {
    const rows = db
      .prepare(
        `SELECT pixel_conversion_event_id AS category, count(DISTINCT item.id) AS ads FROM line_items AS item
         JOIN line_item_pixels AS link ON link.account_id = item.account_id AND link.owner_id = item.id
         JOIN conversion_pixels AS pixel ON pixel.account_id = item.account_id AND pixel.id = link.pixel_id
         WHERE item.account_id = ? AND item.state = 'active' AND pixel.state = 'active'
           AND pixel_conversion_event_id IS NOT NULL
         GROUP BY pixel_conversion_event_id`,
      )
      .all(accountId) as { category: number; ads: number }[];
    return new Map(rows.map(({ category, ads }) => [category, ads]));
  },
});

interface Extras<Row extends AdRow> {
  linkTable?: string;
  /** Told of each change, in its transaction. */
  changed?: (row: Row, state: State | 'deleted') => void;
}

/** The records of one table. A change and its links are one transaction, over before anything else runs. */
function records<Row extends AdRow>(
  db: DatabaseSync,
  table: string,
  columns: string[],
  { linkTable, changed }: Extras<Row>,
): AdRecords<Row> {
  const marks = columns.map(() => '?').join(', ');
  const values = (row: Partial<Row>, names: string[]) =>
    names.map(name => row[name as keyof Row] as SQLInputValue);

  const link = ({ account_id, id }: AdRow, pixels: number[] | undefined) => {
    if (!linkTable || !pixels) return;
    db.prepare(`DELETE FROM ${linkTable} WHERE account_id = ? AND owner_id = ?`).run(account_id, id);
    const insert = db.prepare(`INSERT INTO ${linkTable} (account_id, owner_id, pixel_id) VALUES (?, ?, ?)`);
    for (const pixel of new Set(pixels)) insert.run(account_id, id, pixel);
  };

  return {
    async add(row, pixels) {
      await transaction(db, NoSuchPixel, () => {
        db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(
          ...values(row, columns),
        );
        link(row, pixels);
        changed?.(row, row.state);
      });
    },

    async find(id) {
      return db.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined;
    },

    async list(accounts) {
      const order = 'ORDER BY created_at, id';
      if (accounts === '*') return db.prepare(`SELECT * FROM ${table} ${order}`).all() as unknown as Row[];
      const these = `account_id IN (${accounts.map(() => '?').join(', ')})`;
      return db
        .prepare(`SELECT * FROM ${table} WHERE ${these} ${order}`)
        .all(...accounts) as unknown as Row[];
    },

    change(read, change, pixels) {
      return transaction(db, NoSuchPixel, () => {
        const next: Partial<Row> = { ...change, revision: read.revision + 1 };
        const names = columns.filter(name => next[name as keyof Row] !== undefined);
        const { changes } = db
          .prepare(
            `UPDATE ${table} SET ${names.map(name => `${name} = ?`).join(', ')}
             WHERE account_id = ? AND id = ? AND revision = ?`,
          )
          .run(...values(next, names), read.account_id, read.id, read.revision);
        if (Number(changes) === 0) return false;
        link(read, pixels);
        const row = { ...read, ...change };
        changed?.(row, row.state);
        return true;
      });
    },

    remove(row) {
      const { account_id, id } = row;
      return transaction(db, InUse, () => {
        const { changes } = db
          .prepare(`DELETE FROM ${table} WHERE account_id = ? AND id = ?`)
          .run(account_id, id);
        if (Number(changes) === 0) return false;
        changed?.(row, 'deleted');
        return true;
      });
    },
  };
}

const linked = (db: DatabaseSync, table: string, linkTable: string): LinkedRecords => ({
  ...records<AdRow>(db, table, COLUMNS, { linkTable }),
  async links(by, ids) {
    // As one value: a statement has no place for more than 32,766.
    return db
      .prepare(
        `SELECT pixel_id, owner_id, name, state FROM ${linkTable} AS link
         JOIN ${table} AS owner ON owner.account_id = link.account_id AND owner.id = link.owner_id
         WHERE ${by} IN (SELECT value FROM json_each(?)) ORDER BY owner_id, pixel_id`,
      )
      .all(JSON.stringify(ids)) as unknown as PixelLink[];
  },
});

/** @param Broken what to throw where a foreign key would point to nothing */
async function transaction<Result>(
  db: DatabaseSync,
  Broken: typeof InUse | typeof NoSuchPixel,
  work: () => Result,
): Promise<Result> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled it back already.
    if (db.isTransaction) db.exec('ROLLBACK');
    const { message } = error as Error;
    if (/UNIQUE constraint failed/.test(message)) throw new Exists(message, { cause: error });
    if (/FOREIGN KEY constraint failed/.test(message)) throw new Broken(message, { cause: error });
    throw error;
  }
}
