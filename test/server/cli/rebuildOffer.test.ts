import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { keptVersions, readKept, unpackStore } from '../../kept/kept.ts';
import { advertisers } from '../../support/advertising.ts';
import { collector, IN_FILE, NOW, tempDir } from '../../support/collector.ts';
import { startCollector } from '../../support/command.ts';

const version = keptVersions()[0]!;

/** What a store holds, but for what a migration adds by opening it. */
const madeIn = (folder: string) => {
  const db = new DatabaseSync(join(folder, 'tgp.db'), { readOnly: true });
  const tables = ['counts', 'last_seen', 'touches', 'conversions', 'kind_counts', 'kind_seen', 'happenings'];
  const rows = tables.map(table => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all());
  db.close();
  return rows;
};

it('of events that an earlier version counted shows the difference first, and changes nothing until it is told to', async () => {
  const folder = tempDir();
  unpackStore(version, folder);
  const now = () => readKept(version).now;
  const { store, call } = await collector({ now }, { folder });
  expect((await call('GET', '/status')).json().rebuild_offered).toBe(true);
  const before = madeIn(folder);

  const shown = await rebuildCommand(['--data', folder], {});
  expect(madeIn(folder)).toEqual(before);
  expect(shown).toMatch(/^\d+ events\ncounts: \d+ rows, as before\n/);
  expect(shown).toMatch(/\nconversions: \d+ rows, \d+ of them would change\n/);
  const [, was, is] = /\npurchase: (\d+) before, (\d+) after\n/.exec(shown)!;
  expect(Number(is)).toBeGreaterThan(Number(was));
  expect(shown).toMatch(/\npurchase, conversions: \d+ before, \d+ after\n/);
  expect(shown).toMatch(/earlier version\.\nNothing is changed: "tgp rebuild --apply" changes it\.$/);
  expect(await rebuildCommand(['--data', folder], {})).toBe(shown);
  expect((await call('GET', '/status')).json().rebuild_offered).toBe(true);

  const done = await rebuildCommand(['--data', folder, '--apply'], {});
  expect(done).toMatch(
    /\nconversions: \d+ rows, \d+ of them changed\nvisits: \d+ rows, \d+ of them changed$/,
  );
  expect((await call('GET', '/status')).json()).not.toHaveProperty('rebuild_offered');
  expect(await store.isOutdated()).toBe(false);
  const purchases = (await call('GET', '/counts?by=kind'))
    .json()
    .counts.filter(({ kind }: { kind: string }) => kind === 'purchase');
  expect(purchases.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(Number(is));
  expect(await rebuildCommand(['--data', folder], {})).toMatch(
    /\nconversions: \d+ rows, as before\nvisits: \d+ rows, as before$/,
  );
});

it('shows a difference without changing it where that is asked for, and what would change', async () => {
  const it = await advertisers({}, IN_FILE);
  it.clock.now = NOW;
  await it.make('/pixel', { name: 'Order', pixel_conversion_event_id: 7 });
  await it.beacon('event=purchase&properties.revenue=5');
  const db = new DatabaseSync(`${it.folder}/tgp.db`);
  db.exec(
    `DELETE FROM conversions; UPDATE kind_counts SET count = 7; UPDATE visits SET counted = 'automated', channel = 'search'`,
  );
  db.close();
  const expected = [
    '1 events',
    'counts: 1 rows, as before',
    'last_seen: 1 rows, as before',
    'touches: 0 rows, as before',
    'conversions: 0 rows, 1 of them would change',
    'visits: 1 rows, 1 of them would change',
    'purchase: 7 before, 1 after',
    'purchase, conversions: 0 before, 1 after',
    'visits, automated, search: 1 before, 0 after',
    'visits, people, direct: 0 before, 1 after',
    'Nothing is changed: "tgp rebuild --apply" changes it.',
  ].join('\n');
  for (let times = 0; times < 2; times++)
    expect(await rebuildCommand(['--data', it.folder, '--dry-run'], {})).toBe(expected);
  await expect(rebuildCommand(['--data', it.folder, '--dry-run', '--apply'], {})).rejects.toThrow(
    '--dry-run',
  );
  await rebuildCommand(['--data', it.folder], {});
  const { counts } = (await it.call('GET', '/counts?by=kind')).json();
  expect(counts).toMatchObject([{ kind: 'purchase', count: 1 }]);
});

it('is not offered by a new store, nor by one whose events all came since', async () => {
  const { store, call, beacon } = await collector({}, IN_FILE);
  await beacon('event=Purchase');
  expect(await store.isOutdated()).toBe(false);
  expect((await call('GET', '/status')).json()).not.toHaveProperty('rebuild_offered');
});

it('is named by the log of a start', async () => {
  const folder = tempDir();
  unpackStore(version, folder);
  const first = await startCollector(folder, ['--no-demo'], { TGP_ADMIN_TOKEN: 'a-token-of-the-owner' });
  expect(first.err).toContain('\\"tgp rebuild\\" shows what would be different');
  first.process.kill('SIGTERM');
  await first.exit;
  await rebuildCommand(['--data', folder, '--apply'], {});
  const second = await startCollector(folder, ['--no-demo'], { TGP_ADMIN_TOKEN: 'a-token-of-the-owner' });
  expect(second.err).not.toContain('tgp rebuild');
});
