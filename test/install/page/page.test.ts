import { describe, expect, test } from 'vitest';
import { installCode } from '../../../src/install/index.ts';
import { PURCHASE, SETTINGS } from '../support/examples.ts';
import { fakePage, onlyScript } from '../support/run.ts';

const DOCUMENT = { nodeType: 9, title: 'Shop', body: { nodeType: 1, dataset: { total: '5' } } };

/**
 * What the event's code reads for a variable, in a page with these globals after this script.
 * @param named what the window has by the ids and names of elements, which is not its own
 */
function read(
  variable: string,
  globals: { [name: string]: unknown },
  script = '',
  named: { [name: string]: unknown } = {},
): unknown {
  const properties = [{ key: 'value', source: 'variable' as const, value: variable }];
  const pixel = { ...PURCHASE, config: { type: 'pageview' as const, properties } };
  const page = fakePage(globals);
  Object.setPrototypeOf(page.window, named);
  page.run(script);
  page.run(onlyScript(installCode('javascript', pixel, SETTINGS).event_code));
  const [given] = page.calls()[0]!.slice(1) as [{ value?: unknown }];
  return 'value' in given ? given.value : 'left out';
}

describe('a variable of a page', () => {
  test.each<[string, string, { [name: string]: unknown }, unknown]>([
    ['is a path', 'shop.order.total', { shop: { order: { total: 5 } } }, 5],
    ['has indexes, with brackets or without', 'items[0].id', { items: [{ id: 'A' }] }, 'A'],
    ['has indexes, with brackets or without', 'items.0.id', { items: [{ id: 'A' }] }, 'A'],
    ['is left out where a step is missing', 'shop.order.total', { shop: {} }, 'left out'],
    ['is left out where it is null', 'total', { total: null, dataLayer: [{ total: 1 }] }, 'left out'],
    ['is left out where it is a function', 'total', { total: () => 1 }, 'left out'],
    ['is no element of that id', 'total', { total: { nodeType: 1 } }, 'left out'],
    [
      'is in the data layer, in place of an element of that id',
      'total',
      { total: { nodeType: 1 }, dataLayer: [{ total: 1 }] },
      1,
    ],
    [
      'is in the data layer: the newest counts',
      'a.b',
      { dataLayer: [{ a: { b: 1 } }, { a: { b: 2 } }, { a: {} }] },
      2,
    ],
    [
      'is gone where a newer push has cleared it',
      'a.b',
      { dataLayer: [{ a: { b: 1 } }, { a: null }] },
      'left out',
    ],
    [
      'is nothing that entries only inherit',
      'total.length',
      { dataLayer: [{ total: () => 1 }, Object.create({ total: 'xx' })] },
      0,
    ],
    ['is left out where the data layer is none', 'total', { dataLayer: 'x' }, 'left out'],
    ['may be what the document has', 'document.title', { document: DOCUMENT }, 'Shop'],
    ['may be far down in it', 'document.body.dataset.total', { document: DOCUMENT }, '5'],
    ['may be said with the window before it', 'window.shop.total', { shop: { total: 5 } }, 5],
    ['is in the data layer then too', 'window.shop.total', { dataLayer: [{ shop: { total: 5 } }] }, 5],
    [
      'is in the data layer, in place of a function',
      'total',
      { total: () => 1, dataLayer: [{ total: 1 }] },
      1,
    ],
    [
      'is in the data layer, in place of a name that each window has',
      'name',
      { name: '', dataLayer: [{ name: 'Kettle' }] },
      'Kettle',
    ],
    ['keeps false', 'total', { total: false }, false],
    ['keeps zero', 'total', { total: 0 }, 0],
    ['is left out where it is an empty text', 'total', { total: '' }, 'left out'],
    ['is left out where it is white space', 'total', { total: ' \n' }, 'left out'],
  ])('%s: %s', (_, variable, globals, value) => {
    expect(read(variable, globals)).toBe(value);
  });

  const ORDER = { nodeType: 1, id: 'order', total: { value: '59.90' } };
  const DATA = { dataLayer: [{ order: { id: 'A-1' } }], document: DOCUMENT };

  test.each<[string, unknown]>([
    ['an element', ORDER],
    ['several', { 0: ORDER, id: 'order', length: 2, namedItem: () => null }],
    ['a frame', { id: 'order', frameElement: { ownerDocument: DOCUMENT } }],
  ])('is nothing that %s of that name has', (_, order) => {
    for (const variable of ['order.id', 'window.order.id']) {
      expect(read(variable, DATA, '', { order })).toBe('A-1');
      expect(read(variable, { document: DOCUMENT }, '', { order })).toBe('left out');
    }
  });

  test('may lie in an element that is the page’s own variable, where the data layer has nothing', () => {
    for (const script of ['', 'const order = found;']) {
      const globals = script ? { found: ORDER } : { order: ORDER };
      expect(read('order.total.value', { ...globals, document: DOCUMENT }, script)).toBe('59.90');
      expect(read('order.id', { ...globals, ...DATA }, script)).toBe('A-1');
    }
    expect(read('order.total.value', { document: DOCUMENT }, '', { order: ORDER })).toBe('59.90');
  });

  test('is what the page declares, and what its objects compute', () => {
    expect(
      read('order.total', {}, 'class Order { get total() { return 7 } } const order = new Order();'),
    ).toBe(7);
  });

  test('is left out where reading it throws', () => {
    expect(read('order.total', {}, 'var order = { get total() { throw new Error() } };')).toBe('left out');
  });
});

test('without the base code nothing happens', () => {
  const page = fakePage();
  delete page.window.tgp;
  expect(() => page.run(onlyScript(installCode('javascript', PURCHASE, SETTINGS).event_code))).not.toThrow();
});
