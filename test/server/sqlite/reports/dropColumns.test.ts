import { expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS } from '../../../../src/server/sqlite/migrationNames.ts';
import { open } from '../../../../src/server/sqlite/open.ts';
import { people } from '../../../../src/server/sqlite/people.ts';
import { dropColumns } from '../../../../src/server/sqlite/reports/dropColumns.ts';
import { openStore, tempDir } from '../../../support/collector.ts';
import { addAccounts, append, DAY, landing, NOW } from '../../store/promises/rows.ts';

const TODAY = Math.floor(NOW / DAY) * DAY;

/** A store with a visit, and columns of two days, of so many bytes each. */
async function filled(sizes: number[]) {
  const folder = tempDir();
  const store = openStore(folder);
  await addAccounts(store);
  await append(store, landing('m', {}));
  await store.close();
  const db = open(`${folder}/tgp.db`, { busyMs: 1000, migrations: MIGRATIONS, maxBytes: null });
  onTestFinished(() => db.close());
  const insert = db.prepare(
    `INSERT INTO visit_columns (write_key, day, part, name, rows, content) VALUES ('k1', ?, ?, 'views', 1, zeroblob(?))`,
  );
  for (const day of [TODAY, TODAY - DAY])
    for (const [part, size] of sizes.entries()) insert.run(day, part, size);
  db.exec('UPDATE visit_days SET made = changes');
  const left = () =>
    db
      .prepare<{ day: number; many: number }>('SELECT day, count(*) AS many FROM visit_columns GROUP BY day')
      .all();
  return { db, left };
}

it('removes so many bytes of a day’s columns at a time, one at least', async () => {
  const { db, left } = await filled([1, 1, 0.5, 0.2, 5, 1].map(size => size * 512 * 1024));
  const drop = dropColumns(db);
  const removed = [];
  for (let many = drop('k1', TODAY); many; many = drop('k1', TODAY)) removed.push(many);
  expect(removed).toEqual([2, 3, 1]);
  expect(left()).toEqual([{ day: TODAY - DAY, many: 6 }]);
});

it('leaves a day to its visits before it takes those of a person out', async () => {
  const { db, left } = await filled([1, 1, 1, 1, 1].map(size => size * 512 * 1024));
  const days = db.prepare<{ is: number }>('SELECT made = changes AS "is" FROM visit_days');
  const seen: (number | undefined)[][] = [];
  for (const _ of people(db).erase({ accounts: ['acme'], by: 'anonymous_id', id: 'a' })) {
    seen.push([left().find(({ day }) => day === TODAY)?.many, days.get()?.is]);
  }
  expect(seen.slice(0, 3)).toEqual([
    [3, 0],
    [1, 0],
    [undefined, 0],
  ]);
  expect(left()).toEqual([{ day: TODAY - DAY, many: 5 }]);
});
