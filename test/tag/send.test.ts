import { expect, test, vi } from 'vitest';
import {
  answering,
  beacons,
  FakeImage,
  images,
  last,
  network,
  outcomes,
  settled,
  start,
  warnings,
} from './support/page.ts';

const how = () => beacons.map(({ by }) => by);

test('is a GET by fetch that outlives the page', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  const init = fetched.mock.calls[0]![1]!;
  expect(init).toMatchObject({ keepalive: true });
  expect(init.method ?? 'GET').toBe('GET');
  expect(init.mode ?? 'cors').toBe('cors');
  await settled();
  expect(seen).toEqual(['sent']);
});

test.each([400, 401, 413])('an answer %i is a skip with the reason', async status => {
  answering(status, 'because');
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(seen[0]).toMatch(new RegExp(`^skip: .*${status}`));
  expect(images).toEqual([]);
});

test.each([429, 500, 503])('an answer %i is a failure with the reason', async status => {
  answering(status);
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(seen[0]).toMatch(new RegExp(`^fail: .*${status}`));
});

test.each([
  ['missing', () => vi.stubGlobal('fetch', undefined)],
  [
    'throwing',
    () =>
      vi.stubGlobal('fetch', () => {
        throw new Error('no');
      }),
  ],
  [
    'rejecting',
    () => {
      network.answer = () => Promise.reject(new TypeError('blocked'));
    },
  ],
  ['something else of the page’s own', () => vi.stubGlobal('fetch', () => undefined)],
])('where fetch is %s, an image goes instead, and is remembered once it got through', async (_, spoil) => {
  spoil();
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(images).toHaveLength(1);
  expect(seen).toEqual([]);
  images[0]!.settle('load');
  expect(seen).toEqual(['sent']);
  beacons.length = 0;
  tgp('track', 'b');
  expect(how()).toEqual(['image']);
});

test('a network that lets nothing through is a failure, and fetch is tried again', async () => {
  network.answer = () => Promise.reject(new TypeError('offline'));
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  images[0]!.settle('error');
  expect(seen).toEqual(['fail: no answer']);
  beacons.length = 0;
  tgp('track', 'b');
  expect(how()).toEqual(['fetch']);
});

test('transport: image sends images', async () => {
  const tgp = await start({ transport: 'image' });
  tgp('track', 'a');
  expect(how()).toEqual(['image']);
  images[0]!.settle('load');
});

test('an image of one destination is no image for the other', async () => {
  const tgp = await start({ transport: 'image' });
  tgp('init', 'c'.repeat(32), { transport: 'fetch' });
  tgp('track', 'a');
  images[0]!.settle('load');
  tgp('track', 'b');
  expect(how()).toEqual(['image', 'fetch', 'image', 'fetch']);
});

test('a page without images or fetch is not harmed', async () => {
  vi.stubGlobal('fetch', undefined);
  vi.stubGlobal('Image', undefined);
  const tgp = await start();
  tgp('track', 'a');
  expect(beacons).toEqual([]);
});

test('stays within the longest URL and says so', async () => {
  (await start())('track', 'a', { long: 'ü'.repeat(9000), order: 'o-1' });
  expect(last().url.length).toBeLessThanOrEqual(8000);
  expect(last().fields.context.truncated).toBe('true');
  expect(last().fields.properties.order).toBe('o-1');
  expect(warnings).toEqual([]);
  expect(FakeImage).toBeDefined();
});
