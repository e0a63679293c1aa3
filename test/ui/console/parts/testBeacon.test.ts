import { describe, expect, it } from 'vitest';
import { pixelCall } from '../../../../src/install/pixelCall.ts';
import { decodeQuery } from '../../../../src/protocol/query.ts';
import { countedAs } from '../../../../src/ui/console/parts/countedAs.ts';
import { eventFields } from '../../../../src/ui/console/parts/eventFields.ts';
import { testBeacon } from '../../../../src/ui/console/parts/testBeacon.ts';
import { collector } from '../../../support/collector.ts';

const config = {
  type: 'conversion',
  conversion_type: 'purchase',
  revenue: { source: 'variable', value: 'shop.total' },
  currency: { source: 'variable', value: 'shop.currency' },
  properties: [
    { key: 'sku', source: 'fixed', value: 'K & ü' },
    { key: 'size', source: 'variable', value: 'shop.size' },
  ],
} as const;
const call = pixelCall({
  id: 'pix_abcdefghijkl',
  name: 'P',
  config: { ...config, properties: [...config.properties] },
});

describe('testBeacon', () => {
  it('says what the code would, marked as a test', () => {
    const path = testBeacon(call, { writeKey: 'k', id: 'test-1', samples: { 'config.revenue': '7' } });
    const [route, query] = path.split('?') as [string, string];
    expect(route).toBe('pixel/v1/track');
    expect(decodeQuery(query).fields).toEqual({
      writeKey: 'k',
      messageId: 'test-1',
      anonymousId: 'test-1',
      event: 'purchase',
      properties: { revenue: '7', currency: 'EUR', sku: 'K & ü', size: 'test size' },
      context: {
        pixel: { id: 'pix_abcdefghijkl', type: 'conversion', conversion_type: 'purchase' },
        test: 'true',
        library: { name: 'tgp-console' },
      },
    });
  });

  it('of a page view is one', () => {
    const page = pixelCall({ id: 'pix_abcdefghijkl', name: 'P', config: { type: 'pageview' } });
    expect(testBeacon(page, { writeKey: 'k', id: 'i', samples: {} })).toMatch(
      /^pixel\/v1\/page\?.*test=true/,
    );
  });

  it('is taken by the door as it is', async () => {
    const { app, call: ask, writeKey } = await collector();
    const path = testBeacon(call, { writeKey, id: 'test-2', samples: {} });
    expect((await app.inject(`/${path}`)).statusCode).toBe(200);
    const { events } = (await ask('GET', `/events?writeKey=${writeKey}&anonymousId=test-2&limit=1`)).json();
    expect(events).toMatchObject([{ messageId: 'test-2', event: 'purchase', context: { test: 'true' } }]);
  });
});

describe('countedAs', () => {
  const pixel = (name: string, category: number | null, state: 'active' | 'inactive' = 'active') => ({
    name,
    state,
    pixel_conversion_event_id: category,
  });

  it('names the conversion pixels of its kind that are on', () => {
    const purchase = 7;
    const { kind, by } = countedAs({ type: 'conversion', conversion_type: 'Order Completed' }, [
      pixel('all', null),
      ...Array.from({ length: 20 }, (_, at) => pixel(`of ${at}`, at)),
      pixel('off', purchase, 'inactive'),
    ]);
    expect(kind).toBe('purchase');
    expect(by).toEqual([`of ${purchase}`]);
  });

  it('is none of what nobody knows', () => {
    expect(countedAs({ type: 'conversion', conversion_type: 'Schnäppchen' }, [pixel('p', null)])).toEqual({
      kind: undefined,
      by: [],
    });
    expect(countedAs({ type: 'pageview' }, [])).toEqual({ kind: 'page_view', by: [] });
  });
});

describe('eventFields', () => {
  it('has a row for each value, and an end', () => {
    expect(eventFields({ a: 1, b: { c: null, d: ['x', { e: true }] }, f: {} })).toEqual([
      ['a', '1'],
      ['b.c', 'null'],
      ['b.d.0', 'x'],
      ['b.d.1.e', 'true'],
    ]);
    expect(eventFields(Array(1000).fill(0))).toHaveLength(200);
  });
});
