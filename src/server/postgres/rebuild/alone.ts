import { Away } from '../../store/errors.ts';
import type { Server } from '../server.ts';
import { type Session, sessionOf } from '../session.ts';
import { isTransient, storeError } from '../storeError.ts';
import { FRESH } from './fresh.ts';

/** Whoever makes a server's projections again has this advisory lock. */
const LOCK = 7_498_113;

/** How often a transaction is done again that was in the way of others. */
const RETRIES = 5;

/** The only rebuild of a server, on a connection of its own: with that it ends. */
export interface Alone {
  /** Where the store's own tables are, as a part of a name in SQL. */
  live: string;
  /**
   * All of it or nothing, done again where others were in its way. Names without a schema are the tables' that are made again, if
   * they are such.
   * @param options `isOneMoment`: whatever others commit meanwhile is not seen
   */
  transaction<Result>(
    work: (session: Session) => Promise<Result>,
    options?: { isOneMoment?: boolean },
  ): Promise<Result>;
  end(): Promise<void>;
}

/** Throws `Away` where another rebuild of the server is under way. */
export async function alone(server: Server): Promise<Alone> {
  const client = await server.client();
  const session = sessionOf(client);
  let lost: unknown;
  const lose = (error: Error) => {
    lost = storeError(error);
  };
  // Between two statements nobody else would hear of it.
  client.on('error', lose);
  const leave = (isBroken: boolean) => {
    client.off('error', lose);
    client.release(isBroken);
  };
  try {
    const got = await session.first<{ is: boolean; live: string | null }>(
      'SELECT pg_try_advisory_lock($1) AS is, quote_ident(current_schema()) AS live',
      [LOCK],
    );
    if (!got?.is) throw new Away(`a rebuild is under way in ${server.name}: wait for its end`);
    const live = got.live!;

    const once = async <Result>(work: (session: Session) => Promise<Result>, begin: string) => {
      if (lost) throw lost;
      await session.run(begin);
      try {
        // A step may take longer than a beacon may.
        await session.run(
          `SELECT set_config('search_path', $1, true), set_config('statement_timeout', '0', true)`,
          [`${FRESH}, ${live}`],
        );
        const result = await work(session);
        await session.run('COMMIT');
        return result;
      } catch (error) {
        await session.run('ROLLBACK').catch(() => {});
        throw error;
      }
    };

    return {
      live,
      async transaction(work, { isOneMoment = false } = {}) {
        const begin = isOneMoment ? 'BEGIN ISOLATION LEVEL REPEATABLE READ' : 'BEGIN';
        for (let left = RETRIES; ; left--) {
          try {
            return await once(work, begin);
          } catch (error) {
            if (left === 0 || !isTransient((error as Error).cause)) throw error;
          }
        }
      },
      async end() {
        const isLeft = await session.run('SELECT pg_advisory_unlock($1)', [LOCK]).then(
          () => true,
          () => false,
        );
        leave(!isLeft);
      },
    };
  } catch (error) {
    leave(lost !== undefined);
    throw error;
  }
}
