import type { Server } from '../server.ts';

/** Whose move it is; null: of all that there is. */
interface Move {
  id: string | undefined;
  accountId: string | null;
}

/** What a move has left on a server that is not done. */
export interface Trace {
  /** Changes are noted there: it is what is moved. */
  noted: Move | undefined;
  /** How far it has come is kept there: it is where things are moved to. */
  kept: Move | undefined;
}

export async function traceOf(server: Server): Promise<Trace> {
  const is = (await server.first<{ noted: boolean; kept: boolean }>(
    `SELECT to_regclass('tgp_move.source') IS NOT NULL AS noted, to_regclass('tgp_move.kept') IS NOT NULL AS kept`,
  ))!;
  const noted = is.noted
    ? await server.first<Move>('SELECT id, account_id AS "accountId" FROM tgp_move.source')
    : undefined;
  const rows = is.kept
    ? await server.all<{ name: string; value: string }>(
        `SELECT name, value FROM tgp_move.kept WHERE name IN ('migration', 'account')`,
      )
    : [];
  const keptOf = (name: string) => rows.find(row => row.name === name)?.value;
  const kept = rows.length ? { id: keptOf('migration'), accountId: keptOf('account') ?? null } : undefined;
  return { noted, kept };
}
