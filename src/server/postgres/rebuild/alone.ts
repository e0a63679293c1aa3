import { Away } from '../../store/errors.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { FRESH } from './fresh.ts';

/** Whoever makes a server's projections again has this advisory lock. */
const LOCK = 7_498_115;

/** The only rebuild of a server, as long as nothing comes between. */
export interface Alone {
  /** Where the store's own tables are, as a part of a name in SQL. */
  live: string;
  /**
   * All of it or nothing, as `Server` does it. Names without a schema are the tables' that are made again, if they are such.
   * @param isOneMoment whatever others commit meanwhile is not seen
   */
  transaction<Result>(work: (session: Session) => Promise<Result>, isOneMoment?: boolean): Promise<Result>;
}

/**
 * Does something of which there is one at a time in each of the servers. Throws `Away` where it is under way. What holds the lock is
 * a transaction that does nothing, on a connection of its own: with that it ends, also where the connection is lost.
 */
export async function aloneIn<Result>(
  servers: readonly Server[],
  work: (alone: Alone[]) => Promise<Result>,
): Promise<Result> {
  const [server, ...rest] = servers;
  if (!server) return work([]);
  return server.transaction(async guard => {
    await guard.run('SET LOCAL idle_in_transaction_session_timeout = 0');
    const { is, live } = (await guard.first<{ is: boolean; live: string }>(
      'SELECT pg_try_advisory_xact_lock($1) AS is, quote_ident(current_schema()) AS live',
      [LOCK],
    ))!;
    if (!is) throw new Away(`a rebuild of ${server.name} is under way: wait for its end`);
    const own: Alone = {
      live,
      async transaction(work, isOneMoment = false) {
        // Another one may have begun where it is lost.
        await guard.run('SELECT 1');
        return server.transaction(
          async session => {
            if (isOneMoment) await session.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
            await session.run(SETTINGS, [`${FRESH}, ${live}`]);
            return work(session);
          },
          { statementMs: 0 },
        );
      },
    };
    return aloneIn(rest, others => work([own, ...others]));
  });
}

/**
 * Rows are read in the order of a key, a few at a time, and others by their keys, whatever is known of how many there are: nothing
 * of that is worth being compiled, or read as a whole.
 */
const SETTINGS = `SELECT set_config('search_path', $1, true), set_config('jit', 'off', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)`;
