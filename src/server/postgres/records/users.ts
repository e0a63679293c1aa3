import type { Paged } from '../../store/recordPages.ts';
import type { Store } from '../../store/store.ts';
import type { UserRow } from '../../store/users.ts';
import type { Context } from '../context.ts';
import { USER } from './columns.ts';
import { shared } from './shared.ts';

/** Who logs in. */
export const users = (context: Context): Omit<Store['users'], keyof Paged<never>> =>
  shared<UserRow>(context, {
    table: 'users',
    columns: USER,
    key: 'name',
    order: ['name'],
    removed: async (session, { name }) =>
      void (await session.run('DELETE FROM sessions WHERE user_name = $1', [name])),
  });
