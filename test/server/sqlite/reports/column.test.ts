import { expect, it } from 'vitest';
import { buildColumn } from '../../../../src/server/sqlite/reports/buildColumn.ts';
import {
  type Column,
  fewest,
  packColumn,
  unpackColumn,
} from '../../../../src/server/sqlite/reports/column.ts';
import type { StoredVisit } from '../../../../src/server/store/visits.ts';

const plain = ({ arrays, texts }: Column) => ({ arrays: arrays.map(each => [...each]), texts: [...texts] });

it.each([
  [[], 1],
  [[0, 255], 1],
  [[256], 2],
  [[65_536, 1], 4],
  [[2 ** 32, 5], 8],
])('writes %j in as few bytes as they take', (numbers, bytes) => {
  expect(fewest(numbers).BYTES_PER_ELEMENT).toBe(bytes);
});

it.each<Column>([
  { arrays: [], texts: [] },
  { arrays: [Uint8Array.of(1, 2, 3)], texts: ['', 'ü😀', '"\n'] },
  {
    arrays: [Uint16Array.of(7), Float64Array.of(-0.5, 1e300), Uint32Array.of(2 ** 32 - 1), new Uint8Array(0)],
    texts: [],
  },
])('reads what it wrote, wherever it lies', column => {
  const packed = packColumn(column);
  expect(plain(unpackColumn(packed))).toEqual(plain(column));
  const within = new Uint8Array(packed.length + 3);
  within.set(packed, 3);
  expect(plain(unpackColumn(within.subarray(3)))).toEqual(plain(column));
});

it('tells the most frequent texts apart where they are very many', () => {
  const visits = Array.from({ length: 9000 }, (_, at) => ({ source: `s${at % 5000}` }) as StoredVisit);
  const column = buildColumn('source', 0);
  for (const visit of visits) column.add(visit);
  const { arrays, texts } = column.end();
  expect(texts).toHaveLength(4096);
  // Those that came twice first.
  expect(texts.slice(0, 2)).toEqual(['s0', 's1']);
  expect(texts.at(-1)).toBe('(other names)');
  expect(arrays[0]!.filter(code => code === 4095)).toHaveLength(9000 - 2 * 4000 - 95);
});

it('tells what is paid in money from what is paid in names that somebody made up, however many', () => {
  const column = buildColumn('revenue', 0);
  const paid = (currency: string) =>
    column.add({ revenue: JSON.stringify({ [currency]: 1 }) } as StoredVisit);
  for (let at = 0; at < 10_000; at++) paid(`A${at % 5000}`);
  paid('EUR');
  const { arrays, texts } = column.end();
  expect(texts[arrays[1]!.at(-1)!]).toBe('EUR');
});
