import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { SETTINGS } from './support/examples.ts';
import { expectedCall } from './support/expectedCall.ts';
import { forAll } from './support/forAll.ts';
import { compileGtm, fakePage, onlyScript, withoutSpace } from './support/run.ts';
import { objectOf, type Values } from './support/values.ts';

const es5 = (code: string) => parse(code, { ecmaVersion: 5, sourceType: 'script' });

describe.each(['javascript', 'webflow', 'wix', 'squarespace'] as PlatformName[])('%s', platform => {
  const script = (pixel: Pixel) => onlyScript(installCode(platform, pixel, SETTINGS).event_code);

  test('is ES5 and passes what the page has', () =>
    forAll('page', (pixel, values) => {
      const page = fakePage(objectOf(values));
      es5(script(pixel));
      page.run(script(pixel));
      expect(page.calls()).toEqual([expectedCall(pixel, values)]);
      expect(page.window).not.toHaveProperty('hacked');
    }));

  test('passes what the data layer has where the page has nothing', () =>
    forAll('page', (pixel, values) => {
      const page = fakePage({ dataLayer: [objectOf(values), { event: 'later' }] });
      page.run(script(pixel));
      expect(page.calls()).toEqual([expectedCall(pixel, values)]);
    }));
});

test('npm: is a module that passes what the page has', () =>
  forAll('page', (pixel, values) => {
    const { event_code } = installCode('npm', pixel, SETTINGS);
    parse(event_code, { ecmaVersion: 2020, sourceType: 'module' });
    const page = fakePage(objectOf(values));
    page.run(event_code.replace("import { tgp } from 'tgp';", ''));
    expect(page.calls()).toEqual([expectedCall(pixel, values)]);
  }));

describe('gtm', () => {
  const run = (code: string, values: Values) => {
    const names = Object.keys(values);
    const page = fakePage({ google_tag_manager: { rm: { 1: (index: number) => values[names[index]!] } } });
    const compiled = compileGtm(onlyScript(code), names);
    es5(compiled);
    page.run(compiled);
    return page;
  };

  test('is ES5 after Tag Manager has put its calls in, and passes what its variables have', () =>
    forAll('gtm', (pixel, values) => {
      const page = run(installCode('gtm', pixel, SETTINGS).event_code, values);
      expect(page.calls()).toEqual([expectedCall(pixel, values)]);
      expect(page.window).not.toHaveProperty('hacked');
    }));

  test('has no reference but its variables in either code', () =>
    forAll('gtm', (pixel, values) => {
      const { base_code, event_code } = installCode('gtm', pixel, { ...SETTINGS, writeKey: '{{k}}{{{' });
      expect(compileGtm(base_code, [])).toBe(base_code);
      expect(() => compileGtm(event_code, Object.keys(values))).not.toThrow();
    }));
});

describe('tealium', () => {
  /** The functions that Tealium makes of an extension: as it is, and with its spaces gone. */
  const wrap = (code: string) => `(function(a,b){try{if(1){${code}}}catch(e){throw e}})`;

  const fire = async (pixel: Pixel, values: Values, shrink: boolean) => {
    const { event_code } = installCode('tealium', pixel, SETTINGS);
    es5(wrap(event_code));
    const page = fakePage();
    const extension = page.run(wrap(shrink ? await withoutSpace(event_code) : event_code)) as (
      a: string,
      b: object,
    ) => void;
    const isPage = pixel.config.type === 'pageview';
    extension('view', { tealium_event: pixel.config.conversion_type, ...values });
    extension(isPage ? 'link' : 'view', { ...values, tealium_event: 'another event' });
    expect(page.window).not.toHaveProperty('hacked');
    return page.calls();
  };

  test.each([false, true])('passes what its data has, on its event alone (without white space: %s)', shrink =>
    forAll('tealium', async (pixel, values) => {
      const expected = expectedCall(pixel, values);
      const properties = expected.at(-2) as Values;
      // These are one value each: of an array the first.
      for (const key of ['revenue', 'currency']) {
        if (Array.isArray(properties[key])) properties[key] = properties[key][0];
        if (properties[key] === undefined) delete properties[key];
      }
      expect(await fire(pixel, values, shrink)).toEqual([expected]);
    }),
  );

  test('is safe in what Tealium fills in', () =>
    forAll('tealium', pixel => {
      for (const platform of ['tealium', 'tealium-api', 'tealium-container'] as const) {
        const { base_code, event_code } = installCode(platform, pixel, {
          ...SETTINGS,
          writeKey: '@@k@@##UTGEN##',
        });
        const places = platform === 'tealium-container' ? ['UTGEN', 'UTEXTEND', 'UTID', 'UTLOADERID'] : [];
        for (const code of [base_code, event_code]) {
          const text = code.startsWith('{')
            ? JSON.parse(code).operationList[0].value.configuration[0].value
            : code;
          // Each place once: what is left of them came from a value.
          const rest = places.reduce((left, place) => left.replace(`##${place}##`, ''), text);
          expect(rest).not.toMatch(/@@|##|<\/script|<!--/i);
          expect(text.trimEnd()).not.toMatch(/\/\/[^\n"]*$/);
        }
      }
    }));
});
