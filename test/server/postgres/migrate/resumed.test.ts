import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, append, event } from '../../store/promises/rows.ts';
import { move } from './support/move.ts';

it('takes events again while all is compared once more, where it was killed in the switch', {
  timeout: 120_000,
}, async () => {
  const from = tempDir();
  const store = new SqliteStore(join(from, 'tgp.db'));
  await addAccounts(store);
  await append(store, event('before'));
  const servers = await emptyDatabase();
  const killed = move(from, servers, {
    through: ({ source, target }) => ({
      source: {
        ...source,
        whole: () => Promise.reject(new Error('killed')),
        // It is not there to do that.
        accept: async () => {},
      },
      target,
    }),
  });
  await expect(killed).rejects.toThrow('killed');
  await expect(store.append(event('refused'))).rejects.toThrow();
  let stored: Promise<boolean> | undefined;
  const moved = await move(from, servers, {
    show(what) {
      if (what === 'comparing') stored ??= store.append(event('meanwhile'));
    },
  });
  expect(await stored).toBe(true);
  expect(moved).toMatchObject({ different: [], report: { different: [] } });
  await expect(store.append(event('late'))).rejects.toThrow();
  await store.close();
});
