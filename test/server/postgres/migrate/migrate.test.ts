import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { dump } from './support/dump.ts';
import { fillStore } from './support/filled.ts';
import { move } from './support/move.ts';

const changed = async (file: string) => {
  const store = new SqliteStore(file);
  const { tables } = await store.difference();
  await store.close();
  return tables.map(({ name, changed }) => [name, changed]);
};

it('moves a store to two servers and back, and nothing of it is different', async () => {
  const [from, back] = [tempDir(), tempDir()];
  const file = join(from, 'tgp.db');
  await fillStore(file);
  const before = dump(file);
  const servers = `${await emptyDatabase()} ${await emptyDatabase()}`;
  const there = await move(from, servers);
  expect(there).toMatchObject({ different: [], report: { different: [] } });
  expect(there.report.tables.every(({ source, target }) => source === target)).toBe(true);
  // Something of everything, or it would prove little.
  expect(there.report.tables.filter(({ source }) => source === 0).map(({ table }) => table)).toEqual([]);

  const again = await move(servers, back);
  expect(again).toMatchObject({ different: [], report: { different: [] } });
  const hashes = ({ report }: typeof again) => report.tables.map(({ table, hash }) => [table, hash]);
  expect(hashes(again)).toEqual(hashes(there));
  expect(dump(join(back, 'tgp.db'))).toEqual(before);
  expect(await changed(join(back, 'tgp.db'))).toEqual((await changed(file)).map(([name]) => [name, 0]));
});
