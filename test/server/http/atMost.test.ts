import { expect, it } from 'vitest';
import { atMost } from '../../../src/server/http/atMost.ts';

it('does so many at once, in their order, whatever becomes of one', async () => {
  const inTurn = atMost(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const done = Array.from({ length: 5 }, (_, at) =>
    inTurn(async () => {
      started.push(at);
      await new Promise<void>(resolve => ends.push(resolve));
      if (at === 0) throw new Error('no');
      return at;
    }).catch((error: Error) => error.message),
  );
  await expect.poll(() => started).toEqual([0, 1]);
  ends[0]!();
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (let at = 1; at < 5; at++) {
    await expect.poll(() => ends.length).toBeGreaterThan(at);
    ends[at]!();
  }
  expect(await Promise.all(done)).toEqual(['no', 1, 2, 3, 4]);
  expect(await inTurn(async () => 'again')).toBe('again');
});
