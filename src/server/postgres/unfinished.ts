import type { Session } from './session.ts';

/** What `tgp migrate` keeps on the first server, as long as a whole store is being moved there. */
export const OF_ALL = 'all accounts';

/** Whether the store is one that `tgp migrate` has not made whole yet. */
export async function isUnfinished(first: Session): Promise<boolean> {
  const is = await first.first<{ is: boolean }>(`SELECT to_regclass('tgp_move.kept') IS NOT NULL AS is`);
  if (!is!.is) return false;
  const row = await first.first<{ name: string }>('SELECT name FROM tgp_move.kept WHERE name = $1', [OF_ALL]);
  return row !== undefined;
}
