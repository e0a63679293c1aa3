import type { Audit } from '../store/audit.ts';
import type { Memory } from './memory.ts';
import { page } from './page.ts';
import { isOf, type Run } from './records.ts';

/** Who changed what, when. */
export const audit = (run: Run, { audit: rows }: Memory): Audit => ({
  add: added =>
    run(() => {
      for (const row of added) rows.push({ ...row, seq: (rows.at(-1)?.seq ?? 0) + 1 });
    }),
  forget: before =>
    run(() => {
      const kept = rows.filter(({ time }) => time >= before);
      return rows.splice(0, rows.length, ...kept).length - kept.length;
    }),
  list: ({ accounts, from = -Infinity, to = Infinity, actor, kind, limit, cursor }) =>
    run(() => {
      const meant = rows.filter(
        ({ account_id, time, actor_name, record_kind }) =>
          isOf(accounts, account_id) &&
          time >= from &&
          time < to &&
          (actor === undefined || actor_name === actor) &&
          (kind === undefined || record_kind === kind),
      );
      const found = page(meant, { limit, cursor, parts: 2 }, ({ time, seq }) => [time, seq]);
      return { rows: found.page.map(row => ({ ...row })), next: found.next };
    }),
});
