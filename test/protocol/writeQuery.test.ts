import { expect, test } from 'vitest';
import { writeQuery } from '../../src/protocol/writeQuery.ts';

const written = (fields: object) => {
  const skipped: string[] = [];
  const query = writeQuery(fields, (path, reason) => void (reason && skipped.push(`${path} ${reason}`)));
  return { query, skipped };
};

test.each(['x', 'ü', ' ', '%', '&a='])(
  'a text without an end (%s) is left out, and the rest is written',
  unit => {
    const { query, skipped } = written({ a: 1, long: unit.repeat(6_000_000 / unit.length), b: { c: 2 } });
    expect(query).toBe('a=1&b.c=2');
    expect(skipped).toEqual(['long too long']);
  },
);

test('of many long texts those are left out that no beacon has room for', () => {
  const texts = Array.from({ length: 999 }, () => 'ü'.repeat(1000));
  const { query, skipped } = written({ texts, order_id: 'o1' });
  expect(query.length).toBeLessThan(520_000);
  expect(query).toMatch(/&order_id=o1$/);
  expect(skipped).toHaveLength(999 - Math.floor(500_000 / 6000));
});

test('what a beacon has room for is written, however many texts it is', () => {
  expect(written({ texts: Array.from({ length: 999 }, () => 'x'.repeat(900)) }).skipped).toEqual([]);
  expect(written({ text: 'x'.repeat(500_000) }).skipped).toEqual([]);
});
