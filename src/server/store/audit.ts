import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { BadCursor } from './store.ts';

/** What a request may change. Stored: never rename. */
export type RecordName =
  | 'account'
  | 'tag'
  | 'saved_pixel'
  | 'pixel_event'
  | 'conversion_pixel'
  | 'line_item'
  | 'campaign'
  | 'token'
  | 'user'
  | 'session';

/** Who asked; `nobody` tried to log in. Stored: never rename. */
export type ActorKind = 'token' | 'user' | 'admin' | 'demo' | 'nobody';

export interface AuditRow {
  seq: number;
  time: number;
  actor_kind: ActorKind;
  actor_id: string;
  actor_name: string;
  method: string;
  /** Its pattern, without what a client sent. */
  route: string;
  record_kind: RecordName | null;
  record_id: string | null;
  account_id: string | null;
  /** Of the answer. */
  status: number;
}

export type NewAuditRow = Omit<AuditRow, 'seq'>;

/** Which entries to read. Times are ms. */
export interface AuditFilter {
  /** `*` reads the entries of no account as well. */
  accounts: string[] | '*';
  from?: number;
  to?: number;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string;
}

/** Who changed what, when. */
export interface Audit {
  /** All of them or none. */
  add(rows: NewAuditRow[]): Promise<void>;
  /** Newest first; `next` reads on from here and is null at the end. */
  list(filter: AuditFilter): Promise<{ rows: AuditRow[]; next: string | null }>;
}

const COLUMNS = [
  'time',
  'actor_kind',
  'actor_id',
  'actor_name',
  'method',
  'route',
  'record_kind',
  'record_id',
  'account_id',
  'status',
] as const;

export const audit = (db: DatabaseSync): Audit => ({
  async add(rows) {
    const marks = `(${COLUMNS.map(() => '?').join(', ')})`;
    db.prepare(`INSERT INTO audit (${COLUMNS.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`).run(
      ...rows.flatMap(row => COLUMNS.map(name => row[name])),
    );
  },

  async list({ accounts, from, to, limit, cursor }) {
    const parts: [sql: string, ...values: SQLInputValue[]][] = [];
    if (accounts !== '*') parts.push([`account_id IN (${accounts.map(() => '?').join(', ')})`, ...accounts]);
    if (from !== undefined) parts.push(['time >= ?', from]);
    if (to !== undefined) parts.push(['time <= ?', to]);
    if (cursor !== undefined) {
      const place = /^(\d{1,15})-(\d{1,15})$/.exec(cursor);
      if (!place) throw new BadCursor(cursor);
      parts.push(['(time, seq) < (?, ?)', Number(place[1]), Number(place[2])]);
    }
    const where = parts.length ? `WHERE ${parts.map(([sql]) => sql).join(' AND ')}` : '';
    const rows = db
      .prepare(`SELECT * FROM audit ${where} ORDER BY time DESC, seq DESC LIMIT ?`)
      .all(...parts.flatMap(([, ...values]) => values), limit + 1) as unknown as AuditRow[];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { rows: page, next: last && rows.length > limit ? `${last.time}-${last.seq}` : null };
  },
});
