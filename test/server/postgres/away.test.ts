import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openServers } from '../../../src/server/cli/openServers.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { isOfLogIn, storeError } from '../../../src/server/postgres/storeError.ts';
import { Away } from '../../../src/server/store/errors.ts';
import { type StartedPostgres, startPostgres } from '../../support/postgres/startPostgres.ts';
import { until } from '../../support/postgres/until.ts';

/** So many connections, three of which are the owner's alone. */
const FEW = { max_connections: 9, superuser_reserved_connections: 3 };

let postgres: StartedPostgres;
let owner: Server;

/** A server's user who owns nothing but his database. */
const open = (connections = 2, query = '') => {
  const url = `${postgres.url('postgres').replace('tgp@', 'guest@')}${query}`;
  const server = new Server(readServers(url)[0]!, { connections });
  onTestFinished(() => server.close());
  return server;
};

const refusalOf = (asked: Promise<unknown>): Promise<Error> =>
  asked.then(
    () => expect.unreachable('it was done'),
    error => error,
  );

beforeAll(async () => {
  postgres = await startPostgres({ settings: FEW });
  owner = new Server(readServers(postgres.url('postgres'))[0]!, { connections: 2 });
  await owner.run('CREATE ROLE guest LOGIN');
  await owner.run('GRANT ALL ON SCHEMA public TO guest');
});
afterAll(async () => {
  await owner?.close();
  await postgres?.stop();
});

describe('a server that is away', () => {
  it('is there again after a stop, for whoever listens too', async () => {
    const server = open();
    const heard: string[] = [];
    const end = server.hear('news', { told: text => heard.push(text), missed: () => heard.push('missed') });
    await until(() => heard.length);
    await postgres.kill('SIGQUIT');
    const refusal = await refusalOf(server.first('SELECT 1'));
    expect(refusal).toBeInstanceOf(Away);
    // Who may hear of it is anybody.
    expect(refusal.message).toMatch(/^the store is (not reached|stopped)$/);
    expect(refusal.message + (refusal.cause as Error).message).not.toContain('guest');
    await postgres.start();
    await until(() => heard.length > 1);
    await server.run(`SELECT pg_notify('news', 'hello')`);
    await until(() => heard.length > 2);
    expect(heard).toEqual(['missed', 'missed', 'hello']);
    await end();
  });

  it('is asked by one of many at a time, and not again at once', async () => {
    const server = open(6);
    await server.first('SELECT 1');
    await postgres.kill('SIGQUIT');
    const refusals = [];
    for (let round = 0; round < 10; round++) {
      refusals.push(
        ...(await Promise.all(Array.from({ length: 50 }, () => refusalOf(server.first('SELECT 1'))))),
      );
    }
    expect(refusals.every(refusal => refusal instanceof Away)).toBe(true);
    // One reason is shared by all that asked while it was known.
    expect(new Set(refusals).size).toBeLessThan(20);
    await postgres.start();
    await until(() => server.first('SELECT 1').catch(() => undefined));
  });

  it('has no connection left, until others leave', async () => {
    const others = open(10);
    let leave = () => {};
    const staying = new Promise<void>(resolve => {
      leave = resolve;
    });
    let stayed = 0;
    const stays = Array.from({ length: 6 }, () =>
      others.transaction(async session => {
        await session.first('SELECT 1');
        stayed++;
        await staying;
      }),
    );
    await until(() => stayed === 6);
    const server = open();
    const refusal = await refusalOf(server.first('SELECT 1'));
    expect(refusal).toBeInstanceOf(Away);
    expect((refusal.cause as Error).message).toMatch(/too many|remaining connection slots/);
    leave();
    await Promise.all(stays);
    await others.close();
    await until(() => server.first('SELECT 1').catch(() => undefined));
  });

  it('waits for one of its own where there is no more of others', async () => {
    const server = open(10);
    const asked = Array.from({ length: 40 }, (_, n) => server.first(`SELECT ${n} AS n, pg_sleep(0.01)`));
    expect((await Promise.all(asked)).map(row => (row as { n: number }).n)).toEqual(asked.map((_, n) => n));
    await server.close();
  });

  it('can only be read for a while', async () => {
    const server = open();
    await server.run('CREATE TABLE kept (n int)');
    await owner.run('ALTER ROLE guest SET default_transaction_read_only = on');
    await owner.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guest'");
    const refusal = await until(() =>
      server.run('INSERT INTO kept VALUES (1)').then(
        () => undefined,
        error => String(error.cause?.message).includes('read-only') && error,
      ),
    );
    expect(refusal).toBeInstanceOf(Away);
    await owner.run('ALTER ROLE guest RESET ALL');
    await until(() => server.run('INSERT INTO kept VALUES (1)').catch(() => 0));
  });

  it('ends a read that nobody waits for any more', async () => {
    const server = open();
    const going = new AbortController();
    const read = refusalOf(server.within(going.signal).all("SELECT 'a long read', pg_sleep(600)"));
    const isRunning = () =>
      owner.first(
        `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%a long' || ' read%'`,
      );
    await until(isRunning);
    const gone = new Error('gone');
    going.abort(gone);
    expect(await read).toBe(gone);
    await until(async () => !(await isRunning()));
    expect(await refusalOf(server.within(going.signal).all('SELECT 1'))).toBe(gone);
    expect(await server.within().all('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    // Nothing is written there.
    expect(await refusalOf(server.within().run('CREATE TABLE other (n int)'))).toBeInstanceOf(Away);
  });

  it('takes too long', async () => {
    const server = open();
    const slow = server.transaction(session => session.run('SELECT pg_sleep(600)'), { statementMs: 50 });
    expect((await refusalOf(slow)).message).toBe('the store took too long');
    expect(await server.transaction(session => session.first('SHOW statement_timeout'))).toEqual({
      statement_timeout: '10s',
    });
  });

  it('does not call committed what failed in a transaction that goes on', async () => {
    const server = open();
    const work = server.transaction(async session => {
      await session.run('INSERT INTO kept VALUES (2)');
      await session.run('SELECT 1/0').catch(() => {});
    });
    expect(await refusalOf(work)).toBeInstanceOf(Away);
    expect(await server.all('SELECT n FROM kept WHERE n = 2')).toEqual([]);
  });

  it.each(['off', 'local'])(
    'waits for the disk, and for the standby, where its settings say %s',
    async setting => {
      await owner.run(`ALTER ROLE guest SET synchronous_commit = ${setting}`);
      const server = open();
      expect(await server.first('SHOW synchronous_commit')).toEqual({ synchronous_commit: 'on' });
      await owner.run('ALTER ROLE guest RESET ALL');
    },
  );

  it('reads texts as they are written, where its settings say not to', async () => {
    await owner.run('ALTER ROLE guest SET standard_conforming_strings = off');
    const server = open();
    expect(await server.first('SHOW standard_conforming_strings')).toEqual({
      standard_conforming_strings: 'on',
    });
    await owner.run('ALTER ROLE guest RESET ALL');
  });

  it('takes no log-in', async () => {
    const nobody = postgres.url('postgres').replace('tgp@', 'nobody:secret@');
    const server = new Server(readServers(nobody)[0]!);
    const refusal = await refusalOf(server.first('SELECT 1'));
    expect(refusal).toBeInstanceOf(Away);
    expect((refusal.cause as Error).message).toMatch(/role "nobody" does not exist/);
    expect((refusal.cause as Error).message).not.toContain('secret');
    // Nobody waits for it, as for one that is not there yet.
    const since = performance.now();
    for (const url of [nobody, postgres.url('none')]) {
      await expect(openServers(readServers(url), {}, 50_000)).rejects.toThrow(Away);
    }
    expect(performance.now() - since).toBeLessThan(25_000);
    const unknown = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
    expect([isOfLogIn(unknown), (storeError(unknown) as Error).message]).toEqual([
      true,
      'the store does not take the log-in',
    ]);
    await server.close();
  });

  it('has a full disk', async context => {
    const disk = join(postgres.folder, '..', 'small');
    mkdirSync(disk);
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0;
    if (!isMounted) context.skip('only root may mount a small disk');
    try {
      chownSync(disk, 65_534, 65_534);
      await owner.run(`CREATE TABLESPACE small LOCATION '${disk}'`);
      await owner.run('GRANT ALL ON TABLESPACE small TO guest');
      const server = open();
      await server.run('CREATE TABLE filling (text text) TABLESPACE small');
      const fill = () =>
        server.run('INSERT INTO filling SELECT md5(n::text) FROM generate_series(1, 100000) AS each (n)');
      const refusal = await refusalOf(fill());
      expect(refusal).toBeInstanceOf(Away);
      expect(refusal.message).toBe("the store's disk is full");
      spawnSync('mount', ['-o', 'remount,size=64m', disk]);
      expect(await server.run("INSERT INTO filling VALUES ('again')")).toBe(1);
      await server.run('DROP TABLE filling');
      await owner.run('DROP TABLESPACE small');
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });
});
