import { describe, expect, it } from 'vitest';
import { Exists, InUse, NoSuchRecord } from '../../../../src/server/store/errors.ts';
import type { Open } from './engine.ts';
import { ad, addAccounts, NOW, pixel } from './rows.ts';

/** What uses conversion pixels. */
export function linking(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    for (const id of [1, 2, 3]) await store.conversionPixels.add(pixel(id));
    await store.conversionPixels.add(pixel(8, { account_id: 'other' }));
    return store;
  };

  describe.each(['lineItems', 'campaigns'] as const)('a link of %s', kind => {
    const both = async () => {
      const store = await opened();
      const records = store[kind];
      const pixelsOf = async (id: number) =>
        (await records.links('owner_id', [id])).map(({ pixel_id }) => pixel_id);
      return { store, records, pixelsOf };
    };

    it('is shown from both sides, with the name and state of what has it', async () => {
      const { records } = await both();
      await records.add({ ...ad(20, { name: 'B', state: 'inactive' }), pixels: [2, 1] });
      await records.add({ ...ad(10, { name: 'A' }), pixels: [2] });
      await records.add(ad(30));
      const link = (owner_id: number, pixel_id: number) =>
        owner_id === 10
          ? { owner_id, pixel_id, name: 'A', state: 'active' }
          : { owner_id, pixel_id, name: 'B', state: 'inactive' };
      expect(await records.links('pixel_id', [3, 2, 1])).toEqual([link(10, 2), link(20, 1), link(20, 2)]);
      expect(await records.links('pixel_id', [1])).toEqual([link(20, 1)]);
      expect(await records.links('owner_id', [20, 30])).toEqual([link(20, 1), link(20, 2)]);
      expect(await records.links('owner_id', [10, 10, 20])).toHaveLength(3);
      expect(await records.links('owner_id', [1, 2, 30])).toEqual([]);
      expect(await records.links('pixel_id', [])).toEqual([]);
    });

    it('is not of the record itself', async () => {
      const { records } = await both();
      expect(await records.add({ ...ad(10), pixels: [1] })).toEqual(ad(10));
      expect(await records.get(10)).toEqual(ad(10));
      await records.change(ad(10), { name: 'B', pixels: [2] });
      expect(await records.list('*')).toEqual([ad(10, { name: 'B', revision: 2 })]);
    });

    it('is one, however often it is named, of as many pixels as there are', async () => {
      const { store, records, pixelsOf } = await both();
      await records.add({ ...ad(10), pixels: [2, 2, 1, 2] });
      expect(await pixelsOf(10)).toEqual([1, 2]);
      const many = Array.from({ length: 1500 }, (_, at) => 1000 + at);
      // Where a store has connections, more at once would wait for one longer than a request may.
      for (let at = 0; at < many.length; at += 50)
        await Promise.all(
          many
            .slice(at, at + 50)
            .map(id => store.conversionPixels.add(pixel(id, { pixel_conversion_event_id: null }))),
        );
      await records.change(ad(10), { pixels: many });
      expect(await pixelsOf(10)).toEqual(many);
      expect(await records.links('pixel_id', [...many, ...many])).toHaveLength(1500);
    });

    it('stays where a change names no pixels, and is another one where it does', async () => {
      const { records, pixelsOf } = await both();
      await records.add({ ...ad(10), pixels: [1, 2] });
      await records.add({ ...ad(20), pixels: [1] });
      const change = async (to: Parameters<typeof records.change>[1]) =>
        records.change((await records.get(10))!, to);
      await change({ name: 'B' });
      expect(await pixelsOf(10)).toEqual([1, 2]);
      await change({ pixels: [3, 2] });
      expect(await pixelsOf(10)).toEqual([2, 3]);
      await change({ pixels: [] });
      expect(await pixelsOf(10)).toEqual([]);
      expect(await pixelsOf(20)).toEqual([1]);
    });

    it('is to a pixel of the same account that is there; else nothing is changed', async () => {
      const { records, pixelsOf } = await both();
      await records.add({ ...ad(10), pixels: [1] });
      for (const pixels of [[8], [99], [2, 99], [2, 8]]) {
        await expect(records.add({ ...ad(20), pixels })).rejects.toThrow(NoSuchRecord);
        expect(await records.get(20)).toBeUndefined();
        await expect(records.change(ad(10), { name: 'B', pixels })).rejects.toThrow(NoSuchRecord);
        expect(await records.get(10)).toEqual(ad(10));
        expect(await pixelsOf(10)).toEqual([1]);
      }
      await records.add({ ...ad(20, { account_id: 'other' }), pixels: [8] });
      expect(await pixelsOf(20)).toEqual([8]);
    });

    it('is not changed by a change from an older revision, nor by one that is refused', async () => {
      const { records, pixelsOf } = await both();
      await records.add({ ...ad(10, { code: 'a' }), pixels: [1] });
      await records.add({ ...ad(20, { code: 'b' }), pixels: [] });
      const read = (await records.get(10))!;
      expect(await records.change(read, { name: 'B' })).toBe(true);
      expect(await records.change(read, { pixels: [2] })).toBe(false);
      expect(await pixelsOf(10)).toEqual([1]);
      const twenty = (await records.get(20))!;
      await expect(records.change(twenty, { code: 'a', pixels: [3] })).rejects.toThrow(Exists);
      expect(await pixelsOf(20)).toEqual([]);
      await expect(records.add({ ...ad(30, { code: 'a' }), pixels: [3] })).rejects.toThrow(Exists);
      expect(await records.links('owner_id', [30])).toEqual([]);
    });

    it('goes with what has it', async () => {
      const { store, records, pixelsOf } = await both();
      await records.add({ ...ad(10), pixels: [1, 2] });
      await records.add({ ...ad(20), pixels: [2] });
      expect(await records.remove(10)).toBe(true);
      expect(await records.links('pixel_id', [1, 2])).toMatchObject([{ owner_id: 20 }]);
      expect(await store.conversionPixels.remove(1)).toBe(true);
      await records.add(ad(10));
      expect(await pixelsOf(10)).toEqual([]);
    });
  });

  it('a pixel that a line item uses stays', async () => {
    const store = await opened();
    await store.lineItems.add({ ...ad(10, { state: 'inactive' }), pixels: [1] });
    await store.campaigns.add({ ...ad(10), pixels: [1, 2] });
    await expect(store.conversionPixels.remove(1)).rejects.toThrow(InUse);
    expect(await store.conversionPixels.get(1)).toEqual(pixel(1));
    expect(await store.campaigns.links('pixel_id', [1])).toHaveLength(1);
    await store.lineItems.change(ad(10), { pixels: [] });
    expect(await store.conversionPixels.remove(1)).toBe(true);
  });

  it('a campaign lets go of a pixel that is removed', async () => {
    const store = await opened();
    await store.campaigns.add({ ...ad(10), pixels: [1, 2] });
    expect(await store.conversionPixels.remove(1)).toBe(true);
    expect((await store.campaigns.links('owner_id', [10])).map(({ pixel_id }) => pixel_id)).toEqual([2]);
    expect(await store.campaigns.get(10)).toEqual(ad(10));
    await store.conversionPixels.add(pixel(1));
    expect(await store.campaigns.links('pixel_id', [1])).toEqual([]);
  });

  it('line items and campaigns may have the same id and code', async () => {
    const store = await opened();
    await store.lineItems.add({ ...ad(10, { code: 'a' }), pixels: [1] });
    await store.campaigns.add({ ...ad(10, { code: 'a' }), pixels: [2] });
    expect(await store.lineItems.links('owner_id', [10])).toMatchObject([{ pixel_id: 1 }]);
    expect(await store.campaigns.links('owner_id', [10])).toMatchObject([{ pixel_id: 2 }]);
  });

  it('records without a code are as many as there are', async () => {
    const store = await opened();
    for (const id of [10, 20]) await store.lineItems.add(ad(id));
    expect(await store.lineItems.list('*')).toHaveLength(2);
    expect(await store.conversionPixels.list(['acme'])).toHaveLength(3);
  });

  it('active line items are counted by the categories of their active pixels', async () => {
    const store = await opened();
    await store.conversionPixels.add(pixel(4, { pixel_conversion_event_id: 8 }));
    await store.conversionPixels.add(pixel(5, { pixel_conversion_event_id: null }));
    await store.conversionPixels.add(pixel(6, { pixel_conversion_event_id: 2, state: 'inactive' }));
    await store.lineItems.add({ ...ad(10), pixels: [1, 2, 5, 6] });
    await store.lineItems.add({ ...ad(20), pixels: [3, 4] });
    await store.lineItems.add({ ...ad(30, { state: 'inactive' }), pixels: [3, 4] });
    await store.lineItems.add({ ...ad(40, { account_id: 'other' }), pixels: [8] });
    await store.campaigns.add({ ...ad(50), pixels: [1, 4] });
    expect(await store.lineItems.countByCategory('acme')).toEqual(
      new Map([
        [7, 2],
        [8, 1],
      ]),
    );
    expect(await store.lineItems.countByCategory('other')).toEqual(new Map([[7, 1]]));
    expect(await store.lineItems.countByCategory('nobody')).toEqual(new Map());
  });

  it('a code is free again once its record is removed', async () => {
    const store = await opened();
    await store.campaigns.add(ad(10, { code: 'a', created_at: NOW }));
    await store.campaigns.remove(10);
    expect(await store.campaigns.add(ad(20, { code: 'a' }))).toEqual(ad(20, { code: 'a' }));
  });
}
