import { describe, expect, it } from 'vitest';
import { retentionCommand } from '../../../src/server/cli/retentionCommand.ts';
import { believe, MAX_PAUSE_MS } from '../../../src/server/jobs/believedTime.ts';
import { removeOld } from '../../../src/server/jobs/retention.ts';
import { collector, IN_FILE, NOW, storedEvents, type TestCollector } from '../../support/collector.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clock = { time: NOW, ahead: 0, since: 0 };
const of = { newest: null, longestMs: 3 * DAY };

describe('the time by which old events are removed', () => {
  it('is the clock’s where it goes on, or nothing is known', () => {
    expect(believe(undefined, NOW, of)).toEqual(clock);
    expect(believe(clock, NOW + HOUR, of)).toEqual({ ...clock, time: NOW + HOUR });
    expect(believe(undefined, NOW + MAX_PAUSE_MS, { ...of, newest: NOW })).toMatchObject({ ahead: 0 });
  });

  it('is not what the clock jumped ahead of what was known', () => {
    const jumped = { time: NOW + 30 * DAY, ahead: 30 * DAY, since: NOW };
    expect(believe(clock, NOW + 30 * DAY, of)).toEqual(jumped);
    expect(believe(undefined, NOW + 30 * DAY, { ...of, newest: NOW })).toEqual(jumped);
    // An event that arrived after the jump says nothing.
    expect(believe(clock, NOW + 30 * DAY, { ...of, newest: NOW + 30 * DAY })).toEqual(jumped);
  });

  it('is the clock’s again once it went back, or the collector ran as long as events are kept', () => {
    const jumped = believe(clock, NOW + 30 * DAY, of);
    expect(believe(jumped, NOW + HOUR, of)).toMatchObject({ time: NOW + HOUR, ahead: 0 });
    expect(believe(jumped, NOW + 20 * DAY, of)).toMatchObject({ ahead: 20 * DAY });
    let at = jumped;
    for (let hour = 1; hour < 3 * 24; hour++) at = believe(at, jumped.time + hour * HOUR, of);
    expect(at).toMatchObject({ ahead: 30 * DAY });
    expect(believe(at, jumped.time + 3 * DAY, of)).toMatchObject({ ahead: 0 });
  });
});

/** Twenty events an hour apart, the last of them now. */
async function filled(): Promise<TestCollector & { run(): Promise<string[]> }> {
  const it = await collector({}, IN_FILE);
  for (let hour = 19; hour >= 0; hour--) {
    it.clock.now = NOW - hour * HOUR;
    await it.beacon(`event=purchase&messageId=${hour}`);
  }
  const run = async () => {
    const said: string[] = [];
    const say = (level: string) => (given: object, text: string) =>
      void said.push(`${level}: ${text} ${JSON.stringify(given)}`);
    const logger = { info: say('info'), warn: say('warn'), error: say('error') } as never;
    await removeOld(it.store, { now: () => it.clock.now, days: 2, logger }, true);
    return said;
  };
  return { ...it, run };
}

const count = async (it: TestCollector) => (await storedEvents(it)).length;

it.each([3, 30, 3650])(
  'removes nothing that arrived within its days where the clock is %i days ahead',
  async days => {
    const it = await filled();
    it.clock.now = NOW + days * DAY;
    expect(await it.run()).toEqual([
      expect.stringMatching(/^warn: the clock jumped ahead.*"tgp retention --clock-is-right" removes it/),
    ]);
    expect(await count(it)).toBe(20);
    await it.beacon('event=purchase&messageId=new');
    await it.run();
    expect(await count(it)).toBe(21);
    // What arrived long before goes as ever, and is told.
    it.clock.now = NOW + 3 * DAY;
    await it.run();
    for (let hour = 0; hour < 3 * 24; hour += 6) {
      it.clock.now += 6 * HOUR;
      await it.run();
    }
    expect(await count(it)).toBeLessThan(3);
  },
);

it('removes by the clock where it is said to be right, and says what it removed', async () => {
  const it = await filled();
  const call = (...args: string[]) => retentionCommand([...args, '--data', it.folder], {});
  expect(await call()).toMatch(/^no collector/);
  it.clock.now = NOW;
  await it.run();
  expect(await call()).toBe(`old events are removed by the clock, as of ${new Date(NOW).toISOString()}`);
  it.clock.now = NOW + 9 * DAY;
  await it.run();
  expect(await call()).toMatch(
    /as of 2026-11-21T10:20:30.400Z: the clock says 2026-11-30T10:20:30.400Z; if it is right/,
  );
  await expect(call('--clock-is-right=no')).rejects.toThrow('takes no value');
  expect(await call('--clock-is-right')).toMatch(/^old events are removed by the clock again/);
  expect(await it.run()).toEqual([
    expect.stringMatching(
      /^warn: old events removed \{"removed":19,"as_of":"2026-11-30T10:20:30.400Z","days":2\}$/,
    ),
  ]);
});
