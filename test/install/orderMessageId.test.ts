import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { orderMessageId } from '../../src/install/orderMessageId.ts';
import { pixelFunction } from '../../src/install/pixelFunction.ts';
import { isOrderId } from '../../src/protocol/orderId.ts';
import { decodeQuery } from '../../src/protocol/query.ts';
import { SETTINGS } from './support/examples.ts';
import { expandAmp } from './support/expandAmp.ts';
import { sandbox } from './support/gtmTemplate.ts';
import { fireCustomHtml } from './support/matomo.ts';
import { compileGtm, fakePage, onlyScript } from './support/run.ts';
import { fireShopify } from './support/shopifySandbox.ts';

type Source = 'fixed' | 'variable';

const pixel = (
  source: Source,
  value: string,
  type: 'conversion' | 'microconversion' = 'conversion',
): Pixel => ({
  id: 'pix_order',
  name: 'Order',
  config: { type, conversion_type: 'purchase', properties: [{ key: 'order_id', source, value }] },
});

const variable = pixel('variable', 'order_number');
const code = (platform: PlatformName, of = variable) => installCode(platform, of, SETTINGS);

/** The `messageId` of the call that a script makes in a page with these globals. */
function called(script: string, globals: object): unknown {
  const page = fakePage({ ...globals });
  page.run(script);
  const [call] = page.calls();
  return (call?.at(-1) as { messageId?: unknown } | undefined)?.messageId;
}

const queryId = (url: string) => decodeQuery(url.slice(url.indexOf('?') + 1)).fields.messageId;

/** How each platform that runs a script comes by an order's id, and the `messageId` that it makes of it. */
const RUN: { [platform in PlatformName]?: (id: unknown) => unknown } = {
  javascript: id => called(onlyScript(code('javascript').event_code), { order_number: id }),
  webflow: id => called(onlyScript(code('webflow').event_code), { dataLayer: [{ order_number: id }] }),
  wix: id => called(onlyScript(code('wix').event_code), { order_number: id }),
  squarespace: id => called(onlyScript(code('squarespace').event_code), { order_number: id }),
  npm: id => called(code('npm').event_code.replace(/^import.*$/m, ''), { order_number: id }),
  gtm: id =>
    called(compileGtm(onlyScript(code('gtm').event_code), ['order_number']), {
      google_tag_manager: { rm: { 1: () => id } },
    }),
  'gtm-container': id => {
    const { tag } = JSON.parse(code('gtm-container').event_code).containerVersion;
    const html = tag[1].parameter.find(({ key }: { key: string }) => key === 'html').value;
    return called(compileGtm(onlyScript(html), ['order_number']), {
      google_tag_manager: { rm: { 1: () => id } },
    });
  },
  'adobe-tags': id =>
    called(`(function (event) {${code('adobe-tags').event_code}})({})`, {
      _satellite: { getVar: () => id },
    }),
  matomo: id => {
    const { html, MatomoTagManager } = fireCustomHtml(code('matomo').event_code, { order_number: id });
    return called(onlyScript(html), { MatomoTagManager });
  },
  ...Object.fromEntries(
    (['wordpress-plugin', 'prestashop', 'magento'] as const).map(platform => [
      platform,
      (id: unknown) => {
        const [, script = ''] = /'script' => '([\s\S]*)',\n\);/.exec(code(platform).event_code)!;
        // PHP reads no more than these two between single quotes.
        const read = script.replace(/\\([\\'])/g, '$1');
        return called(`(${read})({"order_number": order})`, { order: id });
      },
    ]),
  ),
  'gtm-template': id => {
    const { base_code, event_code } = code('gtm-template');
    const fields = JSON.parse(event_code);
    fields.properties[0].value = id;
    const { run, calls } = sandbox(base_code, { mark: 1, script: 'loads' });
    run(fields);
    return (calls[1]!.at(-1) as { messageId?: unknown }).messageId;
  },
  tealium: id =>
    called(`(function (a, b) {${code('tealium').event_code}})('view', data)`, {
      data: { tealium_event: 'purchase', order_number: id },
    }),
};

/** What programs and templates write where there is nothing. */
const NOTHING = [
  NaN,
  'undefined',
  ' null ',
  'NaN',
  'None',
  'true',
  'False',
  '[object Object]',
  '{{order.name}}',
  '\u0024{order}',
];

const expected = (id: unknown) => `${SETTINGS.writeKey}:purchase:${`${id}`.trim()}`.slice(0, 255);

describe.each(Object.keys(RUN) as PlatformName[])('%s', platform => {
  const run = RUN[platform]!;

  test.each(['A-1', 1001, ' A-1 ', 'größe/7 & "x" <y> 🎉', 'x'.repeat(400), '0', 0, 'toString'])(
    'gives the order %j the id that it has everywhere',
    id => {
      expect(run(id)).toBe(expected(id));
      // The same order as a text is the same order.
      expect(run(`${id}`)).toBe(run(id));
    },
  );

  // What GTM gives its templates has been through JSON.
  test.skipIf(platform === 'gtm-template')('gives an order that is a BigInt the id of its digits', () => {
    expect(run(12345678901234567890n)).toBe(expected('12345678901234567890'));
  });

  test.each([undefined, null, '', '  ', false, [], {}, NaN, Infinity])('gives %j none', id => {
    expect(run(id)).toBeUndefined();
  });

  // It would be the order of everyone, and only the first would count.
  test.each(NOTHING)('takes %j for no order', id => {
    expect(run(id)).toBeUndefined();
    expect(run(`${id}`)).toBeUndefined();
  });

  test.each([
    'none-1',
    'nullable',
    'undefined7',
    '{6f9619ff-8b86-d011-b42d-00c04fc964ff}',
    '[7]',
    '${7',
    '-',
  ])('takes %j for one', id => expect(run(id)).toBe(expected(id)));
});

test('any order id is the same on every platform', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat()), id => {
      const ids = Object.values(RUN).map(run => run!(id));
      expect(new Set(ids).size).toBe(1);
      expect(ids[0]).toBe(isOrderId(`${id}`) ? expected(id) : undefined);
    }),
    { numRuns: 50 },
  ));

test('a fixed order is one too, in scripts and in images', () => {
  const fixed = pixel('fixed', ' A-1 ');
  expect(called(onlyScript(code('javascript', fixed).event_code), {})).toBe(expected('A-1'));
  for (const platform of ['noscript', 'email'] as const) {
    const [, url = ''] = /src="([^"]*)"/.exec(code(platform, fixed).event_code)!;
    expect(queryId(url.replaceAll('&#38;', '&'))).toBe(expected('A-1'));
  }
});

test('on AMP the server writes the order into the id', () => {
  const request = (of: Pixel) =>
    JSON.parse(/\{[\s\S]*\}/.exec(code('amp', of).event_code)![0]).requests.event;
  expect(queryId(expandAmp(request(variable), { order_number: 'A 1' }))).toBe(expected('A 1'));
  expect(queryId(expandAmp(request(pixel('fixed', 'A-1')), {}))).toBe(expected('A-1'));
});

test('Shopify has an order of its own, and an event’s id where there is none', async () => {
  const own = pixel('variable', 'checkout.order.name');
  const of = async (data: object, which = variable) => queryId((await fireShopify(which, data)).url);
  expect(await of({ order_number: 7 })).toBe(expected(7));
  expect(await of({ checkout: { order: { id: 'gid://1' } } })).toBe(expected('gid://1'));
  expect(await of({ checkout: { order: { id: 'gid://1', name: '#7' } } }, own)).toBe(expected('#7'));
  expect(await of({ checkout: { order: null } })).toBe('evt-1');
});

test('Tealium’s own order is one where the pixel names none, for conversions alone', () => {
  const run = (type: 'conversion' | 'microconversion') => {
    const { event_code } = code('tealium', pixel('variable', 'other', type));
    return called(`(function (a, b) {${event_code}})('view', data)`, {
      data: { tealium_event: 'purchase', _corder: 'C-1' },
    });
  };
  expect(run('conversion')).toBe(expected('C-1'));
  expect(run('microconversion')).toBeUndefined();
});

test('a saved pixel that the page calls by its id has it, unless the page gives one', () => {
  const text = pixelFunction(pixel('fixed', 'A-1'), SETTINGS.writeKey);
  const run = (given: object, options: object) => {
    const page = fakePage({ made: [] });
    page.window.given = given;
    page.window.options = options;
    page.run(`(${text})({}, 'pix_order', given, options, function (call) { made.push(call); })`);
    const [made] = page.window.made as [{ [at: number]: { messageId?: string } }];
    return made[3]!.messageId;
  };
  expect(run({}, {})).toBe(expected('A-1'));
  expect(run({ order_id: 2 }, {})).toBe(expected(2));
  expect(run({}, { messageId: 'mine' })).toBe('mine');
});

test('page views have no order', () => {
  const config = {
    type: 'pageview' as const,
    properties: [{ key: 'order_id', source: 'fixed' as const, value: 'A' }],
  };
  const page: Pixel = { id: 'pix_page', name: 'Page', config };
  expect(called(onlyScript(code('javascript', page).event_code), {})).toBeUndefined();
  expect(orderMessageId({ command: 'page', values: [], id: 'x' }, 'A')).toBeUndefined();
});
