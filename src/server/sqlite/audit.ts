import { type SqlBool, sql } from 'kysely';
import type { Audit, AuditRow } from '../store/audit.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';
import { pages } from './pages.ts';
import { walk } from './walk.ts';

const newest = pages<AuditRow>(['time', 'seq']);

/** Most entries that are removed at once. */
const STEP = 500;

/** Who changed what, when. */
export const audit = (db: Connection): Audit => {
  const remove = db.prepare(
    `DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE time < ? ORDER BY time LIMIT ${STEP})`,
  );
  return {
    async add(rows) {
      const each = rows as AuditRow[];
      if (each.length) db.all(build.insertInto('audit').values(each));
    },
    async forget(before) {
      let removed = 0;
      for (let left = STEP; left === STEP; removed += left) {
        left = remove.run(before).changes;
        // Beacons commit in between.
        await new Promise(setImmediate);
        if (!db.isOpen) break;
      }
      return removed;
    },
    async list({ accounts, from, to, actor, kind, limit, cursor }) {
      let query = build.selectFrom('audit');
      const asked: [column: 'actor_name' | 'record_kind', value: string | undefined][] = [
        ['actor_name', actor],
        ['record_kind', kind],
      ];
      const tests = asked.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
      // Each of these has an index, which gives its rows in order; what else is asked is looked for among them.
      const first = accounts === '*' ? tests.shift() : undefined;
      const keys = accounts === '*' ? first && [first.value] : accounts;
      if (keys) query = query.where(first?.column ?? 'account_id', '=', 'each of them');
      if (from !== undefined) query = query.where('time', '>=', from);
      if (to !== undefined) query = query.where('time', '<', to);
      if (!keys) {
        return newest.of(db.all(newest.from(query.selectAll(), cursor).limit(limit + 1)), limit);
      }
      return walk(db, {
        table: 'audit',
        keys,
        rows: query,
        filters: tests.map(({ column, value }) => sql<SqlBool>`${sql.ref(`audit.${column}`)} = ${value}`),
        order: newest,
        limit,
        cursor,
      });
    },
  };
};
