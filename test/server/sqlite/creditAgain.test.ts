import { expect, it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import {
  addAccounts,
  adEvent,
  append,
  landing,
  MINUTE,
  NOW,
  pixel,
  purchase,
} from '../store/promises/rows.ts';
import { countRows } from './support/countRows.ts';

const CONVERSIONS = 1000;
const TOUCHES = 200;

/** Someone with many touches, each with a long campaign, and many conversions after them. */
async function addCrowd(store: SqliteStore): Promise<void> {
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1, { min_minutes_per_conv: 0 }));
  const campaign = (at: number) => ({ name: `${at}`, content: 'x'.repeat(5000) });
  const back = (ms: number) => ({ time: NOW - ms, receivedAt: NOW });
  const touches = Array.from({ length: TOUCHES }, (_, at) =>
    landing(`t${at}`, campaign(at), back(MINUTE + at), `s${at}`),
  );
  const conversions = Array.from({ length: CONVERSIONS }, (_, at) => purchase(`p${at}`, { time: NOW + at }));
  await Promise.all([...touches, ...conversions].map(each => store.append(each)));
}

const early = (id: string, ms = 2 * MINUTE) =>
  adEvent(id, 'click', { time: NOW - ms, receivedAt: NOW }, { line_item_id: '5' });

it('no commit does more for an event than a bound, whatever its visitor has done before', async () => {
  const rows = countRows();
  const store = new SqliteStore(':memory:');
  onTestFinished(() => store.close());
  await addCrowd(store);
  const before = rows.length;
  expect(await append(store, early('early'), purchase('after', { time: NOW + CONVERSIONS }))).toEqual([
    true,
    true,
  ]);
  await store.settled();
  const after = rows.slice(before);
  expect(after.length).toBeGreaterThan(CONVERSIONS / 100);
  // A step is 50 conversions, with a few look-ups each.
  expect(Math.max(...after)).toBeLessThan(500);
});

it('credits in steps what a touch changes in the conversions of one who has many', async () => {
  const store = new SqliteStore(':memory:');
  onTestFinished(() => store.close());
  await addCrowd(store);
  const late = adEvent('late', 'click', { time: NOW + 500, receivedAt: NOW }, { line_item_id: '5' });
  await append(store, late);
  await store.settled();
  const { conversions } = await store.conversions({ accounts: ['acme'], lineItemIds: [5], limit: 1000 });
  expect(conversions.map(({ message_id }) => message_id)).toEqual(
    Array.from({ length: 500 }, (_, at) => `p${999 - at}`),
  );
  for (const table of (await store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
});

it('goes on with what was left when the collector stopped', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  await addCrowd(store);
  await append(store, adEvent('late', 'click', { time: NOW, receivedAt: NOW }, { line_item_id: '5' }));
  await store.close();
  const again = openStore(folder);
  await again.settled();
  const { conversions } = await again.conversions({ accounts: ['acme'], lineItemIds: [5], limit: 2000 });
  expect(conversions).toHaveLength(CONVERSIONS);
});
