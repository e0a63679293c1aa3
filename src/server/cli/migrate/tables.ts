/** What a row is called by, and what it holds; PostgreSQL's form of it, with the account that it belongs to. */
export type Row = Record<string, unknown>;

/** A table that both engines have, and how its rows are told apart in both. */
export interface Table {
  name: string;
  /** Whose its rows are: the collector's, an account's, or, where SQLite names no account, a tag's. */
  of: 'all' | 'account' | 'tag';
  /** What tells two rows of an account apart; of a tag's the tag is among it. */
  key: readonly string[];
  /** Columns that hold an event's number. */
  numbers: readonly string[];
  /** Records: few, and unique in more than their key. What changed of them is changed at once. */
  isRecord: boolean;
}

type Of = Table['of'];

const record = (name: string, of: Of, ...key: string[]): Table => ({
  name,
  of,
  key,
  numbers: [],
  isRecord: true,
});

const made = (name: string, of: Of, key: string[], ...numbers: string[]): Table => ({
  name,
  of,
  key,
  numbers,
  isRecord: false,
});

/**
 * All that moves from one store to another: not log-ins, nor what is made of the rest by its engine alone (in SQLite the columns
 * of visits, in PostgreSQL what was seen before and whose the public ids are).
 */
export const TABLES: readonly Table[] = [
  record('store_keys', 'all', 'name'),
  record('retention_clock', 'all', 'id'),
  record('accounts', 'all', 'id'),
  record('users', 'all', 'name'),
  record('invitations', 'all', 'id'),
  record('tokens', 'all', 'id'),
  record('served_files', 'all', 'name'),
  made('audit', 'all', ['seq']),
  record('tags', 'account', 'write_key'),
  record('tag_paths', 'tag', 'path', 'write_key'),
  record('retention', 'tag', 'write_key'),
  record('saved_pixels', 'account', 'id'),
  record('pixel_events', 'account', 'id'),
  record('conversion_pixels', 'account', 'id'),
  record('line_items', 'account', 'id'),
  record('campaigns', 'account', 'id'),
  record('segments', 'account', 'id'),
  record('line_item_pixels', 'account', 'owner_id', 'pixel_id'),
  record('campaign_pixels', 'account', 'owner_id', 'pixel_id'),
  record('account_rules', 'account', 'since_seq'),
  record('pixel_rules', 'account', 'pixel_id', 'since_seq'),
  record('known_names', 'account', 'event'),
  record('record_words', 'account', 'id', 'since_seq'),
  made('events', 'tag', ['write_key', 'seq', 'received_at'], 'seq'),
  made('husks', 'tag', ['write_key', 'mark'], 'seq'),
  made('counts', 'tag', ['write_key', 'type', 'event', 'hour']),
  made('last_seen', 'tag', ['write_key', 'type', 'event']),
  made('hour_names', 'tag', ['write_key', 'hour']),
  made('happenings', 'tag', ['write_key', 'seq'], 'seq', 'first_seq'),
  made('kind_counts', 'tag', ['write_key', 'kind', 'hour']),
  made('kind_seen', 'tag', ['write_key', 'kind', 'source']),
  made('identities', 'account', ['user_id', 'anonymous_id'], 'seq'),
  made('touches', 'account', ['id'], 'seq'),
  made('conversions', 'account', ['pixel_id', 'seq'], 'seq'),
  made('credits_due', 'account', ['anonymous_id', 'user_id'], 'seq'),
  made('counted_before', 'account', ['pixel_id', 'mark', 'seq'], 'seq'),
  made('refunds', 'account', ['seq'], 'seq'),
  made('visits', 'tag', ['write_key', 'visitor', 'session'], 'seq'),
  made('visits_due', 'tag', ['write_key', 'visitor', 'session'], 'seq'),
];

/** What tells any two rows apart, in PostgreSQL. */
export const keyOf = ({ of, key }: Table): readonly string[] => (of === 'all' ? key : ['account_id', ...key]);

/** The same in SQLite, where a tag's rows name the tag alone. */
export const sqliteKeyOf = ({ of, key }: Table): readonly string[] =>
  of === 'account' ? ['account_id', ...key] : key;

/** A row's key as a text. */
export const keyText = (table: Table, row: Row): string => textOf(keyOf(table).map(column => row[column]));

/** Values as a text that is the same in both engines. */
export const textOf = (values: readonly unknown[]): string =>
  JSON.stringify(values.map(value => (value instanceof Uint8Array ? hexOf(value) : value)));

export const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
