import { expect, test, vi } from 'vitest';
import { attempt } from '../../src/tag/attempt.ts';

test('gives what the function gives', () => {
  expect(attempt(() => 5)).toBe(5);
});

test('gives nothing where it throws, and reports what', () => {
  const report = vi.fn();
  const thrower = () => {
    throw 'mine';
  };
  expect(attempt(thrower, report)).toBeUndefined();
  expect(report).toHaveBeenCalledExactlyOnceWith('mine');
  expect(attempt(thrower)).toBeUndefined();
});
