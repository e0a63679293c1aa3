import { describe, expect, it } from 'vitest';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import type { RecordQuery } from '../../../../src/server/store/recordPages.ts';
import type { Open } from './engine.ts';
import { account, ad, MINUTE, NOW, pixelEvent, savedPixel, tag, token, user } from './rows.ts';

const FIRST: RecordQuery = { accounts: '*', order: 'created_at', isFalling: false, limit: 100 };

/** How records are read in pages, however many there are. */
export function paging(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    for (const id of ['acme', 'other']) await store.accounts.add(account(id));
    return store;
  };
  const withTags = async () => {
    const store = await opened();
    await store.tags.add(tag('1', { name: 'b', created_at: NOW - MINUTE }));
    await store.tags.add(tag('2', { name: 'Élan', domain: 'shop.example', path: 'garden' }));
    await store.tags.add(tag('3', { name: 'b', created_at: NOW }));
    await store.tags.add(tag('4', { name: 'a', account_id: 'other' }));
    const found = async (query: Partial<RecordQuery>) =>
      (await store.tags.page({ ...FIRST, ...query })).rows.map(({ write_key }) => write_key);
    return { store, found };
  };

  describe('pages of records', () => {
    it('have the oldest or the newest first, or their names in order', async () => {
      const { found } = await withTags();
      expect(await found({})).toEqual(['1', '2', '3', '4']);
      expect(await found({ isFalling: true })).toEqual(['4', '3', '2', '1']);
      expect(await found({ order: 'name' })).toEqual(['4', '1', '3', '2']);
      expect(await found({ order: 'name', isFalling: true })).toEqual(['2', '3', '1', '4']);
    });

    it('are of these accounts', async () => {
      const { found, store } = await withTags();
      expect(await found({ accounts: ['acme'] })).toEqual(['1', '2', '3']);
      expect(await found({ accounts: ['acme', 'other'] })).toEqual(['1', '2', '3', '4']);
      expect(await found({ accounts: [] })).toEqual([]);
      expect(await store.tags.count({ accounts: ['acme'] })).toBe(3);
      const { rows } = await store.accounts.page({ ...FIRST, accounts: ['other', 'gone'] });
      expect(rows.map(({ id }) => id)).toEqual(['other']);
    });

    it('have what holds a text, in whatever letters', async () => {
      const { found, store } = await withTags();
      expect(await found({ text: 'él' })).toEqual(['2']);
      expect(await found({ text: 'shop.' })).toEqual(['2']);
      expect(await found({ text: 'garden' })).toEqual(['2']);
      for (const text of ['%', '_', '\\', '%op', '\0', 'b\0'])
        expect(await found({ text }), text).toEqual([]);
      expect(await found({ text: 'b', accounts: ['other'] })).toEqual([]);
      expect(await store.tags.count({ accounts: '*', text: 'b' })).toBe(2);
    });

    it.each(['name', 'created_at'] as const)('read on by %s from where one ended', async order => {
      const { store, found } = await withTags();
      for (const isFalling of [false, true]) {
        const all: string[] = [];
        let cursor: string | undefined;
        do {
          const { rows, next } = await store.tags.page({ ...FIRST, order, isFalling, limit: 1, cursor });
          all.push(...rows.map(({ write_key }) => write_key));
          cursor = next ?? undefined;
        } while (cursor !== undefined);
        expect(all).toEqual(await found({ order, isFalling }));
      }
    });

    it('skip what they are told to', async () => {
      const { found } = await withTags();
      expect(await found({ start: 1, limit: 2 })).toEqual(['2', '3']);
      expect(await found({ start: 9 })).toEqual([]);
    });

    it.each(['', 'x', '0-1', 'WzEsMl0', 'WyJhIiwiYiJd'])('refuse the cursor "%s"', async cursor => {
      const { store } = await withTags();
      await expect(store.tags.page({ ...FIRST, cursor })).rejects.toBeInstanceOf(BadCursor);
    });

    it('have the tokens that open nothing else, but something', async () => {
      const store = await opened();
      await store.tokens.add(token('1', { accounts: '["acme"]' }));
      await store.tokens.add(token('2', { accounts: '["acme","other"]' }));
      await store.tokens.add(token('3', { accounts: '*' }));
      await store.tokens.add(token('4', { accounts: '[]' }));
      const found = async (accounts: RecordQuery['accounts']) =>
        (await store.tokens.page({ ...FIRST, accounts })).rows.map(({ id }) => id);
      expect(await found('*')).toEqual(['1', '2', '3', '4']);
      expect(await found(['acme'])).toEqual(['1']);
      expect(await found(['other', 'acme'])).toEqual(['1', '2']);
      expect(await found([])).toEqual([]);
    });

    it('have pixel events by their titles', async () => {
      const store = await opened();
      await store.pixelEvents.add(pixelEvent('evt_1', { title: 'b' }));
      await store.pixelEvents.add(pixelEvent('evt_2', { title: 'a', type: 'lead' }));
      const found = async (query: Partial<RecordQuery>) =>
        (await store.pixelEvents.page({ ...FIRST, accounts: ['acme'], ...query })).rows.map(({ id }) => id);
      expect(await found({ order: 'name' })).toEqual(['evt_2', 'evt_1']);
      expect(await found({ text: 'lead' })).toEqual(['evt_2']);
    });

    it('have the users that open one of the accounts', async () => {
      const store = await opened();
      await store.users.add(user('1', { name: 'cid', accounts: '["acme"]', created_at: NOW - MINUTE }));
      await store.users.add(user('2', { name: 'Bob', accounts: '["gone","other"]', number: 2 }));
      await store.users.add(user('3', { name: 'ann', accounts: '*', number: 3 }));
      await store.users.add(user('4', { name: 'dan', accounts: '[]', number: 4 }));
      const found = async (query: Partial<RecordQuery>) =>
        (await store.users.page({ ...FIRST, order: 'name', ...query })).rows.map(({ name }) => name);
      expect(await found({})).toEqual(['Bob', 'ann', 'cid', 'dan']);
      expect(await found({ accounts: ['acme'] })).toEqual(['ann', 'cid']);
      expect(await found({ accounts: ['acme', 'other'], isFalling: true })).toEqual(['cid', 'ann', 'Bob']);
      expect(await found({ accounts: [] })).toEqual(['ann']);
      expect((await found({ order: 'created_at' }))[0]).toBe('cid');
      expect(await found({ text: 'b' })).toEqual(['Bob']);
    });

    it('have saved pixels by their names, and those of a type', async () => {
      const store = await opened();
      await store.savedPixels.add(savedPixel('pix_1', { name: 'b' }));
      await store.savedPixels.add(
        savedPixel('pix_2', { name: 'a', pixel_type: 'pageview', conversion_type: null }),
      );
      await store.savedPixels.add(savedPixel('pix_3', { name: 'c', conversion_type: 'lead' }));
      await store.savedPixels.add(savedPixel('pix_4', { name: 'd', account_id: 'other' }));
      const found = async (query: Partial<RecordQuery>) =>
        (await store.savedPixels.page({ ...FIRST, accounts: ['acme'], ...query })).rows.map(({ id }) => id);
      expect(await found({})).toEqual(['pix_1', 'pix_2', 'pix_3']);
      expect(await found({ order: 'name' })).toEqual(['pix_2', 'pix_1', 'pix_3']);
      expect(await found({ type: 'conversion' })).toEqual(['pix_1', 'pix_3']);
      expect(await found({ type: 'conversion', order: 'name', isFalling: true })).toEqual(['pix_3', 'pix_1']);
      expect(await found({ type: 'microconversion' })).toEqual([]);
      expect(await found({ text: 'lead' })).toEqual(['pix_3']);
      expect(await found({ text: 'pix_', type: 'pageview' })).toEqual(['pix_2']);
      const { count } = store.savedPixels;
      expect(await count({ accounts: ['acme'] })).toBe(3);
      expect(await count({ accounts: ['acme'], type: 'conversion' })).toBe(2);
      expect(await count({ accounts: '*', text: 'a', type: 'pageview' })).toBe(1);
    });

    it('of a search read on behind a record', async () => {
      const store = await opened();
      for (const id of [3, 1, 2]) await store.segments.add(ad(id));
      await store.segments.add(ad(4, { created_at: NOW - MINUTE }));
      const query = { accounts: ['acme'], filters: [], sort: [], start: 0, limit: 2 };
      expect((await store.segments.search(query)).rows.map(({ id }) => id)).toEqual([4, 1]);
      const after = { created_at: NOW, id: 1 };
      expect((await store.segments.search({ ...query, after })).rows.map(({ id }) => id)).toEqual([2, 3]);
    });
  });
}
