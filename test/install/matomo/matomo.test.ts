import { parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { pixels } from '../support/arbitraries.ts';
import { COMPILER, checkEs5 } from '../support/closure.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { fireCustomHtml, joinVariables } from '../support/matomo.ts';
import { fakePage, onlyScript } from '../support/run.ts';
import type { Values } from '../support/values.ts';

const codeOf = (pixel: Pixel) => installCode('matomo', pixel, SETTINGS);

function fire(pixel: Pixel, values: Values) {
  const { html, MatomoTagManager } = fireCustomHtml(codeOf(pixel).event_code, values);
  const page = fakePage({ MatomoTagManager });
  parse(onlyScript(html), { ecmaVersion: 5 });
  page.run(onlyScript(html));
  expect(page.window).not.toHaveProperty('hacked');
  return page.calls();
}

describe('in a container of Matomo', () => {
  test('passes what its variables have, whatever is in its texts', () =>
    forAll('page', (pixel, values) => {
      expect(fire(pixel, values)).toEqual([expectedCall(pixel, values)]);
    }));

  test.each([
    '\\{',
    '\\\\}',
    '{{order_total}}',
    '{{{order_total}}}',
    '{{a',
    'b}}',
    '</script>{{order_total}}',
  ])('keeps the text %j', text => {
    const properties = [{ key: text, source: 'fixed' as const, value: text }];
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, properties } };
    const [call] = fire(pixel, { order_total: '59.90' }) as [unknown[]];
    expect(call[2]).toEqual({ revenue: 59.9, currency: 'EUR', [text]: text });
  });

  test('has no variable in its base code', () => {
    const { base_code } = installCode('matomo', PAGE, { ...SETTINGS, writeKey: '{{k}}\\{{{' });
    expect(joinVariables(base_code, ['k'])).toEqual([base_code]);
  });
});

test.skipIf(!COMPILER)('the Closure compiler accepts all of its code as ES5', () => {
  const codes = fc
    .sample(pixels('none'), { numRuns: 60, seed: 20260105 })
    .map(pixel => codeOf(pixel).event_code);
  codes.push(codeOf(PAGE).base_code);
  expect(checkEs5(codes.map(onlyScript).join('\n'))).toBe('');
});
