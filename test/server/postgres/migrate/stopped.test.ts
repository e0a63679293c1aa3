import { describe, expect, it, onTestFinished } from 'vitest';
import { moveAccount } from '../../../../src/server/cli/migrate/moveAccount.ts';
import { sideOf, withServers } from '../../../../src/server/cli/migrate/places.ts';
import { notedTables } from '../../../../src/server/cli/migrate/postgresNotes.ts';
import type { PostgresStore } from '../../../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { Server } from '../../../../src/server/postgres/server.ts';
import { openPostgres } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, append, event, NOW, pixel, purchase } from '../../store/promises/rows.ts';
import { mortal } from './support/mortal.ts';

/** Moves an account to the server at a place; with a life of so many steps. */
const move = (urls: string[], accountId: string, place: number, life = Infinity) =>
  withServers({ option: '--store', value: urls.join(' ') }, async servers => {
    const { ids } = await sideOf(servers);
    return moveAccount({
      servers,
      accountId,
      to: ids[place]!,
      show: () => {},
      through: sides => (life === Infinity ? sides : mortal(sides, life)),
    });
  });

const placeOf = (urls: string[], accountId: string) =>
  withServers({ option: '--store', value: urls.join(' ') }, async servers =>
    (await sideOf(servers)).placeOf(accountId),
  );

/** How many rows a server has of an account. */
async function rowsOn(url: string, accountId: string): Promise<number> {
  const server = new Server(readServers(url)[0]!);
  const names = [...notedTables(accountId).map(({ name }) => name), 'seen', 'account_state'];
  let sum = 0;
  for (const name of names) {
    const row = await server.first<{ n: number }>(`SELECT count(*) AS n FROM ${name} WHERE account_id = $1`, [
      accountId,
    ]);
    sum += row!.n;
  }
  await server.close();
  return sum;
}

/** Two accounts on one of two servers, the move of one of them stopped after so many steps. */
async function stopped(life: number): Promise<{ store: PostgresStore; urls: string[]; to: number }> {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  const from = await placeOf(urls, 'acme');
  await move(urls, 'other', from);
  for (let at = 0; at < 20; at++) {
    await append(store, purchase(`a${at}`, { receivedAt: NOW + at }, { order_id: `${at}` }));
    await append(store, event(`o${at}`, { writeKey: 'o1', receivedAt: NOW + at }));
  }
  await expect(move(urls, 'acme', 1 - from, life)).rejects.toThrow('killed');
  return { store, urls, to: 1 - from };
}

/** Before anything was copied, amid copying, and when all was. */
const LIVES = [8, 60, 130];

describe('an account whose move was stopped', () => {
  it.each(LIVES)('keeps others from being moved, until it has moved: after %s steps', async life => {
    const { store, urls, to } = await stopped(life);
    await expect(move(urls, 'other', to)).rejects.toThrow(/the move of the account "acme" was stopped/);
    expect(await append(store, event('o', { writeKey: 'o1' }), event('a'))).toEqual([true, true]);
    expect(await move(urls, 'acme', to)).toMatchObject({ different: [], report: { different: [] } });
    expect(await move(urls, 'other', to)).toMatchObject({ different: [], report: { different: [] } });
    expect((await store.events({ writeKeys: ['k1'], limit: 99 })).events).toHaveLength(21);
    expect((await store.events({ writeKeys: ['o1'], limit: 99 })).events).toHaveLength(21);
  });

  it.each(LIVES)('stays where it is once it is moved there: after %s steps', async life => {
    const { store, urls, to } = await stopped(life);
    expect(await move(urls, 'acme', 1 - to)).toBeUndefined();
    expect(await rowsOn(urls[to]!, 'acme')).toBe(0);
    expect(await append(store, event('a'))).toEqual([true]);
    expect(await move(urls, 'other', to)).toMatchObject({ report: { different: [] } });
    expect(await move(urls, 'acme', to)).toMatchObject({ report: { different: [] } });
    expect((await store.events({ writeKeys: ['k1'], limit: 99 })).events).toHaveLength(21);
  });

  it('is in each list once', async () => {
    const { store } = await stopped(130);
    const page = { accounts: '*' as const, order: 'created_at' as const, isFalling: false, limit: 9 };
    const keys = ['k1', 'k2', 'o1'];
    expect((await store.tags.list('*')).map(tag => tag.write_key).sort()).toEqual(keys);
    expect((await store.tags.page(page)).rows.map(tag => tag.write_key).sort()).toEqual(keys);
    expect(await store.tags.count({ accounts: '*' })).toBe(3);
    expect(await store.conversionPixels.list('*')).toHaveLength(1);
  });

  it('leaves nothing anywhere when it is erased, and nobody in the way', async () => {
    const { store, urls, to } = await stopped(130);
    expect(await store.eraseAccount('acme')).toBe(true);
    for (const url of urls) expect(await rowsOn(url, 'acme')).toBe(0);
    expect(await move(urls, 'other', to)).toMatchObject({ report: { different: [] } });
  });
});

it('shows whoever looks on each event of an account that moves once', async () => {
  const { store, urls, to } = await stopped(8);
  const told: string[] = [];
  const end = await store.follow!(
    () => '*',
    ({ messageId }) => told.push(messageId),
  );
  onTestFinished(end);
  await append(store, event('before'));
  await move(urls, 'acme', to);
  await append(store, event('after'));
  while (!told.includes('after')) await new Promise(resolve => setTimeout(resolve, 20));
  expect(told).toEqual(['before', 'after']);
});
