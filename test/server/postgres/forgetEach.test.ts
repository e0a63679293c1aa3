import pg from 'pg';
import { expect, it } from 'vitest';
import { moveAccount } from '../../../src/server/cli/migrate/moveAccount.ts';
import { sideOf, withServers } from '../../../src/server/cli/migrate/places.ts';
import type { Source } from '../../../src/server/cli/migrate/sides.ts';
import { removeOld } from '../../../src/server/jobs/retention.ts';
import type { PostgresStore } from '../../../src/server/postgres/postgresStore.ts';
import { NotForgotten } from '../../../src/server/store/errors.ts';
import { openPostgres } from '../../support/postgres/openPostgres.ts';
import { until } from '../../support/postgres/until.ts';
import { addAccounts, append, DAY, event, NOW } from '../store/promises/rows.ts';

type Sides = Parameters<NonNullable<Parameters<typeof moveAccount>[0]['through']>>[0];

const move = (urls: string[], accountId: string, place: number, through = (sides: Sides) => sides) =>
  withServers({ option: '--store', value: urls.join(' ') }, async servers => {
    const { ids } = await sideOf(servers);
    return moveAccount({ servers, accountId, to: ids[place]!, show: () => {}, through });
  });

/** Two servers with an account each, or with both on the first; each account has an old event and one of today. */
async function opened(places: { acme: number; other: number }) {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  for (const [accountId, place] of Object.entries(places)) await move(urls, accountId, place);
  const old = { time: NOW - 9 * DAY, receivedAt: NOW - 9 * DAY };
  const today = { time: NOW, receivedAt: NOW };
  for (const writeKey of ['k1', 'o1']) {
    await append(store, event('old', { writeKey, ...old }), event('last', { writeKey, ...today }));
  }
  return { store, urls };
}

const idsOf = async (store: PostgresStore, writeKey: string) =>
  (await store.events({ writeKeys: [writeKey], limit: 9 })).events.map(({ messageId }) => messageId).sort();

/** Whether a server takes connections; those that there are end. */
async function takesIn(url: string, isOpen: boolean): Promise<void> {
  const database = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: url.replace(database, 'postgres') });
  await client.connect();
  await client.query(`ALTER DATABASE "${database}" ALLOW_CONNECTIONS ${isOpen}`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
  await client.end();
}

/** What a collector does each hour; gives what it warns of. */
async function hourly(store: PostgresStore, days: number | null, said: unknown[] = []): Promise<void> {
  const logger = { info: () => {}, warn: (its: unknown) => said.push(its), error: () => {} };
  await removeOld(store, { now: () => NOW, days, logger }, true);
}

it('removes the old events of all servers but one that is away, and of that one later', async () => {
  const { store, urls } = await opened({ acme: 1, other: 0 });
  await hourly(store, null);
  for (const [away, gone, kept] of [
    [0, 'k1', 'o1'],
    [1, 'o1', 'k1'],
  ] as const) {
    await takesIn(urls[away]!, false);
    const refusal = await store.forget(NOW, 3).then(
      () => undefined,
      error => error,
    );
    expect(refusal).toBeInstanceOf(NotForgotten);
    expect(refusal.message).toMatch(/^not done for \S+:\d+\/\S+ \(the store .*\): all others are/);
    expect(refusal.removed).toBe(1);
    // What is of all, like the clock that it goes by, is on the first.
    if (away === 1) await expect(hourly(store, 3)).rejects.toThrow(/^not done for /);
    await takesIn(urls[away]!, true);
    await until(() => idsOf(store, kept).catch(() => undefined));
    expect(await idsOf(store, gone)).toEqual(['last']);
    if (away === 0) expect(await idsOf(store, kept)).toEqual(['last', 'old']);
  }
});

it('removes those of all accounts but one whose move was stopped when it took nothing more, and says so once', async () => {
  const { store, urls } = await opened({ acme: 0, other: 0 });
  const killed = ({ source, target }: Sides) => ({
    source: {
      ...source,
      async refuse() {
        await source.refuse();
        throw new Error('killed');
      },
    } satisfies Source,
    target,
  });
  await expect(move(urls, 'acme', 1, killed)).rejects.toThrow('killed');
  const said: unknown[] = [];
  await expect(hourly(store, 3, said)).rejects.toThrow(
    /^not done for account "acme" \(the store is stopped\): all others/,
  );
  expect(said).toMatchObject([{ removed: 1 }]);
  expect(await idsOf(store, 'o1')).toEqual(['last']);
  expect(await idsOf(store, 'k1')).toEqual(['last', 'old']);
  await move(urls, 'acme', 0);
  await hourly(store, 3);
  expect(await idsOf(store, 'k1')).toEqual(['last']);
});
