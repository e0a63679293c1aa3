import { sql } from 'kysely';
import type { Paged } from '../store/recordPages.ts';
import type { TokenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { records } from './records.ts';

/** API tokens. The last number is kept, so that none is given twice. */
export function tokens(db: Connection): Omit<Store['tokens'], keyof Paged<never>> {
  const count = db.prepare<{ number: number }>(
    `UPDATE last_numbers SET number = number + 1 WHERE kind = 'token' RETURNING number`,
  );
  const ofHash = db.prepare<TokenRow>(
    build.selectFrom('tokens').selectAll().where('hash', '=', 'hash').compile().sql,
  );
  return {
    ...records<TokenRow, [id: string], [], Omit<TokenRow, 'number'>>(db, {
      table: 'tokens',
      key: ['id'],
      filter: [],
      order: ['number'],
      isAlwaysAdded: true,
      toAdd: token => ({ ...token, number: count.get()!.number }),
      toChange: ({ number: _, revoked_at, ...change }) => ({
        ...change,
        ...(revoked_at !== undefined && { revoked_at: sql`coalesce(revoked_at, ${revoked_at})` }),
      }),
    }),
    async ofHash(hash) {
      return ofHash.get(hash);
    },
  };
}
