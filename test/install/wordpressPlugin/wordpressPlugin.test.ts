import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { pixels, valuesFor } from '../support/arbitraries.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { htmlScripts } from '../support/htmlScripts.ts';
import { beside, lintPhp, phpTest, runPhp } from '../support/php.ts';
import { fakePage } from '../support/run.ts';
import { runBase } from '../support/runBase.ts';
import { areApart, objectOf } from '../support/values.ts';

const STAND_IN = beside(import.meta.url, 'standIn.php');
const filesOf = (pixel: Pixel, settings = SETTINGS) =>
  installCode('wordpress-plugin', pixel, settings).files!;

const ORDER = {
  id: 12,
  status: 'processing',
  total: '59.90',
  items: [
    { id: 3, sku: 'S</script>1', name: 'A & B', price: 25, quantity: 2 },
    { id: 4, name: 'gone', price: 9.9, quantity: 1 },
  ],
};

/** Runs PHP with the plugin active, and what it prints. */
const run = (files: { [name: string]: string }, code: string, given: unknown = null, before = '') =>
  runPhp(files, STAND_IN, `${before}\nrequire __DIR__ . '/tgp/tgp.php';\n${code}`, given);

const calls = (html: string) => {
  const page = fakePage();
  for (const script of htmlScripts(html)) page.run(script);
  expect(page.window).not.toHaveProperty('hacked');
  return page.calls();
};

/** What the page that thanks for an order calls, after a number of visits. */
const thanks = (order: object, { files = filesOf(PURCHASE), before = '', visits = 1 } = {}) =>
  calls(
    run(
      files,
      `$orders[12] = new WC_Order($given);
       for ($visit = 0; $visit < ${visits}; $visit++) thank_for(12);`,
      { ...ORDER, ...order },
      before,
    ),
  );

const settings = (values: string) => `update_option('tgp_settings', array(${values}));`;

const SALE = [
  'conversion',
  'purchase',
  { revenue: 59.9, currency: 'EUR', sku: 'S</script>1' },
  {
    pixel: 'pix_a1b2c3',
    to: SETTINGS.writeKey,
    messageId: expect.stringMatching(/^0123456789abcdef.*purchase.*12$/),
  },
];

describe('the plugin', () => {
  phpTest('is right by php -l', () => {
    for (const pixel of [PURCHASE, LEAD, PAGE]) expect(lintPhp(filesOf(pixel))).toBe('');
  });

  phpTest('loads the tag at the head of each page, with what the settings say', () => {
    const base = (before: string, given = SETTINGS) => {
      const { window, scripts, run: runScript } = runBase();
      for (const script of htmlScripts(run(filesOf(LEAD, given), "do_action('wp_head');", null, before)))
        runScript(script);
      const { queue } = window.tgp as { queue: ArrayLike<unknown>[] };
      return [scripts[0]!.src, JSON.parse(JSON.stringify(Array.from(queue[0]!)))];
    };
    expect(base('')).toEqual([SETTINGS.scriptUrl, ['init', SETTINGS.writeKey, { autoPage: true }]]);
    const served = { ...SETTINGS, scriptUrl: `https://c.example/tgp/${SETTINGS.writeKey}.js` };
    expect(
      base(settings("'write_key' => 'k</script>\"', 'collector' => 'https://d.example'"), served),
    ).toEqual(['https://d.example/tgp/k%3C%2Fscript%3E%22.js', ['init', 'k</script>"', { autoPage: true }]]);
    expect(base('', { ...SETTINGS, writeKey: "a'b\\", scriptUrl: '/tgp.js' })).toEqual([
      '/tgp.js',
      ['init', "a'b\\", { autoPage: true }],
    ]);
  });

  phpTest('carries a nonce and a preconnect', () => {
    const files = filesOf(LEAD, { ...SETTINGS, nonce: "n'1", preconnect: true });
    const html = run(files, "do_action('wp_head');");
    expect(html).toContain('<link rel="preconnect" href="https://collect.example.com" crossorigin>');
    expect(html).toContain('<script nonce="n&#039;1">');
  });

  phpTest('fires a page view on each page', () => {
    const html = run(filesOf(PAGE), "do_action('wp_head');");
    const [, event] = htmlScripts(html);
    expect(calls(`<script>${event}</script>`)).toEqual([expectedCall(PAGE, {})]);
  });

  phpTest.each([
    [true, false, false, 1],
    [true, true, false, 0],
    [true, false, true, 0],
    [false, false, false, 0],
  ])(
    'begins a check-out on its page alone (%s, order received %s, paid for later %s)',
    (checkout, received, pay, count) => {
      const config = { ...LEAD.config, conversion_type: 'begin_checkout' };
      const html = run(
        filesOf({ ...LEAD, config }),
        "do_action('wp_head');",
        null,
        `$page['checkout'] = ${checkout}; $page['received'] = ${received}; $page['pay'] = ${pay};`,
      );
      expect(htmlScripts(html)).toHaveLength(1 + count);
    },
  );

  phpTest('fires anything else where its shortcode stands, and nothing for an unknown pixel', () => {
    const html = run(
      filesOf(LEAD),
      "echo $shortcodes['tgp'](array('pixel' => 'pix_d4e5f6')), $shortcodes['tgp']('');",
    );
    expect(calls(html)).toEqual([expectedCall(LEAD, {})]);
  });

  phpTest('takes pixels of the site beside its own', () => {
    const files = {
      ...filesOf(PURCHASE),
      'wp-content/tgp-pixels/lead.php': installCode('wordpress-plugin', LEAD, SETTINGS).event_code,
      'wp-content/tgp-pixels/other.php': '<?php return 1;',
    };
    expect(calls(run(files, "echo $shortcodes['tgp'](array('pixel' => 'pix_d4e5f6'));"))).toHaveLength(1);
  });

  phpTest('passes what the filter gives, whatever is in its texts', () => {
    const cases = fc
      .sample(
        pixels('order')
          .chain(pixel => fc.tuple(fc.constant(pixel), valuesFor(pixel)))
          .filter(([, values]) => areApart(values)),
        { numRuns: 150, seed: 20260105 },
      )
      .map(([pixel, values], index) => ({ pixel: { ...pixel, id: `pix_${index}` }, values }));
    const files = Object.assign({}, ...cases.map(({ pixel }) => filesOf(pixel)));
    const html = run(
      files,
      `add_filter('tgp_data', function ($data, $order, $pixel) use ($given) { return $given[$pixel]; }, 10, 3);
       foreach (tgp_pixels() as $pixel) { echo '<!-- ' . $pixel['id'] . " -->\\n"; tgp_fire($pixel); }`,
      Object.fromEntries(cases.map(({ pixel, values }) => [pixel.id, objectOf(values)])),
    );
    const printed = new Map(
      html
        .split('<!-- ')
        .slice(1)
        .map(part => part.split(/ -->\n([\s\S]*)/) as [string, string]),
    );
    for (const { pixel, values } of cases)
      expect(calls(printed.get(pixel.id)!)).toEqual([expectedCall(pixel, values)]);
  });
});

describe('an order', () => {
  phpTest.each<[string, number]>([
    ['processing', 1],
    ['completed', 1],
    ['on-hold', 0],
    ['pending', 0],
    ['failed', 0],
    ['cancelled', 0],
    ['refunded', 0],
    ['checkout-draft', 0],
    ['shipped', 0],
  ])('that is %s counts %s times, though WooCommerce thanks for it', (status, count) => {
    expect(thanks({ status })).toEqual(Array(count).fill(SALE));
  });

  phpTest('on hold counts where the shop says so', () => {
    const before = settings("'states' => array('on-hold')");
    expect(thanks({ status: 'on-hold' }, { before })).toEqual([SALE]);
    expect(thanks({ status: 'processing' }, { before })).toEqual([]);
  });

  phpTest('counts by the filter of the site', () => {
    const before =
      "add_filter('tgp_order_statuses', function ($all) { return array_merge($all, array('on-hold', 'failed')); });";
    expect(thanks({ status: 'on-hold' }, { before })).toEqual([SALE]);
    expect(thanks({ status: 'failed' }, { before })).toEqual([]);
  });

  phpTest("counts in a shop's own state by the filter, or where WooCommerce knows it for paid", () => {
    const chosen = "add_filter('tgp_order_statuses', function ($all) { return array('shipped'); });";
    expect(thanks({ status: 'shipped' }, { before: chosen })).toEqual([SALE]);
    expect(thanks({ status: 'processing' }, { before: chosen })).toEqual([]);
    const paid =
      "add_filter('woocommerce_order_is_paid_statuses', function ($all) { return array('processing', 'shipped'); });";
    expect(thanks({ status: 'shipped' }, { before: paid })).toEqual([SALE]);
  });

  phpTest('never counts as failed or refunded, whatever is in the settings or in a filter', () => {
    const before = `${settings("'states' => array('failed', 'refunded')")}
      add_filter('woocommerce_order_is_paid_statuses', function ($all) { return array('failed', 'refunded', 'shipped'); });`;
    expect(thanks({ status: 'failed' }, { before })).toEqual([]);
    expect(thanks({ status: 'refunded' }, { before })).toEqual([]);
    expect(thanks({ status: 'shipped' }, { before })).toEqual([SALE]);
  });

  phpTest('counts once, however often its page is seen', () => {
    expect(thanks({}, { visits: 3 })).toEqual([SALE]);
  });

  phpTest.each(['INF', 'NAN', "fopen('php://memory', 'r')", 'array(&$data)', '"\\xff"'])(
    'counts though its data have what no script can say: %s',
    value => {
      const before = `add_filter('tgp_data', function ($data) { $data['more'] = ${value}; return $data; });`;
      expect(thanks({}, { before })).toEqual([SALE]);
    },
  );

  phpTest('that is unknown does nothing', () => {
    expect(run(filesOf(PURCHASE), 'thank_for(99);')).toBe('');
  });

  phpTest('gives its items', () => {
    const properties = [
      { key: 'items', source: 'variable' as const, value: 'order.items' },
      { key: 'number', source: 'variable' as const, value: 'order.number' },
    ];
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, properties } };
    const [call] = thanks({}, { files: filesOf(pixel) }) as [unknown[]];
    expect(call[2]).toMatchObject({
      number: 'A-12',
      items: [
        { id: 3, sku: 'S</script>1', name: 'A & B', price: 25, quantity: 2 },
        { id: 4, sku: null, name: 'gone', price: 9.9, quantity: 1 },
      ],
    });
  });
});

describe('the cart', () => {
  const variable = (key: string, value: string) => ({ key, source: 'variable' as const, value });
  const properties = [variable('sku', 'product.sku'), variable('quantity', 'quantity')];
  const CART: Pixel = {
    ...LEAD,
    config: {
      type: 'microconversion',
      conversion_type: 'add_to_cart',
      properties: [variable('value', 'value'), ...properties],
    },
  };
  const page = (code: string) =>
    htmlScripts(run(filesOf(CART), code))
      .filter(script => !script.includes('createElement'))
      .map(script => `<script>${script}</script>`)
      .join('');
  const ADDED = [
    'microconversion',
    'add_to_cart',
    { value: 25, sku: 'S-3', quantity: 2 },
    { pixel: 'pix_d4e5f6', to: SETTINGS.writeKey },
  ];

  phpTest('is told of on the page that comes next, once', () => {
    expect(
      calls(page("put_in_cart(3, 2); do_action('wp_head'); do_action('wp_footer'); do_action('wp_head');")),
    ).toEqual([ADDED]);
    expect(calls(page("do_action('wp_head'); put_in_cart(3, 2); do_action('wp_footer');"))).toEqual([ADDED]);
    expect(
      calls(page("$wc->session = null; put_in_cart(3, 2); do_action('wp_footer'); do_action('wp_footer');")),
    ).toEqual([ADDED]);
  });

  phpTest('takes the variation, and what is left of a product that is gone', () => {
    expect(calls(page("put_in_cart(3, 1, 5); put_in_cart(404, 1); do_action('wp_footer');"))).toMatchObject([
      ['microconversion', 'add_to_cart', { value: 12.5, sku: 'S-5', quantity: 1 }, {}],
      ['microconversion', 'add_to_cart', { quantity: 1 }, {}],
    ]);
  });

  phpTest('keeps no more than twenty, and writes no session of who buys nothing', () => {
    expect(
      calls(page("for ($n = 0; $n < 30; $n++) put_in_cart(3, 2); do_action('wp_footer');")),
    ).toHaveLength(20);
    expect(run(filesOf(CART), "do_action('wp_footer'); echo $wc->session->writes;")).toBe('0');
  });
});

describe('the page of settings', () => {
  const ADMIN =
    "$page['admin'] = true; $page['user_can'] = array('manage_options'); $page['nonce'] = 'tgp_save';";
  const save = (sent: object, before = ADMIN) =>
    JSON.parse(
      run(
        filesOf(LEAD),
        `$_POST = array('tgp' => $given);
         try { do_action('admin_post_tgp_save'); $end = 'nothing'; } catch (Ended $ended) { $end = $ended->getMessage(); }
         echo json_encode(array($end, get_option('tgp_settings', null)));`,
        sent,
        before,
      ),
    );

  phpTest('keeps what is right', () => {
    const [end, kept] = save({
      write_key: ' abc-1_2 ',
      collector: 'https://d.example/data/?x=1',
      states: ['on-hold', 'failed', 'processing'],
    });
    expect(end).toBe('redirected https://shop.example/wp-admin/options-general.php?page=tgp&updated=1');
    expect(kept).toEqual({
      write_key: 'abc-1_2',
      collector: 'https://d.example/data',
      states: ['processing', 'on-hold'],
    });
  });

  phpTest.each([
    ['/data/', '/data'],
    ['/', '/'],
    ['//d.example/data', '//d.example/data'],
    ['d.example', 'https://d.example'],
    [' d.example:8443/data/ ', 'https://d.example:8443/data'],
    ['Https://d.example', 'https://d.example'],
  ])("keeps an address of the site's own, of its scheme, or without one: %s", (collector, kept) => {
    expect(save({ collector })[1]).toMatchObject({ collector: kept });
  });

  phpTest.each([
    [{ write_key: '<script>', collector: 'javascript:alert(1)', states: 'all' }],
    [{ write_key: ['a'], collector: ['b'], states: [['processing']] }],
    [{ write_key: '', collector: 'no url' }],
    [{ write_key: '', collector: 'https:///' }],
  ])('leaves the old where what is sent makes no sense: %j', sent => {
    expect(save(sent)[1]).toEqual({
      write_key: SETTINGS.writeKey,
      collector: 'https://collect.example.com',
      states: [],
    });
  });

  phpTest('refuses who may not, and a form that is not its own', () => {
    expect(save({ write_key: 'x' }, "$page['admin'] = true; $page['nonce'] = 'tgp_save';")).toEqual([
      'died 403',
      null,
    ]);
    expect(
      save({ write_key: 'x' }, "$page['admin'] = true; $page['user_can'] = array('manage_options');"),
    ).toEqual(['died 403', null]);
  });

  phpTest('shows what is kept, escaped, to who may change it', () => {
    const show = (before: string) =>
      run(
        filesOf(LEAD),
        `do_action('admin_menu'); [$capability, $show] = $page['options']['tgp']; echo $capability, "\\n"; $show();`,
        null,
        `${before} ${settings("'write_key' => '\"><script>', 'states' => array('on-hold')")}`,
      );
    const html = show(ADMIN);
    expect(html).toMatch(/^manage_options\n/);
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(html).toContain('name="_wpnonce" value="nonce of tgp_save"');
    expect(html).toContain('value="on-hold" checked="checked"');
    expect(html).toContain('value="processing">');
    expect(show("$page['admin'] = true;")).toBe('manage_options\n');
  });

  phpTest('goes with the plugin', () => {
    const gone = `define('WP_UNINSTALL_PLUGIN', 'tgp/tgp.php'); include __DIR__ . '/tgp/uninstall.php'; var_dump(get_option('tgp_settings'));`;
    expect(run(filesOf(LEAD), gone, null, settings("'write_key' => 'x'"))).toBe('bool(false)\n');
    expect(run(filesOf(LEAD), "include __DIR__ . '/tgp/uninstall.php'; echo 'never';")).toBe('');
  });

  phpTest('goes on each site of a network', () => {
    const network = `function is_multisite() { return true; }
      function get_sites($query) { return array_slice(array(1, 2, 7), 0, $query['number'] ?: null); }
      function delete_blog_option($site, $name) { echo $site, ' ', $name, ','; }`;
    const gone = "define('WP_UNINSTALL_PLUGIN', 'tgp/tgp.php'); include __DIR__ . '/tgp/uninstall.php';";
    expect(run(filesOf(LEAD), network + gone)).toBe('1 tgp_settings,2 tgp_settings,7 tgp_settings,');
  });
});
