import type { Audit, AuditRow } from '../store/audit.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { pages } from './pages.ts';
import { walk } from './walk.ts';

const newest = pages<AuditRow>(['time', 'seq']);

/** Who changed what, when. */
export const audit = (db: Connection): Audit => ({
  async add(rows) {
    const each = rows as AuditRow[];
    if (each.length) db.all(build.insertInto('audit').values(each));
  },
  async list({ accounts, from, to, limit, cursor }) {
    let query = build.selectFrom('audit');
    if (accounts !== '*') query = query.where('account_id', '=', 'each of them');
    if (from !== undefined) query = query.where('time', '>=', from);
    if (to !== undefined) query = query.where('time', '<', to);
    if (accounts === '*') {
      return newest.of(db.all(newest.from(query.selectAll(), cursor).limit(limit + 1)), limit);
    }
    return walk(db, {
      table: 'audit',
      keys: accounts,
      rows: query,
      filters: [],
      order: newest,
      limit,
      cursor,
    });
  },
});
