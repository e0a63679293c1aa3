import { describe, expect, it } from 'vitest';
import {
  adRecords,
  cursorLists,
  nextOf,
  pathWith,
} from '../../../../../src/ui/console/parts/manage/dialects.ts';

const ACCOUNT = { id: 'my shop', name: 'Shop', advertiser_id: 7, business_id: 'b', time_zone: null };
const ASKED = { filters: { search: 'a&b', state: '' }, sort: 'name', from: '' };

describe('lists', () => {
  it('say what is asked, and nothing that is not', () => {
    expect(pathWith('p', {})).toBe('p');
    expect(pathWith('p', { a: '', b: undefined, c: 0, d: 'é&' })).toBe('p?c=0&d=%C3%A9%26');
  });

  it('are led on by a cursor', () => {
    const { list, read, csv } = cursorLists<object>(({ id }) => id, 'tags');
    expect(list(ACCOUNT, { ...ASKED, from: 'c' })).toBe('my shop?search=a%26b&sort=name&limit=50&cursor=c');
    expect(csv(ACCOUNT, ASKED)).toBe('my shop?search=a%26b&format=csv');
    expect(read({ tags: [{}], next: 'n' } as never)).toEqual({ rows: [{}], next: 'n' });
    expect(read({ tags: [] } as never)).toEqual({ rows: [], next: null });
  });

  it('of the advertising dialect are led on by how many came before', () => {
    const { lists, record } = adRecords<{ id: number }>('line-item', 'line-item', 'line-items');
    expect(lists.list(ACCOUNT, { ...ASKED, from: '50' })).toBe(
      'line-item?advertiser_code=my+shop&search=a%26b&sort=name&num_elements=50&start_element=50',
    );
    const answer = { response: { count: 51, 'line-items': [{ id: 1 }] } };
    expect(lists.read(answer as never, { ...ASKED, from: '50' })).toEqual({
      rows: [{ id: 1 }],
      count: 51,
      next: null,
    });
    expect(record.change!(ACCOUNT, { id: 5 })).toMatchObject({
      path: 'line-item/5?advertiser_code=my+shop',
      method: 'PUT',
    });
    expect(record.change!(ACCOUNT, { id: 5 }).wrap!({ name: 'x' })).toEqual({ 'line-item': { name: 'x' } });
  });

  it.each([
    ['', 50, 51, '50'],
    ['50', 1, 51, null],
    ['', 0, 5, null],
    ['100', 50, 151, '150'],
  ])('from %j with %i of %i go on at %j', (from, length, count, next) => {
    expect(nextOf(from, length, count)).toBe(next);
  });
});
