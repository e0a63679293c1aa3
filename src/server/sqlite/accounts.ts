import type { Paged } from '../store/recordPages.ts';
import type { AccountRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { accountRules } from './accountRules.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';
import { records } from './records.ts';

/** Accounts: what refers to one keeps it. */
export const accounts = (db: Connection): Omit<Store['accounts'], keyof Paged<never>> => ({
  ...records<AccountRow, [id: string], Parameters<Store['accounts']['list']>>(db, {
    table: 'accounts',
    key: ['id'],
    filter: ['id'],
    order: ['created_at', 'id'],
    written: accountRules(db).write,
  }),
  async ofBusiness(businessId) {
    return db.first(build.selectFrom('accounts').selectAll().where('business_id', '=', businessId));
  },
  async ofAdvertisers(ids) {
    const query = build.selectFrom('accounts').selectAll().where(among('advertiser_id', ids));
    return db.all(query.orderBy('created_at').orderBy('id'));
  },
});
