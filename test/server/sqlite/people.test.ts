import { expect, it, onTestFinished, vi } from 'vitest';
import { Connection } from '../../../src/server/sqlite/connection.ts';
import { held } from '../../../src/server/sqlite/held.ts';
import { MIGRATIONS } from '../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../src/server/sqlite/open.ts';
import { people } from '../../../src/server/sqlite/people.ts';
import { LONG_READS } from '../../../src/server/sqlite/reading/reads.ts';
import { beingRemade } from '../../../src/server/sqlite/visits/beingRemade.ts';
import { openStore, tempDir } from '../../support/collector.ts';
import { addAccounts, append, event, landing, NOW } from '../store/promises/rows.ts';

const MANY = 1500;
const VICTIM = { accounts: ['acme'], by: 'user_id', id: 'victim' } as const;

/** Statements that were run since the last look. */
function counted(): () => number {
  let runs = 0;
  const { prepare } = Connection.prototype;
  const spy = vi.spyOn(Connection.prototype, 'prepare').mockImplementation(function (this: Connection, sql) {
    const statement = prepare.call(this, sql);
    const counting = Object.entries(statement).map(([name, run]) => [
      name,
      (...values: never[]) => {
        runs++;
        return (run as (...values: never[]) => unknown)(...values);
      },
    ]);
    return Object.fromEntries(counting);
  });
  onTestFinished(() => spy.mockRestore());
  return () => {
    const before = runs;
    runs = 0;
    return before;
  };
}

/** A store in which a stranger said of very many visitors that they are one user. */
async function filled() {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  const all = Array.from({ length: MANY }, (_, at) =>
    landing(`m${at}`, {}, { anonymousId: `a${at}`, userId: 'victim' }),
  );
  await append(store, ...all);
  await store.close();
  const look = counted();
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  look();
  return { db, look };
}

it('erases a user in steps, however many visitors anybody says that he is', async () => {
  const { db, look } = await filled();
  let [most, erased] = [0, 0];
  for (const { events } of people(db).erase(VICTIM)) {
    most = Math.max(most, look());
    erased += events;
  }
  expect(erased).toBe(MANY);
  expect(most).toBeLessThan(1000);
}, 60_000);

it('makes the visits of a device that others share again in steps, however many there are', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  const sent = (id: string, userId = '') => landing(id, {}, { anonymousId: 'a', userId }, `s${id}`);
  const all = Array.from({ length: 3000 }, (_, at) => sent(`m${at}`));
  await append(store, sent('his', 'victim'), sent('hers', 'other'), ...all);
  await store.close();
  const look = counted();
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  look();
  let [most, visits] = [0, 0];
  for (const step of people(db).erase(VICTIM)) {
    most = Math.max(most, look());
    visits += step.visits;
  }
  expect(visits).toBe(1);
  expect(most).toBeLessThan(2500);
  expect(db.prepare('SELECT count(*) AS many FROM visits').get()).toEqual({ many: 3001 });
}, 60_000);

it('begins again where an order stops counting that may be in a visit which is being made again', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  const sent = (id: string, userId = '') => landing(id, {}, { anonymousId: 'a', userId }, `s${id}`);
  await append(store, sent('his', 'victim'), sent('hers', 'other'));
  await append(store, ...Array.from({ length: 500 }, (_, at) => sent(`m${at}`)));
  await store.close();
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  const remade = beingRemade(db);
  let [visits, begun, isNoted] = [0, 0, false];
  for (const step of people(db).erase(VICTIM)) {
    visits += step.visits;
    if (step.visits >= 0) continue;
    begun -= step.visits;
    if (!isNoted) remade.note('k1', 'a');
    isNoted = true;
  }
  expect([visits, begun]).toEqual([1, 2 * 501]);
  expect(remade.has('k1', 'a')).toBe(false);
  expect(db.prepare('SELECT count(*) AS many FROM visits').get()).toEqual({ many: 501 });
}, 60_000);

it('shows a page of him by a look at some of them, in a thread where there is one', async () => {
  const { db, look } = await filled();
  const show = held(db);
  let [most, events, pages] = [0, 0, 0];
  for (let cursor: string | undefined; ; pages++) {
    const page = show({ ...VICTIM, limit: 500, maxBytes: 1e6, cursor });
    most = Math.max(most, look());
    events += page.events.length;
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(events).toBe(MANY);
  expect(pages).toBeGreaterThan(MANY / 100);
  expect(most).toBeLessThan(1500);
  expect(LONG_READS).toContain('held');
});

it('takes nothing of a device with him that somebody else came with after very many events', async () => {
  const store = openStore();
  await addAccounts(store);
  const sent = (id: string, userId: string, ms: number) =>
    event(id, { userId, time: NOW + ms, receivedAt: NOW + ms });
  await append(store, sent('his', 'victim', 0));
  const common = Array.from({ length: 10_001 }, (_, at) => sent(`${at}`, '', 1));
  while (common.length) await append(store, ...common.splice(0, 2000));
  await append(store, sent('hers', 'other', 2));
  expect((await store.people.held({ ...VICTIM, limit: 500 })).events).toMatchObject([{ messageId: 'his' }]);
  expect((await store.people.erase(VICTIM)).events).toBe(1);
}, 60_000);
