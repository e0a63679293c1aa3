import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { emptyDatabase, openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, append, HOUR, landing, NOW } from '../store/promises/rows.ts';
import { expectVisitsAgain } from '../store/support/stoppedErasure.ts';

/** How many rows each statement has changed from now on. */
function rowsChanged(): () => number[] {
  const seen: number[] = [];
  const { query } = pg.Client.prototype;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...given: never[]
  ) {
    const result = await (query as (...all: never[]) => Promise<pg.QueryResult>).apply(this, given);
    if (/INSERT|UPDATE|DELETE/.test(result.command)) seen.push(result.rowCount ?? 0);
    return result;
  } as never);
  onTestFinished(() => spy.mockRestore());
  return () => seen;
}

it.each([
  { stopAfter: 0, starts: 1 },
  { stopAfter: 1, starts: 1 },
  { stopAfter: 2, starts: 3 },
])(
  'makes the visits of a shared device again after an erasure that was stopped: %o',
  { timeout: 120_000 },
  async how => {
    const url = await emptyDatabase();
    await expectVisitsAgain(() => openAt([url]), how);
  },
);

it('makes many visits again a few rows at a time, and those of what arrives meanwhile', {
  timeout: 120_000,
}, async () => {
  const { store } = await openPostgres({ connections: 6 });
  await addAccounts(store);
  const MANY = 700;
  const of = (at: number, userId: string, messageId = `m${at}`) =>
    landing(messageId, {}, { anonymousId: 'device', userId, time: NOW + at * HOUR }, `s${messageId}`);
  await append(store, ...Array.from({ length: MANY }, (_, at) => of(at, at % 50 ? 'other' : 'victim')));
  const changed = rowsChanged();
  const erasing = store.people.erase({ accounts: ['acme'], by: 'user_id', id: 'victim' });
  let isOver = false;
  void erasing.finally(() => {
    isOver = true;
  });
  let sent = 0;
  for (; !isOver; sent++) await append(store, of(sent, 'other', `later ${sent}`));
  expect(await erasing).toMatchObject({ events: MANY / 50 });
  expect(sent).toBeGreaterThan(5);
  expect(Math.max(...changed())).toBeLessThanOrEqual(500);
  const { tables } = await store.difference();
  expect(tables.find(({ name }) => name === 'visits')).toEqual({
    name: 'visits',
    rows: MANY - MANY / 50 + sent,
    changed: 0,
  });
});
