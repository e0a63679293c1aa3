import type { Server } from '../server.ts';
import { lookFor } from './step.ts';

/**
 * The account whose last event arrived last of all, as the clock had it; undefined where there is no event. By what was seen: to ask
 * the events would lock the tables of all days.
 */
export async function newestAccount(servers: readonly Server[]): Promise<string | undefined> {
  const found = await Promise.all(
    servers.map(server =>
      lookFor<{ account_id: string; received_at: number }>(
        server,
        `SELECT state.account_id, last.received_at FROM account_state AS state
         CROSS JOIN LATERAL (SELECT received_at FROM seen
           WHERE seen.account_id = state.account_id AND seen.seq = state.next_seq - 1 LIMIT 1) AS last
         ORDER BY last.received_at DESC, state.account_id LIMIT 1`,
        [],
      ),
    ),
  );
  return found.flat().sort((a, b) => b.received_at - a.received_at)[0]?.account_id;
}
