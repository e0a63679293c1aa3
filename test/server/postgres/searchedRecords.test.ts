import { expect, it } from 'vitest';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';
import { openRecords } from '../../support/postgres/openRecords.ts';
import { account, ad, tag, token } from '../store/promises/rows.ts';

/** Whose small letters differ from what a server makes of them, or from one letter. */
const NAMES = [
  'Straße',
  'İstanbul',
  'ΟΔΟΣ',
  'ΣΊΣΥΦΟΣ Σ',
  'K',
  'Ǆ',
  'plain ASCII',
  'a\0B',
  'x\uf8ffY',
  '\uf8ff Watch 1',
  '\uf8ff0 Store',
  '𐐀',
  '100%_',
];

it('a text is found in whatever letters, as JavaScript makes small ones of them', async () => {
  const { records } = await openRecords([await emptyDatabase(), await emptyDatabase()]);
  for (const id of ['acme', 'other']) await records.accounts.add(account(id));
  for (const [at, name] of NAMES.entries()) {
    const account_id = at % 2 ? 'acme' : 'other';
    await records.tags.add(tag('~'.repeat(at + 1), { account_id, name, domain: '' }));
    await records.tokens.add(token('~'.repeat(at + 1), { name }));
    await records.segments.add(ad(at + 1, { account_id, name: 'before' }));
    await records.segments.change(ad(at + 1, { account_id }), { name });
  }
  const query = { accounts: '*', order: 'created_at', isFalling: false, limit: 100 } as const;
  const texts = NAMES.flatMap(name => {
    const letters = [...name.toLowerCase()];
    return [letters, letters.slice(1), letters.slice(0, 2)].map(part => part.join(''));
  });
  // As the marks of what a server can't hold have them.
  texts.push('1 w', '1y', '0b', '0 s', '1\uf8ff', '\uf8ff0');
  for (const text of texts) {
    const meant = NAMES.filter(name => name.toLowerCase().includes(text)).toSorted();
    const names = (rows: { name: string }[]) => rows.map(({ name }) => name).toSorted();
    expect(names((await records.tags.page({ ...query, text })).rows), text).toEqual(meant);
    expect(await records.tags.count({ accounts: '*', text })).toBe(meant.length);
    expect(names((await records.tokens.page({ ...query, text })).rows), text).toEqual(meant);
    const { rows, count } = await records.segments.search({
      accounts: ['acme', 'other'],
      filters: [{ is: 'part', fields: [{ column: 'name' }, { column: 'code' }], text }],
      sort: [],
      start: 0,
      limit: 100,
    });
    expect([names(rows), count], text).toEqual([meant, meant.length]);
  }
});

it('pages of several servers are one list, whatever is skipped', async () => {
  const { records } = await openRecords([await emptyDatabase(), await emptyDatabase()]);
  const ids = ['a', 'b', 'c', 'd'];
  for (const id of ids) await records.accounts.add(account(id));
  const names = ['b', '\u{10000}', 'B', '\uffee', 'a', '', 'a', 'é', 'Z', 'b'];
  for (const [at, name] of names.entries()) {
    await records.tags.add(tag(`k${at}`, { account_id: ids[at % 4]!, name, created_at: 1000 - (at % 3) }));
  }
  for (const order of ['name', 'created_at'] as const) {
    for (const isFalling of [false, true]) {
      for (const accounts of ['*', ids] as const) {
        const query = { accounts, order, isFalling, limit: 100 };
        const all = (await records.tags.page(query)).rows.map(({ write_key }) => write_key);
        expect(all).toHaveLength(names.length);
        for (const start of [0, 1, 3, 9, 10]) {
          const { rows } = await records.tags.page({ ...query, start, limit: 3 });
          expect(rows.map(({ write_key }) => write_key)).toEqual(all.slice(start, start + 3));
        }
        const first = await records.tags.page({ ...query, limit: 4 });
        const second = await records.tags.page({ ...query, limit: 3, start: 1, cursor: first.next! });
        expect(second.rows.map(({ write_key }) => write_key)).toEqual(all.slice(5, 8));
      }
    }
  }
  const { rows } = await records.tags.page({ accounts: '*', order: 'name', isFalling: false, limit: 100 });
  expect(rows.map(({ name }) => name)).toEqual(
    [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
  await expect(
    records.tags.page(
      {
        accounts: '*',
        order: 'name',
        isFalling: false,
        limit: 1,
      },
      AbortSignal.abort(new Error('gone')),
    ),
  ).rejects.toThrow('gone');
});
