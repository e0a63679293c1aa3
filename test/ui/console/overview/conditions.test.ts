import { expect, it } from 'vitest';
import {
  addValue,
  type Condition,
  negateValue,
  readConditions,
  removeValue,
  writeConditions,
} from '../../../../src/ui/console/overview/conditions.ts';

const google: Condition = { dimension: 'source', values: ['google'] };

it('puts values of one dimension into one condition, each once', () => {
  const both = addValue(addValue([google], 'source', 'bing'), 'source', 'google');
  expect(both).toEqual([{ dimension: 'source', values: ['google', 'bing'] }]);
});

it('keeps what is shown apart from what is left out', () => {
  expect(addValue([google], 'source', 'bing', true)).toEqual([
    google,
    { dimension: 'source', values: ['bing'], not: true },
  ]);
});

it('makes no more of them than the API takes', () => {
  let where: Condition[] = [];
  for (let n = 0; n < 60; n++) where = addValue(where, 'page', `/${n}`);
  expect(where[0]!.values).toHaveLength(50);
  for (const dimension of ['source', 'medium', 'campaign', 'referrer', 'entry', 'exit'] as const)
    for (const not of [undefined, true] as const) where = addValue(where, dimension, 'x', not);
  expect(where).toHaveLength(10);
});

it('has no condition without values', () => {
  expect(removeValue([google], google, 'google')).toEqual([]);
  expect(removeValue([google], google, 'bing')).toEqual([google]);
});

it('turns a value round, and back', () => {
  const turned = negateValue([google], google, 'google');
  expect(turned).toEqual([{ dimension: 'source', values: ['google'], not: true }]);
  expect(negateValue(turned, turned[0]!, 'google')).toEqual([google]);
});

it.each(['google', '', 'a:b', '!country:AT', '<img src=x onerror=alert(1)>', 'zwei\nZeilen', '日本 ✓'])(
  'reads what it wrote: %j',
  value => {
    const where: Condition[] = [
      { dimension: 'campaign', values: [value, 'other'] },
      { dimension: 'page', values: [value], not: true },
    ];
    expect(readConditions(writeConditions(where))).toEqual(where);
  },
);

it('leaves out what it does not know', () => {
  expect(readConditions(['nothing', 'constructor:x', 'source', ':x', '!', ''])).toEqual([]);
});
