import { installCode } from '../src/install/installCode.ts';
import { javascript } from '../src/install/javascript.ts';
import { expect } from './support/fixtures.ts';
import { gtmPage } from './support/gtmPage.ts';
import { advertise, buy, FIRED, firesOf, NOTE, serve, test } from './support/partnerTest.ts';

test('a page that fires before the script has come, and one without the snippet, fire the same', async ({
  page,
  site,
  tag,
  collector,
  partner,
}) => {
  await advertise(collector, tag, partner);
  const { write_key } = tag;
  const call = `tgp('conversion', 'purchase', { revenue: 59.9, order_id: 'A 1', note: ${JSON.stringify(NOTE)} })`;
  const script = `${collector.url}/tgp/${write_key}.js`;
  const settings = { writeKey: write_key, scriptUrl: script };
  const pixel = {
    id: 'pix_x',
    name: 'X',
    config: { type: 'microconversion', conversion_type: 'x' },
  } as const;
  const { event_code } = installCode('gtm-container', pixel, settings);
  site.rawPages.set('/early', `<!doctype html>${javascript(settings)}<script>${call}</script>`);
  site.rawPages.set(
    '/bare',
    `<!doctype html><script src="${script}"></script><script>tgp('init', '${write_key}');${call}</script>`,
  );
  // No script element is the current one there.
  site.rawPages.set(
    '/text',
    `<!doctype html><script>fetch('${script}').then(answer => answer.text()).then(text => {
      (0, eval)(text);
      tgp('init', '${write_key}', { endpoint: '${collector.url}' });
      ${call};
    })</script>`,
  );
  site.rawPages.set('/gtm', gtmPage({ container: event_code }));
  for (const path of ['/early', '/bare', '/text', '/gtm']) {
    partner.fires.length = 0;
    const image = page.waitForResponse(response => response.url().startsWith(`${partner.origin}/image`));
    const scripts = ['/one.js', '/two.js'].map(name =>
      page.waitForResponse(response => response.url().startsWith(partner.origin + name)),
    );
    const fires = await firesOf(page, partner, async () => {
      await page.goto(site.origin + path);
      if (path === '/gtm') await page.evaluate(call);
      await Promise.all([image, ...scripts]);
    });
    expect([path, ...fires]).toEqual([path, ...FIRED]);
  }
});

test('what a tag keeps in addresses, the script that is served for it sends', async ({
  page,
  site,
  tag: { write_key, account_id },
  collector,
  expectBeacons,
}) => {
  const cutting = { keep_parameters: ['code'], cut_parameters: ['member'] };
  await collector.call('PATCH', `/accounts/${account_id}/tags/${write_key}`, cutting);
  site.rawPages.set(
    '/kept',
    `<!doctype html><script src="${collector.url}/tgp/${write_key}.js"></script><script>tgp('init', '${write_key}', { autoPage: true })</script>`,
  );
  await expectBeacons(page, {
    action: () => page.goto(`${site.origin}/kept?code=SPRING&member=7&state=BY&x=1`),
    expected: [{ context: { page: { search: '?code=SPRING&x=1' } } }],
  });
});

test('with the management side down, a page has its pixels, and a new one the tag', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const later = await collector.createTag('later');
  // What was served once is kept.
  expect((await fetch(`${collector.url}/tgp/${tag.write_key}.js`)).status).toBe(200);
  const mend = collector.breakTable('conversion_pixels');
  try {
    const fires = await firesOf(page, partner, () =>
      expectBeacons(page, {
        action: async () => {
          await page.goto(serve(site));
          await buy(page);
        },
        expected: [{ event: 'purchase' }],
        exact: true,
      }),
    );
    expect(fires).toEqual(FIRED);
    partner.fires.length = 0;
    site.values.writeKey = later.write_key;
    const sent = await firesOf(page, partner, async () => {
      await page.goto(serve(site));
      await page.evaluate(
        () =>
          new Promise<void>(callback =>
            window.tgp('conversion', 'purchase', {}, { callback: () => callback() }),
          ),
      );
    });
    expect(sent).toEqual([]);
    expect(await collector.events(later.write_key)).toMatchObject([{ event: 'purchase' }]);
  } finally {
    mend();
  }
});

test('a saved pixel makes its call by its id, and lacks what the page lacks', async ({
  page,
  site,
  tag,
  collector,
  partner,
  expectBeacons,
}) => {
  await advertise(collector, tag, partner);
  const saved = await collector.call<{ data: { id: string } }>(
    'POST',
    `/saved-pixels?account_id=${tag.account_id}`,
    {
      name: 'Purchase',
      config: {
        type: 'conversion',
        conversion_type: 'purchase',
        revenue: { source: 'variable', value: 'shop.total' },
        properties: [
          { key: 'order_id', source: 'variable', value: 'orderId' },
          { key: 'coupon', source: 'variable', value: 'no.such.thing' },
          { key: 'note', source: 'fixed', value: NOTE },
        ],
      },
    },
  );
  const { id } = saved.data;
  const body = `<script>const orderId = 'A 1'; var shop = { total: '59.90' }; tgp('event', '${id}', { n: 1 })</script>`;
  const fires = await firesOf(page, partner, () =>
    expectBeacons(page, {
      action: () => page.goto(serve(site, {}, body)),
      expected: [
        {
          event: 'purchase',
          context: { pixel: { id, type: 'conversion', conversion_type: 'purchase' } },
          properties: { revenue: '59.9', order_id: 'A 1', note: NOTE, n: '1', coupon: undefined },
        },
      ],
      exact: true,
    }),
  );
  expect(fires).toEqual(FIRED);
});
