import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { orderMessageId } from '../../../src/install/orderMessageId.ts';
import type { PixelCall } from '../../../src/install/pixelCall.ts';
import { PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { fakePage } from '../support/run.ts';
import { viewPage } from '../support/viewPage.ts';

const hasPhp = spawnSync('php', ['-v']).status === 0;
if (!hasPhp)
  console.warn(
    'SKIPPED: the code for WordPress is not run, there is no php here (Debian: apt-get install php-cli)',
  );

const STAND_INS = readFileSync(new URL('../support/woocommerce.php', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tgp-php-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The scripts that a shop with these pixels prints while it does that. */
function printed(pixels: Pixel[], does: string, settings = SETTINGS): string[] {
  const files = pixels.flatMap((pixel, at) => {
    const { base_code, event_code } = installCode('wordpress', pixel, settings);
    return [...(at ? [] : [base_code]), event_code];
  });
  const names = files.map((code, at) => {
    const name = join(folder, `${at}.php`);
    writeFileSync(name, code);
    return name;
  });
  const requires = names.map(name => `require ${JSON.stringify(name)};`).join('\n');
  const { stdout, stderr, status } = spawnSync('php', [], {
    input: `${STAND_INS}\n${requires}\n${does}`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return [...stdout.matchAll(/<script[^>]*>\n(.*?)\n<\/script>/gs)].map(match => match[1]!);
}

/** The calls of the tag that those scripts make, but for `init`. */
function calls(pixels: Pixel[], does: string): unknown[][] {
  const page = fakePage({ document: { head: {}, querySelector: () => null } });
  for (const script of printed(pixels, does)) page.run(script);
  return (page.calls() as unknown[][]).filter(([command]) => command !== 'init');
}

const ORDER: Pixel = {
  ...PURCHASE,
  config: {
    ...PURCHASE.config,
    revenue: { source: 'variable', value: 'order.total' },
    properties: [
      { key: 'order_id', source: 'variable', value: 'order.id' },
      { key: 'coupon', source: 'variable', value: 'order.coupons[0]' },
      { key: 'sku', source: 'variable', value: 'order.items[0].sku' },
    ],
  },
};
const SALE = [
  'conversion',
  'purchase',
  { revenue: 24.9, currency: 'EUR', order_id: 7, sku: 'SKU-1' },
  { pixel: ORDER.id, to: SETTINGS.writeKey, messageId: `${SETTINGS.writeKey}:purchase:7` },
];

const order = (status: string) => `$orders[7] = new WC_Order(7, '${status}');`;

describe.skipIf(!hasPhp)('a shop', () => {
  test.each(['processing', 'completed'])('counts an order that is %s, once', status => {
    expect(calls([ORDER], `${order(status)} thank_you_page(7); thank_you_page(7);`)).toEqual([SALE]);
  });

  test.each(['failed', 'pending', 'cancelled', 'refunded', 'on-hold', 'checkout-draft'])(
    'counts none that is %s',
    status => {
      expect(calls([ORDER], `${order(status)} thank_you_page(7);`)).toEqual([]);
    },
  );

  test('counts an order that was paid at the second try', () => {
    const paid = "$orders[7]->set_status('processing'); thank_you_page(7); thank_you_page(7);";
    expect(calls([ORDER], `${order('failed')} thank_you_page(7); ${paid}`)).toEqual([SALE]);
  });

  const choice = (statuses: string) =>
    `add_filter('tgp_order_statuses', function ($statuses) { return ${statuses}; });`;

  test('counts what it chooses to: orders on hold', () => {
    const chosen = choice("array_merge($statuses, array('on-hold'))");
    expect(calls([ORDER], `${chosen} ${order('on-hold')} thank_you_page(7);`)).toEqual([SALE]);
    expect(calls([ORDER], `${chosen} ${order('failed')} thank_you_page(7);`)).toEqual([]);
  });

  test.each(['processing', 'completed'])('leaves out what it takes away: orders that are %s', status => {
    const chosen = choice(`array_diff($statuses, array('${status}'))`);
    expect(calls([ORDER], `${chosen} ${order(status)} thank_you_page(7);`)).toEqual([]);
  });

  test('counts a state of its own that it adds', () => {
    const chosen = choice("array('shipped')");
    expect(calls([ORDER], `${chosen} ${order('shipped')} thank_you_page(7);`)).toEqual([SALE]);
  });

  test('counts what it holds for paid', () => {
    const shipped =
      "add_filter('woocommerce_order_is_paid_statuses', function ($all) { return array_merge($all, array('shipped')); });";
    const paid = "add_filter('woocommerce_order_is_paid', function () { return true; });";
    for (const filter of [shipped, paid])
      expect(calls([ORDER], `${filter} ${order('shipped')} thank_you_page(7);`)).toEqual([SALE]);
  });

  test.each(['refunded', 'failed', 'cancelled', 'pending'])(
    'counts no order that is %s, whatever it chooses',
    status => {
      const all = choice(`array('processing', '${status}')`);
      const paid = "add_filter('woocommerce_order_is_paid', function () { return true; });";
      expect(calls([ORDER], `${all} ${paid} ${order(status)} thank_you_page(7);`)).toEqual([]);
    },
  );

  test('has no order on a page that thanks for nothing', () => {
    expect(calls([ORDER], 'thank_you_page(8);')).toEqual([]);
  });

  test('gives an order its id where the pixel names none, and leaves out what is empty', () => {
    const empty = "add_filter('tgp_data', function ($data) { $data['product_sku'] = ' '; return $data; });";
    expect(calls([PURCHASE], `${empty} ${order('completed')} thank_you_page(7);`)).toEqual([
      ['conversion', 'purchase', { revenue: 24.9, currency: 'EUR' }, SALE[3]],
    ]);
  });

  test.each(['INF', 'NAN', "'1e999'", "fopen('php://memory', 'r')"])(
    'has an order whose total no script can say, without it: %s',
    total => {
      const given = `add_filter('tgp_data', function ($data) { $data['order']['total'] = ${total}; return $data; });`;
      const [call] = calls([ORDER], `${given} ${order('completed')} thank_you_page(7);`);
      expect(call!.slice(0, 2)).toEqual(SALE.slice(0, 2));
      expect(call![3]).toEqual(SALE[3]);
      expect((call![2] as { revenue?: unknown }).revenue).not.toBeTypeOf('number');
    },
  );

  test('takes what a template writes for nothing for no order, and has its own', () => {
    const given =
      "add_filter('tgp_data', function ($data) { $data['number'] = ' undefined '; return $data; });";
    const properties = [{ key: 'order_id', source: 'variable' as const, value: 'number' }];
    const pixel: Pixel = { ...ORDER, config: { ...ORDER.config, properties } };
    expect(calls([pixel], `${given} ${order('completed')} thank_you_page(7);`)).toEqual([
      ['conversion', 'purchase', { revenue: 24.9, currency: 'EUR' }, SALE[3]],
    ]);
  });

  test('makes the id of an order as everywhere', () => {
    const id = (value: string) => {
      const own = `add_filter('tgp_data', function ($data) { $data['order']['id'] = ${value}; return $data; });`;
      const [call] = calls([ORDER], `${own} ${order('completed')} thank_you_page(7);`);
      return (call![3] as { messageId?: string }).messageId;
    };
    const prefix = `${SETTINGS.writeKey}:purchase:`;
    expect(id(`"\\u{00a0} gr\\u{00f6}\\u{00df}e/7 \\u{1f389}\\n"`)).toBe(`${prefix}größe/7 🎉`);
    expect(id('0')).toBe(`${prefix}0`);
    expect(id('true')).toBeUndefined();
    const call: PixelCall = { command: 'conversion', values: [], id: 'x', order: prefix };
    for (const text of [
      'x'.repeat(400),
      'ü'.repeat(130),
      'ü'.repeat(400),
      `${'x'.repeat(100)}🎉`,
      '🎉'.repeat(106),
    ]) {
      expect(id(JSON.stringify(text))).toBe(orderMessageId(call, text));
    }
    expect(id(`"\\u{feff}A-1\\u{feff}"`)).toBe(`${prefix}A-1`);
  });
});

const ADDED: Pixel = {
  id: 'pix_cart',
  name: 'Cart',
  config: {
    type: 'microconversion',
    conversion_type: 'add_to_cart',
    currency: { source: 'variable', value: 'currency' },
    properties: [
      { key: 'sku', source: 'variable', value: 'product.sku' },
      { key: 'name', source: 'variable', value: 'product.name' },
      { key: 'quantity', source: 'variable', value: 'quantity' },
      { key: 'value', source: 'variable', value: 'value' },
      { key: 'variant', source: 'variable', value: 'product.variation' },
    ],
  },
};
const addition = (quantity: number, more: object = {}) => [
  'microconversion',
  'add_to_cart',
  { currency: 'EUR', sku: 'SKU-1', name: 'A </script> & "shirt"', quantity, value: 10.5 * quantity, ...more },
  { pixel: 'pix_cart', to: SETTINGS.writeKey },
];

describe.skipIf(!hasPhp)('a cart', () => {
  test('tells of what is put into it on the page that comes of it', () => {
    expect(calls([ADDED], 'add_to_cart(12, 2); page(); page();')).toEqual([addition(2)]);
  });

  test('tells of what was put into it without a page on the next one, each once', () => {
    const does = 'add_to_cart(12); add_to_cart(12, 3, 34); page(); page();';
    expect(calls([ADDED], does)).toEqual([addition(1), addition(3, { variant: 34 })]);
  });

  test('does without a session, and with a product that is gone', () => {
    const does = 'WC()->session = null; add_to_cart(0); page();';
    expect(calls([ADDED], does)).toEqual([
      [
        'microconversion',
        'add_to_cart',
        { currency: 'EUR', quantity: 1 },
        { pixel: 'pix_cart', to: SETTINGS.writeKey },
      ],
    ]);
  });

  test('keeps no more than a few for a page that never comes', () => {
    const does = 'for ($n = 1; $n <= 50; $n++) add_to_cart(12, $n); page();';
    expect(calls([ADDED], does)).toHaveLength(20);
  });
});

describe.skipIf(!hasPhp)('a fixed value', () => {
  test.each(['0x10', '0b11', ' 5 ', '1e3', '.5', '-7', '0'])(
    'is the number that it is everywhere: %j',
    value => {
      const revenue = { source: 'fixed' as const, value };
      const [call] = calls(
        [{ ...PURCHASE, config: { ...ORDER.config, revenue } }],
        `${order('completed')} thank_you_page(7);`,
      );
      expect(call![2]).toMatchObject({ revenue: Number(value) });
    },
  );
});

describe.skipIf(!hasPhp)('a site', () => {
  const events = (pixels: Pixel[], does = 'page();') => {
    const page = viewPage();
    for (const script of printed(pixels, does)) page.run(script);
    page.loadTag();
    page.load();
    return page.events().map(({ type, pixel }) => [type, pixel]);
  };

  test('counts one view, with a page view pixel or without', () => {
    expect(events([ORDER])).toEqual([['page', undefined]]);
    expect(events([PAGE])).toEqual([['page', PAGE.id]]);
    expect(events([ORDER, PAGE])).toEqual([['page', PAGE.id]]);
    expect(events([PAGE, ORDER], `${order('completed')} thank_you_page(7);`)).toEqual([
      ['page', PAGE.id],
      ['conversion', ORDER.id],
    ]);
  });

  test("leaves another script's tgp alone", () => {
    const page = viewPage();
    page.run('var tgp = function () { tgp.calls.push(arguments); }; tgp.calls = [];');
    for (const script of printed([PAGE, ORDER], `${order('completed')} thank_you_page(7);`)) page.run(script);
    page.load();
    expect(page.run('tgp.calls.length')).toBe(0);
  });

  test('begins a checkout on its page, and not where it is over', () => {
    const config = { type: 'microconversion' as const, conversion_type: 'begin_checkout' };
    const pixel: Pixel = { id: 'pix_begin', name: 'Begin', config };
    const call = ['microconversion', 'begin_checkout', {}, { pixel: 'pix_begin', to: SETTINGS.writeKey }];
    expect(calls([pixel], '$on_checkout = true; page();')).toEqual([call]);
    expect(calls([pixel], '$on_checkout = true; $on_thank_you = true; page();')).toEqual([]);
    // The page on which an order is paid for later is a check-out's too.
    expect(calls([pixel], '$on_checkout = true; $on_pay_page = true; page();')).toEqual([]);
    expect(calls([pixel], 'page();')).toEqual([]);
  });

  test('fires any other event where its shortcode stands', () => {
    const config = { type: 'microconversion' as const, conversion_type: 'contact' };
    const pixel: Pixel = { id: 'pix_Contact', name: 'Contact', config };
    const does = "echo $shortcodes['tgp_pix_contact']();";
    expect(calls([pixel], `do_action('wp_head'); ${does}`)).toEqual([
      ['microconversion', 'contact', {}, { pixel: 'pix_Contact', to: SETTINGS.writeKey }],
    ]);
  });
});
