import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Exists } from './store.ts';

/** Whether a record is in use. Stored: never rename. */
export type State = 'active' | 'inactive';

/** What all advertising records have. */
export interface AdRow {
  account_id: string;
  /** Unique in the collector. */
  id: number;
  /** The client's own name for it, unique in the account. */
  code: string | null;
  name: string;
  state: State;
  created_at: number;
  last_modified: number;
  /** Counts its changes, so that two at once don't mix. */
  revision: number;
}

export type LineItemRow = AdRow;
export type CampaignRow = AdRow;

/** A pixel that another one fires. Stored: never rename. */
export interface Piggyback {
  pixel_type: 'js' | 'img';
  url: string;
}

export interface ConversionPixelRow extends AdRow {
  /** Stored: never rename. */
  trigger_type: 'view' | 'click' | 'hybrid';
  /** Null: one per visitor, ever; 0: all. */
  min_minutes_per_conv: number | null;
  /** Null and 0: the maximum. */
  post_view_expire_mins: number | null;
  /** Null and 0: the maximum. */
  post_click_expire_mins: number | null;
  post_view_value: number | null;
  post_click_value: number | null;
  /** A JSON list of `Piggyback`. */
  piggyback_pixels: string;
  /** Of `CONVERSION_EVENTS`. */
  pixel_conversion_event_id: number | null;
}

/** A link between a pixel and a line item or campaign, with what the other side shows of it. */
export interface PixelLink {
  pixel_id: number;
  owner_id: number;
  /** The line item's or campaign's. */
  name: string;
  state: State;
}

/** Thrown where a record is used by another one: nothing is removed. */
export class InUse extends Error {}

/** Thrown where a pixel to be linked is not there (any more): nothing is changed. */
export class NoSuchPixel extends Error {}

export interface AdRecords<Row extends AdRow> {
  /** Throws `Exists` where the id or the code is taken. */
  add(row: Row, pixels?: number[]): Promise<void>;
  find(id: number): Promise<Row | undefined>;
  /** Oldest first. */
  list(accounts: string[] | '*'): Promise<Row[]>;
  /** False where it is not as it was read any more: then nothing is changed. */
  change(read: Row, change: Partial<Row>, pixels?: number[]): Promise<boolean>;
  /** False where there is none; throws `InUse`. */
  remove(row: Row): Promise<boolean>;
}

export interface LinkedRecords extends AdRecords<AdRow> {
  /** The links of these pixels, or of these line items or campaigns; by the owner's id, then the pixel's. */
  links(by: 'pixel_id' | 'owner_id', ids: number[]): Promise<PixelLink[]>;
}

/** What advertisers have: pixels, and what uses them. */
export interface Advertising {
  pixels: AdRecords<ConversionPixelRow>;
  lineItems: LinkedRecords;
  campaigns: LinkedRecords;
}

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
  pixels: records<ConversionPixelRow>(db, 'conversion_pixels', PIXEL_COLUMNS),
  lineItems: linked(db, 'line_items', 'line_item_pixels'),
  campaigns: linked(db, 'campaigns', 'campaign_pixels'),
});

/** The records of one table. A change and its links are one transaction, over before anything else runs. */
function records<Row extends AdRow>(
  db: DatabaseSync,
  table: string,
  columns: string[],
  linkTable?: string,
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
        if (Number(changes) > 0) link(read, pixels);
        return Number(changes) > 0;
      });
    },

    remove({ account_id, id }) {
      return transaction(db, InUse, () => {
        const { changes } = db
          .prepare(`DELETE FROM ${table} WHERE account_id = ? AND id = ?`)
          .run(account_id, id);
        return Number(changes) > 0;
      });
    },
  };
}

const linked = (db: DatabaseSync, table: string, linkTable: string): LinkedRecords => ({
  ...records<AdRow>(db, table, COLUMNS, linkTable),
  async links(by, ids) {
    return db
      .prepare(
        `SELECT pixel_id, owner_id, name, state FROM ${linkTable} AS link
         JOIN ${table} AS owner ON owner.account_id = link.account_id AND owner.id = link.owner_id
         WHERE ${by} IN (${ids.map(() => '?').join(', ')}) ORDER BY owner_id, pixel_id`,
      )
      .all(...ids) as unknown as PixelLink[];
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
    db.exec('ROLLBACK');
    const { message } = error as Error;
    if (/UNIQUE constraint failed/.test(message)) throw new Exists(message, { cause: error });
    if (/FOREIGN KEY constraint failed/.test(message)) throw new Broken(message, { cause: error });
    throw error;
  }
}
