import { expect, it, onTestFinished } from 'vitest';
import { forget } from '../../../src/server/sqlite/forget.ts';
import { MIGRATIONS } from '../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../src/server/sqlite/open.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { addAccounts, append, DAY, event, NOW } from '../store/promises/rows.ts';

/** How many of so many events with a text go in each transaction. */
async function steps(events: number, text: string): Promise<number[]> {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  const fields = { properties: { text } };
  await append(store, ...Array.from({ length: events }, (_, at) => event(`${at}`, { fields })));
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  return [...forget(db, NOW + 9 * DAY, 3)].filter(removed => removed > 0);
}

it('removes a hundred events in a transaction, fewer where they are large', async () => {
  // The newest stays.
  expect(await steps(251, 'small')).toEqual([100, 100, 50]);
  expect(await steps(8, 'x'.repeat(400_000))).toEqual([2, 2, 2, 1]);
});
