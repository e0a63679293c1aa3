import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { startPostgres } from '../../../support/postgres/startPostgres.ts';
import { account, tag } from '../../store/promises/rows.ts';
import { move } from './support/move.ts';

it('knows of no rows that a server lost which was not the first', async () => {
  const from = tempDir();
  const store = new SqliteStore(join(from, 'tgp.db'));
  for (let at = 1; at <= 16; at++) {
    await store.accounts.add(account(`a${at}`));
    await store.tags.add(tag(`k${at}`, { account_id: `a${at}` }));
  }
  await store.close();
  // What was not waited for stays in its memory.
  const second = await startPostgres({ settings: { wal_writer_delay: '10s' } });
  onTestFinished(() => second.stop());
  const to = `${await emptyDatabase()} ${second.url('postgres')}`;
  const stopped = move(from, to, {
    through: ({ source, target }) => {
      const { kept } = target;
      const set = async (name: string, value: string) => {
        await kept.set(name, value);
        if (name !== 'copied tags') return;
        await second.kill('SIGKILL');
        throw new Error('killed');
      };
      return { source, target: { ...target, kept: { ...kept, set } } };
    },
  });
  await expect(stopped).rejects.toThrow('killed');
  await second.start();
  expect((await move(from, to)).report.different).toEqual([]);
});
