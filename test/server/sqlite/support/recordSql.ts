import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, vi } from 'vitest';

/** Runs the statements of the files that change a store's form, each once in its life. */
const MIGRATING = /\/migrate\.ts/;

/** All statements that are prepared while the file's tests run, each text once. */
export function recordSql(): Set<string> {
  const texts = new Set<string>();
  beforeAll(() => {
    const { prepare } = DatabaseSync.prototype;
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
      if (!MIGRATING.test(new Error().stack ?? '')) texts.add(sql);
      return prepare.call(this, sql);
    });
  });
  afterAll(() => void vi.restoreAllMocks());
  return texts;
}
