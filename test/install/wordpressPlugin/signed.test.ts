import { createHmac } from 'node:crypto';
import { describe, expect } from 'vitest';
import { installCode } from '../../../src/install/index.ts';
import { decodeQuery } from '../../../src/protocol/query.ts';
import { isRight } from '../../../src/server/collect/signature.ts';
import { PURCHASE, SETTINGS } from '../support/examples.ts';
import { htmlScripts } from '../support/htmlScripts.ts';
import { beside, phpTest, runPhp } from '../support/php.ts';
import { fakePage } from '../support/run.ts';

const STAND_IN = beside(import.meta.url, 'standIn.php');
const SECRET = 'tgps_test';
const FILES = installCode('wordpress-plugin', PURCHASE, SETTINGS).files!;
/** A sale whose number is not the order's id. */
const NUMBERED = {
  ...PURCHASE,
  config: {
    ...PURCHASE.config,
    properties: [{ key: 'order_id', source: 'variable' as const, value: 'order.number' }],
  },
};
const ORDER = { id: 12, status: 'pending', total: '59.90', customer: 0, items: [] };

/** The events that the shop's server sends while some PHP runs. */
const sent = (
  code: string,
  { order = {}, before = `define('TGP_SECRET', '${SECRET}');`, files = FILES } = {},
) => {
  const printed = runPhp(
    files,
    STAND_IN,
    `${before}
     require __DIR__ . '/tgp/tgp.php';
     $orders[12] = new WC_Order($given);
     ${code}
     echo json_encode($sent);`,
    { ...ORDER, ...order },
  );
  return (JSON.parse(printed) as string[]).map(url => {
    expect(url).toMatch(/^https:\/\/[^/]+\/pixel\/v1\/track\?writeKey=/);
    const { fields } = decodeQuery(url.slice(url.indexOf('?') + 1));
    const { writeKey, event, anonymousId, userId, messageId } = fields as Record<string, string>;
    const { signature } = fields.context as { signature: string };
    expect(isRight(signature, SECRET, { writeKey, event, fields } as never)).toBe(true);
    return { event, anonymousId, userId, messageId, properties: { ...(fields.properties as object) } };
  });
};
/** As WooCommerce does when a payment is complete, or the shop's owner by hand. */
const becomes = (status: string) => `$orders[12]->update_status('${status}');`;
const paid = becomes('processing');

describe('the shop’s server', () => {
  phpTest('tells of an order that is paid, with the visitor who was at the check-out', () => {
    const visited = "$_COOKIE['tgp_id'] = 'a-1'; do_action('woocommerce_checkout_order_processed', 12);";
    expect(sent(`${visited} $_COOKIE = array(); ${paid}`)).toEqual([
      {
        event: 'purchase',
        anonymousId: 'a-1',
        userId: undefined,
        messageId: `${SETTINGS.writeKey}:purchase:12`,
        properties: { order_id: '12', value: '59.90', currency: 'EUR' },
      },
    ]);
  });

  phpTest('names the customer, or the order, where nobody else is known', () => {
    expect(sent(paid, { order: { customer: 7 } })).toMatchObject([{ userId: '7' }]);
    expect(sent(paid)).toMatchObject([{ userId: 'order 12' }]);
  });

  phpTest('tells of a refund', () => {
    const code = `$orders[13] = new class { public function get_amount() { return '20.00'; } };
      do_action('woocommerce_order_refunded', 12, 13);`;
    expect(sent(code)).toMatchObject([
      {
        event: 'refund',
        messageId: `${SETTINGS.writeKey}:refund:13`,
        properties: { order_id: '12', value: '20.00' },
      },
    ]);
  });

  phpTest.each<[string, string[], number]>([
    ['paid at the check-out', ['processing', 'completed'], 1],
    ['paid by a transfer', ['on-hold', 'processing', 'completed'], 1],
    ['paid at the second try', ['failed', 'pending', 'processing'], 1],
    ['waits for its payment', ['on-hold'], 0],
    ['cancelled', ['on-hold', 'cancelled'], 0],
  ])('tells of an order once, when it becomes a sale: %s', (_, statuses, count) => {
    expect(sent(statuses.map(becomes).join(' '))).toHaveLength(count);
  });

  phpTest('tells of those that the shop counts', () => {
    const before = `define('TGP_SECRET', '${SECRET}');`;
    const counting = (state: string) => ({
      before: `${before} update_option('tgp_settings', array('states' => array('${state}')));`,
    });
    expect(sent(becomes('on-hold'), counting('on-hold'))).toHaveLength(1);
    expect(sent(becomes('processing'), counting('completed'))).toEqual([]);
    expect(sent(becomes('processing') + becomes('completed'), counting('completed'))).toHaveLength(1);
    const shipped =
      "add_filter('woocommerce_order_is_paid_statuses', function ($all) { return array_merge($all, array('shipped', 'packed')); });";
    const own = becomes('packed') + becomes('shipped');
    expect(sent(own, { before: before + shipped })).toHaveLength(1);
  });

  phpTest('names an order as its page does', () => {
    const files = installCode('wordpress-plugin', NUMBERED, SETTINGS).files!;
    const page = fakePage();
    const thanked = runPhp(
      files,
      STAND_IN,
      "require __DIR__ . '/tgp/tgp.php'; $orders[12] = new WC_Order($given); thank_for(12);",
      { ...ORDER, status: 'processing' },
    );
    page.run(htmlScripts(thanked)[0]!);
    const [[, , properties, options]] = page.calls() as [[string, string, object, { messageId: string }]];
    expect(properties).toMatchObject({ order_id: 'A-12' });
    const refund = `$orders[13] = new class { public function get_amount() { return '20.00'; } };
      do_action('woocommerce_order_refunded', 12, 13);`;
    expect(sent(paid + refund, { files })).toMatchObject([
      { messageId: options.messageId, properties: { order_id: 'A-12' } },
      { messageId: `${SETTINGS.writeKey}:refund:13`, properties: { order_id: 'A-12' } },
    ]);
  });

  phpTest.each([
    ["$data['order_id'] = ' B-7 ';", 'B-7', 'A-12'],
    ["$data['order']['number'] = ' C-8 ';", '12', 'C-8'],
    ["$data['order']['number'] = ' ';", '12', '12'],
    ["$data['order']['number'] = $data['order_id'] = true;", '12', '12'],
    ["$data = (object) array('order_id' => 7);", '7', '7'],
  ])('names it as the filter of the site does: %s', (change, plain, numbered) => {
    const before = `define('TGP_SECRET', '${SECRET}');
      add_filter('tgp_data', function ($data) { ${change} return $data; });`;
    const files = installCode('wordpress-plugin', NUMBERED, SETTINGS).files!;
    expect(sent(paid, { before })).toMatchObject([{ properties: { order_id: plain } }]);
    expect(sent(paid, { before, files })).toMatchObject([{ properties: { order_id: numbered } }]);
  });

  phpTest.each([
    [{ scriptUrl: `https://shop.example/data/garden/${SETTINGS.writeKey}.js` }, 'https://shop.example/data'],
    [
      { scriptUrl: 'https://cdn.example/tgp.js', endpoint: 'https://collect.example.com' },
      'https://collect.example.com',
    ],
    [{ scriptUrl: `/data/tgp/${SETTINGS.writeKey}.js` }, 'https://shop.example/data'],
    [{ scriptUrl: '/tgp.js' }, 'https://shop.example'],
    [{ scriptUrl: '//collect.example.com/tgp.js' }, 'https://collect.example.com'],
  ])('tells the collector, wherever its script is: %j', (settings, collector) => {
    const printed = runPhp(
      installCode('wordpress-plugin', PURCHASE, { ...SETTINGS, ...settings }).files!,
      STAND_IN,
      `define('TGP_SECRET', '${SECRET}');
       require __DIR__ . '/tgp/tgp.php';
       $orders[12] = new WC_Order($given);
       ${paid}
       echo $sent[0];`,
      ORDER,
    );
    expect(printed.split('?')[0]).toBe(`${collector}/pixel/v1/track`);
  });

  phpTest('tells nothing without the secret', () => {
    expect(sent(paid, { before: '' })).toEqual([]);
  });
});

phpTest('PHP signs as the collector reads it', () => {
  const printed = runPhp(
    FILES,
    STAND_IN,
    `require __DIR__ . '/tgp/tgp.php';
     echo tgp_signature('tgps_vector', '0123456789abcdef0123456789abcdef', 'purchase', 'A-1001', '59.90', 'EUR');`,
  );
  const lines = ['v1', '0123456789abcdef0123456789abcdef', 'purchase', 'A-1001', '59.90', 'EUR'];
  expect(printed).toBe(createHmac('sha256', 'tgps_vector').update(lines.join('\n')).digest('hex'));
  expect(printed).toBe('12f97eef3f90138462443842772c9ca7dc67db06b09fc4b16d9dfa0c96d6afd0');
});
