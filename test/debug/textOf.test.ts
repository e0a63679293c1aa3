import { expect, it } from 'vitest';
import { textOf } from '../../src/debug/textOf.ts';

it('writes what is in it, a line each', () => {
  expect(textOf({ a: 1, b: { c: ['x', 'y'], none: null }, f: () => {}, '<b>': '</script>' })).toBe(
    'a: 1\nb\n  c\n    0: x\n    1: y\nf: a function\n<b>: </script>',
  );
});

it('stands what throws, holds itself, is deep, or is large', () => {
  const round: { [name: string]: unknown } = {
    get bad() {
      throw new Error('no');
    },
    symbol: Symbol('s'),
  };
  round.self = round;
  expect(textOf(round)).toContain('…');
  let deep: object = {};
  for (let at = 0; at < 1000; at++) deep = { deep };
  expect(textOf(deep).length).toBeLessThan(1000);
  expect(
    textOf(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [at, 'x'.repeat(100)]))),
  ).toHaveLength(20_000);
  expect(textOf({ toJSON: () => 'hijacked', a: 1 })).toContain('a: 1');
});
