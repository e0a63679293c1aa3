import { it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { expectPlans } from '../sqlite/support/expectPlans.ts';
import { recordSql } from '../sqlite/support/recordSql.ts';
import { conformance } from './conformance.ts';

const texts = recordSql();

conformance(
  'SQLite',
  async ({ onDisk, ...options } = {}) => {
    if (!onDisk) {
      const store = new SqliteStore(':memory:', options);
      onTestFinished(() => store.close().catch(() => {}));
      return { store };
    }
    const folder = tempDir();
    const store = openStore(folder, options);
    return {
      store,
      async reopen() {
        await store.close();
        return openStore(folder, options);
      },
    };
  },
  { hasDisk: true },
);

// Of all statements that were run till here.
it('no statement reads more of a table that grows than an index finds', () => expectPlans(texts));
