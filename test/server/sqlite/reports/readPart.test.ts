import { expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../../src/server/sqlite/connection.ts';
import { MIGRATIONS } from '../../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../../src/server/sqlite/open.ts';
import type { Name } from '../../../../src/server/sqlite/reports/buildColumn.ts';
import { readPart } from '../../../../src/server/sqlite/reports/readPart.ts';
import { visitColumns } from '../../../../src/server/sqlite/reports/visitColumns.ts';
import type { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { COLUMNS } from '../../../../src/server/store/visitColumns.ts';
import { newVisit } from '../../../../src/server/visits/addToVisit.ts';
import { openStore, tempDir } from '../../../support/collector.ts';
import { addAccounts, DAY, event, NOW } from '../../store/promises/rows.ts';

const START = Math.floor(NOW / DAY) * DAY;

/** As many pages as a visit tells apart, each of its own. */
const pagesOf = (visit: number): [string, number][] =>
  Array.from({ length: 16 }, (_, page) => [`/${visit}-${page}${'ж'.repeat(480)}`, 1]);

/** Visits of one day, each of pages that nobody else sees. */
async function filled(visits: number): Promise<{ db: Connection; store: SqliteStore }> {
  const folder = tempDir();
  const store = openStore(folder, { readThreads: 1 });
  await addAccounts(store);
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  const insert = db.prepare(
    `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  db.transaction(() => {
    for (let at = 1; at <= visits; at++) {
      const of = { seq: at, write_key: 'k1', visitor: `v${at}`, session: '1' };
      const visit = { ...newVisit(of, event(`m${at}`, { time: START + at })), views: 16, events: 16 };
      visit.pages = JSON.stringify(pagesOf(at));
      insert.run(...COLUMNS.map(column => visit[column]));
    }
    db.exec(`INSERT INTO visit_days (write_key, day, changes, made) VALUES ('k1', ${START}, 1, 0)`);
  });
  return { db, store };
}

/** The parts of the day, by those columns. */
function partsOf(db: Connection, names: Name[]) {
  const parts: { rows: number; names: Name[] }[] = [];
  for (let after: ReturnType<typeof readPart>['next'] | null = null; after !== undefined; ) {
    const part = readPart(db, { writeKey: 'k1', day: START, ...(after && { after }) }, names);
    parts.push({ rows: part.rows, names: [...part.columns.keys()] });
    after = part.next;
  }
  return parts;
}

it('ends a part where its texts are much, at the same visit whatever is asked of it', async () => {
  const { db } = await filled(1000);
  const parts = partsOf(db, ['pages']);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(1000);
  // Some 16 kB each.
  for (const { rows } of parts) expect(rows).toBeLessThan(500);
  const rowsOf = (names: Name[]) => partsOf(db, names).map(({ rows }) => rows);
  expect(rowsOf(['counted', 'ordered'])).toEqual(rowsOf(['pages']));
  const stored = visitColumns(db, { writeKey: 'k1', day: START });
  expect(stored.rows).toBe(parts[0]!.rows);
});

it('reports of more pages than fit into the thread that reads, and of other columns with the same parts', async () => {
  const { store } = await filled(9000);
  const whole = { writeKeys: ['k1'], from: 0, to: NOW + 9 * DAY, who: 'all' as const, where: [] };
  const first = await store.reports.top({ ...whole, dimension: 'page', limit: 2 });
  expect(first.rows[0]).toMatchObject({ value: '(other names)' });
  expect(first.rows[0]!.views).toBeGreaterThan(9000);
  expect(first.rows[1]).toMatchObject({ views: 1, visits: 1 });
  expect(await store.reports.totals(whole)).toMatchObject({ visits: 9000, views: 144_000, visitors: 9000 });
  const one = { dimension: 'page' as const, values: [first.rows[1]!.value] };
  expect(await store.reports.totals({ ...whole, where: [one] })).toMatchObject({ visits: 1, views: 16 });
  expect(await store.reports.top({ ...whole, dimension: 'page', limit: 2 })).toEqual(first);
  const { visits } = await store.visits({ writeKeys: ['k1'], limit: 500 });
  expect(visits).toHaveLength(500);
}, 300_000);
