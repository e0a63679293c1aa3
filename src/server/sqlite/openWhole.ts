import { UNFINISHED } from '../store/unfinished.ts';
import type { Connection } from './connection.ts';
import { open } from './open.ts';

/** Finds a row in what `tgp migrate` has not made a whole store yet: it has a table of its own meanwhile. */
export const IS_UNFINISHED = `SELECT 1 FROM sqlite_schema WHERE name = 'moving_kept'`;

/** Opens the file of a whole store. */
export function openWhole(...[file, options]: Parameters<typeof open>): Connection {
  const db = open(file, options);
  if (!db.prepare(IS_UNFINISHED).get()) return db;
  db.close();
  throw new Error(UNFINISHED);
}
