import { expect, it } from 'vitest';
import { progress } from '../../../src/server/cli/progress.ts';

function shown(isTTY: boolean, times: number[] = []) {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => Boolean(written.push(text)) };
  return { written, ...progress('copying', out as never, () => times.shift() ?? 0) };
}

it('is a bar at a terminal, gone at the end', () => {
  const { written, show, end } = shown(true);
  end();
  show(0, 4);
  show(2, 4);
  show(4, 4);
  end();
  expect(written).toEqual([
    `\rcopying [${'.'.repeat(30)}] 0 %`,
    `\rcopying [${'#'.repeat(15)}${'.'.repeat(15)}] 50 %`,
    `\rcopying [${'#'.repeat(30)}] 100 %`,
    `\r${' '.repeat('copying [] 100 %'.length + 30)}\r`,
  ]);
});

it('is a line now and then in a log, and none of what is done at once', () => {
  const { written, show, end } = shown(false, [0, 4999, 5000, 5000, 9000]);
  show(1, 4);
  show(2, 4);
  show(3, 4);
  end();
  expect(written).toEqual(['copying: 50 %\n']);
});

it('has all of nothing', () => {
  const { written, show } = shown(true);
  show(0, 0);
  expect(written[0]).toContain('100 %');
});
