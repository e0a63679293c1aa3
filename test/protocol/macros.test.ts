import { expect, test } from 'vitest';
import { expandMacros } from '../../src/protocol/macros.ts';

const values = {
  event: 'purchase',
  GDPR: 0,
  GDPR_CONSENT: 'CPtc.string~x',
  GPP_STRING: 'DBAA~1YNN',
  GPP_SID: '7,8',
  ORDER_ID: 'A 1',
  REVENUE: 59.9,
  CACHEBUSTER: 17,
  timestamp: 1_700_000_000_000,
  properties: {
    revenue: 59.9,
    isNew: true,
    no: null,
    nan: Number.NaN,
    none: undefined,
    sku_1: 'S1',
    empty: '',
    größe: 'XL',
    products: [{ sku: 'a' }, { sku: 'b' }],
    call: () => 1,
    symbol: Symbol('s'),
  },
};

test.each([
  ['${event}', 'purchase'],
  ['${properties.revenue}', '59.9'],
  ['${properties.isNew}', 'true'],
  ['${properties.products.1.sku}', 'b'],
  ['${properties.größe}', 'XL'],
  ['${properties.sku_1}', 'S1'],
  ['${GDPR}', '0'],
  ['${GDPR_CONSENT}', 'CPtc.string~x'],
  ['${GDPR_CONSENT_123}', 'CPtc.string~x'],
  ['${GPP_STRING_7}', 'DBAA~1YNN'],
  ['${GPP_SID}', '7%2C8'],
  ['[ORDER_ID]', 'A%201'],
  ['[REVENUE]', '59.9'],
  ['[CACHEBUSTER]', '17'],
  ['[timestamp]', '1700000000000'],
  ['${CACHEBUSTER}', '17'],
])('%s is %s', (macro, expected) => {
  expect(expandMacros(`https://p.example/?a=${macro}&b=${macro}`, values)).toBe(
    `https://p.example/?a=${expected}&b=${expected}`,
  );
});

test.each([
  '${unknown}',
  '${properties}',
  '${properties.products}',
  '${properties.no}',
  '${properties.nan}',
  '${properties.none}',
  '${properties.empty}',
  '${properties.call}',
  '${properties.symbol}',
  '${properties.no.deeper}',
  '${event.length}',
  '${event.0}',
  '${properties.products.length}',
  '${constructor.name}',
  '${properties.constructor.name}',
  '${__proto__.constructor.name}',
  '${toString}',
  '${GDPR_CONSENT_}',
  '${a&event=b}',
])('%s is nothing', macro => {
  expect(expandMacros(`https://p.example/?a=${macro}.`, values)).toBe('https://p.example/?a=.');
});

test.each([
  '[order_id]',
  '[ORDER]',
  '[TIMESTAMP]',
  '[GDPR]',
  '[event]',
  'a[0]',
  '[]',
  '${event',
  '$event}',
  '{event}',
  '$',
  '%%CACHEBUSTER%%',
  '%7Bevent%7D',
])('%s stays as it is', text => {
  expect(expandMacros(`https://p.example/?a=${text}`, values)).toBe(`https://p.example/?a=${text}`);
});

test.each([
  ["!'()*~", "!'()*~"],
  ['a&b=c#d?e/f+g h%20"<>\\', 'a%26b%3Dc%23d%3Fe%2Ff%2Bg%20h%2520%22%3C%3E%5C'],
  ["$& $1 $$ $` $'", "%24%26%20%241%20%24%24%20%24%60%20%24'"],
  ['${event} [ORDER_ID]', '%24%7Bevent%7D%20%5BORDER_ID%5D'],
  ['Grüße 🎉', 'Gr%C3%BC%C3%9Fe%20%F0%9F%8E%89'],
  ['\ud800x\udfff', '%EF%BF%BDx%EF%BF%BD'],
  ['', ''],
])('the value %j is written as %s', (value, expected) => {
  expect(expandMacros('${a.b}-[ORDER_ID]', { a: { b: value }, ORDER_ID: value })).toBe(
    `${expected}-${expected}`,
  );
});

test('values without a prototype, as a decoded beacon has them, are read the same', () => {
  const fields = Object.assign(Object.create(null), {
    properties: Object.assign(Object.create(null), { revenue: '5' }),
  });
  expect(expandMacros('${properties.revenue}${properties}', fields)).toBe('5');
});

test('a value that throws leaves nothing, and the others stand', () => {
  const hostile = {
    event: 'a',
    get bad(): string {
      throw new Error('no');
    },
  };
  expect(expandMacros('${bad}${event}', hostile)).toBe('a');
});
