import { expect, test, vi } from 'vitest';
import {
  beacons,
  COLLECTOR,
  KEY,
  loadScript,
  onDocument,
  queuedCall,
  sentNames,
  start,
  stub,
  visit,
  warnings,
} from './support/page.ts';

test('takes over the stub’s queue in order, each call with its own moment', async () => {
  const moment = {
    t: 1_700_000_000_000,
    u: 'https://www.shop.example/early',
    d: 'Early',
    r: 'https://from.example/',
  };
  vi.stubGlobal(
    'tgp',
    stub(queuedCall(['init', KEY], moment), queuedCall(['track', 'a'], moment), queuedCall(['track', 'b'])),
  );
  visit('https://www.shop.example/late');
  await loadScript('tgp');
  expect(sentNames()).toEqual(['a', 'b']);
  expect(beacons[0]!.fields).toMatchObject({
    originalTimestamp: '2023-11-14T22:13:20.000Z',
    context: { page: { url: moment.u, title: 'Early', referrer: moment.r, path: '/early' } },
  });
});

test('runs set, consent, on and init before queued events, whatever their place', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal(
    'tgp',
    stub(
      queuedCall(['track', 'a']),
      queuedCall(['init', KEY, { consent: 'pending' }]),
      queuedCall(['set', { plan: 'pro' }]),
      queuedCall(['on', 'send', (value: unknown) => sent.push(value)]),
      queuedCall(['consent', { analytics: 'granted' }]),
    ),
  );
  await loadScript('tgp');
  expect(beacons).toHaveLength(1);
  expect(sent).toHaveLength(1);
  expect(beacons[0]!.fields.properties).toEqual({ plan: 'pro' });
});

test('runs a queued denial before the events ahead of it', async () => {
  vi.stubGlobal(
    'tgp',
    stub(queuedCall(['init', KEY]), queuedCall(['track', 'a']), queuedCall(['consent', 'denied'])),
  );
  await loadScript('tgp');
  expect(beacons).toEqual([]);
});

test('makes its own global where a bare script has no stub', async () => {
  const tgp = await loadScript();
  tgp('init', KEY);
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
});

test('leaves no global but its own', async () => {
  const before = Object.keys(globalThis);
  await start();
  expect(Object.keys(globalThis).filter(name => !before.includes(name))).toEqual(['tgp']);
});

test('takes the global’s name from the script element', async () => {
  vi.stubGlobal('shopTag', stub(queuedCall(['init', KEY]), queuedCall(['track', 'a'])));
  await loadScript('shopTag');
  expect(sentNames()).toEqual(['a']);
  expect('tgp' in globalThis).toBe(false);
});

test('leaves a foreign tgp alone and says so once', async () => {
  const foreign = vi.fn();
  vi.stubGlobal('tgp', foreign);
  await loadScript('tgp');
  expect((globalThis as { tgp?: unknown }).tgp).toBe(foreign);
  expect(Object.keys(foreign)).not.toContain('run');
  expect(foreign).not.toHaveBeenCalled();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/tgp rename/);
});

test('loaded twice, counts everything once', async () => {
  vi.stubGlobal('tgp', stub(queuedCall(['init', KEY, { autoPage: true }])));
  await loadScript('tgp');
  const tgp = await loadScript('tgp');
  tgp('track', 'a');
  expect(sentNames()).toEqual(['page', 'a']);
});

test('sends to the origin that the script came from', async () => {
  await (await start())('track', 'a');
  expect(beacons[0]!.url).toMatch(`${COLLECTOR}/pixel/v1/track?`);
});

test('runs without a script element', async () => {
  vi.resetModules();
  onDocument('currentScript', { value: null });
  await import('../../src/tag/index.ts');
  const { tgp } = globalThis as unknown as { tgp: (...args: unknown[]) => void };
  tgp('init', KEY, { endpoint: 'https://own.example/' });
  tgp('track', 'a');
  expect(beacons[0]!.url).toMatch('https://own.example/pixel/v1/track?');
});

test('sends to the script’s origin whatever element of the page is called currentScript', async () => {
  const image = Object.assign(document.createElement('img'), { src: 'https://other.example/a.png' });
  Object.defineProperty(document, 'currentScript', { configurable: true, value: image });
  await (await start())('track', 'a');
  // Loading the image is a request too.
  expect(beacons.map(({ url }) => new URL(url).origin)).toEqual(['https://other.example', COLLECTOR]);
});

/** The scripts that the tag has put into the page. */
function scriptsPut(): () => string[] {
  const put: HTMLScriptElement[] = [];
  vi.spyOn(document.head, 'appendChild').mockImplementation(node => {
    put.push(node as unknown as HTMLScriptElement);
    return node;
  });
  return () => put.map(({ src }) => src);
}

test.each([
  [`${COLLECTOR}/tgp.js`, `${COLLECTOR}/tgp.debug.js`],
  [`${COLLECTOR}/tgp@1.2.3.js`, `${COLLECTOR}/tgp@1.2.3.debug.js`],
  [`${COLLECTOR}/tgp/${KEY}.js`, `${COLLECTOR}/tgp/${KEY}.debug.js`],
  [`${COLLECTOR}/own/${KEY}.js`, `${COLLECTOR}/own/${KEY}.debug.js`],
])('a page that is opened to be looked into loads, beside %s, %s', async (script, debug) => {
  const put = scriptsPut();
  visit('https://www.shop.example/?a=1&tgp_debug=1');
  const tgp = await loadScript('tgp', script);
  expect(put()).toEqual([debug]);
  tgp('init', KEY, { endpoint: COLLECTOR, consent: 'pending' });
  tgp('trakc', 'a');
  tgp('track', 'a');
  const { said } = tgp.queue as unknown as { said: unknown[][] };
  // Also what waits, and what is wrong.
  expect(said.map(([what]) => what)).toEqual(['init', 'warn', 'track']);
});

test('another page loads nothing, and keeps nothing', async () => {
  const put = scriptsPut();
  for (const query of ['', '?not_tgp_debug=1', '?tgp_debugs=1']) {
    visit(`https://www.shop.example/${query}`);
    vi.stubGlobal('tgp', undefined);
    const tgp = await loadScript('tgp');
    expect(tgp.queue).not.toHaveProperty('said');
  }
  expect(put()).toEqual([]);
});

test('the tab remembers that its pages are looked into; without storage they are not', async () => {
  const put = scriptsPut();
  sessionStorage.tgp_debug = '?tgp_debug=1';
  await loadScript('tgp');
  expect(put()).toHaveLength(1);
  sessionStorage.clear();
  vi.stubGlobal('tgp', undefined);
  vi.stubGlobal('sessionStorage', {
    get tgp_debug() {
      throw new Error('refused');
    },
  });
  visit('https://www.shop.example/?tgp_debug=1');
  await loadScript('tgp');
  expect(put()).toHaveLength(1);
});
