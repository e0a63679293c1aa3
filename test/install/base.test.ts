import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InstallSettings, installCode, javascript } from '../../src/install/index.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { onlyScript } from './support/run.ts';
import { runBase } from './support/runBase.ts';

const script = (settings: Partial<InstallSettings>) => onlyScript(javascript({ ...SETTINGS, ...settings }));

/** No object literal can hold a key of that name. */
const OPTIONS = fc.object({ maxDepth: 2, key: fc.string().filter(key => key !== '__proto__') });

describe('the base code', () => {
  test('loads the script once and queues init', () => {
    const { window, scripts, run } = runBase();
    run(script({}));
    run(script({}));
    expect(scripts).toEqual([expect.objectContaining({ src: SETTINGS.scriptUrl, dataset: { tgp: 'tgp' } })]);
    const { queue } = window.tgp as { queue: ArrayLike<unknown>[] };
    expect(queue.map(call => JSON.stringify(Array.from(call)))).toEqual(
      Array(2).fill(`["init","${SETTINGS.writeKey}",{"autoPage":true}]`),
    );
  });

  test('has the browser check the hash that it is given', () => {
    const { scripts, run } = runBase();
    run(script({ integrity: 'sha384-abc+/=' }));
    expect(scripts).toEqual([
      expect.objectContaining({ integrity: 'sha384-abc+/=', crossOrigin: 'anonymous' }),
    ]);
    expect(script({})).not.toContain('integrity');
  });

  test('carries a nonce and a preconnect, escaped for HTML', () => {
    const html = javascript({ ...SETTINGS, nonce: '"><script>', preconnect: true });
    expect(html).toMatch(
      /^<link rel="preconnect" href="https:\/\/collect\.example\.com" crossorigin>\n<script nonce="&#34;&#62;&#60;script&#62;">\n/,
    );
    expect(javascript({ ...SETTINGS, preconnect: true, endpoint: 'https://b.example/path' })).toContain(
      'href="https://b.example"',
    );
  });

  test('passes any write key and options as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), OPTIONS, (writeKey, options) => {
        const { window, run } = runBase();
        run(script({ writeKey, options, globalName: 'shopTag' }));
        const { queue } = window.shopTag as { queue: ArrayLike<unknown>[] };
        expect(JSON.stringify(Array.from(queue[0]!))).toBe(JSON.stringify(['init', writeKey, options]));
      }),
    );
  });

  test('leaves the page view to a saved pixel that is one', () => {
    const code = (pixel: typeof PAGE, settings = SETTINGS) =>
      installCode('javascript', pixel, settings).base_code;
    expect(code(PURCHASE)).toContain('{"autoPage":true}');
    expect(code(PAGE)).toContain('{"autoPage":false}');
    expect(code(PAGE, { ...SETTINGS, options: { autoPage: 'spa' } })).toContain('{"autoPage":"spa"}');
    expect(code(PURCHASE, { ...SETTINGS, endpoint: 'https://b.example' })).toContain(
      '{"autoPage":true,"endpoint":"https://b.example"}',
    );
  });
});
