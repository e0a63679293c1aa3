import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Difference, Projection, Rebuilt } from '../../store/store.ts';
import { Connection } from '../connection.ts';
import { creditAgain } from '../creditAgain.ts';
import { removeLarge } from '../removeLarge.ts';
import { transaction } from '../transaction.ts';
import { vocabulary } from '../vocabulary.ts';
import { type Correction, corrections, rowsAfter } from './correct.ts';
import { kindDifferences } from './kindDifferences.ts';
import { FORM, type Replay, replay, type Schemas } from './replay.ts';
import { visitDifferences } from './visitDifferences.ts';

/** How much of it is done. */
export type OnProgress = (done: number, total: number) => void;

const PROJECTIONS: Projection[] = ['counts', 'last_seen', 'touches', 'conversions', 'visits'];

/** Rows that the first step of a table compares: how long they take is known after it. */
const FIRST_ROWS = 200;

/** What SQLite has beside a file, and the file. */
const ENDS = ['-wal', '-shm', ''];

/** How long a step waits for a collector's commit. */
const BUSY_MS = 10_000;

/**
 * What is held of the tables that are made again, in KiB, and pages in their log after which they get their places in the file: as
 * much at once as the disk takes before a collector's commit has waited long.
 */
const CACHE_KIB = 16_384;
const CHECKPOINT_PAGES = 4000;

/** The file that a rebuild of a store's file is made in; it goes on there where it was stopped. */
export const rebuildFileOf = (file: string): string => `${file}.rebuild`;

/**
 * Makes what is made from events again, beside whoever writes to the file: in a file of its own, from the first event to
 * the last. Then it compares a few rows at a time, each time with all events read, and puts right what is wrong.
 */
export const rebuild = (file: string, onProgress?: OnProgress): Promise<Rebuilt> =>
  inOwnFile(file, onProgress, async (db, again, schemas) => {
    const tables = corrections(db, schemas);
    for (const table of tables) await inSteps(rows => correctRows(db, again, table, rows));
    vocabulary(db, schemas.live).setCurrent();
    return rebuilt(db, schemas, tables);
  });

/** The same, but for putting it right: what would be different. */
export const difference = (file: string, onProgress?: OnProgress): Promise<Difference> =>
  inOwnFile(file, onProgress, async (db, again, schemas) => {
    const tables = corrections(db, schemas, true);
    for (const table of tables)
      await inSteps(rows => ({ isMore: transaction(db, () => compare(again, table, rows), 'BEGIN') }));
    const all = () => {
      readAll(again);
      return { ...rebuilt(db, schemas, tables), ...told(db, schemas) };
    };
    return transaction(db, all, 'BEGIN');
  });

async function inOwnFile<Result>(
  file: string,
  onProgress: OnProgress = () => {},
  work: (db: Connection, again: Replay, schemas: Schemas) => Promise<Result>,
): Promise<Result> {
  const made = rebuildFileOf(file);
  const schemas = { fresh: 'main', live: 'live' };
  if (!isOf(made, file)) removeRebuild(file);
  const db = open(made, file);
  try {
    const again = transaction(db, () => replay(db, schemas), 'BEGIN');
    const newest = db.prepare<{ seq: number }>('SELECT coalesce(max(seq), 1) AS seq FROM events');
    while (transaction(db, again.step, 'BEGIN')) {
      onProgress(again.seq(), newest.get()!.seq);
      await new Promise(setImmediate);
    }
    transaction(db, again.settle, 'BEGIN');
    const result = await work(db, again, schemas);
    onProgress(1, 1);
    db.close();
    for (const end of ENDS) await removeLarge(made + end);
    return result;
  } finally {
    // What was stopped goes on another time.
    if (db.isOpen) db.close();
  }
}

/** What a step did: whether there is more, and how long it kept whoever stores events from it, in ms. Default: not at all. */
interface Done {
  isMore: boolean;
  lockedMs?: number;
}

/** As many rows at a time as may be compared without keeping anybody waiting for long. */
async function inSteps(step: (rows: number) => Done): Promise<void> {
  let rows = FIRST_ROWS;
  for (let isMore = true; isMore; ) {
    const startedAt = performance.now();
    const done = step(rows);
    ({ isMore } = done);
    rows = rowsAfter(rows, performance.now() - startedAt);
    if (done.lockedMs) await sleep(done.lockedMs);
    else await new Promise(setImmediate);
  }
}

/**
 * Puts some rows right. They are looked at first, as they are in one moment of the store, whoever writes: most are right, and of the
 * others what is read next is in memory by then. Only then nothing is stored meanwhile: what is compared is made of the same events.
 */
function correctRows(db: Connection, again: Replay, table: Correction, rows: number): Done {
  const look = () => {
    readAll(again);
    return table.look(rows);
  };
  const { areRight, isMore } = transaction(db, look, 'BEGIN');
  if (areRight) return { isMore };
  const startedAt = performance.now();
  const done = transaction(db, () => compare(again, table, rows));
  return { isMore: done, lockedMs: performance.now() - startedAt };
}

/** The same at once, of a store that is in memory. */
export const rebuildHere = (db: Connection): Rebuilt =>
  here(db, false, (schemas, tables) => {
    vocabulary(db).setCurrent();
    return rebuilt(db, schemas, tables);
  });

export const differenceHere = (db: Connection): Difference =>
  here(db, true, (schemas, tables) => ({
    ...rebuilt(db, schemas, tables),
    ...told(db, schemas),
  }));

const told = (db: Connection, schemas: Schemas): Pick<Difference, 'kinds' | 'visits'> => ({
  kinds: kindDifferences(db, schemas),
  visits: visitDifferences(db, schemas),
});

function here<Result>(
  db: Connection,
  isDry: boolean,
  tell: (schemas: Schemas, tables: Correction[]) => Result,
): Result {
  const schemas = { fresh: 'temp', live: 'main' };
  return db.transaction(() => {
    const due = creditAgain(db, Infinity);
    while (due.isDue()) due.step();
    const again = replay(db, schemas);
    const tables = corrections(db, schemas, isDry);
    for (const table of tables) while (compare(again, table));
    const result = tell(schemas, tables);
    again.drop();
    return result;
  });
}

/** Removes what a rebuild left that was stopped: what it read may be there no more. */
export function removeRebuild(file: string): void {
  for (const end of ENDS) rmSync(rebuildFileOf(file) + end, { force: true });
}

/** The tables that are made again, before the store's own. */
function open(made: string, file: string): Connection {
  const database = new DatabaseSync(made, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  database.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.prepare('ATTACH ? AS live').run(file);
  database.exec('PRAGMA live.synchronous = FULL; PRAGMA live.secure_delete = ON');
  return new Connection(database);
}

/** Whether a rebuild that was stopped was one of the store as it is now. */
function isOf(made: string, file: string): boolean {
  if (!existsSync(made)) return true;
  const db = open(made, file);
  try {
    const found = db
      .prepare<{ is: number }>(
        `SELECT version = (SELECT max(name) || ' ${FORM}' FROM live.migrations)
           AND seq <= (SELECT coalesce(max(seq), 0) FROM live.events) AS "is" FROM main.replayed`,
      )
      .get();
    return found?.is === 1;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

/** Reads the events that are new, then compares some rows; false at the end. */
function compare(again: Replay, table: Correction, rows?: number): boolean {
  readAll(again);
  return table.step(rows);
}

function readAll(again: Replay): void {
  while (again.step());
  again.settle();
}

function rebuilt(db: Connection, { live }: Schemas, tables: Correction[]): Rebuilt {
  const count = (table: string) =>
    db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${live}.${table}`).get()!.n;
  return {
    events: count('events'),
    tables: PROJECTIONS.map(name => ({
      name,
      rows: count(name),
      changed: tables.find(table => table.name === name)!.changed,
    })),
  };
}
