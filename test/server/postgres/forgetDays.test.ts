import { describe, expect, it } from 'vitest';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, append, DAY, event, NOW } from '../store/promises/rows.ts';

const at = (time: number) => ({ time, receivedAt: time });
const OLD = NOW - 9 * DAY;
const OLD_DAY = 'events_day_20261112';

async function opened() {
  const { store, urls } = await openPostgres();
  await addAccounts(store);
  const [address] = readServers(urls[0]!);
  const server = new Server(address!);
  const days = async () =>
    (
      await server.all<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'events'::regclass`,
      )
    ).map(({ name }) => name);
  return { store, urls, server, days };
}

describe('a day whose events are gone', () => {
  it('is dropped at once, and what comes again is known', async () => {
    const { store, server, days } = await opened();
    await append(store, event('old', at(OLD)), event('o1', { ...at(OLD), writeKey: 'o1' }), event('last'));
    expect(await days()).toContain(OLD_DAY);
    expect(await store.forget(NOW, 3)).toBe(2);
    expect(await days()).not.toContain(OLD_DAY);
    expect(await append(store, event('old', at(OLD)), event('old', at(NOW)))).toEqual([false, false]);
    // What is imported makes it again.
    expect(await append(store, event('older', at(OLD)))).toEqual([true]);
    expect(await store.event('k1', 'older')).toMatchObject({ messageId: 'older' });
    expect(await days()).toContain(OLD_DAY);
    await server.close();
  });

  it('stays as long as a tag keeps one of them, or while it is young', async () => {
    const { store, server, days } = await opened();
    await store.tags.change((await store.tags.get('k2'))!, { retention_days: 30 });
    await append(store, event('old', at(OLD)), event('kept', { ...at(OLD), writeKey: 'k2' }), event('last'));
    expect(await store.forget(NOW, 3)).toBe(1);
    expect(await days()).toContain(OLD_DAY);
    expect(await append(store, event('old', at(OLD)))).toEqual([false]);
    await store.eraseTag('k2');
    expect(await days()).toContain(OLD_DAY);
    await store.forget(OLD, null);
    expect(await days()).toContain(OLD_DAY);
    await store.forget(NOW, null);
    expect(await days()).not.toContain(OLD_DAY);
    await server.close();
  });

  it('goes another time where somebody reads it just then, and keeps no beacon waiting', async () => {
    const { store, server, days } = await opened();
    await append(store, event('old', at(OLD)), event('last'));
    let forgotten = 0;
    await server.transaction(async session => {
      await session.all('SELECT * FROM events');
      forgotten = await store.forget(NOW, 3);
      expect(await append(store, event('new'), event('old', at(OLD)))).toEqual([true, false]);
    });
    expect(forgotten).toBe(1);
    expect(await days()).toContain(OLD_DAY);
    expect(await store.forget(NOW, 3)).toBe(0);
    expect(await days()).not.toContain(OLD_DAY);
    expect(await append(store, event('old', at(OLD)))).toEqual([false]);
    await server.close();
  });
});

it('several collectors remove old events at once, each of them once', async () => {
  const { store, urls } = await opened();
  const other = await openAt(urls);
  const old = Array.from({ length: 3000 }, (_, index) => event(`${index}`, at(OLD + index)));
  await Promise.all(old.map(each => store.append(each)));
  await append(store, event('last'));
  const removed = await Promise.all([store.forget(NOW, 3), other.forget(NOW, 3), store.forget(NOW, 3)]);
  expect(removed.reduce((sum, many) => sum + many, 0)).toBe(3000);
  expect((await store.history({ accounts: '*', limit: 9 })).events).toMatchObject([{ messageId: 'last' }]);
});
