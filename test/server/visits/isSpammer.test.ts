import { expect, test } from 'vitest';
import { isSpammer } from '../../../src/server/visits/isSpammer.ts';

test.each(['semalt.com', 'semalt.semalt.com', 'buttons-for-website.com', '0n-line.tv'])('%s is one', host => {
  expect(isSpammer(host)).toBe(true);
});

test.each(['', 'google.com', 'notsemalt.com', 'semalt.com.example', 'localhost'])('"%s" is none', host => {
  expect(isSpammer(host)).toBe(false);
});
