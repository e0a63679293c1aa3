import { createRequire } from 'node:module';
import { Analytics } from '@segment/analytics-node';
import { expect, it } from 'vitest';
import { collector, storedEvents } from '../support/collector.ts';

// Its types say that it is a module, and its file that it is none.
const RudderAnalytics = createRequire(import.meta.url)('@rudderstack/rudder-sdk-node') as new (
  writeKey: string,
  options: object,
) => Sdk & { flush(): Promise<unknown> };

interface Sdk {
  identify(message: object): unknown;
  track(message: object): unknown;
  page(message: object): unknown;
  screen(message: object): unknown;
  group(message: object): unknown;
  alias(message: object): unknown;
}

const send = (sdk: Sdk) => {
  sdk.identify({ userId: 'u1', traits: { plan: 'pro' } });
  sdk.track({
    userId: 'u1',
    event: 'purchase',
    properties: { revenue: '59.90', currency: 'EUR', order_id: 'A-1' },
  });
  sdk.page({ userId: 'u1', name: 'Home', properties: { url: 'https://shop.example/' } });
  sdk.screen({ userId: 'u1', name: 'Cart' });
  sdk.group({ userId: 'u1', groupId: 'g1', traits: { name: 'Club' } });
  sdk.alias({ userId: 'u1', previousId: 'old' });
};

async function listening() {
  const it = await collector({ now: Date.now });
  await it.call('POST', '/pixel?advertiser_code=acme', {
    pixel: { name: 'P', pixel_conversion_event_id: 7 },
  });
  return { ...it, origin: await it.listen() };
}

/** What both SDKs must have left behind. */
async function expectAll(it: Awaited<ReturnType<typeof listening>>) {
  const stored = await storedEvents(it);
  const byType = Object.fromEntries(stored.map((event: { type: string }) => [event.type, event]));
  expect(Object.keys(byType).sort()).toEqual(['alias', 'group', 'identify', 'page', 'screen', 'track']);
  expect(byType).toMatchObject({
    identify: { userId: 'u1', context: { traits: { plan: 'pro' } } },
    track: { event: 'purchase', properties: { order_id: 'A-1' } },
    page: { name: 'Home' },
    screen: { name: 'Cart' },
    group: { groupId: 'g1' },
    alias: { previousId: 'old' },
  });
  const { conversions } = (await it.call('GET', '/conversions')).json();
  expect(conversions).toMatchObject([{ order_id: 'A-1', value: 59.9, currency: 'EUR' }]);
}

it("Segment's SDK for Node sends here", async () => {
  const it = await listening();
  const failed: unknown[] = [];
  const sdk = new Analytics({ writeKey: it.writeKey, host: it.origin, maxRetries: 0 });
  sdk.on('error', error => void failed.push(error));
  send(sdk as unknown as Sdk);
  await sdk.closeAndFlush();
  expect(failed).toEqual([]);
  await expectAll(it);
});

it("RudderStack's SDK for Node sends here, packed", async () => {
  const it = await listening();
  const failed: unknown[] = [];
  const sdk = new RudderAnalytics(it.writeKey, {
    dataPlaneUrl: it.origin,
    retryCount: 0,
    errorHandler: (error: unknown) => void failed.push(error),
  });
  send(sdk);
  await sdk.flush();
  expect(failed).toEqual([]);
  await expectAll(it);
});

it('is told that a write key is wrong', async () => {
  const it = await listening();
  const failed: unknown[] = [];
  const sdk = new Analytics({ writeKey: '0'.repeat(32), host: it.origin, maxRetries: 0 });
  sdk.on('error', error => void failed.push(error));
  sdk.track({ userId: 'u', event: 'e' });
  await sdk.closeAndFlush();
  expect(failed).toHaveLength(1);
  expect(await storedEvents(it)).toEqual([]);
});
