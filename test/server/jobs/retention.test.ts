import { expect, it } from 'vitest';
import { removeOld } from '../../../src/server/jobs/retention.ts';
import { advertisers } from '../../support/advertising.ts';
import { collector, NOW, ON_DISK, storedEvents, type TestCollector } from '../../support/collector.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const ids = async (it: TestCollector): Promise<string[]> =>
  (await storedEvents(it)).map(({ messageId }: { messageId: string }) => messageId);

/** A beacon each at these many days before now. */
async function aged(it: TestCollector, days: number[]): Promise<void> {
  for (const day of days) {
    it.clock.now = NOW - day * DAY;
    await it.beacon(`event=purchase&messageId=${day}`);
  }
  it.clock.now = NOW;
}

it('removes what is older than the collector says, and keeps what is counted of known names', async () => {
  const it = await collector();
  await aged(it, [100, 31, 30, 29, 0]);
  expect(await it.store.forget(NOW, 30)).toBe(2);
  expect(await ids(it)).toEqual(['0', '29', '30']);
  expect((await it.call('GET', '/counts')).json().counts).toHaveLength(5);
  expect(await it.store.forget(NOW, 30)).toBe(0);
});

it('removes nothing where nobody says so', async () => {
  const it = await collector();
  await aged(it, [5000, 1]);
  expect(await it.store.forget(NOW, null)).toBe(0);
  expect(await ids(it)).toEqual(['1', '5000']);
});

it('lets a tag have its own days, more or fewer', async () => {
  const it = await collector();
  const url = `/accounts/acme/tags/${it.writeKey}`;
  await aged(it, [10, 4, 0]);
  expect((await it.call('PATCH', url, { retention_days: 5 })).json()).toMatchObject({ retention_days: 5 });
  expect(await it.store.forget(NOW, 30)).toBe(1);
  await it.call('PATCH', url, { retention_days: 400 });
  expect(await it.store.forget(NOW, 2)).toBe(0);
  expect((await it.call('PATCH', url, { retention_days: null })).json()).toMatchObject({
    retention_days: null,
  });
  expect(await it.store.forget(NOW, 2)).toBe(1);
  expect(await ids(it)).toEqual(['0']);
});

it.each([1, 0, -1, 2.5, 40_000, '7'])('refuses %j days', async retention_days => {
  const it = await collector();
  const answer = await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, { retention_days });
  expect([answer.statusCode, answer.json().error.message]).toEqual([
    422,
    'retention_days: must be null or a whole number of days from 2 to 36500',
  ]);
});

it('keeps the newest event of all, so that no number comes twice', async () => {
  const it = await advertisers();
  const { id } = await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0 });
  for (const day of [100, 99]) {
    it.clock.now = NOW - day * DAY;
    await it.app.inject(`/px?id=${id}&messageId=${day}`);
  }
  it.clock.now = NOW;
  await it.send('PUT', `/pixel?id=${id}`, { pixel: { name: 'Changed' } });
  expect(await it.store.forget(NOW, 30)).toBe(1);
  await it.app.inject(`/px?id=${id}&messageId=new`);
  expect((await it.call('GET', '/conversions')).json().conversions).toHaveLength(3);
});

it('removes many in steps, with beacons stored in between', async () => {
  const it = await collector({}, ON_DISK);
  it.clock.now = NOW - 100 * DAY;
  await Promise.all(Array.from({ length: 3500 }, (_, at) => it.beacon(`event=E&messageId=${at}`)));
  it.clock.now = NOW;
  let during = 0;
  const removing = it.store.forget(NOW, 30);
  const beacons = Array.from({ length: 20 }, async (_, at) => {
    await it.beacon(`event=E&messageId=new-${at}`);
    during++;
  });
  const removed = removing.then(count => ({ count, during }));
  await Promise.all(beacons);
  const { count, during: stored } = await removed;
  expect(count).toBeGreaterThanOrEqual(3499);
  expect(stored).toBeGreaterThan(0);
  expect((await ids(it)).filter(id => id.startsWith('new-'))).toHaveLength(20);
});

it('leaves conversions without their visitor, and a rebuild leaves them as they are', async () => {
  const it = await advertisers();
  const old = { min_minutes_per_conv: 0, trigger_type: 'hybrid' };
  const { id } = await it.make('/pixel', { name: 'Order', ...old });
  const { id: ad } = await it.make('/line-item', { name: 'Ad' });
  const at = async (day: number, url: string) => {
    it.clock.now = NOW - day * DAY;
    expect((await it.app.inject(url)).statusCode).toBe(200);
  };
  await at(20, `/imp?line_item_id=${ad}&anonymousId=v1`);
  await at(19, `/px?id=${id}&anonymousId=v1&order_id=A1`);
  await at(5, `/px?id=${id}&anonymousId=v1&order_id=B2`);
  await at(1, `/px?id=${id}&anonymousId=v2&order_id=C3`);
  it.clock.now = NOW;
  expect(await it.store.forget(NOW, 10)).toBe(2);
  const list = async () => (await it.call('GET', '/conversions')).json().conversions;
  const before = await list();
  expect(before).toMatchObject([
    { order_id: 'C3', anonymousId: 'v2', attribution: 'unattributed' },
    // Its impression is gone, its credit is not.
    { order_id: 'B2', anonymousId: 'v1', attribution: 'view', line_item_id: ad },
    { order_id: null, messageId: null, anonymousId: null, attribution: 'view', line_item_id: ad },
  ]);
  for (const table of (await it.store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
  expect(await list()).toEqual(before);
  // An order that has counted stays known.
  await it.app.inject(`/px?id=${id}&anonymousId=v9&order_id=A1`);
  expect(await list()).toHaveLength(3);
});

it('goes through more tags than a call takes arguments', async () => {
  const { store, writeKey } = await collector();
  const tag = (await store.tags.get(writeKey))!;
  store.tags.list = async () => Array.from({ length: 300_000 }, () => tag);
  const log = () => {};
  const logger = { info: log, warn: log, error: log };
  await expect(removeOld(store, { now: () => NOW, days: 30, logger }, false)).resolves.toBeUndefined();
});
