import { traceOf } from '../../postgres/move/traceOf.ts';
import type { Servers } from '../../postgres/servers.ts';

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
