import { expect, it } from 'vitest';
import { propertyCounts } from '../../../src/server/visits/propertyCounts.ts';
import { event } from '../store/promises/rows.ts';

const saying = (properties: object) => event('m', { fields: { properties: { ...properties } } });

it('counts a property of several events of a visit as one visit', () => {
  const counts = propertyCounts({ limit: 9 });
  for (const [at, visit] of ['a', 'a', 'b', 'c', 'b', 'a'].entries())
    counts.add(saying({ each: at, [visit]: 1 }), visit);
  expect(counts.rows()).toEqual([
    { value: 'each', events: 6, visits: 3 },
    { value: 'a', events: 3, visits: 1 },
    { value: 'b', events: 2, visits: 1 },
    { value: 'c', events: 1, visits: 1 },
  ]);
});

it('tells so many names apart and no more', () => {
  const counts = propertyCounts({ limit: 9999 });
  for (let at = 0; at < 6; at++) {
    const names = Array.from({ length: 1000 }, (_, each) => `${at} ${each}`);
    counts.add(saying(Object.fromEntries([...names, '0 7'].map(name => [name, 1]))), at);
  }
  const rows = counts.rows();
  expect(rows).toHaveLength(5001);
  expect(rows[0]).toEqual({ value: '(other names)', events: 1000, visits: 1 });
  expect(rows[1]).toEqual({ value: '0 7', events: 6, visits: 6 });
});

it('counts values by the first 200 characters', () => {
  const counts = propertyCounts({ property: 'p', limit: 9 });
  for (const p of ['x'.repeat(300), 'x'.repeat(200), { x: 1 }, null]) counts.add(saying({ p }), 1);
  counts.add(saying({ q: 1 }), 1);
  expect(counts.rows()).toEqual([
    { value: 'x'.repeat(200), events: 2, visits: 1 },
    { value: 'null', events: 1, visits: 1 },
    { value: '{"x":1}', events: 1, visits: 1 },
  ]);
});
