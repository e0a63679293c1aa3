import { expect, it } from 'vitest';
import { counting } from '../../../src/server/cli/counting.ts';

it('tells how many of how many, how fast, and for how long still', () => {
  const written: string[] = [];
  const times = [0, 0, 10_000, 10_000, 20_000];
  const out = { isTTY: true, write: (text: string) => Boolean(written.push(text)) };
  const { show } = counting('copying', out as never, () => times.shift() ?? 20_000);
  // An earlier run did these.
  show(1000, 1_000_000);
  show(21_000, 1_000_000);
  expect(written[0]).toContain('0 %, 1,000 of 1,000,000 rows, 0 a second');
  expect(written[1]).toContain('2 %, 21,000 of 1,000,000 rows, 2,000 a second, 8:10 left');
});
