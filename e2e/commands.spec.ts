import type { Page } from 'playwright/test';
import type { InitOptions } from '../src/tag/types.ts';
import { expect, test } from './support/fixtures.ts';
import { messagesOf } from './support/messagesOf.ts';
import type { Site } from './support/site.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Opens a page with the tag and no page view of its own. */
async function open(page: Page, site: Site, options: InitOptions = {}, path = '/quiet.html'): Promise<void> {
  site.pages.set(
    '/quiet.html',
    '<!doctype html><title>Quiet</title><script src="{{collector}}/tgp.js"></script>',
  );
  await page.goto(site.origin + path);
  const { writeKey = '' } = site.values;
  await page.evaluate(([key, given]) => window.tgp('init', key, given), [writeKey, options] as const);
}

test('page sends its name and properties, and the page itself', async ({ page, site, expectBeacons }) => {
  await open(page, site);
  await expectBeacons(page, {
    action: () =>
      page.evaluate(() => {
        window.tgp('page');
        window.tgp('page', 'Home', { section: 'start' });
        window.tgp('page', { section: 'anonymous' });
      }),
    expected: [
      { type: 'page', name: undefined, properties: { path: '/quiet.html', title: 'Quiet' } },
      { type: 'page', name: 'Home', properties: { section: 'start', path: '/quiet.html' } },
      { type: 'page', name: undefined, properties: { section: 'anonymous' } },
    ],
    exact: true,
  });
});

test('track, conversion, microconversion and event say what they are', async ({
  page,
  site,
  expectBeacons,
}) => {
  await open(page, site);
  await expectBeacons(page, {
    action: () =>
      page.evaluate(() => {
        window.tgp('track', 'Clicked', { label: 'Größe “L”', nested: { list: [1, { a: true }] } });
        window.tgp('conversion', 'purchase', { revenue: 59.9, currency: 'EUR' }, { pixel: 'pix_1' });
        window.tgp('microconversion', 'add_to_cart', { sku: 'A-1' });
        window.tgp('event', 'aGnVh4yo-12345678', { value: 1 });
      }),
    expected: [
      {
        type: 'track',
        event: 'Clicked',
        messageId: UUID,
        properties: { label: 'Größe “L”', nested: { list: ['1', { a: 'true' }] } },
        context: { pixel: undefined },
      },
      {
        event: 'purchase',
        properties: { revenue: 59.9, currency: 'EUR' },
        context: { pixel: { id: 'pix_1', type: 'conversion', conversion_type: 'purchase' } },
      },
      {
        event: 'add_to_cart',
        context: { pixel: { id: undefined, type: 'microconversion', conversion_type: 'add_to_cart' } },
      },
      {
        event: 'aGnVh4yo-12345678',
        context: { pixel: { id: 'aGnVh4yo-12345678' } },
        properties: { value: 1 },
      },
    ],
    exact: true,
  });
});

test('identify, set and reset hold for the events that follow', async ({ page, site, expectBeacons }) => {
  await open(page, site);
  const [before, named, , after] = await expectBeacons(page, {
    action: () =>
      page.evaluate(() => {
        window.tgp('track', 'before');
        window.tgp('identify', 'u1', { plan: 'pro', size: 3 });
        window.tgp('set', { currency: 'EUR', country: 'DE' });
        window.tgp('track', 'named', { country: 'FR' });
        window.tgp('set', { currency: null });
        window.tgp('identify', 'u1', { size: 4 });
        window.tgp('track', 'more');
        window.tgp('reset');
        window.tgp('track', 'after');
      }),
    expected: [
      { event: 'before', userId: undefined, context: { traits: undefined } },
      {
        event: 'named',
        userId: 'u1',
        context: { traits: { plan: 'pro', size: 3 } },
        properties: { currency: 'EUR', country: 'FR' },
      },
      { event: 'more', context: { traits: { plan: 'pro', size: 4 } }, properties: { currency: undefined } },
      { event: 'after', userId: undefined, context: { traits: undefined } },
    ],
    exact: true,
  });
  expect(named?.anonymousId).toBe(before?.anonymousId);
  expect(after?.anonymousId).not.toBe(before?.anonymousId);
});

test('each init is a destination, and to chooses among them', async ({
  page,
  site,
  collector,
  expectBeacons,
}) => {
  const other = await collector.createTag('other');
  await open(page, site);
  await expectBeacons(page, {
    action: () =>
      page.evaluate(key => {
        window.tgp('init', key);
        window.tgp('init', key);
        window.tgp('track', 'both');
        window.tgp('track', 'other only', {}, { to: key });
      }, other.write_key),
    expected: [{ event: 'both' }],
    refuted: [{ event: 'other only' }],
    exact: true,
  });
  const stored = await collector.events(other.write_key);
  expect(stored.map(({ event }) => event).sort()).toEqual(['both', 'other only']);
});

test('the callback and the listeners learn what became of each event', async ({ page, site }) => {
  await open(page, site);
  const outcomes = await page.evaluate(
    () =>
      new Promise<object[]>(resolve => {
        const seen: object[] = [];
        window.tgp('on', 'skip', outcome => seen.push({ on: 'skip', reason: outcome.reason }));
        window.tgp('on', 'send', ({ url }) => seen.push({ on: 'send', url: url.slice(0, 4) }));
        window.tgp('track', '', {}, { callback: ({ status, reason }) => seen.push({ status, reason }) });
        window.tgp('track', 'x', {}, { to: 'nobody', callback: ({ status }) => seen.push({ status }) });
        window.tgp(
          'track',
          'good',
          {},
          {
            callback: ({ status }) => {
              seen.push({ status });
              resolve(seen);
            },
          },
        );
      }),
  );
  expect(outcomes).toEqual([
    { on: 'skip', reason: 'no event name' },
    { status: 'skip', reason: 'no event name' },
    { on: 'skip', reason: 'no init of nobody' },
    { status: 'skip' },
    { on: 'send', url: 'http' },
    { status: 'sent' },
  ]);
});

test('a refusal of the collector is skipped with its reason', async ({ page, site }) => {
  site.values.writeKey = 'f'.repeat(32);
  await open(page, site);
  const outcome = await page.evaluate(
    () => new Promise(resolve => window.tgp('track', 'x', {}, { callback: resolve })),
  );
  expect(outcome).toMatchObject({ status: 'skip', reason: expect.stringContaining('401') });
});

test('ready tells the version and the ids', async ({ page, site }) => {
  await open(page, site);
  const state = await page.evaluate(() => new Promise(resolve => window.tgp('ready', resolve)));
  expect(state).toMatchObject({ version: /^\d/, anonymousId: UUID });
});

test('mistakes are warned of with a reason and harm nothing', async ({ page, site, expectBeacons }) => {
  const messages = messagesOf(page);
  await open(page, site);
  await expectBeacons(page, {
    action: () =>
      page.evaluate(() => {
        const tgp = window.tgp as unknown as (...args: unknown[]) => void;
        tgp('trak', 'x');
        tgp('init');
        // What is no grant is a refusal, until a grant comes.
        tgp('consent', 'yes');
        tgp('consent', 'granted');
        tgp('on', 'sned', () => {});
        tgp('track', 'x', 'no object');
        tgp();
        tgp({});
        tgp('constructor');
        tgp('ready', () => {
          throw new Error('mine');
        });
        tgp('track', 'throws', {}, { callback: () => { throw new Error('yours'); } }); // biome-ignore format: one line
      }),
    expected: [{ event: 'x' }, { event: 'throws' }],
    exact: true,
  });
  for (const reason of [
    /trak.*track/,
    /init.*writeKey/,
    /consent.*denied,pending,granted/,
    /on.*try send/,
    /no object/,
    /mine/,
    /yours/,
  ]) {
    expect(messages.join('\n')).toMatch(reason);
  }
});

test('what hangs on the page is no data', async ({ page, site, expectBeacons }) => {
  const messages = messagesOf(page);
  await open(page, site);
  await expectBeacons(page, {
    action: () =>
      page.evaluate(() => {
        document.body.innerHTML = '<form><input value="DE02 1203 0000 0000 2020 51"></form>';
        const form = document.querySelector('form')!;
        const event = new MouseEvent('click');
        const data = new FormData(form);
        Object.assign(form, { __reactProps$x: { onClick() {}, email: 'a@b.example' } });
        const values = { form, event, data, window, map: new Map([['a', 1]]), text: new String('abc'), at: new Date(0) }; // biome-ignore format: one line
        window.tgp('track', 'below', { ...values, list: [form, 1] });
        for (const value of [form, event, data, window]) window.tgp('track', 'whole', value as never);
      }),
    expected: [
      { event: 'below', properties: { at: '1970-01-01T00:00:00.000Z', form: undefined, event: undefined, data: undefined, window: undefined, map: undefined, text: undefined } }, // biome-ignore format: one line
      ...Array(4).fill({ event: 'whole', properties: undefined }),
    ],
    exact: true,
  });
  for (const kind of ['HTMLFormElement', 'MouseEvent', 'FormData', 'Window', 'Map', 'String'])
    expect(messages.join('\n')).toContain(`no data: ${kind}`);
});

test('debug mode shows each command, each beacon as a tree and each refusal', async ({ page, site }) => {
  const messages = messagesOf(page);
  await open(page, site, {}, '/quiet.html?tgp_debug=1');
  await page.evaluate(
    () =>
      new Promise<unknown>(resolve => {
        window.tgp('track', '');
        window.tgp('track', 'shown', { a: { b: 1 } }, { callback: resolve });
      }),
  );
  expect(messages.join('\n')).toMatch(/track.*shown/);
  expect(messages.join('\n')).toMatch(/send .*fields/);
  expect(messages.join('\n')).toMatch(/no event name/);
});

test('an event of hostile properties comes back as it was, and a huge one arrives whole', async ({
  page,
  site,
  expectBeacons,
}) => {
  await open(page, site);
  const hostile = {
    'a.b': '1',
    '*': 's',
    '0': 'zero',
    __proto: { x: '🎉' },
    '': 'empty',
    'x|y#@': '?',
    '-1': 'm',
  };
  await expectBeacons(page, {
    action: () =>
      page.evaluate(properties => {
        window.tgp('track', 'hostile', properties);
        window.tgp('track', 'huge', { text: 'ü'.repeat(50_000), sku: 'A-1' });
        const cyclic: Record<string, unknown> = { sku: 'A-2' };
        cyclic.self = cyclic;
        window.tgp('track', 'cyclic', cyclic);
      }, hostile),
    expected: [
      { event: 'hostile', properties: hostile },
      { event: 'huge', properties: { text: /^ü{50000}$/, sku: 'A-1' }, context: { truncated: undefined } },
      { event: 'cyclic', properties: { sku: 'A-2', self: { self: undefined } } },
    ],
    exact: true,
  });
});
