import { expect, it } from 'vitest';
import type { Chunk } from '../../../../src/server/sqlite/reports/chunks.ts';
import { Groups } from '../../../../src/server/sqlite/reports/groups.ts';
import { VisitCounts } from '../../../../src/server/sqlite/reports/visitCounts.ts';
import { WHOLE } from '../../../../src/server/sqlite/reports/weights.ts';

/** Visits with these sources. */
function chunk(sources: string[]): Chunk {
  const texts = [...new Set(sources)];
  const codes = Uint32Array.from(sources, source => texts.indexOf(source));
  return { start: 0, rows: sources.length, column: () => ({ arrays: [codes], texts }) };
}

it('tells the most frequent values apart where there is no room for all', () => {
  // About eight values.
  const groups = new Groups({ by: 'source' }, 900);
  const counts = new VisitCounts();
  const add = (...sources: string[]) => {
    const some = chunk(sources);
    counts.add(groups.of(some), new Uint8Array(some.rows).fill(WHOLE));
    if (groups.isFull) counts.move(groups.keepFirst(counts.mostFirst()));
  };
  add('a', 'b', 'b', 'c', 'd');
  expect([groups.size, groups.isOther('z')]).toEqual([4, false]);
  add('a', 'b', 'e', 'f', 'f', 'g', 'h', 'h', 'h', 'i');
  const found = new Map(counts.all(groups.values()).map(({ value, visits }) => [value, visits]));
  expect(found).toEqual(
    new Map([
      ['(other names)', 5],
      ['b', 3],
      ['h', 3],
      ['a', 2],
      ['f', 2],
    ]),
  );
  expect(['b', 'g', 'z'].map(value => groups.isOther(value))).toEqual([false, true, true]);
  add('b', 'g', '(other names)');
  const after = new Map(counts.all(groups.values()).map(({ value, visits }) => [value, visits]));
  expect([after.get('b'), after.get('g'), after.get('(other names)')]).toEqual([4, 1, 6]);
});

it('sums under one name what was not told apart', () => {
  const groups = new Groups({
    by: 'source',
    only: ['a', '(other names)'],
    isOther: value => value === 'x',
  });
  expect([...groups.of(chunk(['a', 'x', 'b', '(other names)'])).groups]).toEqual([0, 1, -1, 1]);
});
