import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { installCode, type Pixel } from '../../../src/install/index.ts';
import { pixels } from '../support/arbitraries.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from '../support/examples.ts';
import { expectedCall } from '../support/expectedCall.ts';
import { htmlScripts } from '../support/htmlScripts.ts';
import { beside, lintPhp, phpTest, runPhp } from '../support/php.ts';
import { fakePage } from '../support/run.ts';
import { runBase } from '../support/runBase.ts';

const STAND_IN = beside(import.meta.url, 'standIn.php');
const filesOf = (pixel: Pixel, settings = SETTINGS) => installCode('prestashop', pixel, settings).files!;
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
    messageId: expect.stringMatching(/^0123456789abcdef.*purchase.*12$/),
  },
];

describe('the module', () => {
  phpTest('is right by php -l', () => {
    for (const pixel of [PURCHASE, LEAD, PAGE]) expect(lintPhp(filesOf(pixel))).toBe('');
  });

  phpTest('loads the tag in the head of each page, with what the settings say', () => {
    const base = (settings: object, code = '') => {
      const { window, scripts, run: runScript } = runBase();
      const html = run(filesOf(LEAD, { ...SETTINGS, ...settings }), `${code} echo hook('displayHeader');`);
      for (const script of htmlScripts(html)) runScript(script);
      const { queue } = window.tgp as { queue: ArrayLike<unknown>[] };
      return [scripts[0]!.src, JSON.parse(JSON.stringify(Array.from(queue[0]!)))];
    };
    expect(base({})).toEqual([SETTINGS.scriptUrl, ['init', SETTINGS.writeKey, { autoPage: true }]]);
    const scriptUrl = `https://c.example/tgp/${SETTINGS.writeKey}.js`;
    expect(base({ scriptUrl }, "Configuration::updateValue('TGP_WRITE_KEY', 'k</script>');")).toEqual([
      'https://c.example/tgp/k%3C%2Fscript%3E.js',
      ['init', 'k</script>', { autoPage: true }],
    ]);
    expect(base({ writeKey: "a'b\\", nonce: 'n1' })[1]).toEqual(['init', "a'b\\", { autoPage: true }]);
  });

  phpTest('carries a nonce and a preconnect', () => {
    const html = run(
      filesOf(LEAD, { ...SETTINGS, nonce: "n'1", preconnect: true }),
      "echo hook('displayHeader');",
    );
    expect(html).toContain('<link rel="preconnect" href="https://collect.example.com" crossorigin>');
    expect(html).toContain('<script nonce="n&#39;1">');
  });

  phpTest('fires each pixel at its place', () => {
    const checkout = { ...LEAD, id: 'pix_c', config: { ...LEAD.config, conversion_type: 'begin_checkout' } };
    const files = { ...filesOf(PAGE), ...filesOf(checkout), ...filesOf(LEAD), ...filesOf(PURCHASE) };
    const events = (code: string) =>
      calls(
        htmlScripts(run(files, code))
          .filter(script => !script.includes('createElement'))
          .map(script => `<script>${script}</script>`)
          .join(''),
      );
    expect(events("echo hook('displayHeader');")).toEqual([expectedCall(PAGE, {})]);
    const inCheckout = "$context->controller->php_self = 'order'; $context->cart->id = 5;";
    expect(events(`${inCheckout} echo hook('displayHeader');`)).toEqual([
      expectedCall(PAGE, {}),
      expectedCall(checkout, {}),
    ]);
    expect(events("echo hook('displayTgp', array('pixel' => 'pix_d4e5f6'));")).toEqual([
      expectedCall(LEAD, {}),
    ]);
    expect(run(files, "echo hook('displayTgp'), hook('displayTgp', array('pixel' => 'pix_?'));")).toBe('');
  });

  phpTest('begins the check-out of a cart once, though each of its steps is a page of it', () => {
    const checkout = { ...LEAD, config: { ...LEAD.config, conversion_type: 'begin_checkout' } };
    const begun = (code: string) =>
      run(filesOf(checkout), `$context->controller->php_self = 'order'; ${code}`).split('"begin_checkout"')
        .length - 1;
    const steps = "for ($step = 0; $step < 4; $step++) echo hook('displayHeader');";
    expect(begun(`$context->cart->id = 5; ${steps}`)).toBe(1);
    expect(begun(`$context->cart->id = 5; ${steps} $context->cart->id = '6'; ${steps}`)).toBe(2);
    expect(begun(steps)).toBe(0);
    expect(begun(`$context->cart = null; ${steps}`)).toBe(0);
  });

  phpTest('holds any text of a pixel', () => {
    const all = fc
      .sample(pixels('none'), { numRuns: 150, seed: 20260105 })
      .map((pixel, index) => ({ ...pixel, id: `pix_${index}` }));
    const html = run(
      Object.assign({}, ...all.map(pixel => filesOf(pixel))),
      `foreach (glob(__DIR__ . '/tgp/pixels/pix_*.php') as $file) {
         $pixel = include $file;
         echo '<!-- ', $pixel['id'], " -->\\n", hook('displayTgp', array('pixel' => $pixel['id']));
       }`,
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
  const confirmed = (code: string) => calls(run(filesOf(PURCHASE), code));

  phpTest.each<[string, number, number]>([
    ['paid', 2, 1],
    ['in preparation', 3, 1],
    ["paid by the shop's own state", 20, 1],
    ['waiting for a cheque', 1, 0],
    ['waiting for a transfer', 10, 0],
    ['failed', 8, 0],
    ['cancelled', 6, 0],
    ['refunded', 7, 0],
    ["in an unpaid state of a payment module's", 30, 0],
    ['without a state', 0, 0],
  ])('that is %s (%i) counts %i times, though PrestaShop confirms it', (_, state, count) => {
    expect(confirmed(`echo confirm(12, ${state});`)).toEqual(Array(count).fill(SALE));
  });

  phpTest('that waits for its payment counts where the shop says so; a failed one never', () => {
    const before = "Configuration::updateValue('TGP_AWAITING', '1');";
    expect(confirmed(`${before} echo confirm(12, 10);`)).toEqual([SALE]);
    expect(
      confirmed(`${before} foreach (array(6, 7, 8, 30) as $state) echo confirm($state, $state);`),
    ).toEqual([]);
  });

  phpTest('counts once, however often its page is seen', () => {
    expect(confirmed('for ($n = 0; $n < 3; $n++) echo confirm(12, 2); echo confirm(13, 2);')).toHaveLength(2);
  });

  phpTest('counts with those that its check-out has made beside it, each once', () => {
    const beside = `$others = array(new Order('12', 2), new Order('13', 2), new Order('14', 8), new Order('15', 2));
      $others[3]->id_cart = '6';`;
    const all = confirmed(`${beside} for ($n = 0; $n < 2; $n++) echo confirm(12, 2);`);
    expect(all.map(call => (call.at(-1) as { messageId: string }).messageId.slice(-2))).toEqual(['12', '13']);
  });

  phpTest('that cannot be loaded does nothing', () => {
    expect(run(filesOf(PURCHASE), "echo confirm(null, 2), hook('displayOrderConfirmation');")).toBe('');
  });

  phpTest('gives its items', () => {
    const properties = [{ key: 'order', source: 'variable' as const, value: 'order' }];
    const pixel = { ...PURCHASE, config: { ...PURCHASE.config, properties } };
    const [call] = calls(run(filesOf(pixel), 'echo confirm(12, 2);')) as [unknown[]];
    expect(call[2]).toMatchObject({
      order: {
        id: 12,
        reference: 'XKBKNABJK',
        total: 59.9,
        currency: 'EUR',
        tax: 9.56,
        shipping: 4.9,
        discount: 0,
        items: [{ id: 3, sku: 'S</script>1', name: 'A & B', price: 25, quantity: 2 }],
      },
    });
  });
});

describe('the page of settings', () => {
  const save = (sent: object) =>
    run(
      filesOf(LEAD),
      `$request = $given; echo $tgp->getContent(), "\\n", json_encode(array_values(array_intersect_key($configuration, Tgp::DEFAULTS)));`,
      { submitTgp: '1', ...sent },
    );

  phpTest('keeps what is right', () => {
    const html = save({
      TGP_WRITE_KEY: ' abc-1_2 ',
      TGP_COLLECTOR: 'https://d.example/data/',
      TGP_AWAITING: '1',
    });
    expect(html).toContain('<div class="success">');
    expect(html).toContain('<form token="token of AdminModules">');
    expect(JSON.parse(html.split('\n').at(-1)!)).toEqual(['abc-1_2', 'https://d.example/data', '1']);
  });

  phpTest.each([
    ['/data/', '/data'],
    ['/', '/'],
    ['//d.example/data', '//d.example/data'],
  ])("keeps an address of the shop's own, or of its scheme: %s", (collector, kept) => {
    const html = save({ TGP_WRITE_KEY: 'abc', TGP_COLLECTOR: collector });
    expect(JSON.parse(html.split('\n').at(-1)!)).toEqual(['abc', kept, '0']);
  });

  phpTest.each([
    [{ TGP_WRITE_KEY: '<script>', TGP_COLLECTOR: 'javascript:alert(1)' }],
    [{ TGP_WRITE_KEY: '', TGP_COLLECTOR: 'https://d.example/?a"b' }],
    [{ TGP_COLLECTOR: 'https:///' }],
    [{}],
  ])('leaves the old where what is sent makes no sense: %j', sent => {
    const html = save(sent);
    expect(html).toContain('<div class="error">');
    expect(JSON.parse(html.split('\n').at(-1)!)).toEqual([
      SETTINGS.writeKey,
      'https://collect.example.com',
      '0',
    ]);
  });

  phpTest('goes with the module', () => {
    expect(run(filesOf(LEAD), "$tgp->uninstall(); var_dump(Configuration::get('TGP_WRITE_KEY'));")).toBe(
      'bool(false)\n',
    );
  });
});
