import { installCode } from '../src/install/installCode.ts';
import type { Pixel } from '../src/install/pixel.ts';
import { expect, test } from './support/fixtures.ts';
import { type GtmPage, gtmPage } from './support/gtmPage.ts';
import { messagesOf } from './support/messagesOf.ts';
import type { Site } from './support/site.ts';

const HOSTILE =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is here to be left as it is
  '"</script><script>window.hacked=1</script>{{Page URL}} \u2028 \\ \' `${1}` <!-- @@x@@ \n é🎉';

const PURCHASE: Pixel = {
  id: 'pix_purchase',
  name: 'Purchase & more',
  config: {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: { source: 'variable', value: 'ecommerce.value' },
    currency: { source: 'fixed', value: 'EUR' },
    properties: [
      { key: 'order_id', source: 'variable', value: 'ecommerce.transaction_id' },
      { key: 'coupon', source: 'variable', value: 'ecommerce.coupon' },
      { key: 'note', source: 'fixed', value: HOSTILE },
    ],
  },
};

/** Serves a page that runs the pixel's container. */
function serve(
  site: Site,
  page: Omit<GtmPage, 'container'> = {},
  edit = (container: Container) => container,
  pixel = PURCHASE,
): string {
  const { writeKey = '', collector } = site.values;
  const settings = { writeKey, scriptUrl: `${collector}/tgp.js` };
  const { event_code } = installCode('gtm-container', pixel, settings);
  const container = JSON.stringify(edit(JSON.parse(event_code)));
  site.rawPages.set('/gtm', gtmPage({ ...page, container }));
  return `${site.origin}/gtm`;
}

interface Container {
  containerVersion: {
    tag: {
      name: string;
      tagId: string;
      firingTriggerId: string[];
      tagFiringOption: string;
      setupTag?: object[];
      type?: string;
      parameter?: object[];
    }[];
    trigger: object[];
  };
}

/** A purchase as the GA4 vocabulary has it. */
const purchase = (value: unknown, more: object = {}) =>
  `dataLayer.push({ecommerce:null});dataLayer.push(${JSON.stringify({
    event: 'purchase',
    ecommerce: { value, transaction_id: 'A-1', ...more },
  })})`;

const EXPECTED = {
  event: 'purchase',
  context: { pixel: { id: 'pix_purchase', type: 'conversion', conversion_type: 'purchase' } },
  properties: { revenue: '59.9', currency: 'EUR', order_id: 'A-1', coupon: undefined, note: HOSTILE },
};

for (const [name, documentWrite] of [
  ['without document.write', false],
  ['with document.write', true],
] as const) {
  test(`a container's tags count the page and the purchase, ${name}`, async ({
    page,
    site,
    expectBeacons,
  }) => {
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, { documentWrite }));
        await page.evaluate(purchase(59.9));
      },
      expected: [{ type: 'page' }, EXPECTED],
      exact: true,
    });
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await expect(page.locator('h1')).toHaveText('GTM');
  });
}

test('variables keep their types, and a missing one leaves its property out', async ({
  page,
  site,
  expectBeacons,
}) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site));
      await page.evaluate(purchase('19.00', { coupon: { code: 'X', list: [1, 2] } }));
      await page.evaluate(purchase(undefined, { transaction_id: 'A-2', coupon: false }));
    },
    expected: [
      { type: 'page' },
      { event: 'purchase', properties: { revenue: '19', coupon: { code: 'X', list: ['1', '2'] } } },
      { event: 'purchase', properties: { revenue: undefined, coupon: 'false' } },
    ],
    exact: true,
  });
});

test('the same order pushed again, and after a reload, is one', async ({ page, site, expectBeacons }) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site));
      await page.evaluate(`${purchase(59.9)};${purchase(59.9)}`);
      await page.reload();
      await page.evaluate(purchase(59.9));
    },
    expected: [{ type: 'page' }, { type: 'page' }, { ...EXPECTED, messageId: /:purchase:A-1$/ }],
    exact: true,
  });
});

test('a tag that waits for its setup fires when the setup says so', async ({ page, site, expectBeacons }) => {
  const html =
    '<script>window.release=function(){google_tag_manager[{{Container ID}}].onHtmlSuccess({{HTML ID}})}</script>';
  const url = serve(site, {}, container => {
    const [first] = container.containerVersion.tag;
    const parameter = [{ type: 'TEMPLATE', key: 'html', value: html }];
    const setup = { ...first!, name: 'Setup', tagId: '99', firingTriggerId: [], parameter };
    const main = container.containerVersion.tag.find(({ name }) => /Purchase/.test(name))!;
    main.setupTag = [{ tagName: 'Setup', stopOnSetupFailure: true }];
    container.containerVersion.tag.push(setup);
    return container;
  });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(purchase(59.9));
    },
    expected: [{ type: 'page' }],
    refuted: [EXPECTED],
  });
  await expectBeacons(page, { action: () => page.evaluate('release()'), expected: [EXPECTED], exact: true });
});

test('two triggers of one event fire once', async ({ page, site, expectBeacons }) => {
  const url = serve(site, {}, container => {
    for (const tag of container.containerVersion.tag) tag.firingTriggerId.push(...tag.firingTriggerId);
    return container;
  });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(purchase(59.9));
    },
    expected: [{ type: 'page' }, EXPECTED],
    exact: true,
  });
});

const DENIED =
  "dataLayer.push({0:'consent',1:'default',2:{ad_storage:'denied',analytics_storage:'denied'}});";
const GRANT = "gtag('consent','update',{ad_storage:'granted',analytics_storage:'granted'})";

test('consent gates the event tag, and a later event fires it', async ({ page, site, expectBeacons }) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, { head: DENIED }));
      await page.evaluate(purchase(1));
      await page.evaluate(GRANT);
      await page.evaluate(purchase(59.9));
    },
    expected: [EXPECTED],
    refuted: [{ properties: { revenue: '1' } }],
  });
});

test('a tag once per page that consent has blocked fires no more, as in the real runtime', async ({
  page,
  site,
  expectBeacons,
}) => {
  const url = serve(site, { head: DENIED }, container => {
    for (const tag of container.containerVersion.tag)
      if (tag.name === 'tgp base') tag.tagFiringOption = 'ONCE_PER_LOAD';
    return container;
  });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(`${GRANT};dataLayer.push({event:'cookie_consent_update'})`);
      await page.evaluate(purchase(59.9));
    },
    expected: [],
    refuted: [{}],
  });
});

// What consent tools push when the visitor has chosen: Cookiebot and CookieYes, OneTrust, Didomi, Axeptio.
for (const event of ['cookie_consent_update', 'OneTrustGroupsUpdated', 'didomi-consent', 'axeptio_update']) {
  test(`consent that comes late counts the page at ${event}, once`, async ({ page, site, expectBeacons }) => {
    const update = `${GRANT};dataLayer.push({event:'${event}'})`;
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, { head: DENIED }));
        await page.evaluate(purchase(1));
        await page.evaluate(update);
        await page.evaluate(update);
        await page.evaluate(purchase(59.9));
      },
      expected: [{ type: 'page' }, EXPECTED],
      exact: true,
    });
  });

  test(`a page view pixel waits for ${event}, and counts once`, async ({ page, site, expectBeacons }) => {
    const pixel: Pixel = { id: 'pix_view', name: 'View', config: { type: 'pageview' } };
    const update = `${GRANT};dataLayer.push({event:'${event}'})`;
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, { head: DENIED }, undefined, pixel));
        await page.evaluate(update);
        await page.evaluate(update);
      },
      expected: [{ type: 'page', context: { pixel: { id: 'pix_view' } } }],
      exact: true,
    });
    // Where consent is there from the start, the tool says so all the same.
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, {}, undefined, pixel));
        await page.evaluate(update);
      },
      expected: [{ type: 'page', context: { pixel: { id: 'pix_view' } } }],
      exact: true,
    });
  });
}

for (const at of [0, 99]) {
  const where = at ? 'behind ours' : 'before ours';
  test(`a consent tool says "denied" at Consent Initialization by a tag ${where}`, async ({
    page,
    site,
    expectBeacons,
    context,
  }) => {
    const url = serve(site, {}, container => {
      container.containerVersion.tag.splice(at, 0, {
        ...{ tagId: '50', name: 'Consent tool', type: 'cvt_1_50', tagFiringOption: 'ONCE_PER_EVENT' },
        firingTriggerId: ['2147479572'],
        parameter: [{ type: 'TEMPLATE', key: 'analytics_storage', value: 'denied' }],
      });
      return container;
    });
    await expectBeacons(page, {
      action: async () => {
        await page.goto(url);
        await page.evaluate(purchase(1));
      },
      expected: [],
      refuted: [{}],
    });
    expect(await context.cookies()).toEqual([]);
    await expectBeacons(page, {
      action: () => page.evaluate(`${GRANT};dataLayer.push({event:'cookie_consent_update'})`),
      expected: [{ type: 'page' }],
      exact: true,
    });
  });
}

test('a trigger fires where all of its filters hold, as in the real runtime', async ({
  page,
  site,
  expectBeacons,
}) => {
  const condition = (type: string, arg0: string, arg1: string, ...more: [key: string, value: string][]) => ({
    type,
    parameter: [['arg0', arg0], ['arg1', arg1], ...more].map(([key, value]) => ({ key, value })),
  });
  const isPurchase = condition('MATCH_REGEX', '{{_event}}', '^PURCHASE$', ['ignore_case', 'true']);
  const url = serve(site, {}, container => {
    const { trigger } = container.containerVersion;
    trigger[0] = {
      ...trigger[0],
      customEventFilter: [isPurchase],
      filter: [
        condition('STARTS_WITH', '{{Event}}', 'gtm.', ['negate', 'true']),
        condition('CONTAINS', '{{ecommerce.transaction_id}}', 'A-', ['negate', 'false']),
        condition('ENDS_WITH', '{{ecommerce.coupon}}', 'fined'),
      ],
    };
    return container;
  });
  await expectBeacons(page, {
    action: async () => {
      await page.goto(url);
      await page.evaluate(purchase(1, { transaction_id: 'B-1' }));
      await page.evaluate(purchase(2, { coupon: 'X' }));
      await page.evaluate(purchase(59.9));
    },
    expected: [{ type: 'page' }, EXPECTED],
    exact: true,
  });
});

for (const [name, policy] of [
  ['strict-dynamic', "script-src 'nonce-abc' 'strict-dynamic'"],
  ['unsafe-inline', "script-src 'unsafe-inline' http:"],
] as const) {
  test(`under a policy of ${name} the tags run`, async ({ page, site, expectBeacons }) => {
    site.headers = { 'content-security-policy': policy };
    await expectBeacons(page, {
      action: async () => {
        await page.goto(serve(site, { nonce: 'abc' }));
        await page.evaluate(purchase(59.9));
      },
      expected: [{ type: 'page' }, EXPECTED],
      exact: true,
    });
  });
}

test('a nonce without strict-dynamic blocks Custom HTML, and nothing breaks', async ({
  page,
  site,
  expectBeacons,
}) => {
  const messages = messagesOf(page);
  site.headers = { 'content-security-policy': `script-src 'nonce-abc' ${site.values.collector}` };
  await expectBeacons(page, {
    action: async () => {
      await page.goto(serve(site, { nonce: 'abc' }));
      await page.evaluate(purchase(59.9));
    },
    expected: [],
    refuted: [{}],
  });
  expect(messages.join('\n')).toMatch(/Content Security Policy/);
  await expect(page.locator('h1')).toHaveText('GTM');
});
