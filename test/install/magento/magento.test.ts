import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { pixels } from '../support/arbitraries.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { htmlScripts } from '../support/htmlScripts.ts';
import { beside, lintPhp, phpTest, runPhp } from '../support/php.ts';
import { fakePage } from '../support/run.ts';
import { runBase } from '../support/runBase.ts';

const STAND_IN = beside(import.meta.url, 'standIn.php');
const filesOf = (pixel: Pixel, settings = SETTINGS) => installCode('magento', pixel, settings).files!;
const run = (files: { [name: string]: string }, code: string, given: unknown = null) =>
  runPhp(files, STAND_IN, code, given);

const calls = (html: string) => {
  const page = fakePage();
  for (const script of htmlScripts(html)) page.run(script);
  expect(page.window).not.toHaveProperty('hacked');
  return page.calls();
};

const SALE = [
  'conversion',
  'purchase',
  { revenue: 59.9, currency: 'EUR', sku: 'S</script>1' },
  {
    pixel: 'pix_a1b2c3',
    to: SETTINGS.writeKey,
    messageId: expect.stringMatching(/^0123456789abcdef.*purchase.*000000012$/),
  },
];

const ORDER = {
  getId: '12',
  getIncrementId: '000000012',
  getState: 'processing',
  getGrandTotal: '59.9000',
  getOrderCurrencyCode: 'EUR',
  getTaxAmount: '9.5600',
  getShippingAmount: '4.9000',
  getDiscountAmount: '-5.0000',
  getCouponCode: 'SPRING',
  items: [
    {
      getProductId: '3',
      getSku: 'S</script>1',
      getName: 'A & B',
      getPriceInclTax: '25.0000',
      getQtyOrdered: '2.0000',
    },
  ],
};

describe('the module', () => {
  phpTest('is right by php -l, and all of its XML can be read', () => {
    for (const pixel of [PURCHASE, LEAD, PAGE]) expect(lintPhp(filesOf(pixel))).toBe('');
    const names = Object.keys(filesOf(LEAD)).filter(name => name.endsWith('.xml'));
    expect(names).toHaveLength(11);
    const settings = { ...SETTINGS, writeKey: `<&"']]>é`, scriptUrl: "https://c.example/a&b'</tgp.js" };
    const code = 'foreach ($given as $name) new SimpleXMLElement(file_get_contents(__DIR__ . "/$name"));';
    expect(run(filesOf(LEAD, settings), code, names)).toBe('');
  });

  phpTest('says what it is, and where', () => {
    const code = `echo json_encode([
      array_keys(Magento\\Framework\\Component\\ComponentRegistrar::$paths['module']),
      (string) xml('etc/module.xml')->module['name'],
      (string) xml('etc/adminhtml/system.xml')->system->section->resource,
      (string) xml('etc/acl.xml')->xpath('//resource[not(resource)]')[0]['id'],
    ]);`;
    expect(JSON.parse(run(filesOf(LEAD), code))).toEqual([
      ['Tgp_Tag'],
      'Tgp_Tag',
      'Tgp_Tag::config',
      'Tgp_Tag::config',
    ]);
  });

  phpTest('loads the tag in the head of each page, with what the settings say', () => {
    const base = (settings: object, code = '') => {
      const { window, scripts, run: runScript } = runBase();
      const html = run(
        filesOf(LEAD, { ...SETTINGS, ...settings }),
        `${code} echo page('cms_index_index', 'head.additional');`,
      );
      for (const script of htmlScripts(html)) runScript(script);
      const { queue } = window.tgp as { queue: ArrayLike<unknown>[] };
      return [scripts[0]!.src, JSON.parse(JSON.stringify(Array.from(queue[0]!)))];
    };
    expect(base({})).toEqual([SETTINGS.scriptUrl, ['init', SETTINGS.writeKey, { autoPage: true }]]);
    const scriptUrl = `https://c.example/tgp/${SETTINGS.writeKey}.js`;
    const changed = `$config['tgp/tag/write_key'] = 'k</script>'; $config['tgp/tag/collector'] = 'https://d.example/';`;
    expect(base({ scriptUrl }, changed)).toEqual([
      'https://d.example/tgp/k%3C%2Fscript%3E.js',
      ['init', 'k</script>', { autoPage: true }],
    ]);
    expect(base({ writeKey: `a'b\\<&"` })[1]).toEqual(['init', `a'b\\<&"`, { autoPage: true }]);
  });

  phpTest('connects early where it is asked to', () => {
    const files = filesOf(LEAD, { ...SETTINGS, preconnect: true });
    expect(run(files, "echo page('cms_index_index', 'head.additional');")).toMatch(
      /^<link rel="preconnect" href="https:\/\/collect\.example\.com" crossorigin>\n<script nonce="n1">/,
    );
  });

  phpTest('fires each pixel at its place', () => {
    const checkout = { ...LEAD, id: 'pix_c', config: { ...LEAD.config, conversion_type: 'begin_checkout' } };
    const files = { ...filesOf(PAGE), ...filesOf(checkout), ...filesOf(LEAD), ...filesOf(PURCHASE) };
    const head = htmlScripts(run(files, "echo page('cms_index_index', 'head.additional');"));
    expect(head).toHaveLength(2);
    expect(calls(`<script>${head[1]}</script>`)).toEqual([expectedCall(PAGE, {})]);
    expect(calls(run(files, "echo page('checkout_index_index', 'content');"))).toEqual([
      expectedCall(checkout, {}),
    ]);
    const [, layout] = /(<block .*<\/block>)/.exec(installCode('magento', LEAD, SETTINGS).notes.join('\n'))!;
    const placed = `$block = new SimpleXMLElement(str_replace('xsi:type', 'type', $given));
      echo block((string) $block['class'], ['template' => (string) $block['template'], (string) $block->arguments->argument['name'] => (string) $block->arguments->argument]);`;
    expect(calls(run(files, placed, layout))).toEqual([expectedCall(LEAD, {})]);
  });

  phpTest('holds any text of a pixel', () => {
    const all = fc
      .sample(pixels('none'), { numRuns: 150, seed: 20260105 })
      .map((pixel, index) => ({ ...pixel, id: `pix_${index}` }));
    const html = run(
      Object.assign({}, ...all.map(pixel => filesOf(pixel))),
      `foreach ($given as $id)
         echo "<!-- $id -->\\n", block('Tgp\\Tag\\Block\\Pixels', ['template' => 'Tgp_Tag::script.phtml', 'pixel' => $id]);`,
      all.map(({ id }) => id),
    );
    const printed = new Map(
      html
        .split('<!-- ')
        .slice(1)
        .map(part => part.split(/ -->\n([\s\S]*)/) as [string, string]),
    );
    for (const pixel of all) expect(calls(printed.get(pixel.id)!)).toEqual([expectedCall(pixel, {})]);
  });
});

describe('an order', () => {
  const confirmed = (order: object | null, code = '') =>
    calls(
      run(
        filesOf(PURCHASE),
        `${code} $order = $given; echo page('checkout_onepage_success', 'content');`,
        order && { ...ORDER, ...order },
      ),
    );
  const AWAITING = "$config['tgp/tag/awaiting'] = '1';";

  phpTest.each<[string, number, number]>([
    ['processing', 1, 1],
    ['complete', 1, 1],
    ['new', 0, 1],
    ['payment_review', 0, 1],
    ['holded', 0, 1],
    ['pending_payment', 0, 0],
    ['canceled', 0, 0],
    ['closed', 0, 0],
  ])('in the state %s counts %i times, and %i where those that wait count', (getState, count, awaiting) => {
    expect(confirmed({ getState })).toEqual(Array(count).fill(SALE));
    expect(confirmed({ getState }, AWAITING)).toEqual(Array(awaiting).fill(SALE));
  });

  phpTest('that costs nothing has no payment to wait for', () => {
    const free = { getState: 'new', getGrandTotal: '0.0000' };
    const properties = { ...(SALE[2] as object), revenue: 0 };
    expect(confirmed(free)).toEqual([[...SALE.slice(0, 2), properties, SALE[3]]]);
    for (const getState of ['canceled', 'closed', 'pending_payment'])
      expect(confirmed({ ...free, getState })).toEqual([]);
  });

  phpTest.each(['multishipping_checkout_success', 'multishipping_checkout_results'])(
    'is each of those that a check-out to several addresses makes: %s',
    handle => {
      const success = (ids: unknown, orders: object) =>
        calls(
          run(
            filesOf(PURCHASE),
            `$orders = $given[1];
           echo page('${handle}', 'content', function () use ($given) {
             dispatch('multishipping_checkout_controller_success_action', ['order_ids' => $given[0]]);
           });`,
            [ids, orders],
          ),
        ).map(call =>
          (call as [unknown, unknown, unknown, { messageId: string }])[3].messageId.split(':').at(-1),
        );
      const made = (id: string, getState = 'processing') => ({
        ...ORDER,
        getId: id,
        getIncrementId: `M-${id}`,
        getState,
      });
      const all = { 12: made('12'), 13: made('13', 'pending_payment'), 14: made('14'), 15: made('15') };
      expect(success([12, 13, 14], all)).toEqual(['M-12', 'M-14']);
      expect(success([], all)).toEqual([]);
    },
  );

  phpTest('makes no error where a theme has taken its block away', () => {
    const code = `dispatch('multishipping_checkout_controller_success_action', ['order_ids' => [12]]);`;
    expect(run(filesOf(PURCHASE), code)).toBe('');
  });

  phpTest('that is none does nothing', () => {
    expect(confirmed(null)).toEqual([]);
  });

  phpTest('gives its items', () => {
    const properties = [{ key: 'order', source: 'variable' as const, value: 'order' }];
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, properties } };
    const html = run(
      filesOf(pixel),
      "$order = $given; echo page('checkout_onepage_success', 'content');",
      ORDER,
    );
    const [call] = calls(html) as [unknown[]];
    expect(call[2]).toMatchObject({
      order: {
        id: '000000012',
        total: 59.9,
        currency: 'EUR',
        tax: 9.56,
        shipping: 4.9,
        discount: 5,
        coupon: 'SPRING',
        items: [{ id: '3', sku: 'S</script>1', name: 'A & B', price: 25, quantity: 2 }],
      },
    });
  });
});

test("names the collector's hosts in the shop's policy, and none where it is the shop's own", () => {
  const csp = (settings: object) =>
    filesOf(LEAD, { ...SETTINGS, ...settings })['Tgp/Tag/etc/csp_whitelist.xml'];
  const hosts = (text = '') => [...text.matchAll(/type="host">([^<]*)</g)].map(match => match[1]);
  expect(hosts(csp({}))).toEqual(Array(3).fill('collect.example.com'));
  expect(hosts(csp({ endpoint: 'https://e.example:8443/path' }))).toEqual(
    Array(3).fill(['collect.example.com', 'e.example:8443']).flat(),
  );
  expect(csp({ scriptUrl: '/tgp.js' })).toBeUndefined();
});

test("lets the collector be at an address of the shop's own, which is no URL by Magento's rule", () => {
  const system = (scriptUrl: string) =>
    filesOf(LEAD, { ...SETTINGS, scriptUrl })['Tgp/Tag/etc/adminhtml/system.xml'];
  expect(system('https://collect.example.com/tgp.js')).toContain('validate-url');
  expect(system('/tgp.js')).not.toContain('validate-url');
});

test('refuses a write key that no XML can hold', () => {
  expect(() => filesOf(LEAD, { ...SETTINGS, writeKey: 'a\u0001' })).toThrow('a setting of Magento');
});
