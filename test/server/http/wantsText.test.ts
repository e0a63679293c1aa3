import { expect, it } from 'vitest';
import { wantsText } from '../../../src/server/http/wantsText.ts';

it.each([
  [undefined, false],
  ['text/plain', true],
  ['text/plain;q=0', false],
  ['image/avif,image/*;q=0.8,text/plain;q=0.9', true],
  ['image/avif,image/*,text/plain;q=0.9', false],
])('reads %j as %j', (accept, wants) => {
  expect(wantsText(accept)).toBe(wants);
});

it('reads no more of a header than a browser has', () => {
  expect(wantsText(`text/plain${';'.repeat(60_000)}`)).toBe(true);
  expect(wantsText(`${','.repeat(60_000)}text/plain`)).toBe(false);
});
