import { expect } from './support/fixtures.ts';
import { messagesOf } from './support/messagesOf.ts';
import { busyOnce, entries, named, numbered, test, track } from './support/outboxTest.ts';

test('where the policy forbids every way out: one warning, and the next page delivers', async ({
  page,
  site,
  gate,
  serve,
  expectBeacons,
}) => {
  const messages = messagesOf(page);
  const url = serve();
  site.headers = path =>
    path === '/first'
      ? { 'content-security-policy': `default-src 'none'; script-src 'nonce-abc' ${site.values.collector}` }
      : ({} as Record<string, string>);
  await page.goto(url);
  for (const name of numbered(3)) expect(await track(page, name)).toMatchObject([{ status: 'fail' }]);
  expect(await entries(page)).toHaveLength(3);
  expect(messages.filter(text => text.startsWith('tgp '))).toHaveLength(1);
  expect(gate.arrivals).toEqual([]);
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/second`),
    expected: named(numbered(3)),
    exact: true,
  });
});

for (const [way, body] of [
  ['throws', "throw new Error('not here')"],
  ['returns nothing', ''],
] as const) {
  test(`where the page's own fetch ${way}, an image goes`, async ({ page, gate, serve, expectBeacons }) => {
    const images: string[] = [];
    page.on('request', request => {
      if (request.resourceType() === 'image') images.push(request.url());
    });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve({}, { head: `<script nonce="abc">window.fetch = () => { ${body} }</script>` }));
        expect(await track(page, 'seen')).toMatchObject([{ status: 'sent' }]);
      },
      expected: [{ event: 'seen' }],
      exact: true,
    });
    expect(images).toHaveLength(1);
    expect(gate.arrivals).toHaveLength(1);
    expect(await entries(page)).toEqual([]);
  });
}

test("where the page's own fetch never answers, the event arrives from the next page", async ({
  page,
  site,
  gate,
  serve,
  expectBeacons,
}) => {
  const head = '<script nonce="abc">window.fetch = () => new Promise(() => {})</script>';
  await page.goto(serve({}, { head }));
  await page.evaluate(() => window.tgp('track', 'stuck'));
  await expect.poll(() => entries(page)).toHaveLength(1);
  serve();
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/second`),
    expected: [{ event: 'stuck', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(1);
  expect(await entries(page)).toEqual([]);
});

test('with localStorage blocked a page tries again from memory', async ({
  page,
  gate,
  serve,
  expectBeacons,
}) => {
  await page.addInitScript(() => {
    const get = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get });
  });
  gate.rule = busyOnce(gate);
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      expect(await track(page, 'remembered')).toMatchObject([{ status: 'fail' }]);
    },
    expected: [{ event: 'remembered', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(2);
});

test('with localStorage full an event goes, and again from memory', async ({
  page,
  gate,
  serve,
  expectBeacons,
}) => {
  await page.addInitScript(() => {
    for (let size = 2 ** 22; size >= 1; size /= 2)
      try {
        for (let n = 0; ; n++) localStorage.setItem(`full ${size} ${n}`, 'x'.repeat(size));
      } catch {}
  });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve());
      expect(await track(page, 'at once')).toMatchObject([{ status: 'sent' }]);
      gate.rule = busyOnce(gate);
      expect(await track(page, 'again')).toMatchObject([{ status: 'fail' }]);
      expect(await entries(page)).toEqual([]);
    },
    expected: [{ event: 'at once' }, { event: 'again', context: { tgp: { retried: 1 } } }],
    exact: true,
  });
  expect(gate.arrivals).toHaveLength(3);
});
