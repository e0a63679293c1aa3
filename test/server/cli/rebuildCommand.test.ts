import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { advertisers } from '../../support/advertising.ts';
import { IN_FILE, NOW, tempDir } from '../../support/collector.ts';

/** A collector with a conversion by click. */
async function converted() {
  const it = await advertisers({}, IN_FILE);
  it.clock.now = NOW;
  await it.make('/pixel', { name: 'Order', pixel_conversion_event_id: 7 });
  await it.beacon('context.campaign.gclid=g', 'page');
  await it.beacon('event=purchase&properties.revenue=5');
  return it;
}

const AS_BEFORE = [
  '2 events',
  'counts: 2 rows, as before',
  'last_seen: 2 rows, as before',
  'touches: 1 rows, as before',
  'conversions: 1 rows, as before',
  'visits: 1 rows, as before',
].join('\n');

it('makes the same again, beside a running collector', async () => {
  const it = await converted();
  expect(await rebuildCommand(['--data', it.folder], {})).toBe(AS_BEFORE);
  expect(await rebuildCommand([], { TGP_DATA: it.folder })).toBe(AS_BEFORE);
  await it.beacon('event=after');
  expect((await it.call('GET', '/conversions')).json().conversions).toMatchObject([
    { attribution: 'click', value: 5 },
  ]);
});

it('puts right what went wrong, and says so', async () => {
  const it = await converted();
  const db = new DatabaseSync(`${it.folder}/tgp.db`);
  db.exec(
    `UPDATE counts SET count = 7 WHERE event = 'purchase'; DELETE FROM conversions; DELETE FROM last_seen`,
  );
  db.close();
  expect(await rebuildCommand(['--data', it.folder], {})).toBe(
    AS_BEFORE.replace('counts: 2 rows, as before', 'counts: 2 rows, 1 of them changed')
      .replace('last_seen: 2 rows, as before', 'last_seen: 2 rows, 2 of them changed')
      .replace('conversions: 1 rows, as before', 'conversions: 1 rows, 1 of them changed'),
  );
  expect((await it.call('GET', '/conversions')).json().conversions).toMatchObject([{ attribution: 'click' }]);
  expect(await rebuildCommand(['--data', it.folder], {})).toBe(AS_BEFORE);
});

it('reads pixels as they were when the events came', async () => {
  const it = await converted();
  const { pixels } = (await it.send('GET', '/pixel')).json().response;
  await it.send('PUT', `/pixel?id=${pixels[0].id}`, { pixel: { state: 'inactive', trigger_type: 'view' } });
  await it.beacon('event=purchase&anonymousId=a2');
  await it.send('DELETE', `/pixel?id=${pixels[0].id}`);
  await rebuildCommand(['--data', it.folder], {});
  expect((await it.call('GET', '/conversions')).json().conversions).toMatchObject([{ attribution: 'click' }]);
});

it('refuses a folder without a store, and an unknown option', async () => {
  const folder = tempDir();
  await expect(rebuildCommand(['--data', folder], {})).rejects.toThrow(
    `--data: there is no store in ${folder}`,
  );
  await expect(rebuildCommand(['--date', folder], {})).rejects.toThrow(
    '"tgp rebuild --help" lists the options',
  );
  expect(await rebuildCommand(['--help'], {})).toContain('Usage: tgp rebuild');
});
