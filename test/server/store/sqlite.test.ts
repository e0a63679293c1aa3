import { onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { conformance } from './conformance.ts';

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
