import { expect, it } from 'vitest';
import { Turns } from '../../../src/server/http/turns.ts';

/** Work that takes so long, in ms. */
function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

it('are taken one after the other, as they came, with time for others in between', async () => {
  const turns = new Turns(100);
  const done: number[] = [];
  let others = 0;
  const timer = setInterval(() => others++, 1);
  const between: number[] = [];
  await Promise.all(
    [0, 1, 2, 3].map(at =>
      turns.take(1, () => {
        between.push(others);
        busy(20);
        done.push(at);
      }),
    ),
  );
  clearInterval(timer);
  expect(done).toEqual([0, 1, 2, 3]);
  for (let at = 1; at < 4; at++) expect(between[at]! - between[at - 1]!).toBeGreaterThan(2);
});

it('go on after one that failed', async () => {
  const turns = new Turns(100);
  const failed = turns.take(1, () => {
    throw new Error('no');
  });
  const next = turns.take(1, () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});

it('have room for so much that waits', async () => {
  const turns = new Turns(100);
  expect(turns.isFull(500)).toBe(false);
  const first = turns.take(80, () => {});
  expect([turns.isFull(100), turns.isFull(101)]).toEqual([false, true]);
  const second = turns.take(80, () => {});
  expect([turns.isFull(20), turns.isFull(21)]).toEqual([false, true]);
  await Promise.all([first, second]);
});
