import { expect, it } from 'vitest';
import { nameOf } from '../../../../src/ui/console/overview/nameOf.ts';

it.each([
  ['country', 'AT', 'Austria'],
  ['country', 'nowhere <b>', 'nowhere <b>'],
  ['language', 'de-AT', 'Austrian German'],
  ['language', '!!', '!!'],
  ['channel', 'assistant', 'AI assistant'],
  ['channel', 'constructor', 'constructor'],
  ['device', 'phone', 'Phone'],
  ['page', '/a', '/a'],
  ['campaign', '', 'no campaign'],
] as const)('%s %j', (dimension, value, text) => {
  expect(nameOf(dimension, value, { locale: 'en-GB' })).toBe(text);
});
