import { expect, test } from 'vitest';
import { oneOf } from '../../src/tag/oneOf.ts';

test.each(['granted', 'denied', 'pending'])('lets %s pass', word => {
  expect(oneOf('granted, denied or pending', word)).toBeUndefined();
});

test.each(['grant', 'Granted', '', 'granted, denied', undefined, 5, {}])('throws a text for %j', value => {
  let text: unknown;
  try {
    oneOf('granted, denied or pending', value);
  } catch (error) {
    text = error;
  }
  expect(text).toBe(`${value} is not granted, denied or pending`);
});
