import { expect, test } from 'vitest';
import { oneOf } from '../../src/tag/oneOf.ts';

test.each(['granted', 'denied', 'pending'])('lets %s pass', word => {
  expect(oneOf('granted, denied, pending', word)).toBeUndefined();
});

test.each(['grant', 'Granted', '', 'granted, denied', undefined, 5, {}])('throws a text for %j', value => {
  let text: unknown;
  try {
    oneOf('granted, denied, pending', value);
  } catch (error) {
    text = error;
  }
  expect(text).toBe(`${value} is not granted, denied, pending`);
});
