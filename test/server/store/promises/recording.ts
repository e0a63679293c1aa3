import { describe, expect, it } from 'vitest';
import { Exists, NoSuchRecord } from '../../../../src/server/store/errors.ts';
import type { Open } from './engine.ts';
import { KINDS } from './kinds.ts';
import { account, NOW } from './rows.ts';

/** What records of every kind have in common. */
export function recording(open: Open): void {
  describe.each(Object.entries(KINDS))('%s', (_name, kind) => {
    const { make, key, noKey, change, unique, isOfAccount, hasRevision } = kind;
    const all = kind.filter ?? ['*'];
    const opened = async () => {
      const { store } = await open();
      if (isOfAccount) for (const id of ['acme', 'other']) await store.accounts.add(account(id));
      return { store, records: kind.of(store) };
    };

    it('are as they were added', async () => {
      const { records } = await opened();
      const [one, two] = [make(1), make(2)];
      expect(await records.add(one)).toMatchObject(one);
      const added = await records.add(two);
      expect(await records.get(...key(one))).toMatchObject(one);
      expect(await records.get(...key(two))).toEqual(added);
      expect(await records.list(...all)).toMatchObject([one, two]);
      expect(await records.get(...noKey)).toBeUndefined();
    });

    it('are listed the oldest first, then by what they are called', async () => {
      const { records } = await opened();
      const rows = [3, 1, 2].map(number => make(number));
      const old = make(9, { created_at: NOW - 1 });
      for (const row of [...rows, old]) await records.add(row);
      const keys = (await records.list(...all)).map(row => key(row).at(-1));
      const named = [1, 2, 3].map(number => key(make(number)).at(-1));
      // Users by name, tokens as they were numbered.
      if (kind === KINDS.users) expect(keys).toEqual([...named, key(old).at(-1)]);
      else if (kind === KINDS.tokens) expect(keys).toEqual([...rows, old].map(row => key(row).at(-1)));
      else expect(keys).toEqual([key(old).at(-1), ...named]);
    });

    it('are changed in what a change names alone', async () => {
      const { records } = await opened();
      const added = await records.add(make(1));
      const other = await records.add(make(2));
      const revision = hasRevision && { revision: 2 };
      expect(await records.change(added, change)).toBe(true);
      expect(await records.get(...key(added))).toEqual({ ...added, ...change, ...revision });
      expect(await records.get(...key(other))).toEqual(other);
    });

    it('are changed by one change after the other', async () => {
      const { records } = await opened();
      const added = await records.add(make(1));
      for (const [name, value] of Object.entries(change)) {
        const read = (await records.get(...key(added)))!;
        expect(await records.change(read, { [name]: value })).toBe(true);
      }
      expect(await records.get(...key(added))).toMatchObject(change);
    });

    it('are not changed where they are not there', async () => {
      const { records } = await opened();
      await records.add(make(1));
      expect(await records.change(make(2), change)).toBe(false);
      expect(await records.list(...all)).toMatchObject([make(1)]);
    });

    it('are there no more once they are removed', async () => {
      const { records } = await opened();
      const [one, two] = [await records.add(make(1)), await records.add(make(2))];
      expect(await records.remove(...noKey)).toBe(false);
      expect(await records.remove(...key(one))).toBe(true);
      expect(await records.remove(...key(one))).toBe(false);
      expect(await records.get(...key(one))).toBeUndefined();
      expect(await records.list(...all)).toEqual([two]);
      expect(await records.change(one, change)).toBe(false);
      expect(await records.add(make(1))).toMatchObject(make(1));
    });

    it('are copies', async () => {
      const { records } = await opened();
      const given = make(1);
      const first = await records.add(given);
      for (const spoil of [
        given,
        first,
        (await records.get(...key(first)))!,
        (await records.list(...all))[0]!,
      ]) {
        for (const name of Object.keys(spoil)) spoil[name] = 'changed';
      }
      expect(await records.list(...all)).toMatchObject([make(1)]);
    });

    it('hold any text', async () => {
      const { records } = await opened();
      const field = 'title' in change ? 'title' : kind === KINDS.users ? 'password' : 'name';
      const texts = ['', "'; DROP TABLE accounts; --", '\u{1f600} é \n "', 'x'.repeat(100_000)];
      const rows = [];
      for (const [at, text] of texts.entries()) rows.push(await records.add(make(at + 1, { [field]: text })));
      for (const [at, text] of texts.entries()) {
        expect((await records.get(...key(rows[at]!)))![field]).toBe(text);
        await records.change(rows[at]!, { [field]: `${text} ` });
        expect((await records.get(...key(rows[at]!)))![field]).toBe(`${text} `);
      }
    });

    it.each(unique)('have a $field of their own', async ({ field, inAccount }) => {
      const { records } = await opened();
      const one = await records.add(make(1));
      const taken = { [field]: one[field] };
      const error = await records.add(make(2, taken)).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Exists);
      expect(error).toMatchObject({ field });
      expect(await records.list(...all)).toEqual([one]);
      if (inAccount) {
        expect(await records.add(make(2, { ...taken, account_id: 'other' }))).toMatchObject(taken);
      }
    });

    const changeable = unique.filter(({ field }) => !key({ [field]: 1 }).includes(1));
    it.each(changeable)('keep a $field of their own', async ({ field }) => {
      const { records } = await opened();
      const one = await records.add(make(1));
      const two = await records.add(make(2));
      const error = await records
        .change(two, { ...change, [field]: one[field] })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Exists);
      expect(error).toMatchObject({ field });
      expect(await records.list(...all)).toEqual([one, two]);
      // Its own is not taken.
      expect(await records.change(two, { [field]: two[field] })).toBe(true);
    });

    if (isOfAccount || kind === KINDS.accounts) {
      it('are listed of the accounts that are asked for alone', async () => {
        const { records } = await opened();
        const account_id = isOfAccount && { account_id: 'other' };
        const [one, two] = [await records.add(make(1)), await records.add(make(2, { ...account_id }))];
        const [first, second] = isOfAccount ? ['acme', 'other'] : ['n1', 'n2'];
        expect(await records.list([first])).toEqual([one]);
        expect(await records.list([second])).toEqual([two]);
        expect(await records.list([second, first])).toEqual([one, two]);
        expect(await records.list(['nobody'])).toEqual([]);
        expect(await records.list([])).toEqual([]);
        expect(await records.list('*')).toEqual([one, two]);
      });
    }

    if (isOfAccount)
      it('have an account that is there', async () => {
        const { records } = await opened();
        await expect(records.add(make(1, { account_id: 'nobody' }))).rejects.toThrow(NoSuchRecord);
        expect(await records.list('*')).toEqual([]);
      });

    if (hasRevision)
      it('are changed once where two changes begin from the same', async () => {
        const { records } = await opened();
        const read = await records.add(make(1));
        const [[first], [second]] = [Object.entries(change), Object.entries(change).slice(1)] as [
          [[string, unknown]],
          [[string, unknown]],
        ];
        const results = await Promise.all([
          records.change(read, { [first[0]]: first[1] }),
          records.change(read, { [second[0]]: second[1] }),
        ]);
        // Either may be the first, where they come by two connections.
        expect(results.toSorted()).toEqual([false, true]);
        const [field, value] = results[0] ? first : second;
        expect(await records.get(...key(read))).toEqual({ ...read, [field]: value, revision: 2 });
        expect(await records.change(read, change)).toBe(false);
        const again = (await records.get(...key(read)))!;
        expect(await records.change(again, change)).toBe(true);
        expect(await records.get(...key(read))).toEqual({ ...read, ...change, revision: 3 });
      });
  });
}
