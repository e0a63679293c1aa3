import { describe, it } from 'vitest';
import { openPostgres } from '../../support/postgres/openPostgres.ts';
import { countsOnce } from '../store/support/countsOnce.ts';

describe('a store in PostgreSQL', () => {
  it('counts each event once, in whatever order it is exported, forgotten, erased, imported and rebuilt', async () => {
    await countsOnce(async () => (await openPostgres()).store, 10);
  }, 240_000);
});
