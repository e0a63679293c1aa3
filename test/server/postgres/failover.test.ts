import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { Away } from '../../../src/server/store/errors.ts';
import { systemPrograms } from '../../support/postgres/programs.ts';
import { type StartedPostgres, startPostgres } from '../../support/postgres/startPostgres.ts';
import { SYNCHRONOUS, startStandby } from '../../support/postgres/startStandby.ts';
import { until } from '../../support/postgres/until.ts';

/** pg_basebackup and pg_rewind are not in npm's package: Debian's postgresql has them. */
describe.skipIf(!systemPrograms())('a server of two hosts', () => {
  let one: StartedPostgres;
  let two: StartedPostgres;
  let server: Server;

  /** As the store does it: with a lock, which even a transaction has that finds its row there. */
  const insert = (n: number) =>
    server.transaction(async session => {
      await session.run('SELECT 1 FROM account FOR UPDATE');
      return session.first('INSERT INTO ledger VALUES ($1) ON CONFLICT DO NOTHING RETURNING n', [n]);
    });
  const portOf = async () =>
    (await server.first<{ port: number }>("SELECT current_setting('port')::int AS port"))!.port;

  beforeAll(async () => {
    one = await startPostgres(SYNCHRONOUS);
    two = await startStandby(one);
    // The standby is named first.
    const [address] = readServers(`postgres://tgp@127.0.0.1:${two.port},127.0.0.1:${one.port}/postgres`);
    server = new Server(address!, { connections: 3 });
    await server.run('CREATE TABLE ledger (n int PRIMARY KEY)');
    await server.run('CREATE TABLE account AS SELECT 1');
  });
  afterAll(async () => {
    await server?.close();
    await two?.stop();
    await one?.stop();
  });

  it('is written to where it can be', async () => {
    expect(await portOf()).toBe(one.port);
    expect(await insert(1)).toEqual({ n: 1 });
  });

  it('acknowledges no commit that did not wait for the standby, nor its repeat', async () => {
    await two.kill('SIGQUIT');
    const watcher = new Server(readServers(one.url('postgres'))[0]!);
    const cancelWaiting = () =>
      watcher.first(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND backend_type = 'client backend'",
      );
    try {
      for (const what of ['first', 'again']) {
        const inserting = insert(2).then(
          () => 'acknowledged',
          (error: Error) => error,
        );
        await until(cancelWaiting);
        expect(await inserting, what).toSatisfy(error => error instanceof Away);
      }
      // A statement alone is a transaction too.
      const alone = server.run('INSERT INTO ledger VALUES (3)').then(
        () => 'acknowledged',
        (error: Error) => error.message,
      );
      await until(cancelWaiting);
      expect(await alone).toBe("the store's standby is not reached");
    } finally {
      await watcher.close();
    }
    await two.start();
    expect(await insert(2)).toBeUndefined();
    expect(await insert(4)).toEqual({ n: 4 });
  });

  it('is written to at the promoted standby, and not at the old primary any more', async () => {
    const heard: string[] = [];
    const end = server.hear('news', { told: text => heard.push(text), missed: () => heard.push('missed') });
    await until(() => heard.length);
    await one.kill('SIGKILL');
    await two.promote();
    const standby = await startStandby(two);
    try {
      await until(() =>
        insert(5).then(
          () => true,
          () => false,
        ),
      );
      expect(await portOf()).toBe(two.port);
      await until(() => heard.length > 1);
      await server.run("SELECT pg_notify('news', 'hello')");
      await until(() => heard.length > 2);
      expect(heard).toEqual(['missed', 'missed', 'hello']);
      await end();
    } finally {
      await standby.stop();
    }
    await two.kill('SIGKILL');
    // It missed what the other one has.
    await one.start();
    const refusal = await until(() =>
      server.first('SELECT 1').then(
        () => 'answered',
        (error: Error) => String((error.cause as Error)?.message).includes('missed a promotion') && error,
      ),
    );
    expect(refusal).toBeInstanceOf(Away);
    expect((refusal as Error).message).toBe('the store is not reached');
    await two.start();
    expect(await until(() => portOf().catch(() => 0))).toBe(two.port);
  });
});
