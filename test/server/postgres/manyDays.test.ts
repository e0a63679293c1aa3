import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres, type PostgresStore } from '../../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { type StartedPostgres, startPostgres } from '../../support/postgres/startPostgres.ts';
import { addAccounts, DAY, event, NOW } from '../store/promises/rows.ts';

/** Each of them is a table with six indexes: a server that has room for some 900 locks holds those of a few reads at once. */
const DAYS = 300;
const FEW = { max_connections: 25, max_locks_per_transaction: 24 };

let postgres: StartedPostgres;
let store: PostgresStore;

beforeAll(async () => {
  postgres = await startPostgres({ settings: FEW });
  store = await openPostgres(readServers(postgres.url('postgres')));
  await addAccounts(store);
  const at = (day: number) => ({ receivedAt: NOW - day * DAY, time: NOW - day * DAY });
  for (let day = 0; day < DAYS; day++) {
    // Some come each day, one comes seldom, and one of a kind came long ago.
    const kind = day === DAYS - 1 ? 'first' : 'E';
    await store.append(event(`m${day}`, { ...at(day), event: kind, anonymousId: `v${day % 2}` }));
    if (day % 50 === 0) await store.append(event(`n${day}`, { ...at(day), writeKey: 'k2' }));
  }
}, 120_000);
afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

/** All pages, one after the other. */
async function all(asked: Partial<Parameters<PostgresStore['events']>[0]>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.events({
      writeKeys: ['k1', 'k2'],
      limit: 40,
      ...asked,
      ...(cursor && { cursor }),
    });
    ids.push(...page.events.map(({ messageId }) => messageId));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}

const each = (step: number, from = 0) =>
  Array.from({ length: Math.ceil((DAYS - from) / step) }, (_, at) => `m${from + at * step}`);

it('reads events of years, by many at once, in a server with room for few locks', async () => {
  const read = await Promise.all([1, 2, 3, 4].map(() => all({ writeKeys: ['k1'] })));
  for (const ids of read) expect(ids).toEqual(each(1));
});

it('tells them in the order of their arrival', async () => {
  const ids: string[] = [];
  for (let after: string | undefined, isEnd = false; !isEnd; ) {
    const page = await store.history({
      accounts: ['acme'],
      writeKeys: ['k1'],
      limit: 50,
      ...(after && { after }),
    });
    ids.push(...page.events.map(({ messageId }) => messageId));
    [after, isEnd] = [page.next, page.isEnd];
  }
  expect(ids).toEqual(each(1));
  const { events } = await store.history({ accounts: '*', limit: 3 });
  expect(events.map(({ messageId }) => messageId)).toEqual(['m0', 'n0', 'm1']);
});

it('finds what is rare, and ends where it is to', async () => {
  expect(await all({ writeKeys: ['k2'] })).toEqual(['n0', 'n50', 'n100', 'n150', 'n200', 'n250']);
  expect(await all({ writeKeys: ['k1'], event: 'first' })).toEqual([`m${DAYS - 1}`]);
  expect(await all({ writeKeys: ['k1'], anonymousId: 'v1', type: 'track' })).toEqual(each(2, 1));
  expect(await all({ writeKeys: ['k1'], anonymousId: 'v1', event: 'first' })).toEqual([`m${DAYS - 1}`]);
  const [from, to] = [NOW - 20 * DAY, NOW - 10 * DAY];
  expect(await all({ writeKeys: ['k1'], from, to })).toEqual(each(1).slice(11, 21));
  expect(await all({})).toHaveLength(DAYS + 6);
});
