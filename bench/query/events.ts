/** What is written and read: a page view as the tag sends it, a large order, and keys that are made to hurt. */
export const EVENTS: { [name: string]: object } = {
  'a page view': {
    writeKey: '0123456789abcdef0123456789abcdef',
    anonymousId: '5b1c2a7e-1f0c-4f7b-9a55-0c8f6e1d2b3a',
    messageId: '01939f6e-8c0a-7b1e-8f7a-2d4c6b8a9e01',
    originalTimestamp: '2026-11-21T10:20:30.400Z',
    sentAt: '2026-11-21T10:20:30.410Z',
    name: 'Home',
    context: {
      library: { name: 'tgp.js', version: '0.2.0' },
      page: {
        url: 'https://shop.example.com/shoes?color=blue&utm_source=news',
        path: '/shoes',
        referrer: 'https://www.example.org/search?q=blue+shoes',
        title: 'Blue shoes – Shop',
        search: '?color=blue&utm_source=news',
      },
      locale: 'en-GB',
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      screen: { width: 1920, height: 1080 },
      timezone: 'Europe/London',
      campaign: { name: 'autumn', source: 'news', medium: 'email' },
      sessionId: 1_795_342_830_400,
      sessionStart: true,
    },
    properties: {
      path: '/shoes',
      url: 'https://shop.example.com/shoes?color=blue',
      title: 'Blue shoes – Shop',
    },
  },
  'a purchase of 20 products': {
    writeKey: '0123456789abcdef0123456789abcdef',
    anonymousId: '5b1c2a7e-1f0c-4f7b-9a55-0c8f6e1d2b3a',
    messageId: '01939f6e-8c0a-7b1e-8f7a-2d4c6b8a9e02',
    originalTimestamp: '2026-11-21T10:20:30.400Z',
    event: 'Purchase',
    context: { page: { url: 'https://shop.example.com/thanks', path: '/thanks' }, locale: 'en-GB' },
    properties: {
      order_id: 'A-1001',
      revenue: 1259.9,
      currency: 'EUR',
      products: Array.from({ length: 20 }, (_, at) => ({
        sku: `SKU-${at}`,
        name: `Blue shoe, size ${36 + at}`,
        price: 59.9 + at,
        quantity: 1 + (at % 3),
        category: 'Shoes/Running',
      })),
    },
  },
  'keys of other alphabets and signs': {
    'ü &=%;+': { '😀': 'smile & wave', 'a=b': 'c&d', '%41': '%zz', 'Ümlaut ß': 'Straße' },
    __proto__x: { constructors: { prototypes: 'p' }, 'to String': 'x' },
    'a b': { 'c d': { 'e f': { 'g h': { 'i j': 'deep' } } } },
    list: [
      ['1', '2'],
      ['3', ['4', '5']],
      [{ 'x y': 'z' }, { 'x y': '"quoted"' }],
    ],
    日本語: { キー: '値', 'clé à molette': 'outil', "it's": 'fine' },
  },
  'keys that a path means something by': {
    'a.b': { 'c*d': '1', '?|#@': '2', '': '3', '-1': '4', '7': '5' },
    '\\': { '\\.': 'x', ':a': 'y', '[b': 'z', '{c': '1', '!d': '2' },
    list: [{ '0': 'x', a: 'y' }],
  },
};
