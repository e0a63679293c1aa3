import { describe, expect, it } from 'vitest';
import type { AdFilter, AdQuery } from '../../../../src/server/store/adQuery.ts';
import type { Open } from './engine.ts';
import { ad, addAccounts, MINUTE, NOW, pixel } from './rows.ts';

/** How records are found by what is in them. */
export function searching(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    const { conversionPixels, lineItems, campaigns } = store;
    await conversionPixels.add(pixel(3, { name: 'Élan', code: 'b', created_at: NOW - MINUTE }));
    await conversionPixels.add(pixel(2, { name: 'a', post_click_value: 1.5, state: 'inactive' }));
    await conversionPixels.add(pixel(1, { name: 'B', post_click_value: 0, created_at: NOW + 700 }));
    await conversionPixels.add(
      pixel(4, { name: 'b', code: 'A', account_id: 'other', piggyback_pixels: '[{},{}]' }),
    );
    await lineItems.add({ ...ad(7), pixels: [1, 3] });
    await lineItems.add({ ...ad(8), pixels: [3] });
    await campaigns.add({ ...ad(9), pixels: [2] });
    return store;
  };
  const all: AdQuery = { accounts: ['acme', 'other'], filters: [], sort: [], start: 0, limit: 100 };
  const found = async (asked: Partial<AdQuery>) => {
    const { conversionPixels } = await opened();
    const { rows, count } = await conversionPixels.search({ ...all, ...asked });
    expect(count).toBe(rows.length);
    return rows.map(({ id }) => id);
  };

  describe('a search', () => {
    it('finds the records of these accounts, the oldest first', async () => {
      expect(await found({})).toEqual([3, 2, 4, 1]);
      expect(await found({ accounts: ['acme'] })).toEqual([3, 2, 1]);
      expect(await found({ accounts: [] })).toEqual([]);
      expect(await found({ accounts: '*' })).toEqual([3, 2, 4, 1]);
      const b: AdFilter = { is: 'part', fields: [{ column: 'name' }], text: 'b' };
      expect(await found({ accounts: '*', filters: [b] })).toEqual([4, 1]);
    });

    const value = { column: 'post_click_value' } as const;
    const second = { column: 'created_at', per: 1000 } as const;
    it.each<[AdFilter, number[]]>([
      [{ is: 'one of', field: { column: 'id' }, values: [4, 1, 9] }, [4, 1]],
      [{ is: 'one of', field: { column: 'id' }, values: [] }, []],
      [{ is: 'none of', field: { column: 'id' }, values: [] }, [3, 2, 4, 1]],
      [{ is: 'one of', field: value, values: [1.5, null] }, [3, 2, 4]],
      [{ is: 'none of', field: value, values: [1.5] }, [3, 4, 1]],
      [{ is: 'none of', field: value, values: [0, null] }, [2]],
      [{ is: 'one of', field: { column: 'name' }, values: ['b'] }, [4]],
      [{ is: 'one of', field: second, values: [Math.floor(NOW / 1000)] }, [2, 4]],
      [{ is: 'least', field: second, value: Math.floor(NOW / 1000) + 1, takesNull: false }, [1]],
      [{ is: 'most', field: second, value: Math.floor(NOW / 1000) - 60, takesNull: false }, [3]],
      [{ is: 'least', field: value, value: 1.5, takesNull: false }, [2]],
      [{ is: 'least', field: value, value: 1, takesNull: true }, [3, 2, 4]],
      [{ is: 'most', field: value, value: 0, takesNull: false }, [1]],
      [{ is: 'part', fields: [{ column: 'name' }], text: 'b' }, [4, 1]],
      [{ is: 'part', fields: [{ column: 'name' }], text: 'él' }, [3]],
      [{ is: 'part', fields: [{ column: 'name' }, { column: 'code' }], text: 'b' }, [3, 4, 1]],
      [{ is: 'part', fields: [{ column: 'code' }], text: '' }, [3, 2, 4, 1]],
      [{ is: 'part', fields: [{ column: 'id' }], text: '2' }, [2]],
      [{ is: 'part', fields: [{ column: 'name' }], text: '%' }, []],
      [{ is: 'part', fields: [{ column: 'name' }], text: '\0' }, []],
      [{ is: 'part', fields: [{ column: 'name' }, { column: 'code' }], text: 'b\0' }, []],
      [{ is: 'length', list: 'line_items', values: [0, 2] }, [3, 2, 4]],
      [{ is: 'length', list: 'line_items', least: 1 }, [3, 1]],
      [{ is: 'length', list: 'line_items', most: 1 }, [2, 4, 1]],
      [{ is: 'length', list: 'campaigns', values: [1] }, [2]],
      [{ is: 'length', list: 'piggyback_pixels', least: 2 }, [4]],
    ])('%j finds %j', async (filter, ids) => {
      expect(await found({ filters: [filter] })).toEqual(ids);
    });

    it('asks for all that is asked', async () => {
      const filters: AdFilter[] = [
        { is: 'part', fields: [{ column: 'name' }], text: 'b' },
        { is: 'one of', field: value, values: [0] },
      ];
      expect(await found({ filters })).toEqual([1]);
    });

    it.each<[AdQuery['sort'], number[]]>([
      [[{ field: { column: 'id' }, isFalling: true }], [4, 3, 2, 1]],
      [[{ field: { column: 'name' }, isFalling: false }], [1, 2, 4, 3]],
      [[{ field: value, isFalling: false }], [3, 4, 1, 2]],
      [[{ field: value, isFalling: true }], [2, 1, 3, 4]],
      [
        [
          { field: { column: 'state' }, isFalling: true },
          { field: { column: 'code' }, isFalling: false },
        ],
        [2, 1, 4, 3],
      ],
      [
        [
          { field: second, isFalling: true },
          { field: { column: 'advertiser_id' }, isFalling: true },
        ],
        [1, 4, 2, 3],
      ],
    ])('sorts by %j: %j', async (sort, ids) => {
      expect(await found({ sort })).toEqual(ids);
    });

    it('gives out a page, and how many there are in all', async () => {
      const { conversionPixels } = await opened();
      const { rows, count } = await conversionPixels.search({ ...all, start: 1, limit: 2 });
      expect([rows.map(({ id }) => id), count]).toEqual([[2, 4], 4]);
      expect(await conversionPixels.search({ ...all, start: 9 })).toEqual({ rows: [], count: 4 });
      rows[0]!.name = 'changed';
      expect((await conversionPixels.get(2))!.name).toBe('a');
    });

    it('finds line items and campaigns by how many pixels they have', async () => {
      const { lineItems, campaigns } = await opened();
      const two: AdFilter = { is: 'length', list: 'pixels', values: [2] };
      expect(await lineItems.search({ ...all, filters: [two] })).toMatchObject({
        rows: [{ id: 7 }],
        count: 1,
      });
      expect(await campaigns.search({ ...all, filters: [two] })).toEqual({ rows: [], count: 0 });
    });
  });
}
