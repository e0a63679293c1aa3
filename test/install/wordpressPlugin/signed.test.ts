import { createHmac } from 'node:crypto';
import { describe, expect } from 'vitest';
import { installCode } from '../../../src/install/index.ts';
import { decodeQuery } from '../../../src/protocol/query.ts';
import { isRight } from '../../../src/server/collect/signature.ts';
import { PURCHASE, SETTINGS } from '../support/examples.ts';
import { beside, phpTest, runPhp } from '../support/php.ts';

const STAND_IN = beside(import.meta.url, 'standIn.php');
const SECRET = 'tgps_test';
const FILES = installCode('wordpress-plugin', PURCHASE, SETTINGS).files!;
const ORDER = { id: 12, status: 'processing', total: '59.90', customer: 0, items: [] };

/** The events that the shop's server sends while some PHP runs. */
const sent = (code: string, { order = {}, before = `define('TGP_SECRET', '${SECRET}');` } = {}) => {
  const printed = runPhp(
    FILES,
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
const paid = "do_action('woocommerce_payment_complete', 12);";

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
