import { expect, test, vi } from 'vitest';
import {
  beacons,
  images,
  KEY,
  loadScript,
  OTHER_KEY,
  sentNames,
  settled,
  start,
  warnings,
} from './support/page.ts';
import { fires, image, PARTNER, pageWith, scripts } from './support/partner.ts';

test('fires an image after the beacon, without a referrer, kept until it has come', async () => {
  const tgp = await pageWith(image('p?e=${event}'));
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a', 'p']);
  expect(images[0]).toMatchObject({ referrerPolicy: 'no-referrer', src: undefined });
  expect(beacons[1]!.url).toBe(`${PARTNER}/p?e=a`);
});

test('runs a script with the page’s nonce, without a referrer', async () => {
  // Browsers hide the attribute of a page with a policy: it is empty, and the property is not.
  document.head.innerHTML = '<script nonce></script>';
  Object.assign(document.head.firstElementChild!, { nonce: 'r4nd0m' });
  const tgp = await pageWith(image('p.js?e=${event}', { type: 'js' }));
  tgp('track', 'a b');
  expect(fires()).toEqual(['/p.js?e=a%20b']);
  expect(scripts[0]).toMatchObject({ referrerPolicy: 'no-referrer', nonce: 'r4nd0m' });
});

test.each([
  ['purchase', ['/p']],
  [['lead', 'purchase'], ['/p']],
  ['purchases', []],
  ['purchas', []],
  [[], []],
  [undefined, ['/p', '/p']],
  ['page', ['/p']],
])('fires for the events it names: %j', async (on, expected) => {
  const tgp = await pageWith(image('p', { on: on as string }));
  tgp('conversion', 'purchase');
  tgp('page', 'purchase page');
  expect(fires()).toEqual(expected);
});

test('takes one pixel or a list, from init and from the command, whatever stands first in the queue', async () => {
  const tgp = await loadScript();
  tgp('track', 'a');
  tgp('piggyback', image('one'));
  tgp('piggyback', [image('two'), image('three')]);
  tgp('init', KEY, { piggyback: [image('four')] });
  expect(fires()).toEqual(['/one', '/two', '/three', '/four']);
});

test.each([
  ['http://ads.example/p', undefined, /piggyback.*try https/],
  ['//ads.example/p', undefined, /piggyback.*try https/],
  ['javascript:alert(1)', 'js', /piggyback.*try https/],
  ['data:text/javascript,1', 'js', /piggyback.*try https/],
  ['https://ads.example/p', 'iframe', /piggyback.*try img/],
  [undefined, undefined, /piggyback/],
])('refuses %s of the type %s with the reason', async (url, type, reason) => {
  const tgp = await start();
  tgp('piggyback', { url, type });
  tgp('track', 'a');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(reason);
  expect(sentNames()).toEqual(['a']);
  expect(scripts).toEqual([]);
});

test('a pixel of init that is refused leaves the destination and its page view', async () => {
  const tgp = await pageWith({ url: 'http://ads.example/p' }, { autoPage: true });
  tgp('track', 'a');
  expect(sentNames()).toEqual(['page', 'a']);
  expect(warnings[0]).toMatch(/try https/);
});

test('fills in the macros', async () => {
  const tgp = await pageWith(
    image(
      'p?m=${messageId}&a=${anonymousId}&u=${userId}&t=${context.page.title}&o=[ORDER_ID]&r=[REVENUE]&c=[CACHEBUSTER]&d=${CACHEBUSTER}&s=[timestamp]&x=${properties.items.0.sku}',
    ),
  );
  tgp('identify', 'u 1');
  const before = Date.now();
  tgp('conversion', 'purchase', { order_id: 'A&1', value: 12.5, items: [{ sku: '$&' }] });
  const { messageId, anonymousId } = beacons[0]!.fields;
  const query = new URL(beacons[1]!.url).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    m: messageId,
    a: anonymousId,
    u: 'u 1',
    t: 'Start',
    o: 'A&1',
    r: '12.5',
    x: '$&',
  });
  expect(query.get('c')).toMatch(/^0\.\d+$/);
  expect(query.get('d')).toBe(query.get('c'));
  expect(Number(query.get('s'))).toBeGreaterThanOrEqual(before);
});

test.each([
  [{ revenue: 5, value: 9 }, '5'],
  [{ revenue: 0, value: 9 }, '9'],
  [{ value: 9 }, '9'],
  [{ revenue: null, value: 9 }, '9'],
  [{}, ''],
])('the revenue of %j is "%s"', async (properties, expected) => {
  const tgp = await pageWith(image('p?r=[REVENUE]'));
  tgp('track', 'a', properties);
  expect(fires()).toEqual([`/p?r=${expected}`]);
});

test('fires once for a messageId and once for an order, however often the page calls and registers', async () => {
  const tgp = await pageWith([image('p'), image('p')]);
  tgp('init', OTHER_KEY, { piggyback: image('p') });
  tgp('piggyback', image('p'));
  tgp('track', 'a');
  expect(fires()).toHaveLength(1);
  tgp('track', 'a');
  expect(fires()).toHaveLength(2);
  tgp('track', 'b', {}, { messageId: 'm1' });
  tgp('track', 'b', {}, { messageId: 'm1' });
  expect(fires()).toHaveLength(3);
  tgp('conversion', 'purchase', { order_id: 7 });
  tgp('conversion', 'purchase', { order_id: 7 });
  tgp('conversion', 'purchase', { order_id: 8 });
  expect(fires()).toHaveLength(5);
});

test('is limited to the destination it names', async () => {
  const tgp = await pageWith(image('p', { to: OTHER_KEY }));
  tgp('init', OTHER_KEY);
  tgp('track', 'a', {}, { to: KEY });
  expect(fires()).toEqual([]);
  tgp('track', 'b');
  expect(fires()).toEqual(['/p']);
});

test('the collector’s pixels are there for the first event', async () => {
  const config = [[image('p?${event}', { on: ['page'], to: KEY })]];
  const tgp = await loadScript(undefined, undefined, config);
  tgp('init', KEY, { autoPage: true });
  expect(fires()).toEqual(['/p?']);
});

test('a Trusted Types policy of its own is made once', async () => {
  const createPolicy = vi.fn((_name: string, rules: { createScriptURL: (url: string) => string }) => rules);
  vi.stubGlobal('trustedTypes', { createPolicy });
  const tgp = await pageWith([image('a.js', { type: 'js' }), image('b.js', { type: 'js' })]);
  tgp('track', 'a');
  expect(fires()).toEqual(['/a.js', '/b.js']);
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['tgp-js']);
});

test('a script that is forbidden is a warning, and the other pixels stand', async () => {
  const tgp = await pageWith([image('a.js', { type: 'js' }), image('b')]);
  vi.spyOn(document.head, 'appendChild').mockImplementation(() => {
    throw new TypeError('This document requires TrustedScriptURL');
  });
  tgp('track', 'a');
  expect(fires()).toEqual(['/b']);
  await settled();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/TrustedScriptURL/);
});

test('a saved pixel makes its call, at the moment of the page’s', async () => {
  const pix_1 = (
    call: object,
    _id: string,
    given: object,
    options: object,
    run: (call: object, isReleased: boolean) => void,
  ) =>
    run(
      Object.assign({}, call, ['conversion', 'lead', { ...given, n: 1 }, { ...options, pixel: 'pix_1' }]),
      true,
    );
  const config = [[], { pix_1 }];
  const tgp = await loadScript(undefined, undefined, config);
  tgp('event', 'pix_1', { given: 2 }, { messageId: 'm1' });
  document.title = 'Later';
  tgp('event', 'evt_2');
  tgp('init', KEY);
  expect(beacons[0]!.fields).toMatchObject({
    event: 'lead',
    messageId: 'm1',
    properties: { n: '1', given: '2' },
    context: {
      page: { title: 'Start' },
      pixel: { id: 'pix_1', type: 'conversion', conversion_type: 'lead' },
    },
  });
  expect(beacons[1]!.fields).toMatchObject({ event: 'evt_2', context: { pixel: { id: 'evt_2' } } });
});
