import { expect, it } from 'vitest';
import { imageCode, pixelUrl, scriptCode } from '../../../../../src/ui/console/parts/manage/pixelUrls.ts';

it('writes the address of a pixel, and the code that asks for it', () => {
  const url = pixelUrl('px', { id: 7, redir: 'https://a.example/?b="c"&d' }, 'https://collect.example/t');
  expect(url).toBe('https://collect.example/t/px?id=7&redir=https%3A%2F%2Fa.example%2F%3Fb%3D%22c%22%26d');
  expect(imageCode('https://c.example/?a=1&b="')).toBe(
    '<img src="https://c.example/?a=1&amp;b=&quot;" width="1" height="1" alt="" style="display:none">',
  );
  expect(scriptCode('https://c.example/?a=1&b=2')).toBe(
    '<script async src="https://c.example/?a=1&amp;b=2"></script>',
  );
});
