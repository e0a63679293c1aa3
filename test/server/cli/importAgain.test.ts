import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { exportCommand } from '../../../src/server/cli/exportCommand.ts';
import { importCommand } from '../../../src/server/cli/importCommand.ts';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { advertisers } from '../../support/advertising.ts';
import { IN_FILE, NOW } from '../../support/collector.ts';

const DAY = 86_400_000;

it('counts what is exported, removed, imported and rebuilt once, with its revenue', async () => {
  const it = await advertisers({}, IN_FILE);
  await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0, pixel_conversion_event_id: 7 });
  for (const [at, revenue] of [20, 25, 1].entries()) {
    it.clock.now = NOW - (at === 2 ? 0 : 9) * DAY;
    await it.beacon(
      `event=purchase&messageId=${at}&properties.revenue=${revenue}&properties.order_id=o${at}`,
    );
  }
  const counted = async () => ({
    counts: (await it.call('GET', '/counts')).json().counts,
    totals: (await it.call('GET', '/conversions/totals')).json().totals,
  });
  const before = await counted();
  expect(before.totals).toMatchObject([{ count: 3, value: 46 }]);
  const data = ['--data', it.folder];
  let lines = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      lines += chunk;
      done();
    },
  });
  await exportCommand(data, {}, out);
  const file = join(it.folder, 'events.ndjson');
  writeFileSync(file, lines);

  expect(await it.store.forget(NOW, 3)).toBe(2);
  for (let time = 0; time < 2; time++) {
    expect(await importCommand([file, ...data], {})).toBe('0 events are new, 3 were there already');
    expect(await counted()).toEqual(before);
    expect(await rebuildCommand(data, {})).toMatch(/^1 events\n(?:\w+: \d+ rows, as before\n?)+$/);
    expect(await counted()).toEqual(before);
  }
  await it.call('DELETE', '/people/anonymous/a1');
  expect(await importCommand([file, ...data], {})).toBe('0 events are new, 3 were there already');
  expect(await counted()).toEqual(before);
});
