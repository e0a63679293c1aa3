import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, vi } from 'vitest';

/** All statements that are prepared while the file's tests run, each text once. */
export function recordSql(): Set<string> {
  const texts = new Set<string>();
  beforeAll(() => {
    const { prepare } = DatabaseSync.prototype;
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
      texts.add(sql);
      return prepare.call(this, sql);
    });
  });
  afterAll(() => void vi.restoreAllMocks());
  return texts;
}
