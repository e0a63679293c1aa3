import { expect } from './support/fixtures.ts';
import { messagesOf } from './support/messagesOf.ts';
import {
  busyOnce,
  entries,
  leaveUnsent,
  named,
  noLongTimers,
  numbered,
  test,
  track,
} from './support/outboxTest.ts';

test('what the network lost arrives from the next page, once, as the same event', async ({
  page,
  gate,
  serve,
  site,
  expectBeacons,
}) => {
  gate.rule = ({ query }) => (query.has('context.tgp.retried') ? 'pass' : 'reset');
  let left = Number.NaN;
  const [event] = await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      expect(await track(page, 'lost')).toMatchObject([{ status: 'fail' }]);
      site.requested('/second').then(() => {
        left = performance.now();
      });
      await page.goto(`${site.origin}/second`);
    },
    expected: [{ event: 'lost', context: { tgp: { retried: 1 }, page: { path: '/first' } } }],
    exact: true,
  });
  const tries = gate.triesOf('lost');
  const [first, last] = [tries[0]?.query, tries.at(-1)?.query];
  expect(tries.at(-1)?.at).toBeGreaterThan(left);
  expect(tries.filter(({ at }) => at > left)).toHaveLength(1);
  for (const same of ['messageId', 'originalTimestamp']) expect(last?.get(same)).toBe(first?.get(same));
  expect(event?.messageId).toBe(first?.get('messageId'));
  expect(Date.parse(event?.sentAt ?? '')).toBeGreaterThan(Date.parse(first?.get('sentAt') ?? ''));
  expect(await entries(page)).toEqual([]);
});

test('a 503 is tried again by the same page, no sooner than it says', async ({
  page,
  gate,
  serve,
  expectBeacons,
}) => {
  gate.rule = busyOnce(gate);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      expect(await track(page, 'busy')).toMatchObject([{ status: 'fail', reason: 'status 503' }]);
    },
    expected: [{ event: 'busy', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  const [first, second, ...more] = gate.arrivals;
  expect(more).toEqual([]);
  expect(second?.messageId).toBe(first?.messageId);
  expect(second!.at - first!.until!).toBeGreaterThanOrEqual(1000);
});

test('what happened offline arrives as soon as the page is online', async ({
  page,
  context,
  serve,
  gate,
  expectBeacons,
}) => {
  await noLongTimers(page);
  await page.goto(serve());
  await page.waitForFunction(() => window.tgp?.run);
  await context.setOffline(true);
  await track(page, ...numbered(3));
  expect(gate.arrivals).toEqual([]);
  await expectBeacons(page, {
    action: () => context.setOffline(false),
    expected: named(numbered(3)),
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(3);
});

test('what is refused for good is warned of and forgotten, and the next beacon says so', async ({
  page,
  site,
  tag,
  gate,
  serve,
  expectBeacons,
}) => {
  const messages = messagesOf(page);
  const unknown = 'f'.repeat(32);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      const outcome = await page.evaluate(writeKey => {
        window.tgp('init', writeKey);
        return new Promise(callback => window.tgp('track', 'refused', {}, { to: writeKey, callback }));
      }, unknown);
      expect(outcome).toMatchObject({ status: 'skip', reason: 'status 401' });
      expect(await entries(page)).toEqual([]);
      await page.evaluate(to => window.tgp('track', 'good', {}, { to }), tag.write_key);
      await page.goto(`${site.origin}/second`);
      await track(page, 'next');
    },
    expected: [
      { event: 'good', context: { tgp: { refused: 1 } } },
      { event: 'next', context: { tgp: undefined } },
    ],
    exact: true,
  });
  expect(gate.triesOf('refused')).toHaveLength(1);
  expect(messages.filter(text => text.startsWith('tgp '))).toEqual(['tgp status 401']);
});

for (const [later, arrives] of [
  ['granted', ['left']],
  ['denied', []],
] as const) {
  test(`pending consent holds what is left; ${later}, ${arrives.length} arrive`, async ({
    page,
    context,
    gate,
    serve,
    expectBeacons,
  }) => {
    await leaveUnsent(context, serve(), ['left']);
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve({ consent: 'pending' }));
        await page.waitForFunction(() => window.tgp?.run);
      },
      expected: [],
      refuted: [{}],
    });
    expect(await entries(page)).toHaveLength(1);
    await expectBeacons(page, {
      action: () => page.evaluate(consent => window.tgp('consent', consent), later),
      expected: named(arrives),
      exact: true,
    });
    expect(gate.arrivals).toHaveLength(arrives.length);
    expect(await entries(page)).toEqual([]);
  });
}

test('where consent is denied from the start, what is left is deleted and never sent', async ({
  page,
  context,
  gate,
  serve,
  expectBeacons,
}) => {
  await leaveUnsent(context, serve(), ['left']);
  await page.goto(serve({ consent: 'denied' }));
  await expect.poll(() => entries(page)).toEqual([]);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      await track(page, 'allowed again');
    },
    expected: [{ event: 'allowed again' }],
    exact: true,
  });
  expect(gate.triesOf('left')).toEqual([]);
});
