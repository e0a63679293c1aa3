import { describe, expect, test, vi } from 'vitest';
import { timedUuid, uuid } from '../../src/tag/uuid.ts';
import { visit } from './support/page.ts';

const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const many = (make: () => string) => Array.from({ length: 2000 }, make);

describe.each<[string, unknown]>([
  ['of the browser', crypto],
  ['of a page on plain http, without randomUUID', { getRandomValues: crypto.getRandomValues.bind(crypto) }],
  ['of the page’s own, which is none', {}],
  ['that is missing', undefined],
])('with a crypto %s', (_, given) => {
  test('an id is a uuid v4, and no two are one', () => {
    vi.stubGlobal('crypto', given);
    visit('http://www.shop.example/');
    const ids = many(() => uuid());
    for (const id of ids) expect(id).toMatch(V4);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('an event’s is a uuid v7 of its time', () => {
    vi.stubGlobal('crypto', given);
    for (const now of [0, 1, 1_700_000_000_000, 2 ** 44, 2 ** 48 - 1]) {
      vi.useFakeTimers({ toFake: ['Date'], now });
      const ids = many(timedUuid);
      for (const id of ids) {
        expect(id).toMatch(V7);
        expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(now);
      }
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

test('every digit that is free takes every value', () => {
  const seen = Array.from({ length: 36 }, () => new Set<string>());
  for (const id of many(() => uuid())) for (const [at, digit] of [...id].entries()) seen[at]!.add(digit);
  const free = [...'xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx'].map(digit => (digit === 'x' ? 16 : 1));
  expect(seen.map(({ size }) => size)).toEqual(free);
});
