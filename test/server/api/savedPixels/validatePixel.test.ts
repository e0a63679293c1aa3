import { expect, it } from 'vitest';
import type { PlatformName } from '../../../../src/install/platforms.ts';
import { validatePixel } from '../../../../src/server/api/savedPixels/validatePixel.ts';

const conversion = { type: 'conversion', conversion_type: 'purchase' };
const fixed = (value: unknown) => ({ source: 'fixed', value });
const variable = (value: unknown) => ({ source: 'variable', value });

const problemsOf = (config: unknown, platform?: PlatformName) =>
  validatePixel(config, platform).map(({ field, type }) => [field, type]);

it.each([
  ['a page view', { type: 'pageview' }],
  ['a page view with properties', { type: 'pageview', properties: [{ key: 'a', ...fixed('b') }] }],
  ['a page view with a currency', { type: 'pageview', currency: fixed('EUR') }],
  ['a conversion', conversion],
  ['a conversion of any name', { type: 'conversion', conversion_type: 'Größer als {{x}} </script>' }],
  ['a microconversion', { type: 'microconversion', conversion_type: 'add_to_cart' }],
  [
    'a property revenue where there is no revenue',
    { ...conversion, properties: [{ key: 'revenue', ...fixed('x') }] },
  ],
  ['an amount', { ...conversion, revenue: fixed('59.90') }],
  ['nothing for free', { ...conversion, revenue: fixed('0') }],
  [
    'keys that differ in case',
    { ...conversion, properties: ['a', 'A'].map(key => ({ key, ...fixed('x') })) },
  ],
  ['what the schema refuses', { type: 'sale', revenue: 5, currency: null, properties: [5, {}] }],
  ['no object', 'pageview'],
  ['nothing', undefined],
])('takes %s', (_name, config) => {
  expect(validatePixel(config, 'javascript')).toEqual([]);
});

it.each([
  ['a conversion without its type', { type: 'conversion' }, 'conversion_type', 'missing'],
  ['a microconversion without its type', { type: 'microconversion' }, 'conversion_type', 'missing'],
  ['a page view with a type', { type: 'pageview', conversion_type: 'x' }, 'conversion_type', 'refused'],
  ['revenue of a page view', { type: 'pageview', revenue: fixed('1') }, 'revenue', 'refused'],
  [
    'revenue of a microconversion',
    { type: 'microconversion', conversion_type: 'x', revenue: variable('a') },
    'revenue',
    'refused',
  ],
  ...[
    '12,50',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    'NaN',
    'Infinity',
    '9'.repeat(400),
    '$5',
    '٣',
  ].map(
    amount =>
      [`the amount ${amount}`, { ...conversion, revenue: fixed(amount) }, 'revenue.value', 'number'] as const,
  ),
  ...['eur', 'EURO', 'XYZ', 'E', ' EUR', '€'].map(
    code =>
      [
        `the currency ${code}`,
        { ...conversion, currency: fixed(code) },
        'currency.value',
        'currency',
      ] as const,
  ),
  [
    'a key twice',
    { ...conversion, properties: ['a', 'b', 'a'].map(key => ({ key, ...fixed('x') })) },
    'properties.2.key',
    'duplicate',
  ],
  [
    'a key that the revenue has',
    { ...conversion, revenue: fixed('1'), properties: [{ key: 'revenue', ...fixed('2') }] },
    'properties.0.key',
    'duplicate',
  ],
  [
    'a key that the currency has',
    { ...conversion, currency: fixed('EUR'), properties: [{ key: 'currency', ...fixed('USD') }] },
    'properties.0.key',
    'duplicate',
  ],
  [
    'a key that no object has',
    { ...conversion, properties: [{ key: '__proto__', ...fixed('x') }] },
    'properties.0.key',
    'reserved',
  ],
] as const)('refuses %s', (_name, config, name, type) => {
  expect(problemsOf(config, 'javascript')).toEqual([[`config.${name}`, type]]);
});

it.each([
  ['javascript', 'order_total', true],
  ['javascript', 'shop.items[0].id', true],
  ['javascript', 'items.0.id', true],
  ['javascript', '$a._b', true],
  ['javascript', 'Order Total', false],
  ['javascript', 'a();b', false],
  ['javascript', 'a[x]', false],
  ['javascript', 'a..b', false],
  ['javascript', '0a', false],
  ['gtm', 'Order Total', true],
  ['gtm', 'dlv - ecommerce.value (EUR) & "more"', true],
  ['gtm', 'Größe', true],
  ['gtm', 'a}}b', false],
  ['gtm', '{{Order Total}}', true],
  ['gtm', '{{Order Total', false],
  ['squarespace', '{orderId}', true],
  ['gtm', 'a\nb', false],
  ['tealium', 'order_total', true],
  ['tealium', 'js_page.shop.total', true],
  ['tealium', 'qp.id', true],
  ['tealium', 'a\nb', false],
] as const)('for %s takes the variable "%s": %s', (platform, name, isGood) => {
  const config = {
    ...conversion,
    revenue: variable(name),
    currency: variable(name),
    properties: [{ key: 'sku', ...variable(name) }],
  };
  const fields = ['config.revenue.value', 'config.currency.value', 'config.properties.0.value'];
  expect(problemsOf(config, platform)).toEqual(isGood ? [] : fields.map(field => [field, 'variable']));
  expect(problemsOf(config)).toEqual([]);
});

it('names the field and the fix, of every problem', () => {
  const config = {
    type: 'microconversion',
    revenue: fixed('free'),
    currency: fixed('eur'),
    properties: [{ key: 'currency', ...variable('a b') }],
  };
  const problems = validatePixel(config, 'javascript');
  expect(problems.map(({ field }) => field)).toEqual([
    'config.conversion_type',
    'config.revenue',
    'config.revenue.value',
    'config.currency.value',
    'config.properties.0.key',
    'config.properties.0.value',
  ]);
  for (const { field, message } of problems) expect(message).toMatch(new RegExp(`^${field}: .{15}`));
});
