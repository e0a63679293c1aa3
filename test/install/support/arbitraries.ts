import fc from 'fast-check';
import type { Pixel, PixelValue } from '../../../src/install/index.ts';

/** Texts that have broken out of something somewhere. */
const HOSTILE = [
  '</script><script>window.hacked=1</script>',
  '<!--<script>',
  '-->',
  ']]>',
  '"+(window.hacked=1)+"',
  "');window.hacked=1;//",
  '`\u0024{window.hacked=1}`',
  '\\',
  '\\"',
  "\\'",
  '\n',
  '\r\n',
  '\u2028\u2029',
  '{{Page URL}}',
  '{{{x}}}',
  '{%if%}',
  '@@order_id@@',
  '@@@@',
  '##UTGEN##',
  '##UTID##',
  '//',
  '/*',
  '*/',
  '<?php',
  '?>',
  '$x {$y} \u0024{z}',
  '&amp;&quot;',
  '%41%',
  'RANDOM TITLE CLIENT_ID(x) CANONICAL_URL',
  '\u0024{random}',
  '\u0000\u007f',
  '😀é',
  '*|MERGE|*',
  '',
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 5 }), fc.constantFrom(...HOSTILE))
    .map(parts => parts.join('')),
);

/** A text as the API takes it: trimmed, with something in it, and no broken characters. */
const given = (maxLength: number) =>
  hostile
    .map(text =>
      text
        .slice(0, maxLength)
        .trim()
        .replace(/[\ud800-\udfff]/gu, ''),
    )
    .filter(text => text !== '');

const step = fc.constantFrom(
  'rows',
  'row',
  'value',
  'properties',
  'path',
  'layer',
  'i',
  'n',
  'k',
  'e',
  'a1',
  '$',
  '_x',
  'total',
);
const root = fc.constantFrom(
  'rows',
  'row',
  'value',
  'properties',
  'path',
  'layer',
  'i',
  'n',
  'k',
  'shop',
  'order_total',
  '$',
  '_x',
);
const path = fc
  .tuple(
    root,
    fc.array(
      fc.oneof(
        step.map(name => `.${name}`),
        fc.constantFrom('[0]', '[12]', '.3'),
      ),
      { maxLength: 3 },
    ),
  )
  .map(parts => parts.flat().join(''));

/** Names of variables, as each platform has them. */
const NAMES = {
  page: path,
  order: path,
  event: path,
  gtm: fc.oneof(
    path,
    fc.constantFrom(
      'Order Total',
      'DLV - ecommerce.value',
      'JS - shop.total',
      'Page URL',
      'It\'s "mine" & 100%',
      'größe',
      'a\\b',
      '$&',
    ),
  ),
  tealium: fc.oneof(
    path,
    fc.constantFrom(
      'order_total',
      'js_page.x',
      'qp.utm',
      'a"b',
      "a'b",
      'a\\b',
      '@@x@@',
      '</script>',
      'größe',
    ),
  ),
  amp: fc.constantFrom('order_total', 'shop.order.total', 'RANDOM', 'TITLE', 'A1', 'sku'),
};

/** What a variable is on a platform; `none` where there is none. */
export type VariableKind = keyof typeof NAMES | 'none';

const amount = fc.oneof(
  fc.nat({ max: 1e6 }).map(cents => (cents / 100).toFixed(2)),
  fc.constantFrom('0', '59.90', '007', '1.10', `${Number.MAX_SAFE_INTEGER}`),
);

/** A saved pixel that the API takes, for a platform whose variables are of that kind. */
export function pixels(kind: VariableKind): fc.Arbitrary<Pixel> {
  const valueLike = (fixed: fc.Arbitrary<string>): fc.Arbitrary<PixelValue> => {
    const isFixed = fixed.map(value => ({ source: 'fixed' as const, value }));
    if (kind === 'none') return isFixed;
    return fc.oneof(
      isFixed,
      NAMES[kind].map(value => ({ source: 'variable' as const, value })),
    );
  };
  const key = fc
    .oneof(
      given(50),
      fc.constantFrom('sku', 'brand', 'toString', 'constructor', '0', '-1', 'a.b', ':x', 'products'),
    )
    .filter(text => !['__proto__', 'revenue', 'currency'].includes(text));
  const properties = fc.uniqueArray(
    fc.tuple(key, valueLike(given(500))).map(([name, value]) => ({ key: name, ...value })),
    { selector: property => property.key, maxLength: 5 },
  );
  const currency = fc.option(valueLike(fc.constantFrom('EUR', 'USD')), { nil: undefined });
  const config = fc.oneof(
    fc.record({ type: fc.constant('pageview' as const), currency, properties }),
    fc.record({
      type: fc.constant('conversion' as const),
      conversion_type: given(50),
      revenue: fc.option(valueLike(amount), { nil: undefined }),
      currency,
      properties,
    }),
    fc.record({
      type: fc.constant('microconversion' as const),
      conversion_type: given(50),
      currency,
      properties,
    }),
  );
  return fc.record({
    id: fc.constantFrom('pix_a1b2c3', 'pix_000'),
    name: given(100),
    config,
  }) as fc.Arbitrary<Pixel>;
}

/** What a variable can hold. */
export const VALUES = fc.oneof(
  given(40),
  fc.constantFrom<unknown>(undefined, null, '', 0, 12.5, '59.90', ' 7 ', 'free', false, true),
  fc.constantFrom<unknown>(['A', 'B'], { a: 1, 'b.c': ['x'] }, []),
);

/** A value for every variable of a pixel. Variables of one name have one value. */
export const valuesFor = (pixel: Pixel): fc.Arbitrary<{ [name: string]: unknown }> => {
  const { revenue, currency, properties = [] } = pixel.config;
  const names = [revenue, currency, ...properties].flatMap(value =>
    value?.source === 'variable' ? [value.value] : [],
  );
  return fc.record(Object.fromEntries(names.map(name => [name, VALUES])));
};
