import { parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { adobeTags } from '../support/adobeTags.ts';
import { pixels } from '../support/arbitraries.ts';
import { COMPILER, checkEs5 } from '../support/closure.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { fakePage } from '../support/run.ts';
import { objectOf, type Values } from '../support/values.ts';

const eventCode = (pixel: Pixel) => installCode('adobe-tags', pixel, SETTINGS).event_code;

/** The rule that the notes describe. */
const ruleOf = (pixel: Pixel) => ({
  on: pixel.config.conversion_type
    ? { directCall: pixel.config.conversion_type.trim() }
    : ('dom-ready' as const),
  order: 50,
  code: eventCode(pixel),
});

/** Fires a pixel in a library whose data elements and direct call have these values. */
function fire(pixel: Pixel, elements: Values, detail?: object): unknown[] {
  const page = fakePage();
  const { run, domReady, window, errors } = adobeTags([ruleOf(pixel)], elements, {
    tgp: page.window.tgp,
    detail,
    identifier: pixel.config.conversion_type,
  });
  if (pixel.config.conversion_type) run('_satellite.track(identifier, detail)');
  else domReady();
  expect(errors).toEqual([]);
  expect(window).not.toHaveProperty('hacked');
  return page.calls();
}

describe("in Adobe's rule engine", () => {
  test('passes what the data elements have, whatever is in its texts', () =>
    forAll('page', (pixel, values) => {
      parse(`(function(event, target, Promise) {\n${eventCode(pixel)}\n})`, { ecmaVersion: 5 });
      expect(fire(pixel, values)).toEqual([expectedCall(pixel, values)]);
    }));

  test('passes the detail of a direct call where there are no data elements', () =>
    forAll('page', (pixel, values) => {
      if (!pixel.config.conversion_type) return;
      expect(fire(pixel, {}, objectOf(values))).toEqual([expectedCall(pixel, values)]);
    }));

  test('has no name of a data element replaced in its code', () => {
    const text = '%order_total% 100%';
    const properties = [{ key: '%order_total%', source: 'fixed' as const, value: text }];
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, properties } };
    const [call] = fire(pixel, { order_total: '59.90' }) as [unknown[]];
    expect(call[2]).toEqual({ revenue: 59.9, currency: 'EUR', '%order_total%': text });
    expect(installCode('adobe-tags', PAGE, { ...SETTINGS, writeKey: 'a%b%c' }).base_code).toContain(
      '"a\\u0025b\\u0025c"',
    );
  });

  test('loads the tag at the top of the page, once and before any event', () => {
    const { base_code } = installCode('adobe-tags', PAGE, SETTINGS);
    const scripts: { src?: string }[] = [];
    const base = { on: 'library-loaded' as const, order: 1, code: base_code };
    const { window, domReady, errors } = adobeTags(
      [ruleOf(PAGE), base, base],
      {},
      {
        document: Object.assign(
          Object.create({
            createElement: () => ({ dataset: {} }),
            querySelector: (selector: string) =>
              selector === 'head' ? { appendChild: (element: object) => scripts.push(element) } : null,
          }),
          { URL: 'https://shop.example/', title: 'Shop', referrer: '' },
        ),
      },
    );
    domReady();
    expect(errors).toEqual([]);
    expect(scripts.map(({ src }) => src)).toEqual([SETTINGS.scriptUrl]);
    const { queue } = window.tgp as { queue: ArrayLike<unknown>[] };
    expect(queue.map(call => call[0])).toEqual(['init', 'init', 'page']);
  });

  test('does nothing, and breaks no other rule, where the tag is missing', () => {
    const { run, errors } = adobeTags([ruleOf(PURCHASE)], { order_total: 1 });
    run('_satellite.track("purchase")');
    expect(errors).toEqual([]);
  });
});

test.skipIf(!COMPILER)('the Closure compiler accepts all of its code as ES5', () => {
  const codes = fc.sample(pixels('page'), { numRuns: 60, seed: 20260105 }).map(eventCode);
  codes.push(installCode('adobe-tags', PAGE, SETTINGS).base_code);
  expect(checkEs5(codes.map(code => `f(function(event,target,Promise){${code}});`).join('\n'))).toBe('');
});
