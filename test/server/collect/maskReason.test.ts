import { expect, it } from 'vitest';
import { maskReason } from '../../../src/server/collect/maskReason.ts';

it.each([
  ['invalid write key', 'invalid write key'],
  ['messageId: 300 characters, send at most 255', 'messageId: 300 characters, send at most 255'],
  [
    'the body is no JSON: Unexpected token \'x\', "ann smith" is not valid',
    "the body is no JSON: Unexpected token 'x', … is not valid",
  ],
  ['the body is no JSON: "cut off in the mid', 'the body is no JSON: …'],
  ['properties.ann@example.com: is there twice', '… is there twice'],
  ['context.a1b2c3d4e5f6a7b8: too deep', 'context.…: too deep'],
  ['tel.+49 (176) 123-4567: too deep', 'tel.…: too deep'],
])('leaves out of %j what was sent', (reason, expected) => {
  expect(maskReason(reason)).toBe(expected);
});

it('cuts it', () => {
  expect(maskReason('x'.repeat(1000))).toHaveLength(300);
});
