// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { Refusal } from '../../../src/ui/console/refusal.ts';
import { refusalList } from '../../../src/ui/console/refusalList.ts';

const refusal = (id: number, more: Partial<Refusal> = {}): Refusal => ({
  id,
  status: 400,
  reason: `reason ${id}`,
  fix: 'Send it otherwise.',
  writeKey: null,
  method: 'GET',
  route: '/pixel/v1/page',
  host: '<b>shop.example</b>',
  parameters: ['event'],
  count: 1,
  first_at: '2026-11-21T10:20:30Z',
  last_at: '2026-11-21T10:20:30Z',
  ...more,
});

it('has the last to happen on top, each once, with what helps', () => {
  const [box, sum, list] = [
    document.createElement('details'),
    document.createElement('b'),
    document.createElement('ol'),
  ];
  const { add, clear } = refusalList(box, sum, list);
  clear();
  expect(box.hidden).toBe(true);
  add([refusal(1), refusal(2)]);
  add([refusal(1, { count: 2000 })]);
  expect(box.hidden).toBe(false);
  expect(sum.textContent).toBe('2,001 beacons were refused, for 2 reasons');
  expect([...list.children].map(each => each.firstChild!.textContent)).toEqual([
    '400: reason 1',
    '400: reason 2',
  ]);
  expect(list.textContent).toContain('<b>shop.example</b>');
  expect(list.querySelectorAll('li b')).toHaveLength(2);
  add(Array.from({ length: 150 }, (_, id) => refusal(id + 10)));
  expect(list.children).toHaveLength(100);
});
