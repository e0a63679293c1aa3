import { expect, test, vi } from 'vitest';
import { javascript } from '../../src/install/index.ts';
import { SETTINGS } from './support/examples.ts';
import { onlyScript } from './support/run.ts';
import { runBase } from './support/runBase.ts';

/** A page whose script does not come: its calls, and what the console heard. */
function blockedPage() {
  const { window, run } = runBase();
  const warn = vi.fn();
  window.console = { warn };
  run(onlyScript(javascript(SETTINGS)));
  const tgp = window.tgp as ((...call: unknown[]) => void) & { queue: ArrayLike<unknown>[]; lost?: number };
  return { tgp, warn, queued: () => tgp.queue.map(call => Array.from(call).slice(0, 2).join(' ')) };
}

const COMMANDS = ['page', 'track', 'event', 'conversion', 'microconversion', 'identify', 'consent', 'set'];

test('keeps the first 200 calls, counts what goes, and says so once', () => {
  const { tgp, warn, queued } = blockedPage();
  for (let n = 0; n < 300; n++) tgp('track', `event ${n}`);
  expect(queued()).toHaveLength(200);
  expect(queued().slice(0, 2)).toEqual([`init ${SETTINGS.writeKey}`, 'track event 0']);
  expect(queued().at(-1)).toBe('track event 198');
  expect(tgp.lost).toBe(101);
  expect(warn.mock.calls).toEqual([['tgp', 'full']]);
});

test.each(['page', 'track', 'event'])('a conversion has a place where there is none for a %s', command => {
  const { tgp, queued } = blockedPage();
  for (let n = 0; n < 200; n++) tgp(command, `${n}`);
  tgp('conversion', 'purchase', { order_id: 'A-1' });
  expect(queued().slice(-2)).toEqual([`${command} 198`, 'conversion purchase']);
  expect(tgp.lost).toBe(1);
});

test('where all are conversions, they have twice as many places', () => {
  const { tgp, warn, queued } = blockedPage();
  for (let n = 0; n < 401; n++) tgp('conversion', `${n}`);
  expect(queued()).toHaveLength(400);
  expect(queued().at(-1)).toBe('conversion 398');
  expect(tgp.lost).toBe(2);
  expect(warn).toHaveBeenCalledTimes(1);
});

test.each([[{}], [{ log: () => {} }]])('throws nothing where the console is %o', console => {
  const { window, run } = runBase();
  window.console = console;
  run(onlyScript(javascript(SETTINGS)));
  const tgp = window.tgp as (...call: unknown[]) => void;
  for (let n = 0; n < 201; n++) tgp('track', `${n}`);
  expect((tgp as unknown as { lost: number }).lost).toBe(2);
  const taken = runBase();
  Object.assign(taken.window, { console, tgp: () => {} });
  taken.run(onlyScript(javascript(SETTINGS)));
});

test('never keeps a view or a track in place of anything else', () => {
  let seed = 20260105;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  for (let run = 0; run < 50; run++) {
    const { tgp, queued } = blockedPage();
    const made = Array.from({ length: 150 + random(200) }, (_, at) => `${COMMANDS[random(8)]} ${at}`);
    for (const call of made) tgp(...call.split(' '));
    const cheap = /^(page|track|event) /;
    const kept = queued().slice(1);
    const dear = made.filter(call => !cheap.test(call));
    expect(kept.filter(call => !cheap.test(call))).toEqual(dear.slice(0, 199));
    expect(kept.length + (tgp.lost ?? 0)).toBe(made.length);
    expect(kept).toEqual(made.filter(call => kept.includes(call)));
  }
});
