import { expect, it } from 'vitest';
import { NOW, openStore, tempDir } from '../../support/collector.ts';

it('gives no number twice, also after the token of the highest is gone', async () => {
  const folder = tempDir();
  const store = openStore(folder);
  const add = (id: string, to = store) =>
    to.tokens.add({
      id,
      name: id,
      hash: id,
      scope: 'read',
      accounts: '*',
      created_at: NOW,
      revoked_at: null,
      maker_kind: null,
      maker_id: null,
      expires_at: null,
      publish: 0,
    });
  expect([(await add('a')).number, (await add('b')).number]).toEqual([1, 2]);
  await expect(add('b')).rejects.toThrow();
  expect(await store.tokens.remove('b')).toBe(true);
  expect((await add('c')).number).toBe(3);
  await store.tokens.remove('c');
  await store.close();
  const again = openStore(folder);
  const token = await add('d', again);
  expect(token.number).toBe(4);

  await again.tokens.change(token, { revoked_at: NOW });
  await again.tokens.change(token, { revoked_at: NOW + 1, number: 1, name: 'D' });
  expect(await again.tokens.list()).toMatchObject([
    { id: 'a', number: 1 },
    { id: 'd', number: 4, name: 'D', revoked_at: NOW },
  ]);
  await again.tokens.change(token, { revoked_at: null });
  expect(await again.tokens.ofHash('d')).toMatchObject({ revoked_at: NOW });
});
