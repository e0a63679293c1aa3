import { describe, expect, test } from 'vitest';
import {
  InstallError,
  type InstallSettings,
  installCode,
  type Pixel,
  PLATFORMS,
  type PlatformName,
  variableProblem,
} from '../../src/install/index.ts';
import { PAGE, PURCHASE, SETTINGS } from './support/examples.ts';

/** The error that making the code ends in. */
function refusal(
  platform: PlatformName,
  config: Partial<Pixel['config']>,
  settings: Partial<InstallSettings> = {},
) {
  try {
    installCode(
      platform,
      { ...PURCHASE, config: { ...PURCHASE.config, ...config } },
      { ...SETTINGS, ...settings },
    );
  } catch (error) {
    expect(error).toBeInstanceOf(InstallError);
    const { field, message } = error as InstallError;
    return `${field}: ${message}`;
  }
  return undefined;
}

describe('variableProblem', () => {
  test.each<[PlatformName, string, string | undefined]>([
    ['javascript', 'shop.order.total', undefined],
    ['javascript', 'items[0].id', undefined],
    ['javascript', 'items.0.class', undefined],
    ['javascript', 'a;alert(1)', 'is no path like shop.order.total or items[0].id'],
    ['javascript', 'a b', 'is no path like shop.order.total or items[0].id'],
    ['javascript', 'a["b"]', 'is no path like shop.order.total or items[0].id'],
    ['javascript', 'größe', 'is no path like shop.order.total or items[0].id'],
    ['npm', 'class.total', 'starts with class, a word of the language'],
    ['wix', 'this.total', 'starts with this, a word of the language'],
    ['shopify', 'a.__proto__.b', 'has __proto__ in it, which is no value'],
    ['shopify', 'class.total', undefined],
    ['gtm', 'DLV - ecommerce.value', undefined],
    ['gtm', '{{Order Total}}', undefined],
    ['gtm-template', '{{ Order Total }}', undefined],
    ['gtm', '{{Order Total', 'has a { in it, which no variable of Tag Manager can have'],
    ['gtm', '{{a}}{{b}}', 'has a { in it, which no variable of Tag Manager can have'],
    ['squarespace', '{orderId}', undefined],
    ['javascript', '{{orderId}}', 'is no path like shop.order.total or items[0].id'],
    ['gtm', 'a:b', 'has a : in it, which no variable of Tag Manager can have'],
    ['gtm', '</script>', 'has a < in it, which no variable of Tag Manager can have'],
    ['gtm-template', 'a}}b', 'has a } in it, which no variable of Tag Manager can have'],
    ['gtm', 'a\nb', 'has a control character in it'],
    ['tealium', ' x', 'has a space at its beginning or end'],
    ['tealium', '  ', 'is no name'],
    ['tealium', "js_page.a['b']", undefined],
    ['adobe-tags', 'Order Total (EUR)', undefined],
    ['adobe-tags', 'a.__proto__', 'has __proto__ in it, which is no value'],
    ['matomo', 'Order Total', undefined],
    ['matomo', 'A & B', 'has a & in it, by which Matomo would not find the variable'],
    ['amp', 'order_total', undefined],
    ['amp', 'order total', 'is no name of letters, digits, dots and underscores'],
    ['amp', 'canonicalUrl', "is AMP's own name: choose another"],
    ['email', 'x', "can't be read: on email no script runs, so use a fixed value"],
  ])('on %s of %j says %j', (platform, name, problem) => {
    expect(variableProblem(platform, name)).toBe(problem);
  });
});

describe('installCode', () => {
  test.each<[string, string | undefined]>([
    [
      'config.revenue: a:b has a : in it, which no variable of Tag Manager can have',
      refusal('gtm', { revenue: { source: 'variable', value: 'a:b' } }),
    ],
    ['config.revenue: is no number', refusal('gtm', { revenue: { source: 'fixed', value: '1,5' } })],
    ['config.conversion_type: a conversion needs one', refusal('gtm', { conversion_type: '' })],
    [
      'config.properties.0: no object can have a property named __proto__',
      refusal('gtm', { properties: [{ key: '__proto__', source: 'fixed', value: 'x' }] }),
    ],
    [
      'config.properties.0: has {{ in it, which a field of a tag takes for a variable: use gtm',
      refusal('gtm-template', { properties: [{ key: 'a', source: 'fixed', value: '{{b}}' }] }),
    ],
    [
      'settings.scriptUrl: a template loads scripts by https only',
      refusal('gtm-template', {}, { scriptUrl: 'http://localhost/tgp.js' }),
    ],
    [
      'settings.globalName: a template can call the tag by no other name than tgp',
      refusal('gtm-template', {}, { globalName: 'other' }),
    ],
    [
      'settings.globalName: must be a name of letters, digits, $ and _, and no word of the language',
      refusal('gtm', {}, { globalName: 'a-b' }),
    ],
    [
      'settings.globalName: must be a name of letters, digits, $ and _, and no word of the language',
      refusal('gtm', {}, { globalName: 'class' }),
    ],
    ['settings.integrity: must be a hash, like sha384-…', refusal('gtm', {}, { integrity: 'abc' })],
    [
      'settings.scriptUrl: must be a URL, like https://collect.example.com/tgp.js',
      refusal('gtm', {}, { scriptUrl: 'javascript:alert(1)' }),
    ],
    [
      'settings.endpoint: must be a URL without ? and #, like https://collect.example.com',
      refusal('gtm', {}, { endpoint: 'https://a.example/?b' }),
    ],
    ...['name', 'status', 'undefined', '__proto__', 'onload', 'top'].map(
      (globalName): [string, string | undefined] => [
        'settings.globalName: is a name that each window has, and that no function can stand for: choose another',
        refusal('javascript', {}, { globalName }),
      ],
    ),
    ['settings.writeKey: is missing', refusal('gtm', {}, { writeKey: '' })],
    ['settings.writeKey: is missing', refusal('gtm', {}, { writeKey: ' ' })],
    [
      'settings.endpoint: a server container sends by https only',
      refusal('gtm-server', {}, { scriptUrl: 'http://localhost/tgp.js' }),
    ],
    ['settings.endpoint: Shopify needs a whole URL', refusal('shopify', {}, { scriptUrl: '/tgp.js' })],
    [
      'settings.endpoint: an e-mail needs a whole URL',
      refusal('email', { revenue: undefined, properties: [] } as never, { scriptUrl: '/tgp.js' }),
    ],
    [
      "properties.a: properties.a can't be sent: too long",
      refusal('noscript', {
        revenue: undefined,
        properties: [{ key: 'a', source: 'fixed', value: 'x'.repeat(9000) }],
      } as never),
    ],
  ])('refuses with "%s"', (reason, refused) => {
    expect(refused).toBe(reason);
  });

  test('lists every variable once, and where it comes from', () => {
    const config = { ...PURCHASE.config, currency: { source: 'variable' as const, value: 'order_total' } };
    const { required_variables } = installCode('javascript', { ...PURCHASE, config }, SETTINGS);
    expect(required_variables.map(({ name }) => name)).toEqual(['order_total', 'product_sku']);
  });

  test.each(PLATFORMS)(
    'fires a saved page view on %s, says what to click, and never makes two tags named alike',
    platform => {
      const { notes, event_code } = installCode(platform, PAGE, SETTINGS);
      expect(notes.length).toBeGreaterThan(0);
      expect(event_code).toContain('page');
    },
  );

  test('lists a variable by the name that the platform has for it', () => {
    const config = { ...PURCHASE.config, revenue: { source: 'variable' as const, value: '{{Order Total}}' } };
    const { required_variables, event_code } = installCode('gtm', { ...PURCHASE, config }, SETTINGS);
    expect(required_variables.map(({ name }) => name)).toEqual(['Order Total', 'product_sku']);
    expect(event_code).toContain('["revenue", {{Order Total}}, 1]');
  });

  test.each([
    ['wix', 'spa'],
    ['squarespace', true],
    ['javascript', true],
  ] as const)('has init count views on %s by %j', (platform, autoPage) => {
    const { base_code } = installCode(platform, PURCHASE, SETTINGS);
    expect(base_code).toContain(`{"autoPage":${JSON.stringify(autoPage)}}`);
    const own = { ...SETTINGS, options: { autoPage: false } };
    expect(installCode(platform, PURCHASE, own).base_code).toContain('{"autoPage":false}');
  });

  test('uses the name of the global everywhere', () => {
    for (const platform of PLATFORMS) {
      if (['gtm-template', 'gtm-server', 'noscript', 'email', 'amp', 'shopify', 'npm'].includes(platform))
        continue;
      const { event_code } = installCode(platform, PURCHASE, { ...SETTINGS, globalName: 'shopTag' });
      expect(event_code, platform).toContain('window.shopTag');
      expect(event_code, platform).not.toContain('window.tgp');
    }
  });
});
