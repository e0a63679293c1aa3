import { describe, it } from 'vitest';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { countsOnce } from './support/countsOnce.ts';

describe.each([
  ['memory', () => new MemoryStore()],
  ['SQLite', () => new SqliteStore(':memory:')],
] as [string, () => Store][])('a store in %s', (_, open) => {
  it('counts each event once, in whatever order it is exported, forgotten, erased, imported and rebuilt', async () => {
    await countsOnce(open, 150);
  }, 120_000);
});
