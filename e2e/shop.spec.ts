import type { Locator, Page } from 'playwright/test';
import type { Tag } from './support/collector.ts';
import { test as base, expect } from './support/fixtures.ts';

// The shop's own tag, which the collector makes at its first start.
const test = base.extend({
  tag: async ({ collector }, use) => {
    const { tags } = await collector.call<{ tags: [Tag] }>('GET', '/accounts/demo/tags');
    await use(tags[0]);
  },
});

/** Clicks its way to another page; a robot that did not wait for it would click before the tag is there. */
async function go(page: Page, click: Locator, path: string | RegExp): Promise<void> {
  await click.click();
  await page.waitForURL(url =>
    typeof path === 'string' ? `${url.pathname}${url.search}` === path : path.test(url.pathname),
  );
}

/** From a product's page to the thank-you page. */
async function checkOut(page: Page): Promise<void> {
  await go(page, page.getByRole('link', { name: 'Go to the cart' }), '/shop/cart');
  await go(page, page.getByRole('link', { name: 'Check out' }), '/shop/checkout');
  await go(page, page.getByRole('button', { name: /^Pay/ }), /thank-you$/);
}

const view = (path: string, referrer: string | RegExp) => ({
  type: 'page',
  context: { page: { path, referrer } },
});
const kettle = { product_id: 'kettle', sku: 'KT-09', name: 'Gooseneck kettle', price: 64.5 };
const filters = { product_id: 'filters', sku: 'FP-100', name: 'Paper filters', price: 7.9 };

test('a visit from the newsletter to the purchase is one session, as clicked', async ({
  page,
  collector,
  expectBeacons,
}) => {
  const shop = `${collector.url}/shop`;
  const campaign = { source: 'newsletter', medium: 'email', name: 'autumn' };
  const utm = '/shop/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn';
  const landing = collector.url + utm;
  const events = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${shop}/`);
      const main = page.getByRole('main');
      await go(page, main.getByRole('link', { name: 'arrive from the autumn newsletter' }), utm);
      await go(page, main.getByRole('link', { name: /^Gooseneck kettle/ }), '/shop/product?id=kettle');
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await go(page, page.getByRole('link', { name: 'Shop', exact: true }), '/shop/');
      await go(page, main.getByRole('link', { name: /^Paper filters/ }), '/shop/product?id=filters');
      await page.getByLabel('Quantity').fill('3');
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await checkOut(page);
    },
    expected: [
      { type: 'page', context: { page: { url: `${shop}/`, referrer: '' }, campaign: undefined } },
      { type: 'page', context: { page: { url: landing, referrer: '' } } },
      view('/shop/product', landing),
      { event: 'product_viewed', properties: { ...kettle, currency: 'EUR' } },
      {
        event: 'add_to_cart',
        context: { pixel: { type: 'microconversion', conversion_type: 'add_to_cart' } },
        properties: { ...kettle, currency: 'EUR', quantity: 1 },
      },
      view('/shop/', `${shop}/product?id=kettle`),
      view('/shop/product', `${shop}/`),
      { event: 'product_viewed', properties: { ...filters, currency: 'EUR' } },
      { event: 'add_to_cart', properties: { ...filters, currency: 'EUR', quantity: 3 } },
      view('/shop/cart', `${shop}/product?id=filters`),
      {
        event: 'begin_checkout',
        context: { page: { path: '/shop/cart' }, pixel: { type: 'microconversion' } },
        properties: { value: 88.2, currency: 'EUR', products: [kettle, filters] },
      },
      view('/shop/checkout', `${shop}/cart`),
      view('/shop/thank-you', `${shop}/checkout`),
      {
        event: 'purchase',
        context: {
          page: { path: '/shop/thank-you', title: 'Thank you · Kessel' },
          pixel: { type: 'conversion', conversion_type: 'purchase' },
        },
        properties: {
          order_id: /^K-\w+$/,
          revenue: 88.2,
          currency: 'EUR',
          products: [
            { ...kettle, quantity: 1 },
            { ...filters, quantity: 3 },
          ],
        },
      },
    ],
    exact: true,
  });

  const [first] = events;
  for (const event of events) {
    expect(event.anonymousId).toBe(first!.anonymousId);
    expect(event.context.sessionId).toBe(first!.context.sessionId);
    if (event !== first) expect(event.context.campaign).toEqual(campaign);
  }
  const times = events.map(event => event.originalTimestamp);
  expect(times).toEqual(times.toSorted());
});

test('a thank-you page that is loaded again is no second purchase', async ({
  page,
  collector,
  expectBeacons,
}) => {
  await expectBeacons(page, {
    action: async () => {
      await page.goto(`${collector.url}/shop/product?id=beans`);
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await checkOut(page);
    },
    expected: [
      { event: 'product_viewed' },
      { event: 'add_to_cart' },
      { event: 'begin_checkout' },
      { event: 'purchase', properties: { revenue: 13.5, currency: 'EUR' } },
    ],
  });
  await expectBeacons(page, {
    action: () => page.reload(),
    expected: [{ type: 'page', context: { page: { path: '/shop/thank-you' } } }],
    refuted: [{ type: 'track' }],
  });
  await expect(page.getByText('1 × House beans')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Cart' })).toHaveText('Cart');
});

test('an order that this browser did not make is no purchase', async ({ page, collector, expectBeacons }) => {
  await expectBeacons(page, {
    action: () => page.goto(`${collector.url}/shop/thank-you?order=K-NONE`),
    expected: [{ type: 'page' }],
    refuted: [{ type: 'track' }],
  });
  await expect(page.getByText('There is no such order')).toBeVisible();
});

test('the brew guide’s views follow one another without a page load', async ({
  page,
  collector,
  expectBeacons,
}) => {
  const app = `${collector.url}/shop/app`;
  const spaView = (url: string, referrer: string, title: string) => ({
    type: 'page',
    context: { page: { url, referrer, title } },
  });
  const pourOver = `${app}?guide=pour-over`;
  const views = await expectBeacons(page, {
    action: async () => {
      await page.goto(`${collector.url}/shop/`);
      await go(page, page.getByRole('link', { name: 'Brew guide' }), '/shop/app');
      await page.getByRole('link', { name: /^Pour-over/ }).click();
      await page.getByRole('button', { name: 'I brewed this' }).click();
      await page.getByRole('link', { name: 'All guides' }).click();
      await page.getByRole('link', { name: /^Cold brew/ }).click();
    },
    expected: [
      { type: 'page', context: { page: { path: '/shop/' } } },
      spaView(app, `${collector.url}/shop/`, 'Brew guide · Kessel'),
      spaView(pourOver, app, 'Pour-over · Kessel'),
      {
        event: 'guide_finished',
        context: { page: { url: pourOver, title: 'Pour-over · Kessel' } },
        properties: { guide_id: 'pour-over', steps: 5 },
      },
      spaView(app, pourOver, 'Brew guide · Kessel'),
      spaView(`${app}?guide=cold-brew`, app, 'Cold brew · Kessel'),
    ],
    exact: true,
  });
  const back = await expectBeacons(page, {
    action: () => page.goBack(),
    expected: [spaView(app, `${app}?guide=cold-brew`, 'Brew guide · Kessel')],
    exact: true,
  });
  expect(new Set([...views, ...back].map(event => event.context.sessionId)).size).toBe(1);
});
