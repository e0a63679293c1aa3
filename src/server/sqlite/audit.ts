import type { Audit, AuditRow } from '../store/audit.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';
import { pages } from './pages.ts';

const newest = pages<AuditRow>(['time', 'seq']);

/** Who changed what, when. */
export const audit = (db: Connection): Audit => ({
  async add(rows) {
    const each = rows as AuditRow[];
    if (each.length) db.all(build.insertInto('audit').values(each));
  },
  async list({ accounts, from, to, ...page }) {
    let query = build.selectFrom('audit').selectAll();
    if (accounts !== '*') query = query.where(among('account_id', accounts));
    if (from !== undefined) query = query.where('time', '>=', from);
    if (to !== undefined) query = query.where('time', '<=', to);
    return newest.of(db.all(newest.query(query, page)), page.limit);
  },
});
