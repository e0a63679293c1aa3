import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { pixels, valuesFor } from './support/arbitraries.ts';
import { COMPILER, checkEs5, optimize } from './support/closure.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { compileGtm, fakePage, onlyScript } from './support/run.ts';
import { runBase } from './support/runBase.ts';
import type { Values } from './support/values.ts';

// One start of the compiler costs half a second: many pixels go through it as one script.
const SAMPLE = { numRuns: 60, seed: 20260105 };

interface Case {
  pixel: Pixel;
  values: Values;
  code: string;
}

const cases = (platform: 'gtm' | 'tealium'): Case[] =>
  fc
    .sample(
      pixels(platform).chain(pixel => fc.tuple(fc.constant(pixel), valuesFor(pixel))),
      SAMPLE,
    )
    .map(([pixel, values]) => ({ pixel, values, code: codeOf(platform, pixel, values) }));

function codeOf(platform: 'gtm' | 'tealium', pixel: Pixel, values: Values): string {
  const { event_code } = installCode(platform, pixel, SETTINGS);
  return platform === 'gtm' ? compileGtm(onlyScript(event_code), Object.keys(values)) : event_code;
}

/** All the scripts as one, each a function that the page can call. */
const together = (all: Case[]): string =>
  all.map(({ code }, index) => `scripts[${index}]=function(a,b){${code}};`).join('\n');

/** Runs each script of the one in a page of its own; gives what each has called. */
const runAll = (script: string, all: Case[]): unknown[] =>
  all.map(({ pixel, values }, index) => {
    const names = Object.keys(values);
    const page = fakePage({
      scripts: [],
      google_tag_manager: { rm: { 1: (at: number) => values[names[at]!] } },
      data: { tealium_event: pixel.config.conversion_type, ...values },
    });
    page.run(script);
    page.run(`scripts[${index}]('view', data)`);
    return page.calls();
  });

describe.skipIf(!COMPILER)('the Closure compiler', () => {
  test.each(['gtm', 'tealium'] as const)(
    'accepts all code for %s as ES5, and it works after SIMPLE',
    platform => {
      const all = cases(platform);
      const script = together(all);
      expect(checkEs5(script)).toBe('');
      const called = runAll(script, all);
      expect(called.every(calls => (calls as unknown[]).length === 1)).toBe(true);
      expect(runAll(optimize(script), all)).toEqual(called);
    },
    30_000,
  );

  test('accepts the base code, and it works after SIMPLE', () => {
    const settings = { ...SETTINGS, integrity: 'sha384-abc', globalName: 'shopTag' };
    const base = onlyScript(installCode('gtm', PAGE, settings).base_code);
    expect(checkEs5(base)).toBe('');
    const { window, scripts, run } = runBase();
    run(optimize(base));
    expect(scripts).toEqual([
      expect.objectContaining({
        src: SETTINGS.scriptUrl,
        integrity: 'sha384-abc',
        dataset: { tgp: 'shopTag' },
      }),
    ]);
    const { queue } = window.shopTag as { queue: ArrayLike<unknown>[] };
    expect(Array.from(queue[0]!)[1]).toBe(SETTINGS.writeKey);
  });

  test.each(['tealium-container'] as PlatformName[])('accepts the template of %s', platform => {
    const { event_code } = installCode(platform, PURCHASE, SETTINGS);
    expect(checkEs5(event_code.replace(/##UT(GEN|EXTEND)##/g, ''))).toBe('');
  });

  test('would say no to anything newer', () => {
    expect(checkEs5('var f = () => 1;')).toMatch(/only supported for ECMASCRIPT_2015/);
    expect(checkEs5('if (1) { function f() {} }')).not.toBe('');
  });
});
