import { describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../../../src/server/store/audit.ts';
import { BadCursor } from '../../../../src/server/store/errors.ts';
import { allPages, NO_CURSORS } from './allPages.ts';
import type { Open } from './engine.ts';
import { auditRow, NOW } from './rows.ts';

/** The audit. */
export function auditing(open: Open): void {
  const routes = async (
    { audit }: Awaited<ReturnType<Open>>['store'],
    filter: Partial<AuditFilter> = {},
  ): Promise<string[]> => {
    const { rows } = await audit.list({ accounts: '*', limit: 100, ...filter });
    return rows.map(({ route }) => route);
  };

  describe('the audit', () => {
    it('keeps entries as they were added', async () => {
      const { store } = await open();
      const nobody = auditRow({ record_kind: null, record_id: null, account_id: null, status: 401 });
      await store.audit.add([auditRow(), nobody]);
      const { rows } = await store.audit.list({ accounts: '*', limit: 9 });
      expect(rows).toMatchObject([nobody, auditRow()]);
      expect(rows[0]!.seq).toBeGreaterThan(rows[1]!.seq);
      expect(Object.keys(rows[0]!).sort()).toEqual([...Object.keys(nobody), 'seq'].sort());
    });

    it('is newest first, of the same time the last to be added', async () => {
      const { store } = await open();
      await store.audit.add([
        auditRow({ route: 'b' }),
        auditRow({ route: 'a', time: NOW - 1 }),
        auditRow({ route: 'c' }),
      ]);
      await store.audit.add([auditRow({ route: 'd' }), auditRow({ route: 'e', time: NOW + 1 })]);
      expect(await routes(store)).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    it('shows the entries of the accounts alone, and those of no account to nobody but everybody', async () => {
      const { store } = await open();
      await store.audit.add([
        auditRow({ route: '1' }),
        auditRow({ route: '2', account_id: 'other' }),
        auditRow({ route: '3', account_id: null }),
      ]);
      expect(await routes(store, { accounts: ['acme'] })).toEqual(['1']);
      expect(await routes(store, { accounts: ['other', 'acme'] })).toEqual(['2', '1']);
      expect(await routes(store, { accounts: [] })).toEqual([]);
      expect(await routes(store)).toEqual(['3', '2', '1']);
    });

    it('is of a time, from its begin on and before its end', async () => {
      const { store } = await open();
      await store.audit.add([-2, -1, 0, 1, 2].map(ms => auditRow({ route: `${ms}`, time: NOW + ms })));
      expect(await routes(store, { from: NOW - 1, to: NOW + 1 })).toEqual(['0', '-1']);
      expect(await routes(store, { from: NOW + 2 })).toEqual(['2']);
      expect(await routes(store, { to: NOW - 1 })).toEqual(['-2']);
    });

    it('is of somebody, and of a kind of record', async () => {
      const { store } = await open();
      await store.audit.add([
        auditRow({ route: '1', actor_name: 'ann', record_kind: 'tag' }),
        auditRow({ route: '2', actor_name: 'ann', record_kind: 'token', account_id: null }),
        auditRow({ route: '3', actor_name: 'bob', record_kind: 'tag' }),
        auditRow({ route: '4', actor_name: 'ann', record_kind: 'tag', account_id: 'other' }),
      ]);
      expect(await routes(store, { actor: 'ann' })).toEqual(['4', '2', '1']);
      expect(await routes(store, { kind: 'tag' })).toEqual(['4', '3', '1']);
      expect(await routes(store, { actor: 'ann', kind: 'tag' })).toEqual(['4', '1']);
      expect(await routes(store, { actor: 'ann', kind: 'tag', accounts: ['acme'] })).toEqual(['1']);
      expect(await routes(store, { kind: 'tag', accounts: ['acme', 'other'], limit: 2 })).toEqual(['4', '3']);
      expect(await routes(store, { actor: 'nobody' })).toEqual([]);
    });

    it('comes once each over the pages, whatever is added between them', async () => {
      for (const limit of [1, 2, 4]) {
        const { store } = await open();
        const added = Array.from({ length: 8 }, (_, at) =>
          auditRow({ route: `${at}`, time: NOW + (at % 2) }),
        );
        await store.audit.add(added);
        const seen = await allPages(
          cursor => store.audit.list({ accounts: ['acme'], limit, ...(cursor && { cursor }) }),
          () =>
            store.audit.add([
              auditRow({ route: 'x', account_id: 'other' }),
              auditRow({ route: 'y', time: NOW }),
              auditRow({ route: 'y', time: NOW + 1 }),
            ]),
        );
        const found = seen.map(({ route }) => route).filter(route => route !== 'y');
        expect(found).toEqual(['7', '5', '3', '1', '6', '4', '2', '0']);
        expect(new Set(seen.map(({ seq }) => seq)).size).toBe(seen.length);
      }
    });

    it('has a next page only where there are more', async () => {
      const { store } = await open();
      await store.audit.add([auditRow(), auditRow(), auditRow({ account_id: 'other' })]);
      const page = async (limit: number) => (await store.audit.list({ accounts: ['acme'], limit })).next;
      expect(await page(1)).toEqual(expect.any(String));
      expect(await page(2)).toBeNull();
      expect(await page(3)).toBeNull();
    });

    it('is not read from a cursor that no page gave out', async () => {
      const { store } = await open();
      await store.audit.add([auditRow()]);
      for (const cursor of NO_CURSORS) {
        await expect(store.audit.list({ accounts: '*', limit: 1, cursor }), cursor).rejects.toThrow(
          BadCursor,
        );
      }
    });
  });
}
