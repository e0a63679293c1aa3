import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { fireCustomHtml } from './support/matomo.ts';
import { compileGtm, onlyScript } from './support/run.ts';
import { viewPage } from './support/viewPage.ts';

const OTHER: Pixel = { ...PAGE, id: 'pix_other' };

/** Platforms whose codes can stand on one page, and how each makes a script of one. */
const SCRIPT: { [platform in PlatformName]?: (code: string) => string } = {
  javascript: onlyScript,
  webflow: onlyScript,
  wix: onlyScript,
  squarespace: onlyScript,
  gtm: code => compileGtm(onlyScript(code), ['order_total', 'product_sku']),
  tealium: code => `(function (a, b) {${code}})('view', {tealium_event: 'purchase'});`,
  wordpress: code => printed(code),
  'adobe-tags': code =>
    `(function (event, target, Promise, _satellite) {${code}})({}, 0, 0, { getVar: function () {} });`,
  matomo: code => onlyScript(fireCustomHtml(code, {}).html.replace(/\{\{\w+\}\}/g, 'undefined')),
};

/** The script of a PHP text, whose values are all fixed: what `test/install/wordpress` runs by PHP itself. */
function printed(code: string): string {
  const call = /'((?:\(function \(page|if \(\().*?)', array\(\)\);/s.exec(code);
  const script = call ?? /wp_print_inline_script_tag\('((?:\\'|[^'])*)'\)/s.exec(code);
  const text = script![1]!.replace(/\\(['\\])/g, '$1');
  if (!call) return text;
  const [, pixel] = /'pixel' => '([^']*)'/.exec(code)!;
  const [, list] = /\$arguments = array\(([^)]*)\)/.exec(code)!;
  return `${text}(${list}, {}, {"pixel": "${pixel}"});`;
}

type Part = [kind: 'base' | 'event', platform: PlatformName, pixel: Pixel];

const scriptOf = ([kind, platform, pixel]: Part): string => {
  const code = installCode(platform, pixel, SETTINGS);
  return SCRIPT[platform]!(kind === 'base' ? code.base_code : code.event_code);
};

const part: fc.Arbitrary<Part> = fc.tuple(
  fc.constantFrom('base' as const, 'event' as const),
  fc.constantFrom(...(Object.keys(SCRIPT) as PlatformName[])),
  fc.constantFrom(PAGE, OTHER, PURCHASE),
);
const isPage = ([kind, , pixel]: Part) => kind === 'event' && pixel.config.type === 'pageview';

describe('any combination of codes on a page', () => {
  test('counts one view, and tells of each page view pixel once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 6 }),
        fc.nat(6),
        fc.constantFrom('base' as const),
        fc.constantFrom(PAGE, PURCHASE),
        fc.constantFrom(...(Object.keys(SCRIPT) as PlatformName[])),
        async (parts, loads, kind, pixel, platform) => {
          // One base code there must be, and the tag comes after some of the codes.
          const all: Part[] = [[kind, platform, pixel], ...parts];
          const page = viewPage();
          all.forEach((each, at) => {
            if (at === loads) page.loadTag();
            page.run(scriptOf(each));
          });
          page.loadTag();
          page.load();
          const views = page.events().filter(({ type }) => type === 'page');
          expect(views).toHaveLength(1);
          const pixels = new Set(all.filter(isPage).map(([, , { id }]) => id));
          const told = page
            .events()
            .map(event => event.pixel)
            .filter(id => [PAGE.id, OTHER.id].includes(`${id}`));
          expect(told.sort()).toEqual([...pixels].sort());
        },
      ),
      { numRuns: 400 },
    );
  });

  test('where the tag comes last, the view is the pixel’s own', () => {
    for (const platform of Object.keys(SCRIPT) as PlatformName[]) {
      for (const base of [PURCHASE, PAGE]) {
        const page = viewPage();
        page.run(scriptOf(['base', platform, base]));
        page.run(scriptOf(['event', platform, PAGE]));
        page.loadTag();
        page.load();
        expect(page.events(), platform).toEqual([{ type: 'page', pixel: PAGE.id, url: page.url() }]);
      }
    }
  });

  test('a base code whose page view pixel never comes counts the page when it is loaded', () => {
    const page = viewPage();
    page.run(scriptOf(['base', 'javascript', PAGE]));
    page.run(scriptOf(['event', 'javascript', PURCHASE]));
    page.loadTag();
    page.load();
    expect(page.events().map(({ type }) => type)).toEqual(['conversion', 'page']);
  });

  test('a pixel that comes after that is no second view', () => {
    const page = viewPage();
    page.run(scriptOf(['base', 'javascript', PAGE]));
    page.loadTag();
    page.load();
    page.run(scriptOf(['event', 'javascript', PAGE]));
    expect(page.events()).toEqual([
      { type: 'page', pixel: undefined, url: page.url() },
      { type: 'track', pixel: PAGE.id, url: page.url() },
    ]);
  });
});

describe('in a module', () => {
  /** The modules of a site one after another, with one tag between them. */
  function run(...parts: Part[]) {
    const page = viewPage();
    page.run('var calls = [], tgp = function () { calls.push([].slice.call(arguments)); };');
    for (const [kind, , pixel] of parts) {
      const { base_code, event_code } = installCode('npm', pixel, SETTINGS);
      page.run((kind === 'base' ? base_code : event_code).replace(/^import.*$/m, ''));
    }
    page.load();
    const calls = JSON.parse(page.run('JSON.stringify(calls)') as string) as unknown[][];
    // The tag makes the view of an `init` at once.
    return calls.flatMap(([command, , options]) =>
      command !== 'init' ? [command] : (options as { autoPage: unknown }).autoPage ? ['page'] : [],
    );
  }

  test.each<[string, Part[], string[]]>([
    [
      'alone',
      [
        ['base', 'npm', PAGE],
        ['event', 'npm', PAGE],
      ],
      ['page'],
    ],
    [
      'after another one’s base',
      [
        ['base', 'npm', PURCHASE],
        ['event', 'npm', PAGE],
      ],
      ['page', 'track'],
    ],
    [
      'that never comes',
      [
        ['base', 'npm', PAGE],
        ['event', 'npm', PURCHASE],
      ],
      ['conversion', 'page'],
    ],
    [
      'twice',
      [
        ['base', 'npm', PAGE],
        ['event', 'npm', PAGE],
        ['event', 'npm', PAGE],
      ],
      ['page'],
    ],
    [
      'beside another',
      [
        ['base', 'npm', PAGE],
        ['event', 'npm', PAGE],
        ['event', 'npm', OTHER],
      ],
      ['page', 'track'],
    ],
  ])('a page view pixel %s is one view', (_, parts, commands) => {
    expect(run(...parts)).toEqual(commands);
  });
});

describe('a single-page site', () => {
  const go = (page: ReturnType<typeof viewPage>, path: string, codes: string[]) => {
    page.go(path);
    for (const code of codes) page.run(code);
  };
  const types = (page: ReturnType<typeof viewPage>) => page.events().map(({ type }) => type);

  test('has a view for each address at which the pixel’s code runs', () => {
    const page = viewPage();
    const event = scriptOf(['event', 'gtm', PAGE]);
    page.run(scriptOf(['base', 'gtm', PURCHASE]));
    page.run(event);
    page.loadTag();
    for (const path of ['/b', '/b#anchor', '/b', '/a', '/b']) go(page, path, [event]);
    expect(types(page)).toEqual(['page', 'page', 'page', 'page']);
  });

  test('on wix the pixel’s code, which runs at each view, counts in place of the tag', () => {
    const page = viewPage();
    const event = scriptOf(['event', 'wix', PAGE]);
    page.run(scriptOf(['base', 'wix', PURCHASE]));
    page.run(event);
    page.loadTag();
    page.load();
    for (const path of ['/b', '/c']) go(page, path, [event]);
    expect(page.events()).toEqual(
      ['/', '/b', '/c'].map(path => ({ type: 'page', pixel: PAGE.id, url: `https://shop.example${path}` })),
    );
  });

  test('where the tag counts the addresses, a pixel that runs once is no view', () => {
    const page = viewPage();
    page.run(scriptOf(['base', 'wix', PURCHASE]));
    page.run(scriptOf(['event', 'javascript', PAGE]));
    page.loadTag();
    page.load();
    page.go('/b');
    expect(types(page)).toEqual(['page', 'track', 'page']);
  });

  test.each([
    ['before', [OTHER, PAGE]],
    ['after', [PAGE, OTHER]],
  ])('in Tealium a second pixel %s the first is told of each view', (_, order) => {
    const page = viewPage();
    page.run(scriptOf(['base', 'tealium', PURCHASE]));
    page.run(scriptOf(['event', 'tealium', PAGE]));
    page.run(scriptOf(['event', 'tealium', OTHER]));
    page.loadTag();
    page.wait();
    for (const pixel of [...order, ...order]) page.run(scriptOf(['event', 'tealium', pixel]));
    const told = (id: string) => page.events().filter(({ pixel }) => pixel === id);
    expect(told(PAGE.id).map(({ type }) => type)).toEqual(['page', 'page']);
    expect(told(OTHER.id).map(({ type }) => type)).toEqual(['track', 'track']);
  });

  test('in Tealium each utag.view is one, also where the address stays', () => {
    const page = viewPage();
    const event = scriptOf(['event', 'tealium', PAGE]);
    page.run(scriptOf(['base', 'tealium', PURCHASE]));
    page.run(event);
    page.loadTag();
    for (let n = 0; n < 2; n++) {
      page.wait();
      page.run(event);
    }
    expect(types(page)).toEqual(['page', 'page', 'page']);
  });
});
