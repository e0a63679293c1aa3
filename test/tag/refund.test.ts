import { expect, test, vi } from 'vitest';
import {
  beacons,
  KEY,
  last,
  loadScript,
  OTHER_KEY,
  outcomes,
  queuedCall,
  settled,
  start,
  stub,
  warnings,
} from './support/page.ts';

const SIGNATURE = 'ab'.repeat(32);

test('a refund is a track event of that name, with its order', async () => {
  const tgp = await start();
  tgp(
    'refund',
    { order_id: 'A-1001', value: 20, currency: 'EUR' },
    { signature: SIGNATURE, messageId: 'm-1' },
  );
  expect(last().path).toBe('/pixel/v1/track');
  expect(last().fields).toMatchObject({
    event: 'refund',
    messageId: 'm-1',
    properties: { order_id: 'A-1001', value: '20', currency: 'EUR' },
    context: { signature: SIGNATURE },
  });
  expect(last().fields.context.pixel).toBeUndefined();
  expect(warnings).toEqual([]);
});

test('its callback and its destination are those of any event', async () => {
  const tgp = await start();
  tgp('init', OTHER_KEY);
  const told: unknown[] = [];
  tgp('refund', { order_id: 1 }, { to: OTHER_KEY, callback: ({ status }) => told.push(status) });
  await settled();
  expect(beacons.map(({ fields }) => fields.writeKey)).toEqual([OTHER_KEY]);
  expect(told).toEqual(['sent']);
});

test('it waits in the queue as any event does', async () => {
  vi.stubGlobal('tgp', stub(queuedCall(['refund', { order_id: 'A-1' }]), queuedCall(['init', KEY])));
  await loadScript();
  expect(last().fields).toMatchObject({ event: 'refund', properties: { order_id: 'A-1' } });
});

test.each([[undefined], [null], [{}], [{ value: 3 }], ['A-1']])(
  'without an order (%j) it warns',
  async given => {
    const tgp = await start();
    tgp('refund', given);
    expect(warnings.join()).toMatch(/refund.*order_id/);
  },
);

test('the nearest command is told', async () => {
  const tgp = await start();
  tgp('refunds', { order_id: 'A-1' });
  expect(warnings).toEqual(['tgp refunds try refund']);
});

test('a signature is no other party’s: neither macros nor waiting pixels have it', async () => {
  const tgp = await start({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: macros are written so
    piggyback: { url: 'https://ads.example/p?s=${context.signature}&o=${properties.order_id}' },
    consent: { ads: 'pending' },
  });
  tgp('conversion', 'purchase', { order_id: 'A-1', revenue: 5 }, { signature: SIGNATURE });
  expect(last().fields.context.signature).toBe(SIGNATURE);
  tgp('consent', { ads: 'granted' });
  tgp('conversion', 'purchase', { order_id: 'A-2', revenue: 5 }, { signature: SIGNATURE });
  await settled();
  const pixels = beacons.filter(({ url }) => url.startsWith('https://ads.example')).map(({ url }) => url);
  expect(pixels).toEqual(['https://ads.example/p?s=&o=A-1', 'https://ads.example/p?s=&o=A-2']);
});

test('a resend carries the signature it was sent with', async () => {
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('conversion', 'purchase', { order_id: 'A-1', revenue: 5 }, { signature: SIGNATURE });
  await settled();
  expect(seen).toEqual(['sent']);
  expect(last().url).toContain(`context.signature=${SIGNATURE}`);
});
