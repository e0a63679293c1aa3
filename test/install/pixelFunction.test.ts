import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Pixel, PixelConfig } from '../../src/install/pixel.ts';
import { pixelFunction } from '../../src/install/pixelFunction.ts';

const pixel = (config: PixelConfig): Pixel => ({ id: 'pix_1', name: 'P', config });

const PURCHASE = pixel({
  type: 'conversion',
  conversion_type: 'purchase',
  revenue: { source: 'variable', value: 'shop.order.total' },
  currency: { source: 'fixed', value: 'EUR' },
  properties: [
    { key: 'sku', source: 'variable', value: 'items[0].sku' },
    { key: 'note', source: 'fixed', value: '</script>"\u2028 é' },
  ],
});

/** Runs the function in a page with these globals; gives the commands that it ran. */
function run(code: string, page: object = {}, given?: unknown, options?: unknown, call: object = {}) {
  const ran: unknown[] = [];
  const context = createContext({ ...page, window: page, given, options, call, ran });
  runInContext(
    `(${code})(call, 'pix_1', given, options, function (made, now) { ran.push([made, now]); })`,
    context,
  );
  return JSON.parse(JSON.stringify(ran));
}

test('makes the call with what the page has, numbers as numbers', () => {
  const page = { shop: { order: { total: '59.90' } }, items: [{ sku: 'S1' }] };
  expect(run(pixelFunction(PURCHASE), page)).toEqual([
    [
      {
        0: 'conversion',
        1: 'purchase',
        2: { revenue: 59.9, currency: 'EUR', sku: 'S1', note: '</script>"\u2028 é' },
        3: { pixel: 'pix_1' },
      },
      true,
    ],
  ]);
});

test('a page view is one', () => {
  const code = pixelFunction(
    pixel({ type: 'pageview', properties: [{ key: 'a', source: 'fixed', value: 'b' }] }),
  );
  expect(run(code)).toEqual([[{ 0: 'page', 1: { a: 'b' }, 2: { pixel: 'pix_1' } }, true]]);
});

test('what the page lacks is left out, and the call is made', () => {
  const [[made]] = run(pixelFunction(PURCHASE));
  expect(made[2]).toEqual({ currency: 'EUR', note: '</script>"\u2028 é' });
});

test('the data layer serves where the page has no variable', () => {
  const [[made]] = run(pixelFunction(PURCHASE), {
    dataLayer: [{ shop: { order: { total: 7 } } }, { event: 'x' }],
  });
  expect(made[2].revenue).toBe(7);
});

test('what is given stands over the pixel’s own, and its options beside its id', () => {
  const moment = { t: 5, u: 'https://shop.example/', d: 'T', r: '' };
  const call = { 0: 'event', 1: 'pix_1', 2: {}, 3: {}, ...moment };
  const [[made]] = run(pixelFunction(PURCHASE), {}, { currency: 'USD', n: 1 }, { to: 'k', pixel: 'x' }, call);
  expect(made).toMatchObject({ 2: { currency: 'USD', n: 1 }, 3: { to: 'k', pixel: 'pix_1' }, ...moment });
});

test('what is given and is no object changes nothing', () => {
  const [[made]] = run(pixelFunction(PURCHASE), {}, 'text');
  expect(Object.keys(made[2])).toEqual(['currency', 'note']);
});

test('a variable that is none of a page is refused, so that no code comes of it', () => {
  const hostile = pixel({
    type: 'pageview',
    properties: [{ key: 'a', source: 'variable', value: 'a);alert(1' }],
  });
  expect(() => pixelFunction(hostile)).toThrow(/config\.properties\.0|is no path/);
});
