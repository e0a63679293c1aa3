import { join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../support/collector.ts';
import { expectVisitsAgain } from '../store/support/stoppedErasure.ts';

it.each([
  { stopAfter: 0, starts: 1 },
  { stopAfter: 2, starts: 1 },
  { stopAfter: 5, starts: 3 },
])('makes the visits of a shared device again after an erasure that was stopped: %o', async how => {
  const file = join(tempDir(), 'tgp.db');
  await expectVisitsAgain(async () => {
    const store = new SqliteStore(file, { goesOn: true });
    onTestFinished(() => store.close().catch(() => {}));
    return store;
  }, how);
});
