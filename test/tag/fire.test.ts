import { expect, test, vi } from 'vitest';
import {
  answering,
  beacons,
  images,
  last,
  loadScript,
  logs,
  outcomes,
  settled,
  start,
  visit,
  warnings,
} from './support/page.ts';

test('the callback runs with what became of the event', async () => {
  const tgp = await start();
  const callback = vi.fn();
  tgp('track', 'a', {}, { callback });
  await settled();
  expect(callback).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ status: 'sent', messageId: last().fields.messageId }),
  );
});

test.each([
  [400, 'skip'],
  [503, 'fail'],
])('the callback runs after a %i', async (status, expected) => {
  answering(status, 'because');
  const callback = vi.fn();
  (await start())('page', '', {}, { callback });
  await settled();
  expect(callback.mock.calls).toMatchObject([
    [{ status: expected, reason: expect.stringContaining(`${status}`) }],
  ]);
});

test('the callback runs once for each destination', async () => {
  const tgp = await start();
  tgp('init', 'b'.repeat(32));
  const callback = vi.fn();
  tgp('track', 'a', {}, { callback });
  await settled();
  expect(callback.mock.calls.map(([{ status }]) => status)).toEqual(['sent', 'sent']);
});

test('a callback with a mistake in it stops no other listener', async () => {
  const tgp = await start();
  const listener = vi.fn();
  tgp('on', 'sent', () => {
    throw new Error('mine');
  });
  tgp('on', 'sent', listener);
  tgp('track', 'a', {}, { callback: 'no function' as never });
  await settled();
  expect(listener).toHaveBeenCalledOnce();
});

test('messageId may be the page’s own', async () => {
  (await start())('track', 'a', {}, { messageId: 'order-1' });
  expect(last().fields.messageId).toBe('order-1');
});

test('on send gets the fields and their URL, to which each try adds when it was sent', async () => {
  const tgp = await start();
  const listener = vi.fn();
  tgp('on', 'send', listener);
  tgp('track', 'a', { b: 1 });
  const [url, sentAt] = last().url.split('&sentAt=');
  expect(listener.mock.calls).toMatchObject([[{ fields: { event: 'a', properties: { b: 1 } }, url }]]);
  expect(sentAt).toMatch(/^2\d{3}-/);
});

test('null options are none', async () => {
  (await start())('track', 'a', null, null);
  expect(beacons).toHaveLength(1);
});

test('debug mode logs the beacon as a tree and each refusal with its reason', async () => {
  const tgp = await start({ debug: true });
  tgp('track', 'a', { b: 1, f: () => {} });
  tgp('track', '');
  const text = JSON.stringify(logs);
  expect(text).toContain('"properties":{"b":1}');
  expect(text).toContain('no event name');
  expect(warnings[0]).toMatch(/properties\.f no data/);
});

test('?tgp_debug=1 logs whatever init says; nothing is logged without', async () => {
  (await start())('track', 'a');
  expect(logs).toEqual([]);
  Reflect.deleteProperty(globalThis, 'tgp');
  visit('https://www.shop.example/?a=b&tgp_debug=1');
  (await start({ debug: false }))('track', 'a');
  expect(logs.length).toBeGreaterThan(1);
});

test('an event that fails to reach anything by image says so', async () => {
  const tgp = await start({ transport: 'image' });
  const seen = outcomes(tgp);
  tgp('track', 'a');
  images[0]!.settle('error');
  await settled();
  expect(seen).toEqual(['fail: no answer']);
  expect(loadScript).toBeDefined();
});
