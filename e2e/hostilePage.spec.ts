import vm from 'node:vm';
import { javascript } from '../src/install/javascript.ts';
import { Collector } from './support/collector.ts';
import { expect, test } from './support/fixtures.ts';
import { CALL, callOf, html, PAGES, PROTOTYPES, STORED } from './support/hostilePages.ts';
import { seeded } from './support/seeded.ts';

for (const [what, before] of Object.entries(PAGES)) {
  test(`${what}: all is stored`, async ({ page, site, expectBeacons }) => {
    site.pages.set('/hostile.html', html(before, { call: callOf(before) }));
    const said: string[] = [];
    page.on('console', message => said.push(message.text()));
    await expectBeacons(page, {
      action: () => page.goto(`${site.origin}/hostile.html`),
      expected: STORED,
      exact: true,
    });
    expect(await page.evaluate('window.called')).toBeUndefined();
    expect(said.filter(text => /^tgp .*(list|denied|tags)/.test(text))).toEqual([]);
  });
}

// What consent tools put on the document until the visitor has said yes.
test('a tool that keeps scripts back keeps the tag back', async ({ page, site, expectBeacons }) => {
  const before = `<script>const make = document.createElement;
    document.createElement = function (name) {
      const element = make.apply(document, arguments);
      if (name === 'script') Object.defineProperty(element, 'src', { set: url => element.setAttribute('data-src', url) });
      return element;
    };</script>`;
  site.pages.set('/hostile.html', html(before));
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${site.origin}/hostile.html`);
      await page.waitForSelector('script[data-src]', { state: 'attached' });
    },
    expected: [],
    exact: true,
  });
});

test('a tool that keeps cookies back keeps the tag’s back', async ({
  page,
  site,
  context,
  expectBeacons,
}) => {
  const before = `<script>const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(document, 'cookie', {
      get: () => own.get.call(document),
      set: text => void (/^allowed=/.test(text) && own.set.call(document, text)),
    });
    document.cookie = 'allowed=1';</script>`;
  site.pages.set('/hostile.html', html(before));
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/hostile.html`),
    expected: STORED,
    exact: true,
  });
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['allowed']);
});

/** What `fetch` resolves to, or does, in the place of the platform's. */
const FETCHES: { [what: string]: string } = {
  undefined: '() => Promise.resolve(undefined)',
  'no promise': '() => undefined',
  'an empty object': '() => Promise.resolve({})',
  'a text': '() => Promise.resolve("OK")',
  'an answer without headers': '() => Promise.resolve({ ok: true, status: 200 })',
  'an error’s answer': '() => Promise.resolve(Response.error())',
  'a thenable': '() => ({ then: go => go({}) })',
  'a rejection': '() => Promise.reject(new Error("no"))',
  'an exception': '() => { throw new Error("no"); }',
  'an answer whose body was read':
    'async (...args) => { const r = await real(...args); await r.arrayBuffer(); return r; }',
  'an answer with a reader':
    'async (...args) => { const r = await real(...args); r.body && r.body.getReader(); return r; }',
  'a clone': 'async (...args) => (await real(...args)).clone()',
};

for (const [what, fetch] of Object.entries(FETCHES)) {
  test(`fetch gives ${what}: it arrives, and is told of once`, async ({ page, site, expectBeacons }) => {
    const before = `<script>const real = window.fetch; window.tries = 0; window.told = [];
      window.fetch = function (...args) { window.tries++; return (${fetch})(...args); };</script>`;
    const call = `tgp('track', 'bought', {}, { callback: outcome => told.push(outcome.status) });`;
    site.pages.set('/hostile.html', html(before, { call }));
    await expectBeacons(page, {
      action: async () => {
        await page.goto(`${site.origin}/hostile.html`);
        await page.waitForFunction('window.told.length');
      },
      expected: [{ type: 'page' }, { type: 'track', event: 'bought' }],
      exact: true,
    });
    expect(await page.evaluate('[told, tries]')).toEqual([['sent'], 2]);
  });
}

test('elements named like any property of the document', async ({ page, site, expectBeacons, collector }) => {
  const other = await Collector.start('--no-demo');
  try {
    await page.goto(`${site.origin}/plain.html`);
    const names = await page.evaluate<string[]>(
      `[...new Set([Document.prototype, Node.prototype, EventTarget.prototype].flatMap(Object.getOwnPropertyNames))]`,
    );
    expect(names.length).toBeGreaterThan(200);
    const random = seeded(20261129);
    const some = Array.from({ length: 6 }, () => names[random(names.length)]!);
    const kinds: ((name: string) => string)[] = [
      name => `<img name="${name}" alt="" data-src="${other.url}/">`,
      name => `<form name="${name}"><input name="src"></form>`,
      name => `<iframe name="${name}"></iframe>`,
    ];
    const parts = [
      'currentScript',
      'createElement',
      'URL',
      'querySelector',
      'cookie',
      'title',
      'referrer',
      'head',
    ];
    const pages = [
      ...kinds.slice(0, 2).map(kind => names.map(kind).join('')),
      ...kinds.map(kind => parts.map(kind).join('')),
      `<img name="currentScript" src="${other.url}/">`,
      ...some.map((name, at) => kinds[at % 3]!(name)),
    ];
    for (const [at, elements] of pages.entries()) {
      site.pages.set(`/${at}.html`, html(elements, { call: `document.title; ${CALL}` }));
      await expectBeacons(page, {
        action: () => page.goto(`${site.origin}/${at}.html`),
        expected: [
          {
            type: 'page',
            context: { page: { path: `/${at}.html`, title: 'Shop', url: `${site.origin}/${at}.html` } },
          },
          { ...STORED[1]!, context: { page: { title: 'Shop' } } },
        ],
      });
    }
    expect(other.log).not.toContain('pixel');
    expect(collector.url).not.toBe(other.url);
  } finally {
    await other.discard();
  }
});

test('the page’s own variables, by every name that the window has', async ({ page, site, expectBeacons }) => {
  await page.goto(`${site.origin}/plain.html`);
  // Without the language's own: a page that has replaced `Object` runs nothing.
  const language = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  const names = (
    await page.evaluate<string[]>(`Object.getOwnPropertyNames(window).filter(name =>
      /^[a-z_]\\w*$/i.test(name) && Object.getOwnPropertyDescriptor(window, name).configurable)`)
  ).filter(name => !language.includes(name) && name !== 'tgp');
  expect(names.length).toBeGreaterThan(500);
  const random = seeded(41);
  const forms: ((name: string) => string)[] = [
    name => `const ${name} = {};`,
    name => `let ${name} = null;`,
    name => `class ${name} {}`,
  ];
  const pages = forms.map(form => names.map(form).join('\n'));
  // Which replaces what the window has. Without timers a page is hardly one, and this test asks it by images.
  const basic =
    /^(Image|setTimeout|clearTimeout|queueMicrotask|console|window|self|top|Window|HTML\w*|Node|Element|Document)$/;
  const replaceable = names.filter(name => !basic.test(name));
  pages.push(replaceable.map(name => `function ${name}() {}`).join('\n'));
  for (let n = 0; n < 6; n++) {
    const name = replaceable[random(replaceable.length)]!;
    pages.push([`function ${name}() {}`, `var ${name} = null;`, `var ${name} = document.body;`][n % 3]!);
  }
  for (const [at, script] of pages.entries()) {
    site.pages.set(`/v${at}.html`, html(`<script>${script}</script>`));
    await expectBeacons(page, {
      action: () => page.goto(`${site.origin}/v${at}.html`),
      expected: [{ type: 'page', context: { page: { path: `/v${at}.html` } } }, STORED[1]!],
    });
  }
});

test('prototypes with random enumerable keys, of 200 seeds', async ({ page, site, expectBeacons }) => {
  test.setTimeout(300_000);
  const random = seeded(1999);
  const word = () =>
    Array.from({ length: 1 + random(6) }, () => 'abcdefghijklmnopqrstuvwxyz'[random(26)]).join('');
  // Twenty pages at once, each in a frame: a realm with prototypes of its own.
  for (let group = 0; group < 10; group++) {
    const paths = Array.from({ length: 20 }, (_, n) => `/p${group}-${n}.html`);
    for (const path of paths) {
      const lines = Array.from({ length: 12 }, () => {
        const value = ['function () { window.called = true; }', '"text"', '7', '{}', 'true'][random(5)];
        const name = word();
        const on = PROTOTYPES[random(PROTOTYPES.length)];
        return `if (!('${name}' in ${on}.prototype)) ${on}.prototype['${name}'] = ${value};`;
      });
      site.pages.set(path, html(`<script>${lines.join('\n')}</script>`));
    }
    site.pages.set(`/group${group}.html`, paths.map(path => `<iframe src="${path}"></iframe>`).join(''));
    await expectBeacons(page, {
      action: () => page.goto(`${site.origin}/group${group}.html`),
      expected: paths.flatMap(path => [
        { type: 'page', context: { page: { path } } },
        { ...STORED[1]!, context: { traits: { plan: 'pro' }, page: { path } } },
      ]),
    });
    for (const frame of page.frames()) expect(await frame.evaluate('window.called')).toBeUndefined();
    await page.goto('about:blank');
  }
});

test('a cookie that is too long leaves the session one', async ({ page, context, site, expectBeacons }) => {
  // What an earlier visit left, and the browser will not let go of for one that is too long.
  await context.addCookies([{ name: 'tgp_session', value: '1#1#', url: site.origin }]);
  const long = Array.from({ length: 10 }, (_, at) => `utm_${at}x=${'y'.repeat(480)}`).join('&');
  site.pages.set('/long.html', html('', { call: `tgp('track', 'a'); tgp('track', 'b');` }));
  const [events] = [
    await expectBeacons(page, {
      action: () => page.goto(`${site.origin}/long.html?${long}`),
      expected: [{ type: 'page' }, { event: 'a' }, { event: 'b' }],
      exact: true,
    }),
  ];
  expect(new Set(events.map(event => (event.context as { sessionId: string }).sessionId)).size).toBe(1);
});

test('a bundle knows no collector: it says so once and sends nothing', async ({ page, site, collector }) => {
  const script = await (await fetch(`${collector.url}/tgp.js`)).text();
  site.pages.set('/cache/app.js', script);
  site.pages.set(
    '/bundle.html',
    `<!doctype html><script src="/cache/app.js"></script><script>tgp('init', '${'a'.repeat(32)}', { autoPage: true }); tgp('track', 'a');</script>`,
  );
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  page.on('console', message => said.push(message.text()));
  await page.goto(`${site.origin}/bundle.html`);
  await page.waitForTimeout(300);
  expect(asked.filter(path => !/html|favicon/.test(path))).toEqual(['/cache/app.js']);
  expect(said.filter(text => text.startsWith('tgp'))).toEqual(['tgp init no writeKey, endpoint']);
});

test('a script below a path of the site sends there', async ({
  page,
  site,
  collector,
  tag,
  expectBeacons,
}) => {
  await page.route(`${site.origin}/data/**`, async route => {
    const { pathname, search } = new URL(route.request().url());
    return route.continue({ url: collector.url + pathname.replace('/data', '') + search });
  });
  const snippet = javascript({ writeKey: tag.write_key, scriptUrl: `${site.origin}/data/tgp.js` });
  site.pages.set('/proxied.html', `<!doctype html>${snippet}`);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/proxied.html`),
    expected: [{ type: 'page' }],
    exact: true,
  });
  expect(asked.some(url => url.startsWith(`${site.origin}/data/pixel/v1/page?`))).toBe(true);
});
