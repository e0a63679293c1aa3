import pg from 'pg';
import { type StartedPostgres, startPostgres } from '../../../support/postgres/startPostgres.ts';
import { becomeStandby, SYNCHRONOUS, startStandby } from '../../../support/postgres/startStandby.ts';

/** A primary and its synchronous standby. */
export interface Pair {
  /** The address of both, for a collector. */
  url: string;
  /** Kills the primary, has the standby take its place, and makes the old one the new standby. */
  failOver(): Promise<void>;
  /** All rows of a statement, as the primary has them. */
  ask<Row>(sql: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function startPair(): Promise<Pair> {
  let primary: StartedPostgres = await startPostgres(SYNCHRONOUS);
  let standby = await startStandby(primary);
  const hosts = [primary, standby].map(({ port }) => `127.0.0.1:${port}`);
  return {
    url: `postgres://tgp@${hosts.join(',')}/postgres`,
    async failOver() {
      const old = primary;
      await old.kill('SIGKILL');
      await standby.promote();
      primary = standby;
      await becomeStandby(old, primary);
      standby = old;
    },
    async ask<Row>(sql: string) {
      const client = new pg.Client({ connectionString: primary.url('postgres') });
      await client.connect();
      try {
        return (await client.query(sql)).rows as Row[];
      } finally {
        await client.end();
      }
    },
    async stop() {
      await standby.stop();
      await primary.stop();
    },
  };
}
