import { sql } from 'kysely';
import type { Paged } from '../../store/recordPages.ts';
import type { TokenRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import { TOKEN } from './columns.ts';
import { shared } from './shared.ts';

/** API tokens. The last number is kept, so that none is given twice. */
export const tokens = (context: Context): Omit<Store['tokens'], keyof Paged<never>> => ({
  ...shared<TokenRow, Omit<TokenRow, 'number'>>(context, {
    table: 'tokens',
    columns: TOKEN,
    key: 'id',
    order: ['number'],
    isAlwaysAdded: true,
    async toAdd(session, token) {
      const last = await session.first<{ number: number }>(
        `UPDATE last_numbers SET number = number + 1 WHERE kind = 'token' RETURNING number`,
      );
      return { ...token, number: last!.number };
    },
    toChange: ({ number: _, revoked_at, ...change }) => ({
      ...change,
      ...(revoked_at !== undefined && { revoked_at: sql`coalesce(revoked_at, ${revoked_at}::bigint)` }),
    }),
  }),
  ofHash: hash =>
    context.servers.first.first<TokenRow>(`SELECT ${TOKEN.join(', ')} FROM tokens WHERE hash = $1`, [hash]),
});
