import { expect, it } from 'vitest';
import { emptyDatabase, openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, event } from '../store/promises/rows.ts';

it('begins with no other server than the first one as the first', async () => {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  const [one, two] = urls as [string, string];
  await expect(openAt([two, one])).rejects.toThrow(/has been .*: name it first/);
  await expect(openAt([two])).rejects.toThrow('whose first server is not named');
  const other = await emptyDatabase();
  await expect(openAt([other, two])).rejects.toThrow('whose first server is not named');
  await expect(openAt([other, one])).rejects.toThrow('has a store of its own: name it first');
  // One more, and all of them in another order behind the first.
  const again = await openAt([one, other, two]);
  expect(await again.append(event('m'))).toBe(true);
});
