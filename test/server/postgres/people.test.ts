import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, append, event, landing, NOW } from '../store/promises/rows.ts';

const MANY = 300;
const VICTIM = { accounts: ['acme'], by: 'user_id', id: 'victim' } as const;

/** Statements since the last look, each as the length of the longest list that it was given. */
function asked(): () => number[] {
  const seen: number[] = [];
  const { query } = pg.Client.prototype;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...given: never[]
  ) {
    const [config] = given as { values?: unknown[] }[];
    const lists = (config?.values ?? []).map(value =>
      // As the driver writes a list.
      Array.isArray(value)
        ? value.length
        : /^\{.*\}$/.test(String(value))
          ? String(value).split(',').length
          : 0,
    );
    seen.push(Math.max(0, ...lists));
    return (query as (...all: never[]) => never).apply(this, given);
  } as never);
  onTestFinished(() => spy.mockRestore());
  return () => seen.splice(0);
}

it('shows and erases a user in steps, however many visitors anybody says that he is', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  const all = Array.from({ length: MANY }, (_, at) =>
    landing(`m${at}`, {}, { anonymousId: `a${at}`, userId: 'victim' }),
  );
  await append(store, ...all);
  await append(store, landing('shared', {}, { anonymousId: 'a7', userId: 'other' }));
  const look = asked();
  let [most, events, pages] = [0, 0, 0];
  for (let cursor: string | undefined; ; pages++) {
    const page = await store.people.held({ ...VICTIM, limit: 100, cursor });
    const lists = look();
    most = Math.max(most, ...lists);
    expect(lists.length).toBeLessThan(1500);
    events += page.events.length;
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(events).toBe(MANY);
  expect(pages).toBeGreaterThanOrEqual(MANY / 100);
  expect((await store.people.erase(VICTIM)).events).toBe(MANY);
  expect(Math.max(most, ...look())).toBeLessThanOrEqual(200);
  expect((await store.events({ writeKeys: ['k1'], limit: 9 })).events).toMatchObject([
    { messageId: 'shared' },
  ]);
});

it('takes nothing of a device with him that somebody else came with after very many events', async () => {
  const { store, urls } = await openPostgres();
  await addAccounts(store);
  const sent = (id: string, userId: string, ms: number) =>
    event(id, { userId, time: NOW + ms, receivedAt: NOW + ms });
  await append(store, sent('his', 'victim', 0), sent('common', '', 1));
  const client = new pg.Client({ connectionString: urls[0]! });
  await client.connect();
  await client.query(`INSERT INTO events SELECT (jsonb_populate_record(row, jsonb_build_object(
    'seq', 1000 + n, 'message_id', 'common' || n))).* FROM events AS row, generate_series(1, 10000) AS n
    WHERE message_id = 'common'`);
  await client.end();
  await append(store, sent('hers', 'other', 2));
  expect((await store.people.held({ ...VICTIM, limit: 500 })).events).toMatchObject([{ messageId: 'his' }]);
  expect((await store.people.erase(VICTIM)).events).toBe(1);
});
