import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { Away } from '../../../../src/server/store/errors.ts';
import type { ConversionRow } from '../../../../src/server/store/rows.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase, openAt } from '../../../support/postgres/openPostgres.ts';
import { account, addAccounts, event, NOW, pixel, purchase, tag } from '../../store/promises/rows.ts';
import { look } from '../../store/support/look.ts';
import { HARD } from './support/filled.ts';
import { move } from './support/move.ts';

it('gives the events of all accounts one order again, each account its own', {
  timeout: 300_000,
}, async () => {
  const [from, back] = [tempDir(), tempDir()];
  const old = new SqliteStore(join(from, 'tgp.db'));
  await addAccounts(old);
  await old.conversionPixels.add(pixel(1));
  for (let at = 0; at < 30; at++)
    await old.append(
      purchase(`old ${at}`, { writeKey: at % 2 ? 'k1' : 'o1', receivedAt: NOW + at }, { order_id: `${at}` }),
    );
  await old.close();
  const urls = [await emptyDatabase(), await emptyDatabase()];
  const servers = urls.join(' ');
  await move(from, servers);

  const store = await openAt(urls);
  // Each account counts for itself now, a new one from 1 on.
  await store.accounts.add(account('third'));
  await store.tags.add(tag('t1', { account_id: 'third' }));
  await store.conversionPixels.add(pixel(3, { account_id: 'third' }));
  const ids: string[] = [];
  const send = async (at: number, from: string) => {
    const writeKey = ['k1', 'o1', 't1'][at % 3]!;
    const id = `${from} ${at}${at % 10 ? '' : HARD}`;
    const given = { writeKey, anonymousId: `v${at % 4}`, receivedAt: NOW + 1000 + at };
    await store.append(
      at % 2 ? event(id, given) : purchase(id, given, { order_id: `o${at % 8}`, value: `${at}` }),
    );
    ids.push(id);
  };
  for (let at = 0; at < 60; at++) {
    await send(at, 'new');
    // What a record says from an event on.
    if (at % 20 === 7)
      await store.conversionPixels.change((await store.conversionPixels.get(3))!, { post_click_value: at });
  }
  await move(servers, back, { isSwitch: false });
  for (let at = 0; at < 60; at++) await send(at, 'during');
  await store.settled();
  const shown = await look(store);
  expect(await move(servers, back)).toMatchObject({ different: [], report: { different: [] } });
  await expect(store.append(event('late'))).rejects.toThrow(Away);

  const moved = new SqliteStore(join(back, 'tgp.db'));
  const { tables } = await moved.difference();
  expect(tables.map(({ name, changed }) => [name, changed])).toEqual(tables.map(({ name }) => [name, 0]));
  const { events } = await moved.history({ accounts: '*', limit: 1000 });
  expect(new Set(events.map(({ messageId }) => messageId))).toEqual(
    new Set([...Array.from({ length: 30 }, (_, at) => `old ${at}`), ...ids]),
  );
  expect(events.filter(({ writeKey }) => writeKey === 't1').map(({ messageId }) => messageId)).toEqual(
    ids.filter((_, at) => at % 3 === 2),
  );
  // Of two servers, visitors are an estimate in reports.
  const now = await look(moved);
  const same = ({ events, conversions, counts, visits, records }: typeof now) => ({
    // Their numbers are given anew: which account's come first hangs on where its server is.
    ...{ conversions: (conversions as ConversionRow[]).map(({ seq: _, ...row }) => row) },
    ...{ events, counts, visits, records },
  });
  expect(same(now)).toEqual(same(shown));
  // The next one comes after all of them.
  expect(await moved.append(event('next', { writeKey: 't1' }))).toBe(true);
  await moved.close();
});
