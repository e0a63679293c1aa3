import { describe, expect, test, vi } from 'vitest';
import { entries, failImages, offline, settledPage } from './support/outbox.ts';
import {
  answering,
  beacons,
  COLLECTOR,
  images,
  KEY,
  loadScript,
  network,
  outcomes,
  queuedCall,
  settled,
  start,
  stored,
  stub,
  warnings,
} from './support/page.ts';

/** An answer of any server's. */
const answer = (status: number, type?: string, body: string | null = 'x', headers: object = {}) =>
  new Response([204, 205].includes(status) ? null : body, {
    status,
    headers: { ...(type && { 'Content-Type': type }), ...headers },
  });

async function startByClock() {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const tgp = await start();
  await vi.advanceTimersByTimeAsync(10);
  return tgp;
}

const HOUR = 3_600_000;

describe('what is taken for stored', () => {
  test.each<[string, () => Response]>([
    ['the image', () => stored()],
    ['the image with parameters', () => answer(200, 'Image/GIF; x=y')],
    ['OK', () => answer(200, 'text/plain; charset=utf-8', 'OK')],
    ['OK without a charset', () => answer(200, 'text/plain', 'OK')],
  ])('%s', async (_, make) => {
    network.answer = async () => make();
    const tgp = await settledPage();
    const seen = outcomes(tgp);
    tgp('track', 'a');
    await settled();
    expect(seen).toEqual(['sent']);
    expect(entries()).toEqual([]);
  });
});

describe('what may be somebody else’s, or away for the moment, is tried again, not for ever', () => {
  test.each<[string, () => Response]>([
    ['an offline page', () => answer(200, 'text/html', '<h1>offline</h1>')],
    ['a route for everything', () => answer(200, 'text/html; charset=utf-8', '<!doctype html>')],
    ['JSON', () => answer(200, 'application/json', '{}')],
    ['another text', () => answer(200, 'text/plain', 'blocked')],
    ['no type', () => answer(200)],
    ['another image', () => answer(200, 'image/png')],
    ['201', () => answer(201, 'image/gif')],
    ['204', () => answer(204)],
    ['403', () => answer(403, 'text/plain')],
    ['404', () => answer(404, 'text/html')],
  ])('%s', async (_, make) => {
    network.answer = async () => make();
    const tgp = await startByClock();
    const seen = outcomes(tgp);
    tgp('track', 'a');
    await vi.advanceTimersByTimeAsync(1000);
    expect(entries()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    expect(beacons).toHaveLength(10);
    expect(entries()).toEqual([]);
    expect(seen.slice(0, -1).every(each => each.startsWith('fail: status '))).toBe(true);
    expect(seen.at(-1)).toMatch(/^skip: status /);
    expect(new Set(beacons.map(({ fields }) => fields.messageId)).size).toBe(1);
    // The reason once.
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^tgp status \d+$/);
  });

  test('and when it is the collector’s again, it arrives', async () => {
    network.answer = async () => answer(200, 'text/html');
    const tgp = await startByClock();
    const seen = outcomes(tgp);
    tgp('track', 'a');
    await vi.advanceTimersByTimeAsync(500);
    network.answer = async () => stored();
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen).toEqual(['fail: status 200', 'sent']);
  });
});

test.each([408, 421, 425, 429, 500, 502, 503, 504])('%i is tried again, for a day', async status => {
  answering(status);
  const tgp = await startByClock();
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(12 * HOUR);
  expect(beacons.length).toBeGreaterThan(50);
  expect(entries()).toHaveLength(1);
});

test.each([400, 401, 402, 405, 406, 410, 411, 413, 414, 415, 422, 451])('%i is final', async status => {
  answering(status);
  const tgp = await startByClock();
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(12 * HOUR);
  expect(beacons).toHaveLength(1);
  expect(warnings).toEqual([`tgp status ${status}`]);
});

test.each<[string, number]>([
  ['120', 120],
  ['date', 300],
  ['-5', 1],
  ['0', 1],
  ['soon', 1],
  ['99999999999', 24 * 3600],
])('Retry-After: %s', async (header, seconds) => {
  vi.useFakeTimers();
  const text = header === 'date' ? new Date(Date.now() + 300_500).toUTCString() : header;
  network.answer = async () => answer(503, 'text/plain', 'no', { 'Retry-After': text });
  const tgp = await startByClock();
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(Math.max(seconds * 1000 - 2000, 500));
  expect(beacons).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(4000);
  expect(beacons.length).toBeGreaterThan(1);
});

describe('what stands in the place of fetch', () => {
  const spoiled: [string, () => unknown][] = [
    ['undefined', () => undefined],
    ['a promise of undefined', async () => undefined],
    ['a promise of null', async () => null],
    ['an empty object', async () => ({})],
    ['a text', async () => 'OK'],
    ['true', async () => true],
    ['an answer without headers', async () => ({ ok: true, status: 200 })],
    ['an answer without a status', async () => ({ ok: true, headers: new Headers() })],
    ['an error’s answer', async () => Response.error()],
    ['an opaque one', async () => ({ ok: false, status: 0, headers: new Headers(), body: null })],
    // biome-ignore lint/suspicious/noThenProperty: that is what it is
    ['a thenable that has no catch', () => ({ then: (go: (value: unknown) => void) => go({}) })],
    [
      'a getter that throws',
      async () =>
        Object.defineProperty({}, 'status', {
          get: () => {
            throw 1;
          },
        }),
    ],
  ];
  test.each(spoiled)('%s: one image goes, and it is told of once', async (_, fetch) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const tgp = await settledPage();
    vi.stubGlobal('fetch', fetch);
    const told: string[] = [];
    tgp('track', 'a', {}, { callback: ({ status }) => told.push(status) });
    await settled();
    expect(images).toHaveLength(1);
    images[0]!.settle('load');
    images[0]!.settle('load');
    images[0]!.settle('error');
    await settled();
    expect(told).toEqual(['sent']);
    expect(entries()).toEqual([]);
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });

  test('an answer that was read already is one', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    network.answer = async () => {
      const read = stored();
      await read.text();
      return read;
    };
    const tgp = await settledPage();
    const seen = outcomes(tgp);
    tgp('track', 'a');
    await settled();
    expect(seen).toEqual(['sent']);
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });
});

describe('where nothing was ever answered and three were rejected', () => {
  async function blocked(online = true) {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
    offline();
    const tgp = await settledPage();
    for (const event of ['a', 'b', 'c']) {
      tgp('track', event);
      await failImages();
    }
    beacons.length = 0;
    return tgp;
  }

  test('the page tries no more, and says what becomes of each event', async () => {
    const tgp = await blocked();
    const seen = outcomes(tgp);
    tgp('track', 'd');
    await settled();
    expect(beacons).toEqual([]);
    expect(seen).toEqual(['fail: no answer']);
    expect(entries()).toHaveLength(4);
  });

  test('until the network is back', async () => {
    await blocked();
    answering(200);
    dispatchEvent(new Event('online'));
    await settled();
    expect(beacons).toHaveLength(3);
    expect(entries()).toEqual([]);
  });

  test('unless the browser is offline', async () => {
    const tgp = await blocked(false);
    tgp('track', 'd');
    expect(beacons).toHaveLength(1);
  });
});

test('after one answer, a collector that goes away is tried by the clock', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  const tgp = await start();
  tgp('track', 'first');
  await settled();
  offline();
  for (const event of ['a', 'b', 'c', 'd']) {
    tgp('track', event);
    await failImages();
  }
  beacons.length = 0;
  tgp('track', 'e');
  expect(beacons).toHaveLength(1);
});

describe('the collector', () => {
  test.each([
    ['/tgp.js', ''],
    ['/tgp.js?v=3', ''],
    ['/tgp.full.js', ''],
    ['/tgp@1.2.3.js', ''],
    ['/data/tgp.js', '/data'],
    ['/a/b/tgp@1.2.3.js#x', '/a/b'],
    [`/tgp/${KEY}.js`, ''],
    [`/data/tgp/${KEY}.js`, '/data'],
    [`/x7-k2/${KEY}.js`, '', '/x7-k2/e'],
    [`/data/x7-k2/${KEY}.js?a=/b/tgp.js`, '/data', '/x7-k2/e'],
    // Of another tag's served script.
    [`/tgp/${'c'.repeat(32)}.js`, ''],
  ])('of %s is at %j', async (path, at, to = '/pixel/v1/track') => {
    const tgp = await loadScript(undefined, COLLECTOR + path);
    tgp('init', KEY);
    tgp('track', 'a');
    expect(beacons[0]!.url.split('?')[0]).toBe(COLLECTOR + at + to);
  });

  test.each([
    '/app.js',
    '/assets/tgp-app.js',
    '/cache/min/1/0cc175b9c0f1b6a831c399e269772661.js',
    '/mytgp.js',
    '/',
  ])('is not known to %s: it says so once and sends nothing', async path => {
    const tgp = await loadScript(undefined, COLLECTOR + path);
    tgp('init', KEY);
    tgp('track', 'a');
    await settled();
    expect(beacons).toEqual([]);
    expect(warnings).toEqual(['tgp init no writeKey, endpoint']);
  });

  test('is told by the stub where the script hides where it came from', async () => {
    vi.stubGlobal(
      'tgp',
      Object.assign(stub(queuedCall(['init', KEY]), queuedCall(['track', 'a'])), {
        src: `${COLLECTOR}/data/tgp.js`,
      }),
    );
    await loadScript('tgp', '');
    expect(beacons[0]!.url).toMatch(`${COLLECTOR}/data/pixel/v1/track?`);
  });
});
