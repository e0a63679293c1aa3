import type { Accounts } from './records.ts';

/** What a request may change. Stored: never rename. */
export const RECORD_NAMES = [
  'account',
  'tag',
  'saved_pixel',
  'pixel_event',
  'conversion_pixel',
  'line_item',
  'campaign',
  'segment',
  'token',
  'user',
  'invitation',
  'session',
  'person',
] as const;

export type RecordName = (typeof RECORD_NAMES)[number];

/** Who asked; `nobody` tried to log in, an `upgrade` of the collector asked nobody. Stored: never rename. */
export type ActorKind = 'token' | 'user' | 'admin' | 'demo' | 'nobody' | 'upgrade';

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
  /** What pages run since, as JSON; null where that did not change. */
  published: string | null;
}

export type NewAuditRow = Omit<AuditRow, 'seq'>;

/** Which entries to read. Times are ms, from `from` on and before `to`. */
export interface AuditFilter {
  /** `*` reads the entries of no account as well. */
  accounts: Accounts;
  from?: number | undefined;
  to?: number | undefined;
  /** Who it was, by name. Default: anybody. */
  actor?: string | undefined;
  /** What was changed. Default: anything. */
  kind?: RecordName | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Who changed what, when. */
export interface Audit {
  /** All of them or none. */
  add(rows: NewAuditRow[]): Promise<void>;
  /** Removes the entries from before a time; settles with how many. */
  forget(before: number): Promise<number>;
  /**
   * Newest first. Throws `BadCursor`; `next` reads on from here and is null at the end. A page that looked at many that are
   * not meant may end there, with none.
   */
  list(filter: AuditFilter): Promise<{ rows: AuditRow[]; next: string | null }>;
}
