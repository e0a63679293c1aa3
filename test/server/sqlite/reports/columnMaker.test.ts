import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS } from '../../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../../src/server/sqlite/open.ts';
import { columnMaker } from '../../../../src/server/sqlite/reports/columnMaker.ts';
import { visitColumns } from '../../../../src/server/sqlite/reports/visitColumns.ts';
import type { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { DIMENSIONS } from '../../../../src/server/store/reports.ts';
import { openStore, tempDir } from '../../../support/collector.ts';
import { addAccounts, DAY, event, landing, MINUTE, NOW, purchase } from '../../store/promises/rows.ts';

/** Visits of three days, and of the fourth that has not ended. */
async function filled() {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  await Promise.all(
    Array.from({ length: 400 }, (_, at) => {
      const given = { anonymousId: `v${at % 50}`, time: NOW - (at % 4) * DAY + at, receivedAt: NOW + at };
      if (at % 10 === 0)
        return store.append(purchase(`m${at}`, given, { revenue: `${at}.1`, currency: 'EUR' }));
      return store.append(landing(`m${at}`, { source: `s${at % 7}` }, given, `${at % 90}`));
    }),
  );
  const file = `${folder}/tgp.db`;
  const db = open(file, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  const maker = columnMaker(
    db,
    async part => visitColumns(db, part),
    () => NOW + 1,
  );
  const stored = () => {
    const read = new DatabaseSync(file, { readOnly: true });
    const days = read.prepare('SELECT made = changes AS isMade FROM visit_days ORDER BY day').all();
    const columns = read.prepare('SELECT count(*) AS n FROM visit_columns').get();
    read.close();
    return { made: days.map(({ isMade }) => isMade), columns: Number(columns!.n) };
  };
  return { store, file, db, maker, stored };
}

const whole = { writeKeys: ['k1'], from: 0, to: NOW + DAY, who: 'all' as const, where: [] };

/** All reports of a store. */
const shown = async ({ reports }: SqliteStore) => [
  await reports.totals(whole),
  await reports.totals({ ...whole, from: NOW - 2 * DAY, to: NOW - DAY + 90 }),
  await reports.series({ ...whole, starts: [NOW - 3 * DAY, NOW - 2 * DAY, NOW] }),
  await reports.reasons(whole),
  ...(await Promise.all(DIMENSIONS.map(dimension => reports.top({ ...whole, dimension, limit: 99 })))),
  await reports.totals({
    ...whole,
    where: [
      { dimension: 'source', values: ['s1', 's2'] },
      { dimension: 'event', values: ['purchase'], not: true },
    ],
  }),
];

it('makes the columns of days that have ended, of which reports say the same', async () => {
  const { store, maker, stored } = await filled();
  const before = await shown(store);
  expect(before[0]).toMatchObject({ visitors: 50 });
  expect(stored()).toEqual({ made: [0, 0, 0, 0], columns: 0 });
  await maker.all();
  expect(stored()).toEqual({ made: [1, 1, 1, 0], columns: expect.any(Number) });
  expect(await shown(store)).toEqual(before);
});

it('reads visits where they changed since, and makes such a day again some time later', async () => {
  const { store, db, maker, stored } = await filled();
  await maker.all();
  const before = await store.reports.totals(whole);
  await store.append(event('late', { anonymousId: 'new', time: NOW - 2 * DAY, receivedAt: NOW }));
  expect(stored().made).toEqual([1, 0, 1, 0]);
  const { visits, visitors } = await store.reports.totals(whole);
  expect([visits, visitors]).toEqual([before.visits + 1, before.visitors + 1]);
  await maker.all();
  expect(stored().made).toEqual([1, 0, 1, 0]);
  const later = columnMaker(
    db,
    async part => visitColumns(db, part),
    () => NOW + 11 * MINUTE,
  );
  await later.all();
  expect(stored().made).toEqual([1, 1, 1, 0]);
  expect((await store.reports.totals(whole)).visits).toBe(before.visits + 1);
});

it('keeps nothing of what changed while it was made, and nothing of who left', async () => {
  const { store, db, stored } = await filled();
  const disturbed = columnMaker(
    db,
    async part => {
      const built = visitColumns(db, part);
      const time = part.day + 1;
      await store.append(event(`meanwhile ${time}`, { anonymousId: 'new', time, receivedAt: NOW }));
      return built;
    },
    () => NOW + 1,
  );
  await disturbed.all();
  expect(stored()).toEqual({ made: [0, 0, 0, 0], columns: 0 });
  const maker = columnMaker(
    db,
    async part => visitColumns(db, part),
    () => NOW + 1,
  );
  await maker.all();
  expect(stored().columns).toBeGreaterThan(0);
  for (let visitor = 0; visitor < 50; visitor++) {
    await store.people.erase({ accounts: ['acme'], by: 'anonymous_id', id: `v${visitor}` });
  }
  expect(stored().columns).toBe(0);
  expect(await store.reports.totals(whole)).toMatchObject({ visitors: 1, visits: 3 });
});

it('says of a rebuild which days changed', async () => {
  const { store, db, maker, stored } = await filled();
  const before = await shown(store);
  await maker.all();
  db.exec(`UPDATE visits SET views = 99 WHERE started_at < ${NOW - 2 * DAY}`);
  await store.rebuild();
  expect(stored().made).toContain(0);
  expect(await shown(store)).toEqual(before);
  db.exec(`UPDATE visit_days SET made = changes`);
  await store.rebuild();
  expect(stored().made).toEqual([1, 1, 1, 1]);
});
