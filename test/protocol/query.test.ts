import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_INDEX, MAX_KEYS, MAX_URL_LENGTH } from '../../src/protocol/limits.ts';
import { decodeQuery, encodeQuery } from '../../src/protocol/query.ts';
import { cpuMs } from '../support/cpuMs.ts';

const query = (fields: object) => encodeQuery(fields).query;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const decoded = (text: string) => plain(decodeQuery(text).fields);
/** Decoded keys, so that the tables can be read. */
const readable = (fields: object) => decodeURIComponent(query(fields));

describe('encodeQuery', () => {
  test.each<[string, object, string]>([
    ['a path of names', { a: { b: { c: 1 } } }, 'a.b.c=1'],
    ['a dot in a key', { 'a.b': 1 }, 'a\\.b=1'],
    ['a backslash', { 'a\\b': 1 }, 'a\\\\b=1'],
    ['the wildcards', { '*?|#@': 1 }, '\\*\\?\\|\\#\\@=1'],
    ['a first colon', { ':a:': 1 }, '\\:a:=1'],
    ['a first bracket', { '[a[': 1 }, '\\[a[=1'],
    ['a first brace', { '{a{': 1 }, '\\{a{=1'],
    ['a first exclamation mark', { '!a!': 1 }, '\\!a!=1'],
    ['digits at the root', { 5: 1 }, '5=1'],
    ['digits below', { a: { 5: 1 } }, 'a.:5=1'],
    ['-1 below', { a: { '-1': 1 } }, 'a.:-1=1'],
    ['-1 at the root', { '-1': 1 }, '-1=1'],
    ['an empty key below', { a: { '': 1 } }, 'a.:=1'],
    ['no digits only', { a: { '5a': 1, '-12': 2 } }, 'a.5a=1&a.-12=2'],
    ['array items', { a: ['x', ['y']] }, 'a.0=x&a.1.0=y'],
    ['objects in arrays', { a: [{ b: 1 }, { b: 2 }] }, 'a.0.b=1&a.1.b=2'],
    ['__proto__', JSON.parse('{"__proto__":{"x":1}}'), '__proto__.x=1'],
    ['a date', { a: new Date(0) }, 'a=1970-01-01T00:00:00.000Z'],
    ['what has a toJSON', { a: new URL('https://a.example/') }, 'a=https://a.example/'],
    ['numbers', { a: [0, -1.5, 1e21, 5e-7] }, 'a.0=0&a.1=-1.5&a.2=1e+21&a.3=5e-7'],
    ['booleans', { a: true, b: false }, 'a=true&b=false'],
    ['big integers', { a: 12345678901234567890n }, 'a=12345678901234567890'],
    ['an empty text', { a: '' }, 'a='],
    ['a hole', { a: ['x', null, 'y'] }, 'a.0=x&a.2=y'],
    ['lone surrogates', { '\ud800': '\udc00x' }, '\ufffd=\ufffdx'],
    ['pairs of surrogates', { '😀': '😀' }, '😀=😀'],
  ])('writes %s', (_, fields, expected) => {
    expect(readable(fields)).toBe(expected);
  });

  test('percent-encodes keys and values', () => {
    expect(query({ 'a b&=': 'ü&=+%' })).toBe('a%20b%26%3D=%C3%BC%26%3D%2B%25');
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['a date that is none', new Date(Number.NaN)],
    ['what has a toJSON that is no function', { toJSON: 'x' }],
  ])('leaves %s out and says so', (_, value) => {
    expect(encodeQuery({ a: { b: value }, c: 1 })).toEqual({
      query: 'c=1',
      skipped: [{ key: 'a.b', reason: expect.any(String) }],
    });
  });

  test('empty containers vanish without a word', () => {
    expect(encodeQuery({ a: {}, b: [], c: { d: {} } })).toEqual({ query: '', skipped: [] });
  });

  test('leaves out a text under the empty key of the root, which no query can name', () => {
    expect(encodeQuery({ '': 1 }).query).toBe('');
    expect(decoded(query({ '': { a: 1 } }))).toEqual({ '': { a: '1' } });
  });

  test('a getter that throws costs its own key only', () => {
    const fields = {
      a: 1,
      get b(): never {
        throw new Error('mine');
      },
      c: 2,
    };
    expect(encodeQuery(fields)).toEqual({ query: 'a=1&c=2', skipped: [{ key: 'b', reason: 'throws' }] });
  });

  const hostile = (trap: keyof ProxyHandler<object>) =>
    new Proxy(
      { x: 1 },
      {
        [trap]: () => {
          throw new Error('mine');
        },
      },
    );

  test.each(['ownKeys', 'get', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const)(
    'a proxy that throws at %s is no exception, at the root or below',
    trap => {
      expect(() => encodeQuery(hostile(trap))).not.toThrow();
      expect(encodeQuery({ a: hostile(trap), b: 2 }).query).toMatch(/(^|&)b=2$/);
    },
  );

  test('cuts cycles, but not an object that stands in two places', () => {
    const shared = { x: 1 };
    const fields: Record<string, unknown> = { a: shared, b: [shared] };
    fields.self = fields;
    fields.c = { d: fields };
    const { query, skipped } = encodeQuery(fields);
    expect(query).toBe('a.x=1&b.0.x=1');
    expect(skipped.map(({ key }) => key)).toEqual(['self', 'c.d']);
  });

  test('cuts what is deeper than MAX_DEPTH', () => {
    let deep: object = { end: 1 };
    for (let depth = 0; depth < 20_000; depth++) deep = { a: deep };
    expect(encodeQuery({ deep, b: 2 })).toEqual({
      query: 'b=2',
      skipped: [{ key: `deep${'.a'.repeat(MAX_DEPTH)}`, reason: expect.any(String) }],
    });
    let just: object = { end: 1 };
    for (let depth = 1; depth < MAX_DEPTH; depth++) just = { a: just };
    expect(decoded(query(just))).toEqual(
      plain(just).a ? JSON.parse(JSON.stringify(just).replace('1', '"1"')) : 0,
    );
  });

  test('stops at MAX_KEYS in an object that would make 2^100 of them', async () => {
    let wide: object = { end: 1 };
    for (let depth = 0; depth < 90; depth++) wide = { a: wide, b: wide };
    let made = encodeQuery({});
    const ms = await cpuMs(() => {
      made = encodeQuery({ first: 0, wide });
    });
    expect(ms).toBeLessThan(2000);
    const { query, skipped } = made;
    expect(query.split('&').length).toBeLessThanOrEqual(MAX_KEYS);
    expect(query).toMatch(/^first=0&/);
    expect(skipped.length).toBeGreaterThan(0);
  });

  test('leaves out items past MAX_INDEX, and names in arrays', () => {
    const list = Object.assign(Array(MAX_INDEX + 2).fill('x'), { total: 5 });
    const { query, skipped } = encodeQuery({ list });
    expect(query.split('&')).toHaveLength(MAX_INDEX + 1);
    expect(skipped.map(({ key }) => key)).toEqual([`list.${MAX_INDEX + 1}`, 'list.total']);
  });

  test('keys that differ in lone surrogates alone: the first one counts', () => {
    const { query } = encodeQuery({ a: { '\ud800': 1, '\udbff': 2 } });
    expect(decodeQuery(query).fields).toEqual({ a: { '\ufffd': '1' } });
  });

  test.each<[string, object]>([
    [
      'boxed values',
      { a: Object(1), b: Object('xy'), c: Object(true), d: Object(1n), e: Object(Symbol('s')) },
    ],
    ['sparse arrays', { a: Object.assign([], { 3: 'x' }) }],
    [
      'maps, sets and classes',
      {
        a: new Map([[1, 2]]),
        b: new Set([1]),
        c: new (class {
          x = 1;
        })(),
        d: /x/,
        e: new Error('e'),
      },
    ],
    ['objects without a prototype', { a: Object.assign(Object.create(null), { b: 1 }) }],
    [
      'a toString that throws',
      {
        a: {
          toString() {
            throw new Error('mine');
          },
        },
      },
    ],
    [
      'a toJSON that gives itself',
      {
        a: {
          toJSON() {
            return this;
          },
        },
      },
    ],
    [
      'a toJSON that throws a proxy',
      {
        a: {
          toJSON() {
            throw hostile('get');
          },
        },
      },
    ],
    ['an array', ['a', 'b']],
    ['a function', () => 1],
  ])('is not harmed by %s', (_, fields) => {
    expect(() => encodeQuery(fields)).not.toThrow();
  });
});

describe('a query that is too long', () => {
  const context = {
    userAgent: 'u'.repeat(200),
    locale: 'de',
    timezone: 'Europe/Berlin',
    screen: { width: 1, height: 2 },
    traits: { plan: 'pro' },
    page: { url: 'https://a.example/', search: '?x', title: 'T', referrer: 'r'.repeat(300) },
    campaign: { gclid: 'g'.repeat(100) },
  };
  const base = {
    writeKey: 'k',
    messageId: 'm',
    context,
    properties: { order: 'o-1', text: 'abc '.repeat(100) },
  };
  const at = (maxLength: number, fields: object = base) => {
    const { query, skipped } = encodeQuery(fields, { maxLength });
    expect(query.length).toBeLessThanOrEqual(maxLength);
    return { fields: decoded(query), skipped: skipped.map(({ key }) => key), query };
  };

  test('stays as it is up to the last character', () => {
    const whole = query(base);
    expect(at(whole.length).query).toBe(whole);
    expect(at(whole.length).skipped).toEqual([]);
    expect(at(whole.length - 1).fields.context.truncated).toBe('true');
  });

  test('drops optional context first', () => {
    const { fields, skipped } = at(query(base).length - 1);
    expect(skipped).toEqual(['context.traits.plan']);
    expect(fields.context.userAgent).toBe(context.userAgent);
    expect(fields.properties).toEqual(plain(base.properties));
  });

  test('then values, each whole, the longest first', () => {
    const { fields, skipped } = at(700);
    expect(fields.properties).toEqual({ order: 'o-1' });
    expect(fields).toMatchObject({
      writeKey: 'k',
      messageId: 'm',
      context: { campaign: context.campaign, page: { url: context.page.url } },
    });
    expect(skipped).toContain('properties.text');
  });

  test('never cuts a value in two', () => {
    const fields = { writeKey: 'k', properties: { a: 'x'.repeat(99), b: 'y'.repeat(99) } };
    expect(at(200, fields).fields.properties).toEqual({ a: 'x'.repeat(99) });
    expect(at(MAX_URL_LENGTH, { a: '日'.repeat(1_000_000), b: 'y' }).fields).toEqual({
      b: 'y',
      context: { truncated: 'true' },
    });
  });

  test('has no room for anything in less than the mark of its shortening', () => {
    expect(at(10).query).toBe('');
    expect(at(0).query).toBe('');
  });
});

describe('decodeQuery', () => {
  test.each<[string, string, unknown]>([
    ['plus as a space', 'a=b+c', { a: 'b c' }],
    ['an encoded dot as a dot', 'a%2Eb=1', { a: { b: '1' } }],
    ['a pair without a value', 'a&b=', { a: '', b: '' }],
    ['the first of a repeated key', 'a=1&a=2', { a: '1' }],
    ['arrays from digits', 'a.0=x&a.2=y', { a: ['x', null, 'y'] }],
    ['names from colons', 'a.:0=x', { a: { 0: 'x' } }],
    ['-1 as appending', 'a.-1=x&a.-1=y', { a: ['x'] }],
    ['quotes around an anonymousId', 'anonymousId=%22x%22', { anonymousId: 'x' }],
    ['__proto__ as a name', '__proto__.x=1', JSON.parse('{"__proto__":{"x":"1"}}')],
    ['an empty first segment as a name', '.0.:5=x', { '': [{ 5: 'x' }] }],
    ['a pair with a broken escape not at all', 'a=%E0%&b=1', { b: '1' }],
    [
      'bytes that are no UTF-8 as a mark each',
      'a=%C3%BC%FF%ED%A0%80%F4%90%E2%82x',
      { a: `ü${'\ufffd'.repeat(8)}x` },
    ],
    [
      'the first and last characters of each length',
      'a=%FF%00%7F%C2%80%DF%BF%E0%A0%80%ED%9F%BF%EE%80%80%F0%90%80%80%F4%8F%BF%BF',
      {
        a: '\ufffd\0\x7f\x80\u07ff\u0800\ud7ff\ue000\u{10000}\u{10ffff}',
      },
    ],
    ['an unescaped wildcard not at all', 'a*=1&b=1', { b: '1' }],
  ])('reads %s', (_, text, expected) => {
    expect(decoded(text)).toEqual(expected);
  });

  test.each([
    ['an index above MAX_INDEX', `a.${MAX_INDEX + 1}=1`],
    ['a path deeper than MAX_DEPTH', `${'a.'.repeat(MAX_DEPTH)}a=1`],
    ['more than MAX_KEYS', Array.from({ length: MAX_KEYS + 1 }, (_, n) => `k${n}=1`).join('&')],
  ])('refuses %s with a reason', (_, text) => {
    expect(decodeQuery(text).skipped).toEqual([
      expect.objectContaining({ refused: true, reason: expect.any(String) }),
    ]);
  });

  test.each(['a=1&', '%=1&', '=&'])('counts %s as often as it comes', pair => {
    const { skipped } = decodeQuery(pair.repeat(MAX_KEYS + 100));
    expect(skipped.length).toBeLessThanOrEqual(MAX_KEYS + 1);
    expect(skipped.at(-1)).toMatchObject({ refused: true });
  });
});

describe('many pairs that are no good', () => {
  const many = (value: string) => Array.from({ length: 400 }, (_, at) => `a${at}=${value}`).join('&');

  test('are read as one is', () => {
    const { fields, skipped } = decodeQuery(many('%'));
    expect([fields, skipped.length]).toEqual([{}, 400]);
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['a broken % escape']));
    expect(Object.values(decodeQuery(many('%C3%BC%FF')).fields)).toEqual(Array(400).fill('ü\ufffd'));
  });

  test.each(['%', '%FF'])('take about as long as good ones: %s', value => {
    const costOf = (query: string) => {
      const before = process.cpuUsage().user;
      for (let at = 0; at < 50; at++) decodeQuery(query);
      return process.cpuUsage().user - before;
    };
    costOf(many(value));
    const good = costOf(many('%20'));
    expect(costOf(many(value))).toBeLessThan(5 * good);
  });
});
