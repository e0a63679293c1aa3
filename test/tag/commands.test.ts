import { expect, test, vi } from 'vitest';
import {
  beacons,
  KEY,
  last,
  loadScript,
  logs,
  outcomes,
  sentNames,
  settled,
  start,
  warnings,
} from './support/page.ts';

test.each([
  ['trak', 'track'],
  ['pageview', 'page'],
  ['Consent', 'init'],
  ['convert', 'conversion'],
  ['identity', 'identify'],
  ['constructor', 'consent'],
  ['__proto__', 'init'],
])('answers the unknown command %s with the nearest one', async (wrong, right) => {
  (await loadScript())(wrong as 'reset');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(wrong);
  if (right !== 'init') expect(warnings[0]!.trim().endsWith(right)).toBe(true);
});

test('never throws, whatever it is called with', async () => {
  const tgp = await start();
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no keys');
      },
      get: () => {
        throw new Error('no');
      },
    },
  );
  const names =
    'init page track event conversion microconversion identify reset set consent on ready nonsense'.split(
      ' ',
    );
  for (const name of [...names, undefined, null, 5, {}, [], Symbol('s')])
    for (const value of [
      undefined,
      null,
      0,
      '',
      'x',
      5,
      NaN,
      true,
      [],
      {},
      () => {
        throw new Error('mine');
      },
      hostile,
      Symbol('v'),
    ])
      expect(() => tgp(name as 'reset', value, value, value)).not.toThrow();
  await settled();
});

test.each([
  ['event', 'id-1', { id: 'id-1' }],
  ['conversion', 'purchase', { type: 'conversion', conversion_type: 'purchase' }],
  ['microconversion', 'cart', { type: 'microconversion', conversion_type: 'cart' }],
] as const)('%s travels as a track event with context.pixel', async (command, name, pixel) => {
  const tgp = await start();
  tgp(command as 'event', name, { a: 1 });
  expect(last().path).toBe('/pixel/v1/track');
  expect(last().fields).toMatchObject({ event: name, properties: { a: '1' } });
  expect(last().fields.context.pixel).toEqual(pixel);
});

test('the pixel option travels as context.pixel.id', async () => {
  (await start())('conversion', 'lead', {}, { pixel: 'p-9' });
  expect(last().fields.context.pixel).toEqual({ id: 'p-9', type: 'conversion', conversion_type: 'lead' });
});

test('a track event has no context.pixel and no name', async () => {
  (await start())('track', 'a');
  expect(last().fields.context.pixel).toBeUndefined();
  expect(last().fields.name).toBeUndefined();
});

test('page takes a name, or properties alone, and never sends an empty name', async () => {
  const tgp = await start();
  tgp('page', 'Cart', { a: 1 });
  expect(last().fields).toMatchObject({ name: 'Cart', properties: { a: '1' } });
  tgp('page', { a: 2 });
  expect(last().fields).toMatchObject({ properties: { a: '2' } });
  expect('name' in last().fields).toBe(false);
  tgp('page');
  expect('name' in last().fields).toBe(false);
  expect(new Set(beacons.map(({ path }) => path))).toEqual(new Set(['/pixel/v1/page']));
});

test('a page view copies the page into its properties, which the call may override', async () => {
  (await start())('page', { title: 'Mine' });
  const { properties, context } = last().fields;
  expect(properties).toMatchObject({ path: '/start', url: context.page.url, title: 'Mine' });
  expect(context.page.title).toBe('Start');
});

test('set gives every event that follows its properties, and null takes one away', async () => {
  const tgp = await start();
  tgp('set', { plan: 'pro', tier: 1 });
  tgp('track', 'a', { tier: 2 });
  expect(last().fields.properties).toEqual({ plan: 'pro', tier: '2' });
  tgp('set', { plan: null });
  tgp('track', 'b');
  expect(last().fields.properties).toEqual({ tier: '1' });
});

test('does not change the object that the page gave', async () => {
  const tgp = await start();
  tgp('set', { plan: 'pro' });
  const properties = Object.freeze({ a: 1 });
  tgp('track', 'a', properties);
  tgp('page', properties);
  expect(properties).toEqual({ a: 1 });
});

test('ready gives the version and the ids', async () => {
  const tgp = await start();
  tgp('identify', 'u1');
  const ready = vi.fn();
  tgp('ready', ready);
  expect(ready).toHaveBeenCalledExactlyOnceWith({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    anonymousId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    userId: 'u1',
  });
});

test('ready keeps the id it gives in memory where consent allows no more', async () => {
  const tgp = await start({ consent: 'denied' });
  const ready = vi.fn();
  tgp('ready', ready);
  expect(ready.mock.calls[0]![0].anonymousId).toMatch(/^[0-9a-f-]{36}$/);
  expect([document.cookie, ...Object.keys(localStorage)].join('')).toBe('');
});

test('a listener with a mistake in it harms nothing', async () => {
  const tgp = await start();
  tgp('ready', () => {
    throw new Error('mine');
  });
  expect(warnings[0]).toMatch(/ready.*mine/);
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
});

test('on refuses a name it does not know, and says which is near', async () => {
  const tgp = await start();
  tgp('on', 'sended', () => {});
  expect(warnings[0]).toMatch(/on try send$/);
});

test('a track without a name is skipped with the reason', async () => {
  const tgp = await start();
  const seen = outcomes(tgp);
  for (const name of [undefined, '', null]) tgp('track', name);
  expect(beacons).toEqual([]);
  expect(seen).toEqual(Array(3).fill('skip: no event name'));
});

test('properties that are no object are refused with a warning, the event is sent', async () => {
  (await start())('track', 'a', 'oops');
  expect(warnings[0]).toMatch(/no object.*oops/);
  expect(last().fields.properties).toBeUndefined();
});

test('logs each command in debug mode', async () => {
  const tgp = await start({ debug: true });
  tgp('track', 'a', { b: 1 });
  tgp('set', { plan: 'pro' });
  expect(logs.some(parts => parts.includes('track'))).toBe(true);
  expect(logs.some(parts => parts.includes('set'))).toBe(true);
});

test('a call inside a callback is a call like any other', async () => {
  const tgp = await loadScript();
  tgp('init', KEY);
  tgp('track', 'a', {}, { callback: () => tgp('track', 'b') });
  await settled();
  expect(sentNames()).toEqual(['a', 'b']);
});
