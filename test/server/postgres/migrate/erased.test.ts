import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moveAccount } from '../../../../src/server/cli/migrate/moveAccount.ts';
import { sideOf, withServers } from '../../../../src/server/cli/migrate/places.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { Server } from '../../../../src/server/postgres/server.ts';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { Away } from '../../../../src/server/store/errors.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase, openPostgres } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, append, NOW, pixel, purchase } from '../../store/promises/rows.ts';
import { mortal } from './support/mortal.ts';
import { move as moveAll } from './support/move.ts';

type Sides = Parameters<NonNullable<Parameters<typeof moveAccount>[0]['through']>>[0];

const within = <Result>(
  urls: string[],
  work: (servers: Parameters<Parameters<typeof withServers>[1]>[0]) => Promise<Result>,
) => withServers({ option: '--store', value: urls.join(' ') }, work);

const move = (urls: string[], place: number, through = (sides: Sides) => sides) =>
  within(urls, async servers => {
    const { ids } = await sideOf(servers);
    return moveAccount({ servers, accountId: 'acme', to: ids[place]!, show: () => {}, through });
  });

const WHO = 'somebody';
const PERSON = { accounts: ['acme'], by: 'anonymous_id', id: WHO } as const;

/** The tables of a database in which he is, whatever they are. */
async function namedIn(url: string, who = WHO): Promise<string[]> {
  const server = new Server(readServers(url)[0]!);
  try {
    const tables = await server.all<{ name: string }>(
      `SELECT schemaname || '.' || relname AS name FROM pg_stat_user_tables ORDER BY 1`,
    );
    const named = [];
    for (const { name } of tables) {
      const found = { sql: `SELECT 1 FROM ${name} AS row WHERE row::text LIKE '%${who}%' LIMIT 1` };
      if (await server.first({ compile: () => ({ ...found, parameters: [] }) } as never)) named.push(name);
    }
    return named;
  } finally {
    await server.close();
  }
}

/** Ends a run just after the account was switched, as if it were killed: nothing is given back, nothing cleared up. */
const afterSwitch = ({ source, target }: Sides): Sides => ({
  source: { ...source, accept: async () => {} },
  target: {
    ...target,
    async finish(whole) {
      await target.finish(whole);
      throw new Error('killed');
    },
  },
});

const amidCopying = (sides: Sides): Sides => mortal(sides, 130);

/** An account of which a move was stopped: the events of two visitors are on two servers. */
async function stopped(through: (sides: Sides) => Sides) {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  await move(urls, 0);
  for (let at = 0; at < 20; at++) {
    const anonymousId = at % 2 ? WHO : 'another';
    await append(store, purchase(`a${at}`, { anonymousId, receivedAt: NOW + at }, { order_id: `${at}` }));
  }
  await expect(move(urls, 1, through)).rejects.toThrow('killed');
  for (const url of urls) expect(await namedIn(url)).not.toEqual([]);
  return { store, urls };
}

const STOPPED = [
  ['amid copying', amidCopying],
  ['after the switch', afterSwitch],
] as const;

describe.each(STOPPED)('where the move of an account was stopped %s', (_, through) => {
  it('a person who is erased is nowhere', async () => {
    const { store, urls } = await stopped(through);
    expect(await store.people.erase(PERSON)).toMatchObject({ events: 10 });
    for (const url of urls) expect(await namedIn(url)).toEqual([]);
    const moved = await move(urls, 1);
    if (through === amidCopying) expect(moved).toMatchObject({ different: [], report: { different: [] } });
    for (const url of urls) expect(await namedIn(url)).toEqual([]);
    expect(await namedIn(urls[0]!, 'another')).toEqual([]);
    expect((await store.events({ writeKeys: ['k1'], limit: 99 })).events).toHaveLength(10);
    expect(await move(urls, 0)).toMatchObject({ different: [], report: { different: [] } });
    expect((await store.events({ writeKeys: ['k1'], limit: 99 })).events).toHaveLength(10);
  });

  it('a tag that is erased leaves nothing there', async () => {
    const { store, urls } = await stopped(through);
    expect(await store.eraseTag('k1')).toBe(true);
    for (const url of urls) expect((await namedIn(url)).filter(name => name !== 'public.audit')).toEqual([]);
    await move(urls, 1);
    expect(await store.tags.get('k1')).toBeUndefined();
  });

  it('the account can be erased', async () => {
    const { store, urls } = await stopped(through);
    expect(await store.eraseAccount('acme')).toBe(true);
    for (const url of urls) expect(await namedIn(url)).toEqual([]);
  });

  it('it is not said that a person is erased while a command is at it', async () => {
    const { store, urls } = await stopped(through);
    await within(urls, async () => {
      await expect(store.people.erase(PERSON)).rejects.toThrow(Away);
      await expect(store.people.erase(PERSON)).rejects.toThrow(/"acme" moves .*: ask again after that/);
    });
    await store.people.erase(PERSON);
    for (const url of urls) expect(await namedIn(url)).toEqual([]);
  });
});

it('a person who is erased in a folder that is being moved is in the new store no more when it is switched', async () => {
  const folder = tempDir();
  const store = new SqliteStore(join(folder, 'tgp.db'));
  await addAccounts(store);
  for (const anonymousId of [WHO, 'another']) {
    await append(store, purchase(anonymousId.slice(1), { anonymousId }, { order_id: '1' }));
  }
  const url = await emptyDatabase();
  await moveAll(folder, url, { isSwitch: false });
  expect(await namedIn(url)).not.toEqual([]);
  await store.people.erase(PERSON);
  await store.close();
  await moveAll(folder, url);
  expect(await namedIn(url)).toEqual([]);
  expect(await namedIn(url, 'another')).not.toEqual([]);
});
