import { expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../src/server/sqlite/connection.ts';
import { MIGRATIONS } from '../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../src/server/sqlite/open.ts';
import { corrections, rowsAfter } from '../../../src/server/sqlite/rebuild/correct.ts';
import { COMPARED } from '../../../src/server/store/projections.ts';

/** The statements that a table's rows are compared by, from one key to another. */
function statements(isDry: boolean): string[][] {
  return COMPARED.map((_, at) => {
    const texts: string[] = [];
    // Of every table there is a row more, and something of it to note.
    const row = new Proxy({}, { get: (_target, name) => (name === 'n' ? 1 : 'x') });
    const prepare = (text: string) => {
      texts.push(text);
      return { get: () => row, run: () => ({ changes: 0 }), all: () => [row] };
    };
    const schemas = { fresh: 'main', live: 'main' };
    const table = corrections({ prepare } as unknown as Connection, schemas, isDry)[at]!;
    table.step();
    texts.splice(0);
    table.step();
    return texts.splice(0);
  });
}

it.each([
  ['puts right', false],
  ['tells what is different', true],
])('%s row after row: no step reads more of a table than lies between two keys', (_what, isDry) => {
  const db = open(':memory:', { busyMs: 0, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  for (const [at, texts] of statements(isDry).entries()) {
    const { name, key, isOfAccount } = COMPARED[at]!;
    const keys = isOfAccount ? ['account_id', ...key] : key;
    const [from, to] = keys.length > 1 ? [`(${keys})>(`, `(${keys})<(`] : ['rowid>?', 'rowid<?'];
    expect(texts.length, name).toBeGreaterThan(1);
    for (const text of texts) {
      const plan = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all();
      const reads = plan.map(({ detail }) => detail).filter(detail => /^(SEARCH|SCAN) row\b/.test(detail));
      expect(reads, text).toEqual([expect.stringMatching(/^SEARCH /)]);
      expect(reads[0]!, text).toContain(from);
      expect(reads[0]!, text).toContain(to);
    }
  }
});

it.each([
  ['goes on with as many', 200, 40, 200],
  ['twice as many after a quick step', 200, 3, 400],
  ['never more than a thousand', 900, 1, 1000],
  ['fewer after a slow one', 1000, 400, 100],
  ['never fewer than fifty', 60, 5000, 50],
])('%s', (_what, rows, took, next) => {
  expect(rowsAfter(rows, took)).toBe(next);
});
