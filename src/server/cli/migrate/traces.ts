import type { Server } from '../../postgres/server.ts';
import type { Servers } from '../../postgres/servers.ts';

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

/** The accounts of which a move was stopped. Throws where all of a server is moved. */
export async function movedAccounts(servers: Servers): Promise<Set<string>> {
  const accounts = new Set<string>();
  for (const server of servers.all) {
    const { noted, kept } = await traceOf(server);
    for (const move of [noted, kept]) if (move?.accountId) accounts.add(move.accountId);
    if (noted?.accountId === null) {
      throw new Error(
        `all that is on ${server.name} is being moved: "tgp migrate --cancel --from …" gives that up`,
      );
    }
    if (kept?.accountId === null) throw new Error(`"tgp migrate --to …" has not ended on ${server.name}`);
  }
  return accounts;
}
