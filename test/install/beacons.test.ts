import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../src/install/index.ts';
import { decodeQuery, encodeQuery } from '../../src/protocol/query.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { expandAmp } from './support/expandAmp.ts';
import { expectedCall } from './support/expectedCall.ts';
import { forAll } from './support/forAll.ts';
import { objectOf, type Values } from './support/values.ts';

/** What the tag's beacon of that call says of the event itself. */
function expectedBeacon(pixel: Pixel, values: Values) {
  const call = expectedCall(pixel, values);
  const isPage = call[0] === 'page';
  const properties = call.at(-2) as object;
  const { type, conversion_type } = pixel.config;
  return {
    path: isPage ? '/pixel/v1/page' : '/pixel/v1/track',
    ...decodeQuery(
      encodeQuery({
        writeKey: SETTINGS.writeKey,
        event: isPage ? undefined : call[1],
        context: { pixel: { id: pixel.id, ...(isPage ? {} : { type, conversion_type }) } },
        properties,
      }).query,
    ).fields,
  };
}

/** The same of a URL, as the collector reads it. `page` properties that the platform adds are left out. */
function readBeacon(url: string, added: string[] = []) {
  const { origin, pathname, search } = new URL(url);
  expect(origin).toBe('https://collect.example.com');
  const { fields, skipped } = decodeQuery(search.slice(1));
  expect(skipped.filter(({ reason }) => !reason.startsWith('repeated'))).toEqual([]);
  const {
    writeKey,
    event,
    context,
    properties = Object.create(null),
    anonymousId,
    messageId,
  } = fields as Values;
  for (const key of added) delete (properties as Values)[key];
  return {
    beacon: {
      path: pathname,
      writeKey,
      ...(event === undefined ? {} : { event }),
      context: { pixel: (context as Values).pixel },
      ...(Object.keys(properties as object).length ? { properties } : {}),
    },
    anonymousId,
    messageId,
    context: context as Values,
  };
}

/** The one `src` of an HTML text, as a browser reads it. */
function srcOf(html: string): string {
  const found = [...html.matchAll(/<img src="([^"<>]*)"/g)];
  expect(found).toHaveLength(1);
  expect(html.match(/</g)).toHaveLength(html.startsWith('<noscript>') ? 3 : 1);
  expect(found[0]![1]).not.toMatch(/&(?!#\d+;)/);
  return found[0]![1]!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
}

describe.each(['noscript', 'email'] as const)('%s', platform => {
  test('is one image whose URL carries the event', () =>
    forAll('none', pixel => {
      const { beacon, anonymousId } = readBeacon(srcOf(installCode(platform, pixel, SETTINGS).event_code));
      expect(beacon).toEqual(expectedBeacon(pixel, {}));
      expect(anonymousId).toBe(platform === 'email' ? 'RECIPIENT_ID' : 'noscript');
    }));

  test('refuses a variable with the reason', () => {
    expect(() => installCode(platform, PURCHASE, SETTINGS)).toThrow(
      `order_total can't be read: on ${platform} no script runs`,
    );
  });
});

test('amp: sends the event, with no name of AMP in the fixed values', () =>
  forAll('amp', (pixel, values) => {
    // AMP knows texts alone, and has an empty one where there is none.
    const texts = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        /^[a-z0-9 .]*$/.test(`${value}`) ? `${value ?? ''}` : 'x1',
      ]),
    );
    const { event_code } = installCode('amp', pixel, SETTINGS);
    const json =
      /^<amp-analytics>\n<script type="application\/json">\n([^<]*)\n<\/script>\n<\/amp-analytics>$/.exec(
        event_code,
      )![1]!;
    const config = JSON.parse(json);
    expect(Object.keys(config.vars ?? {}).sort()).toEqual(Object.keys(texts).sort());
    const url = expandAmp(config.requests.event, texts);
    const isPage = pixel.config.type === 'pageview';
    const { beacon, anonymousId, context } = readBeacon(
      url,
      isPage ? ['url', 'path', 'referrer', 'title'] : [],
    );
    const expected = expectedBeacon(pixel, texts) as unknown as { properties?: Values };
    expect(beacon).toEqual(withTexts(expected, pixel, texts));
    expect(anonymousId).toBe('amp-1');
    expect(context.page).toMatchObject({ url: 'https://shop.example/a', title: 'A (title) &' });
  }));

/** Revenue that is no number stays the text it is on AMP. */
function withTexts<Beacon extends { properties?: Values }>(
  beacon: Beacon,
  { config }: Pixel,
  texts: Values,
): Beacon {
  if (config.revenue?.source === 'variable') beacon.properties!.revenue = texts[config.revenue.value];
  return beacon;
}

describe('shopify', () => {
  const document = {
    location: { href: 'https://shop.example/thanks?a=1', pathname: '/thanks', search: '?a=1' },
    referrer: 'https://shop.example/checkout',
    title: 'Thanks',
  };
  const context = {
    document,
    navigator: { language: 'de', userAgent: 'UA' },
    window: { screen: { width: 1, height: 2 } },
  };

  /** The sandbox: no storage, no page, and only what Shopify gives. */
  async function fire(pixel: Pixel, data: object, cookie: string | undefined) {
    const requests: { url: string; body?: string }[] = [];
    const names: string[] = [];
    let listener: ((event: object) => Promise<void>) | undefined;
    const globals = {
      analytics: {
        subscribe(name: string, added: typeof listener) {
          names.push(name);
          listener = added;
        },
      },
      browser: {
        cookie: {
          get: () =>
            cookie === undefined ? Promise.reject(new Error('SecurityError')) : Promise.resolve(cookie),
        },
      },
      fetch: (url: string, options: { body?: string }) => void requests.push({ url, ...options }),
    };
    vm.runInNewContext(installCode('shopify', pixel, SETTINGS).event_code, globals);
    await listener!({
      id: 'evt-1',
      clientId: 'client-1',
      timestamp: '2026-01-05T10:00:00.000Z',
      context,
      data,
    });
    expect(globals).not.toHaveProperty('hacked');
    const { url, body } = requests[0]!;
    expect(requests).toHaveLength(1);
    return { names, url: body === undefined ? url : `${url}?${body}` };
  }

  test('sends what the event has', () =>
    forAll('event', async (pixel, values) => {
      const { url } = await fire(pixel, objectOf(values), undefined);
      const { beacon, messageId, anonymousId } = readBeacon(
        url,
        pixel.config.type === 'pageview' ? ['url', 'path', 'referrer', 'title'] : [],
      );
      expect(beacon).toEqual(expectedBeacon(pixel, values));
      expect({ messageId, anonymousId }).toEqual({ messageId: 'evt-1', anonymousId: 'client-1' });
    }));

  test("takes the visitor of the theme's tag, the page's own URL and Shopify's name of the event", async () => {
    const { names, url } = await fire(PURCHASE, { order_total: '59.90' }, 'visitor-1');
    const { anonymousId, context: sent, beacon } = readBeacon(url);
    expect(names).toEqual(['checkout_completed']);
    expect(anonymousId).toBe('visitor-1');
    expect(sent.page).toMatchObject({
      url: 'https://shop.example/thanks?a=1',
      path: '/thanks',
      search: '?a=1',
    });
    expect(beacon.properties).toEqual({ revenue: '59.9', currency: 'EUR' });
    expect((await fire(PAGE, {}, 'visitor-1')).names).toEqual(['page_viewed']);
  });

  test('posts what is too long for a URL', async () => {
    const properties = Array.from({ length: 20 }, (_, at) => ({
      key: `k${at}`,
      source: 'fixed' as const,
      value: 'x'.repeat(500),
    }));
    const { url } = await fire({ ...PAGE, config: { type: 'pageview', properties } }, {}, '');
    expect(readBeacon(url).beacon.properties).toMatchObject({ k19: 'x'.repeat(500) });
  });
});
