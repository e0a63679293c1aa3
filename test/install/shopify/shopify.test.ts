import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { fitUrl } from '../../../src/protocol/fitUrl.ts';
import { MAX_KEEPALIVE_BODY, MAX_URL_LENGTH } from '../../../src/protocol/limits.ts';
import { decodeQuery } from '../../../src/protocol/query.ts';
import { writeQuery } from '../../../src/protocol/writeQuery.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { isEmpty } from '../support/expectedCall.ts';
import { forAll } from '../support/forAll.ts';
import { expectedBeacon, readBeacon } from '../support/readBeacon.ts';
import { fireShopify, type Sent } from '../support/shopifySandbox.ts';
import { objectOf } from '../support/values.ts';

test('sends what the event has', () =>
  forAll('event', async (pixel, values) => {
    const { url, globals } = await fireShopify(pixel, objectOf(values));
    expect(globals).not.toHaveProperty('hacked');
    const { beacon, messageId, anonymousId } = readBeacon(
      url,
      pixel.config.type === 'pageview' ? ['url', 'path', 'referrer', 'title', 'search'] : [],
    );
    expect(beacon).toEqual(expectedBeacon(pixel, values));
    expect({ messageId, anonymousId }).toEqual({ messageId: 'evt-1', anonymousId: 'client-1' });
  }));

test("takes the visitor of the theme's tag, the page's own URL and Shopify's name of the event", async () => {
  const { names, url } = await fireShopify(PURCHASE, { order_total: '59.90' }, 'visitor-1');
  const { anonymousId, context: sent, beacon } = readBeacon(url);
  expect(names).toEqual(['checkout_completed']);
  expect(anonymousId).toBe('visitor-1');
  expect(sent.page).toMatchObject({
    url: 'https://shop.example/thanks?a=1',
    path: '/thanks',
    search: '?a=1',
  });
  expect(beacon.properties).toEqual({ revenue: '59.9', currency: 'EUR' });
  expect((await fireShopify(PAGE, {}, 'visitor-1')).names).toEqual(['page_viewed']);
});

test.each([
  ['purchase', 'checkout_completed'],
  ['view_content', 'product_viewed'],
  ['product_viewed', 'product_viewed'],
  ['search', 'search_submitted'],
  ['add_payment_info', 'payment_info_submitted'],
  ['collection_viewed', 'collection_viewed'],
  ['form_submitted', 'form_submitted'],
])(
  'listens for %s where Shopify publishes it itself, and denies no event of Shopify',
  async (type, event) => {
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, conversion_type: type } };
    expect((await fireShopify(pixel, {})).names).toEqual([event]);
    expect(installCode('shopify', pixel, SETTINGS).notes.join(' ')).not.toMatch(/no such event/);
  },
);

test.each(['signup', 'newsletter', 'constructor'])('has the theme publish %s', type => {
  const pixel = { ...PURCHASE, config: { ...PURCHASE.config, conversion_type: type } };
  expect(installCode('shopify', pixel, SETTINGS).notes.join(' ')).toContain(
    `Shopify has no such event: the theme publishes it, Shopify.analytics.publish("${type}", {…})`,
  );
});

test.each(['checkout.totalPrice', 'checkout.totalPrice.amount'])('reads the sum at %s', async value => {
  const config = { ...PURCHASE.config, revenue: { source: 'variable' as const, value } };
  const checkout = { totalPrice: { amount: 59.9, currencyCode: 'EUR' } };
  const { url } = await fireShopify({ ...PURCHASE, config }, { checkout });
  expect(readBeacon(url).beacon.properties).toEqual({ revenue: '59.9', currency: 'EUR' });
});

describe('an order', () => {
  const path = { key: 'order_id', source: 'variable' as const, value: 'checkout.order.id' };
  const messageIdOf = async (pixel: Pixel, id: unknown) =>
    readBeacon((await fireShopify(pixel, { checkout: { order: { id } } })).url);

  test.each([
    ['gid://shopify/OrderIdentity/5210499102', '5210499102'],
    ['gid://shopify/Order/5210499102?key=abc', '5210499102'],
    ['5210499102', '5210499102'],
    [5210499102, '5210499102'],
    ['#1001', '#1001'],
    ['gid://shopify/Order/', 'gid://shopify/Order/'],
  ])('that Shopify calls %s has the id %s, as its webhooks do', async (id, order) => {
    const messageId = `${SETTINGS.writeKey}:purchase:${order}`;
    const named = { ...PURCHASE, config: { ...PURCHASE.config, properties: [path] } };
    const { beacon, ...sent } = await messageIdOf(named, id);
    expect([sent.messageId, beacon.properties.order_id]).toEqual([messageId, order]);
    // Where no property names it.
    expect((await messageIdOf(PURCHASE, id)).messageId).toBe(messageId);
  });
});

test('says of a page view that a tag in the theme tells of it too', () => {
  const notes = (pixel: Pixel) => installCode('shopify', pixel, SETTINGS).notes.join(' ');
  expect(notes(PAGE)).toContain('{"autoPage": false}');
  expect(notes(PURCHASE)).not.toContain('autoPage');
});

/** A pixel that has each key of an object as a property, and an event that has their values. */
function carrying(properties: object): [Pixel, object] {
  const entries = Object.entries(properties);
  const values = entries.map(([key], at) => ({ key, source: 'variable' as const, value: `p${at}` }));
  return [
    { ...PURCHASE, config: { type: 'conversion', conversion_type: 'purchase', properties: values } },
    Object.fromEntries(entries.map(([, value], at) => [`p${at}`, value])),
  ];
}

/** The same without the texts that have nothing in them. */
const filled = (properties: object): object =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => !isEmpty(value)));

const circular: { [key: string]: unknown } = {};

/** The properties in a query, as they stand there. */
const propertiesIn = (query: string) =>
  query
    .split('&')
    .filter(pair => pair.startsWith('properties.'))
    .join('&');

const queryOf = ({ url, body }: Sent) => body ?? url.slice(url.indexOf('?') + 1);

const key = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'.\\*?|#@:[{!0123-ax %&=+;"ü😀'), maxLength: 5 }),
    fc.constantFrom(
      '',
      '-1',
      '0',
      '007',
      '12',
      ':5',
      '[',
      '{',
      '!',
      'constructor',
      'length',
      '\ud800',
      'a\udfff.b',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  .filter(text => text !== '__proto__');
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'a', '😀', '.', '&', '='), maxLength: 4 }),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.date(),
  fc.constantFrom(null, undefined, '', Number.NaN, Infinity, -0, 'é'.repeat(900), 'x'.repeat(9000)),
  fc.constant(Symbol('s')),
  fc.constant(() => 1),
);
const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));

test('writes properties as the tag does, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, tree, { maxKeys: 5 }), async properties => {
      const { requests } = await fireShopify(...carrying(properties));
      expect(requests).toHaveLength(1);
      const query = queryOf(requests[0]!);
      const asTheTag = writeQuery({ properties: filled(properties) }, () => {});
      expect(propertiesIn(query)).toBe(asTheTag);
      const { fields, skipped } = decodeQuery(query);
      expect(fields.properties).toEqual(decodeQuery(asTheTag).fields.properties);
      expect(skipped).toEqual(decodeQuery(asTheTag).skipped);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, object]>([
  ['dots', { 'a.b': { 'c.d.': 1 } }],
  ['digits alone', { 5: { 6: 1, '-1': 2, '007': 3 } }],
  ['colons and brackets', { ':a:': 1, '[a': 2, '{a': 3, '!a': 4 }],
  ['wildcards', { '*?|#@\\': { '*': 1 } }],
  ['lists in lists', { a: [['x', [{ 'b.c': [1] }]], [], {}] }],
  ['holes', { a: [undefined, 1, null, 2] }],
  ['Unicode and half of it', { 'é😀': 'ü', '\ud800': 'a\udfffb' }],
  ['nothing', {}],
  ['empty ones', { '': { '': '' }, a: '' }],
  ['itself', (() => Object.assign(circular, { inner: { circular } }))()],
  ['what says itself', { at: new Date(0), url: new URL('https://a.example/?b=c') }],
  ['more items than the wire has', { a: Array.from({ length: 1100 }, (_, at) => at) }],
  ['more levels than the wire has', { a: Array.from({ length: 120 }).reduce(inner => ({ inner }), 1) }],
])('writes %s as the tag does', async (_, properties) => {
  const { requests } = await fireShopify(...carrying(properties));
  expect(propertiesIn(queryOf(requests[0]!))).toBe(writeQuery({ properties: filled(properties) }, () => {}));
});

interface Vector {
  name: string;
  decoded?: { properties?: object };
}
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../../vectors/pixel-query.json', import.meta.url), 'utf8'),
);
const withProperties = vectors.flatMap(({ name, decoded }): [string, object][] =>
  Object(decoded?.properties) === decoded?.properties ? [[name, decoded!.properties!]] : [],
);

test.each(withProperties)(
  'writes what a real server has read of "%s" as the tag does',
  async (_, decoded) => {
    const properties = { decoded };
    const { requests } = await fireShopify(...carrying(properties));
    expect(propertiesIn(queryOf(requests[0]!))).toBe(
      writeQuery({ properties: filled(properties) }, () => {}),
    );
  },
);

describe('what is too long for a URL', () => {
  const long = { a: 'x'.repeat(5000), b: 'é'.repeat(900), order_id: 'o-1' };

  test('is posted', async () => {
    const { requests, url } = await fireShopify(...carrying(long));
    expect(requests).toMatchObject([{ method: 'POST', keepalive: true }]);
    expect(readBeacon(url).beacon.properties).toEqual(long);
  });

  test('loses its ends as the tag has it where no POST gets out', async () => {
    const { requests } = await fireShopify(...carrying(long), undefined, ({ body }) => {
      if (body) throw new TypeError('Failed to fetch');
    });
    const [posted, cut] = requests as [Sent, Sent];
    expect(requests).toHaveLength(2);
    expect(cut).toMatchObject({ method: 'GET', keepalive: true });
    expect(cut.url).toBe(fitUrl(`${posted.url}?${posted.body}`, MAX_URL_LENGTH));
    expect(cut.url.length).toBeLessThanOrEqual(MAX_URL_LENGTH);
  });

  test.each([0, 1])('is what has %i characters more than the limit', async more => {
    const { requests } = await fireShopify(...carrying({ a: 'x' }));
    const room = MAX_URL_LENGTH - requests[0]!.url.length;
    const { requests: sent } = await fireShopify(...carrying({ a: 'x'.repeat(room + 1 + more) }));
    expect(sent).toMatchObject([{ method: more ? 'POST' : 'GET' }]);
  });

  test('may outlive its page up to what browsers let, and is sent all the same', async () => {
    const { requests } = await fireShopify(...carrying({ a: 'x'.repeat(MAX_KEEPALIVE_BODY) }));
    expect(requests).toMatchObject([{ method: 'POST', keepalive: false }]);
  });
});
