import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll } from 'vitest';

/** Runs the statements of the files that change a store's form, each once in its life. */
const MIGRATING = /\/migrate\.ts/;

/** All statements that are prepared while the file's tests run, each text once. */
export function recordSql(): Set<string> {
  const texts = new Set<string>();
  const known = new Set<string>();
  const { prepare } = DatabaseSync.prototype;
  beforeAll(() => {
    DatabaseSync.prototype.prepare = function (sql) {
      // Who asks is looked for where a text is new alone: it takes longer than the statement.
      if (!known.has(sql) && !MIGRATING.test(new Error().stack ?? '')) texts.add(sql);
      known.add(sql);
      return prepare.call(this, sql);
    };
  });
  afterAll(() => {
    DatabaseSync.prototype.prepare = prepare;
  });
  return texts;
}
