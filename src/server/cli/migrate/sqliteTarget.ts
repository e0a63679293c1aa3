import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DAY_MS } from '../../../protocol/durations.ts';
import { VOCABULARY } from '../../../protocol/kinds.ts';
import { NEXT_SEQ } from '../../sqlite/husks.ts';
import { MIGRATIONS } from '../../sqlite/migrationNames.ts';
import { open } from '../../sqlite/open.ts';
import { IS_UNFINISHED } from '../../sqlite/openWhole.ts';
import { transaction } from '../../sqlite/transaction.ts';
import { RULES } from '../../visits/rules.ts';
import { readSecretKey, SECRET_KEY_FILE } from '../readSecretKey.ts';
import type { Target, Whole } from './sides.ts';
import { sqliteRows } from './sqliteRows.ts';
import { type Row, sqliteKeyOf, type Table } from './tables.ts';

const BUSY_MS = 10_000;

/** What a store has that was used. */
const USED = ['accounts', 'users', 'tokens', 'events', 'husks', 'audit'];

/** The days on which visits began. */
const NOTE_DAYS = 'INSERT OR IGNORE INTO visit_days (write_key, day, changes, made)';
const dayOf = (time: number): number => Math.trunc(time / DAY_MS) * DAY_MS;

/** A new store in a file. */
export function sqliteTarget(file: string, name: string): Target {
  open(file, { busyMs: BUSY_MS, migrations: MIGRATIONS, maxBytes: null }).close();
  // Records come before those that they name: that is looked at in the end.
  const db = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
  // A commit may be lost, not the store: what it did is done again.
  db.exec('PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536');
  const rows = sqliteRows(db);
  const isThere = () => db.prepare(IS_UNFINISHED).get() !== undefined;

  let isPrepared = false;

  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  function insert(table: Table, how: 'IGNORE' | 'REPLACE', all: readonly Row[]): void {
    const columns = rows.columns(table).filter(column => table.of !== 'tag' || column !== 'account_id');
    const add = prepared(
      `INSERT OR ${how} INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of all) add.run(...columns.map(column => row[column] as SQLInputValue));
    if (table.name === 'tags') noteTags(all);
    if (table.name === 'visits' && isPrepared) {
      const note = prepared(`${NOTE_DAYS} VALUES (?, ?, 1, 0)`);
      for (const row of all) note.run(row.write_key as string, dayOf(row.started_at as number));
    }
  }
  /** Of a tag that is gone it is known whose its events were. */
  function noteTags(all: readonly Row[]): void {
    const note = prepared('INSERT OR REPLACE INTO moving_tags (write_key, account_id) VALUES (?, ?)');
    for (const row of all) note.run(row.write_key as string, row.account_id as string);
    rows.forgetTags();
  }

  return {
    ...rows,
    name,

    kept: {
      async get(key) {
        if (!isThere()) return undefined;
        return db.prepare('SELECT value FROM moving_kept WHERE name = ?').get(key)?.value as
          | string
          | undefined;
      },
      async set(key, value) {
        prepared('INSERT OR REPLACE INTO moving_kept (name, value) VALUES (?, ?)').run(key, value);
      },
    },

    async content() {
      const used = USED.find(table => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get());
      return used && `it has ${used}`;
    },

    async begin() {
      transaction(db, () =>
        db.exec(`
          CREATE TABLE IF NOT EXISTS moving_kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
          CREATE TABLE IF NOT EXISTS moving_tags (write_key TEXT PRIMARY KEY, account_id TEXT NOT NULL) STRICT, WITHOUT ROWID`),
      );
    },

    async knowTags(tags) {
      transaction(db, () => noteTags(tags));
    },

    async add(table, all) {
      transaction(db, () => insert(table, 'IGNORE', all));
    },

    async replace(table, keys, all) {
      const key = sqliteKeyOf(table);
      const remove = prepared(
        `DELETE FROM ${table.name} WHERE ${key.map(column => `${column} = ?`).join(' AND ')}`,
      );
      transaction(db, () => {
        for (const each of keys) remove.run(...key.map(column => each[column] as SQLInputValue));
        insert(table, 'REPLACE', all);
      });
    },

    // A store knows nothing of how often what is: its plans are made for that.
    async settle() {},

    async prepare() {
      db.exec(`${NOTE_DAYS} SELECT DISTINCT write_key, started_at / ${DAY_MS} * ${DAY_MS}, 1, 0 FROM visits`);
      isPrepared = true;
    },

    async keepSecretKey({ key, where }) {
      const own = join(dirname(file), SECRET_KEY_FILE);
      if (!key) return `The key of the tags' secrets did not move: it is ${where}, which is to be ${own}.`;
      if (!readSecretKey(dirname(file), key).equals(key))
        throw new Error(`${own} has another key than the tags' secrets are under: put it elsewhere`);
      return undefined;
    },

    async finish(whole) {
      transaction(db, () => finish(db, whole));
      db.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)');
    },

    async close() {
      db.close();
    },
  };
}

function finish(db: DatabaseSync, { states, lastToken }: Whole): void {
  const wrong = db.prepare('PRAGMA foreign_key_check').get();
  if (wrong) throw new Error(`a row of ${wrong.table} names one of ${wrong.parent} that is not there`);
  const set = db.prepare('INSERT OR REPLACE INTO last_numbers (kind, number) VALUES (?, ?)');
  const most = (of: (state: Whole['states'][number]) => number) => Math.max(0, ...states.map(of));
  const withEvents = states.filter(({ events }) => events > 0);
  const least = (current: number, of: (state: Whole['states'][number]) => number) =>
    Math.min(current, ...withEvents.map(of));
  set.run('token', lastToken);
  set.run(
    'event',
    states.reduce((sum, { events }) => sum + events, 0),
  );
  set.run(
    'uncapped_event',
    most(state => state.uncapped_event),
  );
  set.run(
    'plain_event',
    most(state => state.plain_event),
  );
  set.run(
    'vocabulary',
    least(VOCABULARY, state => state.vocabulary),
  );
  set.run(
    'rules',
    least(RULES, state => state.rules),
  );
  keepNumbers(db);
  db.exec('DROP TABLE moving_kept; DROP TABLE moving_tags');
}

/** The next event comes after all that is said to be from an event on: where those before are gone, something has their place. */
function keepNumbers(db: DatabaseSync): void {
  const since = ['account_rules', 'pixel_rules', 'known_names', 'record_words'].map(
    table => `SELECT max(since_seq) AS seq FROM ${table}`,
  );
  db.exec(
    `INSERT INTO husks (seq, write_key, mark, type, event, received_at, time, kind, source, is_repeat)
     SELECT max(seq) - 1, '', randomblob(16), '', '', 0, 0, '', '', 0 FROM (${since.join(' UNION ALL ')})
     HAVING max(seq) > ${NEXT_SEQ}`,
  );
}
