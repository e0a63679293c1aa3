import { type StartedPostgres, startPostgres } from '../../../support/postgres/startPostgres.ts';
import { becomeStandby, SYNCHRONOUS, startStandby } from '../../../support/postgres/startStandby.ts';

/** A primary and its synchronous standby. */
export interface Pair {
  /** The address of both, for a collector. */
  store: string;
  /** That of the primary. */
  url(): string;
  /** Kills the primary, has the standby take its place, and makes the old one the new standby. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPair(): Promise<Pair> {
  let primary: StartedPostgres = await startPostgres(SYNCHRONOUS);
  let standby = await startStandby(primary);
  const hosts = [primary, standby].map(({ port }) => `127.0.0.1:${port}`);
  return {
    store: `postgres://tgp@${hosts.join(',')}/postgres`,
    url: () => primary.url('postgres'),
    async failOver() {
      const old = primary;
      await old.kill('SIGKILL');
      await standby.promote();
      primary = standby;
      await becomeStandby(old, primary);
      standby = old;
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}
