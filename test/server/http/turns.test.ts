import { afterEach, expect, it, vi } from 'vitest';
import { Turns } from '../../../src/server/http/turns.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('are taken one after the other, as they came, each after as long as the one before took', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  const turns = new Turns(100);
  const log: string[] = [];
  const began = performance.now();
  const note = (text: string): void => {
    log.push(`${performance.now() - began}: ${text}`);
  };
  const all = [20, 7, 40].map((ms, at) =>
    turns.take(1, () => {
      note(`${at} begins`);
      vi.advanceTimersByTime(ms);
      note(`${at} ends`);
    }),
  );
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all(all);
  expect(log).toEqual([
    '0: 0 begins',
    '20: 0 ends',
    '40: 1 begins',
    '47: 1 ends',
    '54: 2 begins',
    '94: 2 ends',
  ]);
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
