import { describe, expect, it } from 'vitest';
import { InUse, NoSuchRecord } from '../../../../src/server/store/errors.ts';
import type { Open } from './engine.ts';
import {
  account,
  ad,
  addAccounts,
  auditRow,
  event,
  invitation,
  NOW,
  pixel,
  pixelEvent,
  savedPixel,
  session,
  tag,
  token,
  user,
} from './rows.ts';

/** What only some kinds of records do. */
export function owning(open: Open): void {
  const opened = async () => {
    const { store } = await open();
    await addAccounts(store);
    return store;
  };

  describe('an account', () => {
    it('is found by the name that businesses have', async () => {
      const store = await opened();
      expect(await store.accounts.ofBusiness('business-other')).toEqual(account('other'));
      expect(await store.accounts.ofBusiness('other')).toBeUndefined();
      const { advertiser_id: number } = account('other');
      expect(await store.accounts.ofAdvertisers([number, 1])).toEqual([account('other')]);
      expect(await store.accounts.ofAdvertisers([])).toEqual([]);
      expect(await store.accounts.ofAdvertisers([number, account('acme').advertiser_id])).toHaveLength(2);
      (await store.accounts.ofBusiness('business-other'))!.name = 'changed';
      expect(await store.accounts.ofBusiness('business-other')).toEqual(account('other'));
    });

    it('stays while it has records', async () => {
      const { store } = await open();
      const records: [add: () => Promise<unknown>, remove: () => Promise<unknown>][] = [
        [() => store.tags.add(tag('k')), () => store.tags.remove('k')],
        [() => store.savedPixels.add(savedPixel('p')), () => store.savedPixels.remove('acme', 'p')],
        [() => store.pixelEvents.add(pixelEvent('e')), () => store.pixelEvents.remove('acme', 'e')],
        [() => store.conversionPixels.add(pixel(1)), () => store.conversionPixels.remove(1)],
        [() => store.lineItems.add(ad(1)), () => store.lineItems.remove(1)],
        [() => store.campaigns.add(ad(1)), () => store.campaigns.remove(1)],
        [() => store.segments.add(ad(1)), () => store.segments.remove(1)],
      ];
      for (const [add, remove] of records) {
        await store.accounts.add(account('acme'));
        await add();
        await expect(store.accounts.remove('acme')).rejects.toThrow(InUse);
        expect(await store.accounts.get('acme')).toEqual(account('acme'));
        await remove();
        expect(await store.accounts.remove('acme')).toBe(true);
      }
    });
  });

  describe('a tag', () => {
    it('stays while its events are stored', async () => {
      const store = await opened();
      await store.append(event('m1'));
      await expect(store.tags.remove('k1')).rejects.toThrow(InUse);
      expect(await store.tags.get('k1')).toEqual(tag('k1'));
      expect(await store.tags.remove('k2')).toBe(true);
    });

    it('is found by the path that it has, and by each that it had', async () => {
      const store = await opened();
      await store.tags.add(tag('k3', { path: 'first' }));
      const found = async (path: string) => (await store.tags.ofPath(path))?.write_key;
      expect(await found('first')).toBe('k3');
      const read = (await store.tags.get('k3'))!;
      await store.tags.change(read, { path: 'second', name: 'N' });
      expect(await store.tags.ofPath('first')).toEqual({ ...read, path: 'second', name: 'N' });
      expect(await found('second')).toBe('k3');
      await store.tags.change(read, { path: null });
      expect(await store.tags.ofPath('second')).toMatchObject({ write_key: 'k3', path: null });
      expect(await store.tags.change(read, { path: 'first' })).toBe(true);
      expect(await store.tags.ofPath('first')).toMatchObject({ write_key: 'k3', path: 'first' });
      expect(await found('third')).toBeUndefined();
      expect(await found('')).toBeUndefined();
      (await store.tags.ofPath('first'))!.name = 'changed';
      expect(await store.tags.ofPath('first')).toMatchObject({ name: 'N' });
    });

    it('never gets a path that another one had, which then changes nothing', async () => {
      const store = await opened();
      await store.tags.add(tag('k3', { path: 'first' }));
      await store.tags.change((await store.tags.get('k3'))!, { path: 'second' });
      for (const path of ['first', 'second']) {
        await expect(store.tags.add(tag('k4', { path }))).rejects.toMatchObject({ field: 'path' });
        await expect(
          store.tags.change((await store.tags.get('k1'))!, { path, name: 'N' }),
        ).rejects.toMatchObject({ field: 'path' });
      }
      expect(await store.tags.get('k4')).toBeUndefined();
      expect(await store.tags.get('k1')).toEqual(tag('k1'));
      expect(await store.tags.ofPath('first')).toMatchObject({ write_key: 'k3' });
    });

    it('lets go of its paths when it is removed', async () => {
      const store = await opened();
      await store.tags.add(tag('k3', { path: 'first' }));
      await store.tags.change((await store.tags.get('k3'))!, { path: 'second' });
      await store.tags.remove('k3');
      for (const path of ['first', 'second']) expect(await store.tags.ofPath(path)).toBeUndefined();
      await store.tags.add(tag('k4', { path: 'first' }));
      expect(await store.tags.ofPath('first')).toMatchObject({ write_key: 'k4' });
    });

    it('counts for a pixel event where it is its account’s oldest, before all disabled ones', async () => {
      const { store } = await open();
      for (const id of ['acme', 'other']) await store.accounts.add(account(id));
      await store.pixelEvents.add(pixelEvent('e1'));
      expect(await store.tags.ofPixelEvent('e1')).toBeUndefined();
      await store.tags.add(tag('0', { account_id: 'other', created_at: 1 }));
      expect(await store.tags.ofPixelEvent('e1')).toBeUndefined();
      await store.tags.add(tag('1', { created_at: 1, disabled: 1 }));
      expect(await store.tags.ofPixelEvent('e1')).toMatchObject({ write_key: '1' });
      await store.tags.add(tag('4', { created_at: 3 }));
      await store.tags.add(tag('3', { created_at: 2 }));
      await store.tags.add(tag('2', { created_at: 2 }));
      expect(await store.tags.ofPixelEvent('e1')).toMatchObject({ write_key: '2' });
      expect(await store.tags.ofPixelEvent('e2')).toBeUndefined();
    });
  });

  describe('a saved pixel', () => {
    it('is listed by its type', async () => {
      const store = await opened();
      await store.savedPixels.add(savedPixel('p1'));
      await store.savedPixels.add(savedPixel('p2', { pixel_type: 'pageview', conversion_type: null }));
      await store.savedPixels.add(savedPixel('p1', { account_id: 'other' }));
      const ids = async (...filter: Parameters<typeof store.savedPixels.list>) =>
        (await store.savedPixels.list(...filter)).map(({ account_id, id }) => `${account_id} ${id}`);
      expect(await ids('*', 'conversion')).toEqual(expect.arrayContaining(['acme p1', 'other p1']));
      expect(await ids(['acme'], 'conversion')).toEqual(['acme p1']);
      expect(await ids(['acme'], 'pageview')).toEqual(['acme p2']);
      expect(await ids(['acme'])).toEqual(['acme p1', 'acme p2']);
      expect(await ids(['other'], 'pageview')).toEqual([]);
    });

    it('is another one in another account, and neither sees the other', async () => {
      const store = await opened();
      const own = await store.savedPixels.add(savedPixel('p1'));
      const other = await store.savedPixels.add(savedPixel('p1', { account_id: 'other', name: 'Other' }));
      expect(await store.savedPixels.get('acme', 'p1')).toEqual(own);
      expect(await store.savedPixels.change(other, { name: 'Changed' })).toBe(true);
      expect(await store.savedPixels.get('acme', 'p1')).toEqual(own);
      expect(await store.savedPixels.remove('other', 'p1')).toBe(true);
      expect(await store.savedPixels.get('acme', 'p1')).toEqual(own);
    });
  });

  describe('a pixel event', () => {
    it('is not there for another account', async () => {
      const store = await opened();
      const own = await store.pixelEvents.add(pixelEvent('e1'));
      expect(await store.pixelEvents.get('other', 'e1')).toBeUndefined();
      expect(await store.pixelEvents.remove('other', 'e1')).toBe(false);
      expect(await store.pixelEvents.get('acme', 'e1')).toEqual(own);
    });
  });

  describe('a token', () => {
    it('has the next number, one that none had before', async () => {
      const store = await opened();
      const numbers = [];
      for (const id of ['b', 'a', 'c']) numbers.push((await store.tokens.add(token(id))).number);
      expect(numbers).toEqual([1, 2, 3]);
      await expect(store.tokens.add(token('a'))).rejects.toThrow();
      expect(await store.tokens.remove('c')).toBe(true);
      expect((await store.tokens.add(token('d'))).number).toBeGreaterThan(3);
      const made = await Promise.all(['e', 'f', 'g'].map(id => store.tokens.add(token(id))));
      const all = (await store.tokens.list()).map(({ number }) => number);
      expect(new Set(all).size).toBe(6);
      expect(all).toEqual([...all].sort((a, b) => a - b));
      expect(made.map(({ id }) => id)).toEqual(['e', 'f', 'g']);
    });

    it('is found by its hash, revoked or not', async () => {
      const store = await opened();
      const one = await store.tokens.add(token('a'));
      await store.tokens.add(token('b'));
      expect(await store.tokens.ofHash('hash-a')).toEqual(one);
      expect(await store.tokens.ofHash('hash-c')).toBeUndefined();
      await store.tokens.change(one, { revoked_at: NOW });
      expect(await store.tokens.ofHash('hash-a')).toEqual({ ...one, revoked_at: NOW });
      expect(await store.tokens.list()).toHaveLength(2);
    });

    it('is revoked once', async () => {
      const store = await opened();
      const one = await store.tokens.add(token('a'));
      expect(one.revoked_at).toBeNull();
      await store.tokens.change(one, { revoked_at: NOW });
      await store.tokens.change(one, { revoked_at: NOW + 1 });
      await store.tokens.change(one, { revoked_at: null, name: 'Later' });
      expect(await store.tokens.get('a')).toEqual({ ...one, revoked_at: NOW, name: 'Later' });
    });
  });

  describe('a user', () => {
    it('is listed by name', async () => {
      const store = await opened();
      for (const name of ['b', '\u{10000}', 'B', '\uffee', 'a']) await store.users.add(user(name));
      const names = (await store.users.list()).map(({ name }) => name);
      expect(names).toEqual(['B', 'a', 'b', '\uffee', '\u{10000}']);
    });
  });

  describe('an invitation', () => {
    it('is found by the hash of its key', async () => {
      const store = await opened();
      for (const id of ['a', 'b']) await store.invitations.add(invitation(id));
      expect(await store.invitations.ofHash('hash of b')).toEqual(invitation('b'));
      expect(await store.invitations.ofHash('hash of c')).toBeUndefined();
      await store.invitations.remove('b');
      expect(await store.invitations.ofHash('hash of b')).toBeUndefined();
      expect(await store.invitations.list()).toEqual([invitation('a')]);
    });
  });

  describe('a session', () => {
    const logged = async () => {
      const store = await opened();
      await store.users.add(user('anna'));
      await store.users.add(user('ben', { role: 'editor', accounts: '*' }));
      return store;
    };

    it('says what its user may do now', async () => {
      const store = await logged();
      await store.sessions.add(session('s1'), 0);
      await store.sessions.add(session('s2', { user_name: 'ben' }), 0);
      const rights = {
        role: 'viewer',
        accounts: '["acme"]',
        people: 0,
        user_number: 100_000_007,
      };
      expect(await store.sessions.get('s1')).toEqual({ ...session('s1'), ...rights });
      expect(await store.sessions.get('s2')).toMatchObject({ role: 'editor', accounts: '*' });
      expect(await store.sessions.get('s3')).toBeUndefined();
      const anna = (await store.users.get('anna'))!;
      await store.users.change(anna, { role: 'owner', accounts: '[]', people: 1 });
      const now = { role: 'owner', accounts: '[]', people: 1 };
      expect(await store.sessions.get('s1')).toMatchObject(now);
    });

    it('ends with its user, and no other does', async () => {
      const store = await logged();
      for (const [hash, user_name] of [
        ['s1', 'anna'],
        ['s2', 'anna'],
        ['s3', 'ben'],
      ] as const) {
        await store.sessions.add(session(hash, { user_name }), 0);
      }
      await store.users.remove('anna');
      expect(await store.sessions.get('s1')).toBeUndefined();
      expect(await store.sessions.get('s2')).toBeUndefined();
      expect(await store.sessions.get('s3')).toMatchObject({ user_name: 'ben' });
      await store.users.add(user('anna'));
      expect(await store.sessions.get('s1')).toBeUndefined();
    });

    it('needs a user that is there', async () => {
      const store = await logged();
      await expect(store.sessions.add(session('s1', { user_name: 'nobody' }), 0)).rejects.toThrow(
        NoSuchRecord,
      );
      expect(await store.sessions.get('s1')).toBeUndefined();
    });

    it('is forgotten at the next log-in where it began before the oldest that may be', async () => {
      const store = await logged();
      await store.sessions.add(session('s1', { created_at: NOW - 1 }), 0);
      await store.sessions.add(session('s2', { created_at: NOW, user_name: 'ben' }), 0);
      expect(await store.sessions.get('s1')).toBeDefined();
      await store.sessions.add(session('s3', { created_at: NOW + 5 }), NOW);
      expect(await store.sessions.get('s1')).toBeUndefined();
      expect(await store.sessions.get('s2')).toBeDefined();
      expect(await store.sessions.get('s3')).toBeDefined();
    });

    it('is listed with those of its user alone, the newest first', async () => {
      const store = await logged();
      const own = [session('s2'), session('s1'), session('s3', { created_at: NOW + 1, kind: 'console' })];
      for (const each of own) await store.sessions.add(each, 0);
      await store.sessions.add(session('s4', { user_name: 'ben' }), 0);
      const listed = await store.sessions.list('anna');
      expect(listed).toEqual([own[2], own[1], own[0]]);
      listed[0]!.kind = 'auth';
      expect(await store.sessions.list('anna')).toEqual([own[2], own[1], own[0]]);
      expect(await store.sessions.list('nobody')).toEqual([]);
    });

    it('ends by itself, and no other does', async () => {
      const store = await logged();
      for (const hash of ['s1', 's2']) await store.sessions.add(session(hash), 0);
      expect(await store.sessions.remove('s1')).toBe(true);
      expect(await store.sessions.remove('s1')).toBe(false);
      expect(await store.sessions.get('s1')).toBeUndefined();
      expect(await store.sessions.list('anna')).toEqual([session('s2')]);
    });

    it('notes when it was used', async () => {
      const store = await logged();
      await store.sessions.add(session('s1'), 0);
      await store.sessions.add(session('s2'), 0);
      await store.sessions.use('s1', NOW + 9);
      await store.sessions.use('s3', NOW + 9);
      expect(await store.sessions.get('s1')).toMatchObject({ created_at: NOW, used_at: NOW + 9 });
      expect(await store.sessions.get('s2')).toMatchObject({ used_at: NOW });
    });
  });

  it('keeps what is added to the audit apart from what was given', async () => {
    const store = await opened();
    const row = auditRow();
    await store.audit.add([row]);
    row.route = 'changed';
    const read = () => store.audit.list({ accounts: '*', limit: 9 });
    (await read()).rows[0]!.route = 'changed';
    expect((await read()).rows).toMatchObject([auditRow()]);
  });
}
