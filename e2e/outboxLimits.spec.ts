import { expect } from './support/fixtures.ts';
import { entries, leaveUnsent, named, numbered, test } from './support/outboxTest.ts';

test('of more than fifty entries the oldest are dropped, and how many is told', async ({
  page,
  context,
  serve,
  gate,
  expectBeacons,
}) => {
  const url = serve();
  await leaveUnsent(context, url, numbered(60));
  const events = await expectBeacons(page, {
    action: () => page.goto(url),
    expected: named(numbered(60).slice(10)),
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(50);
  const told = events.filter(event => event.context.tgp.dropped);
  expect(told).toHaveLength(1);
  expect(told[0]?.context.tgp.dropped).toBe('10');
});

test('an entry older than a day is dropped, a younger one is sent', async ({
  page,
  context,
  serve,
  expectBeacons,
}) => {
  const url = serve();
  await leaveUnsent(context, url, ['old', 'young'], left =>
    left.evaluate(() => {
      const ago = { old: 24 * 3_600_000 + 1000, young: 23 * 3_600_000 };
      for (const [name, text] of Object.entries(localStorage)) {
        const [, time, rest] = /^tgp_out(\d{13})(.*)/s.exec(name) ?? [];
        const back = ago[/&event=(\w+)/.exec(text)?.[1] as keyof typeof ago];
        if (!back) continue;
        localStorage.removeItem(name);
        localStorage.setItem(`tgp_out${Number(time) - back}${rest}`, text);
      }
    }),
  );
  await expectBeacons(page, {
    action: () => page.goto(url),
    expected: [{ event: 'young', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(await entries(page)).toEqual([]);
});

/** Tracks an order of 200 products of five fields, in the page. */
const order = (note: string) =>
  new Promise(callback =>
    window.tgp(
      'track',
      'Order Completed',
      {
        order_id: 'A-1',
        revenue: 1234.5,
        currency: 'EUR',
        note,
        products: Array.from({ length: 200 }, (_, n) => ({
          product_id: `p${n}`,
          name: `Product ${n}`,
          price: n + 0.5,
          quantity: 2,
          category: 'Shoes',
        })),
      },
      { callback },
    ),
  );

test('an order of 200 products arrives whole', async ({ page, gate, serve, expectBeacons }) => {
  const [event] = await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      expect(await page.evaluate(order, '')).toMatchObject({ status: 'sent' });
    },
    expected: [{ properties: { order_id: 'A-1', revenue: 1234.5 }, context: { truncated: undefined } }],
    exact: true,
  });
  expect(event?.properties.products).toHaveLength(200);
  expect(event?.properties.products[199]).toEqual({
    product_id: 'p199',
    name: 'Product 199',
    price: '199.5',
    quantity: '2',
    category: 'Shoes',
  });
  expect(gate.arrivals.map(({ method }) => method)).toEqual(['POST']);
});

// Chromium gives all `keepalive` bodies under way 64 KiB.
test('three such orders at once arrive whole', async ({ page, gate, serve, expectBeacons }) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      await Promise.all(['a', 'b', 'c'].map(note => page.evaluate(order, note)));
    },
    expected: ['a', 'b', 'c'].map(note => ({ properties: { note }, context: { truncated: undefined } })),
    exact: true,
  });
  expect(gate.arrivals.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
});

/** Notes of orders that differ in length: some fill a URL to its last character. */
const NOTES = Array.from({ length: 50 }, (_, length) => 'n'.repeat(length));

for (const [name, notes] of [
  ['an order is', ['']],
  ['orders of any length are', NOTES],
] as const) {
  test(`where no POST is taken, ${name} sent as a URL that fits`, async ({
    page,
    gate,
    serve,
    expectBeacons,
  }) => {
    gate.rule = ({ method }) => (method === 'POST' ? { status: 405 } : 'pass');
    const expected = {
      event: 'Order Completed',
      properties: { order_id: 'A-1', revenue: 1234.5, currency: 'EUR' },
      context: { truncated: true },
    };
    await expectBeacons(page, {
      action: async () => {
        for (const note of notes) {
          await page.goto(serve());
          expect(await page.evaluate(order, note)).toMatchObject({ status: 'sent' });
        }
      },
      expected: notes.map(() => expected),
      exact: true,
    });
    expect(gate.arrivals.map(({ method }) => method)).toEqual(notes.flatMap(() => ['POST', 'GET']));
    for (const { method, length } of gate.arrivals) if (method === 'GET') expect(length).toBeLessThan(8000);
  });
}
