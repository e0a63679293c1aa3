import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccountState } from '../../postgres/schema.ts';
import { NEXT_SEQ } from '../../sqlite/husks.ts';
import { noMove } from '../../sqlite/noMove.ts';
import { transaction } from '../../sqlite/transaction.ts';
import { SECRET_KEY_FILE, secretKeyIn } from '../readSecretKey.ts';
import type { Changed, Moment, Source } from './sides.ts';
import { noteChanges } from './sqliteNotes.ts';
import { sqliteRows } from './sqliteRows.ts';
import { type Row, sqliteKeyOf, TABLES, type Table } from './tables.ts';

/** How long it waits for a collector's commit. */
const BUSY_MS = 10_000;

/** Changes that are read at once, and forgotten at once: a collector commits in between. */
const STEP = 5000;

const BY_NAME = new Map(TABLES.map(table => [table.name, table]));

type Note = Row & { id: number; name: string };

/** A store in a file, beside the collector that may be running. */
export function sqliteSource(file: string, name: string): Source {
  const db = new DatabaseSync(file, { timeout: BUSY_MS });
  db.exec('PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL');
  const rows = sqliteRows(db);
  let told = 0;
  const isThere = () =>
    db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'moving'`).get() !== undefined;

  const keyOf = (table: Table, note: Note): Row => {
    const key = Object.fromEntries(sqliteKeyOf(table).map((column, at) => [column, note[`k${at + 1}`]]));
    return table.of === 'tag' ? { ...key, account_id: note.account_id } : key;
  };

  async function* changes(): AsyncGenerator<Changed[]> {
    const read = db.prepare(
      `SELECT note.*, tag.account_id AS account_id FROM moving_notes AS note
       LEFT JOIN moving_tags AS tag ON tag.write_key = note.tag WHERE id > ? ORDER BY id LIMIT ${STEP}`,
    );
    for (let after = 0; ; ) {
      const notes = read.all(after) as Note[];
      if (!notes.length) return;
      after = told = notes.at(-1)!.id;
      yield notes.map(note => {
        const table = BY_NAME.get(note.name)!;
        return { table, key: keyOf(table, note) };
      });
    }
  }

  const numberOf = (kind: string): number =>
    (db.prepare('SELECT number FROM last_numbers WHERE kind = ?').get(kind)?.number as number | undefined) ??
    0;

  return {
    ...rows,
    name,

    async migration() {
      return isThere() ? (db.prepare('SELECT id FROM moving').get()!.id as string) : undefined;
    },

    async begin(id, target) {
      transaction(db, () => noteChanges(db, id, target));
    },

    async moment(work) {
      rows.forgetTags();
      told = 0;
      db.exec('BEGIN');
      try {
        return await work({
          ...rows,
          changes,
          numbers: async () => [],
          tags: async () => [],
        } satisfies Moment);
      } finally {
        db.exec('COMMIT');
      }
    },

    async forget() {
      const remove = db.prepare(
        `DELETE FROM moving_notes WHERE id <= ? AND id IN (SELECT id FROM moving_notes ORDER BY id LIMIT ${STEP})`,
      );
      while (remove.run(told).changes) await new Promise(setImmediate);
    },

    async refuse() {
      transaction(db, () => db.exec('UPDATE moving SET refuses = 1'));
    },

    async accept() {
      transaction(db, () => db.exec('UPDATE moving SET refuses = 0'));
    },

    async secretKey() {
      const key = secretKeyIn(dirname(file));
      return key && { key, where: join(dirname(file), SECRET_KEY_FILE) };
    },

    async whole(stored) {
      const next = db.prepare(`SELECT ${NEXT_SEQ} AS seq`).get()!.seq as number;
      const ids = db.prepare('SELECT id FROM accounts ORDER BY created_at, id').all();
      const states = ids.map(
        ({ id }): AccountState => ({
          account_id: id as string,
          next_seq: next,
          events: stored.get(id as string) ?? 0,
          version: 0,
          shared_event: next - 1,
          uncapped_event: numberOf('uncapped_event'),
          plain_event: numberOf('plain_event'),
          vocabulary: numberOf('vocabulary'),
          rules: numberOf('rules'),
          moving: '',
        }),
      );
      // Of some that are gone nobody knows any more whose they were.
      const gone = numberOf('event') - states.reduce((sum, { events }) => sum + events, 0);
      if (states[0] && gone > 0) states[0].events += gone;
      return { states, lastToken: numberOf('token') };
    },

    async end() {
      transaction(db, () => noMove(db));
    },

    async close() {
      db.close();
    },
  };
}
