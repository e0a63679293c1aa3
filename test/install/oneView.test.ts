import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InstallSettings, installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { copied } from './support/copied.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { sandbox } from './support/gtmTemplate.ts';
import { pageScripts, SCRIPTED, type ScriptedPlatform } from './support/pageScripts.ts';
import { viewPage } from './support/viewPage.ts';

const OTHER: Pixel = { ...PAGE, id: 'pix_other' };

type Part = [kind: 'base' | 'event', platform: PlatformName, pixel: Pixel, settings?: InstallSettings];
type ViewPage = ReturnType<typeof viewPage>;
type Tag = { [name: string]: unknown };

/** Fires a tag of the template, which loads the script first. */
function fireTemplate(
  page: ViewPage,
  pixel: Pixel,
  calls: 'lists' | 'objects' = 'objects',
  settings = SETTINGS,
) {
  const { base_code, event_code } = installCode('gtm-template', pixel, settings);
  page.loadTag(true);
  const tag = () => page.run('tgp') as Tag & ((...args: unknown[]) => void);
  const { run } = sandbox(base_code, {
    mark: 1,
    script: 'loads',
    window: {
      href: page.url,
      call: (...args) => tag()(...args),
      copy: property => copied(tag()[property], calls),
      set(property, value) {
        tag()[property] = value;
      },
    },
  });
  expect(run(JSON.parse(event_code))).toEqual(['success']);
}

/** Runs one code of a page. */
function runPart(page: ViewPage, part: Part, calls?: 'lists' | 'objects') {
  const [, platform, pixel, settings] = part;
  if (platform === 'gtm-template') fireTemplate(page, pixel, calls, settings);
  else page.run(scriptOf(part));
}

const scriptOf = ([kind, platform, pixel, settings]: Part): string =>
  pageScripts(platform as ScriptedPlatform, pixel, settings)[kind];

const PLATFORMS: PlatformName[] = [...SCRIPTED, 'gtm-template'];

const part: fc.Arbitrary<Part> = fc
  .tuple(
    fc.constantFrom('base' as const, 'event' as const),
    fc.constantFrom(...PLATFORMS),
    fc.constantFrom(PAGE, OTHER, PURCHASE),
  )
  .map(([kind, platform, pixel]) => [platform === 'gtm-template' ? 'event' : kind, platform, pixel]);
const isPage = ([kind, , pixel]: Part) => kind === 'event' && pixel.config.type === 'pageview';

const OTHER_SETTINGS: InstallSettings = { ...SETTINGS, writeKey: 'f'.repeat(32) };

/** A page with codes, and what it counted; the tag's script comes after so many of them, unless a template loads it. */
function counted(all: Part[], loads: number, calls: 'lists' | 'objects', named = {}) {
  const page = viewPage(named);
  all.forEach((each, at) => {
    if (at === loads) page.loadTag();
    runPart(page, each, calls);
  });
  page.loadTag();
  page.load();
  return page;
}

/** Checks that a write key has one view, and is told of each of its page view pixels once. */
function expectOneView(page: ViewPage, all: Part[], { writeKey } = SETTINGS) {
  const own = all.filter(([, , , settings = SETTINGS]) => settings.writeKey === writeKey);
  expect(page.events(writeKey).filter(({ type }) => type === 'page')).toHaveLength(1);
  const pixels = new Set(own.filter(isPage).map(([, , { id }]) => id));
  const told = page
    .events(writeKey)
    .map(event => event.pixel)
    .filter(id => [PAGE.id, OTHER.id].includes(`${id}`));
  expect(told.sort()).toEqual([...pixels].sort());
}

/** Whether the codes of a page are all there is to count it: some base code of the write key's, or a page view's tag. */
const isWhole = (all: Part[], { writeKey } = SETTINGS): boolean =>
  all.some(
    ([kind, platform, pixel, settings = SETTINGS]) =>
      settings.writeKey === writeKey &&
      (kind === 'base' || (platform === 'gtm-template' && pixel.config.type === 'pageview')),
  );

/** Every code that a page can have. */
const PARTS: Part[] = [
  ...SCRIPTED.flatMap(platform =>
    [PAGE, OTHER, PURCHASE].flatMap((pixel): Part[] => [
      ['base', platform, pixel],
      ['event', platform, pixel],
    ]),
  ),
  ...[PAGE, OTHER, PURCHASE].map((pixel): Part => ['event', 'gtm-template', pixel]),
];

/** An event's code stands after a base code of its write key: before one there is no tag to call. */
const isInOrder = (all: Part[]): boolean =>
  all.every(
    ([kind, platform, , settings], at) =>
      kind === 'base' ||
      platform === 'gtm-template' ||
      all
        .slice(0, at)
        .some(
          ([kind, platform, , others]) =>
            others === settings && (kind === 'base' || platform === 'gtm-template'),
        ),
  );

describe('any combination of codes on a page', () => {
  test('counts one view, and tells of each page view pixel once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 6 }),
        fc.nat(6),
        fc.constantFrom(PAGE, PURCHASE),
        fc.constantFrom(...SCRIPTED),
        fc.nat(6),
        fc.constantFrom('lists' as const, 'objects' as const),
        fc.constantFrom<{ [name: string]: object }>({}, { URL: {}, readyState: {} }),
        async (parts, loads, pixel, platform, at, calls, named) => {
          // One base code there must be, and the tag comes after some of the codes.
          const all = [...parts];
          all.splice(at, 0, ['base', platform, pixel]);
          fc.pre(isInOrder(all));
          expectOneView(counted(all, loads, calls, named), all);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each(['before', 'between', 'after'])('each two, with the script %s them', when => {
    const loads = { before: 0, between: 1, after: 2 }[when]!;
    for (const first of PARTS) {
      for (const second of PARTS) {
        const all = [first, second];
        if (!isInOrder(all) || !isWhole(all)) continue;
        expectOneView(counted(all, loads, 'objects'), all);
      }
    }
  });

  test('each three of the kinds that differ', { timeout: 300_000 }, () => {
    const platforms = ['javascript', 'gtm', 'wix', 'tealium', 'gtm-template'];
    const parts = PARTS.filter(([, platform]) => platforms.includes(platform));
    for (const first of parts) {
      for (const second of parts) {
        for (const third of parts) {
          const all = [first, second, third];
          if (!isInOrder(all) || !isWhole(all)) continue;
          for (const loads of [1, 3]) expectOneView(counted(all, loads, 'objects'), all);
        }
      }
    }
  });

  test('of two write keys counts one view each', async () => {
    const settings = fc.constantFrom(SETTINGS, OTHER_SETTINGS);
    const ofEither = fc
      .tuple(part, settings)
      .map(([[kind, platform, pixel], settings]): Part => [kind, platform, pixel, settings]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(ofEither, { minLength: 2, maxLength: 6 }),
        fc.nat(6),
        fc.constantFrom('lists' as const, 'objects' as const),
        async (all, loads, calls) => {
          fc.pre(isInOrder(all));
          const page = counted(all, loads, calls);
          for (const each of [SETTINGS, OTHER_SETTINGS])
            if (isWhole(all, each)) expectOneView(page, all, each);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('where the tag comes last, the view is the pixel’s own', () => {
    for (const platform of SCRIPTED) {
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

  test.each([
    'function addEventListener() {}',
    'var addEventListener = null;',
    'let setTimeout = null;',
    'const isFinite = {}; var order_total = "5";',
    'var EventTarget = {};',
  ])('a page with `%s` has its view and its events all the same', own => {
    for (const platform of SCRIPTED) {
      const page = viewPage();
      page.run(own);
      page.run(scriptOf(['base', platform, PAGE]));
      page.run(scriptOf(['event', platform, PURCHASE]));
      page.loadTag();
      page.load();
      expect(
        page.events().map(({ type }) => type),
        platform,
      ).toEqual(['conversion', 'page']);
    }
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

describe('a tag of Tag Manager’s template', () => {
  const template: Part = ['event', 'gtm-template', PAGE];
  const types = (page: ViewPage) => page.events().map(({ type }) => type);

  test.each([
    ['before the page’s own code', [template, ['base', 'javascript', PURCHASE]], ['page']],
    [
      'before the page’s own pixel',
      [template, ['base', 'javascript', PAGE], ['event', 'gtm', OTHER]],
      ['page', 'track'],
    ],
    ['after the page’s own code', [['base', 'javascript', PURCHASE], template], ['page', 'track']],
    ['after one that leaves the view to it', [['base', 'javascript', PAGE], template], ['page']],
    ['after the page’s own pixel', [['base', 'gtm', PAGE], ['event', 'gtm', PAGE], template], ['page']],
    ['on a page whose tag counts each address', [['base', 'wix', PURCHASE], template], ['page', 'track']],
    ['twice', [template, template], ['page']],
    ['beside another', [template, ['event', 'gtm-template', OTHER]], ['page', 'track']],
    ['after a conversion’s', [['event', 'gtm-template', PURCHASE], template], ['conversion', 'page']],
  ] as [string, Part[], string[]][])('%s', (_, parts, events) => {
    for (const calls of ['lists', 'objects'] as const) {
      const page = viewPage();
      for (const each of parts) runPart(page, each, calls);
      page.load();
      expect(types(page), calls).toEqual(events);
    }
  });

  test('fires for each address of a single-page site, and not for its anchors', () => {
    const page = viewPage();
    for (const path of ['/a', '/a#top', '/b', '/b#/c', '/b#/c#top', '/b#!d', '/a']) {
      page.go(path);
      fireTemplate(page, PAGE);
    }
    expect(page.events().map(({ url }) => new URL(url).href.replace('https://shop.example', ''))).toEqual([
      '/a',
      '/b',
      '/b#/c',
      '/b#!d',
      '/a',
    ]);
  });

  test('has no view of its own where the tag counts each address', () => {
    const page = viewPage();
    page.run(scriptOf(['base', 'wix', PURCHASE]));
    fireTemplate(page, PAGE);
    page.go('/b');
    fireTemplate(page, PAGE);
    expect(types(page)).toEqual(['page', 'track', 'page', 'track']);
  });

  test('between two of Tealium’s does not end their rounds', () => {
    const page = viewPage();
    const event = scriptOf(['event', 'tealium', PAGE]);
    page.run(scriptOf(['base', 'tealium', PURCHASE]));
    page.run(event);
    fireTemplate(page, OTHER);
    page.run(event);
    for (let n = 0; n < 2; n++) {
      page.wait();
      page.run(event);
    }
    expect(types(page)).toEqual(['page', 'track', 'page', 'page']);
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

  test('has them also where an image of the page is named URL', () => {
    const page = viewPage({ URL: {}, readyState: {} });
    const event = scriptOf(['event', 'javascript', PAGE]);
    page.run(scriptOf(['base', 'javascript', PAGE]));
    page.run(event);
    page.loadTag();
    page.load();
    for (const path of ['/b', '/b#anchor', '/c']) go(page, path, [event]);
    expect(types(page)).toEqual(['page', 'page', 'page']);
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
