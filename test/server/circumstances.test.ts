import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { runCommand, startCollector } from '../support/command.ts';
import { running } from '../support/running.ts';

it('stops on SIGHUP as on SIGTERM, with all of it in one file', async () => {
  const it = await running();
  expect((await it.beacon('messageId=m1')).status).toBe(200);
  it.process.kill('SIGHUP');
  expect(await it.exit).toBe(0);
  expect(readdirSync(it.data).filter(name => name.startsWith('tgp.db'))).toEqual(['tgp.db']);
});

it('answers with few files that it may open, and says where they are too few', async () => {
  const it = await running({ before: 'ulimit -n 100;' });
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) => it.beacon(`messageId=m${at}`).catch(() => undefined)),
  );
  expect(answers.filter(answer => answer?.status === 200).length).toBeGreaterThan(20);
  expect((await it.beacon('messageId=after')).status).toBe(200);
  const few = runCommand(['--port', '0', '--data', tempDir()], {}, 'ulimit -n 40;');
  expect([await few.exit, few.err]).toEqual([1, expect.stringMatching(/may open 40 files.*ulimit -n/)]);
});

it('takes no variable for its own that Kubernetes makes of a service, and no empty one for one', async () => {
  const it = await startCollector(tempDir(), [], {
    TGP_PORT: 'tcp://10.0.0.1:80',
    TGP_SERVICE_HOST: '10.0.0.1',
    TGP_SERVICE_PORT: '80',
    TGP_PORT_80_TCP: 'tcp://10.0.0.1:80',
    TGP_HOST: '',
    TGP_MAX_STORE: ' ',
    TGP_RETENTION_DAYS: '',
    TGP_PUBLIC_URL: '',
    TGP_RATE_LIMIT: '',
    TGP_DATA: 'tcp://10.0.0.1:81',
  });
  expect((await fetch(`${it.origin}/status`)).status).toBe(200);
});

it('prints as many events as its reader reads, and no word of the end', async () => {
  const it = await running();
  await Promise.all(
    Array.from({ length: 300 }, (_, at) => it.beacon(`messageId=m${at}&properties.a=${'x'.repeat(3000)}`)),
  );
  const first = runCommand(['export', '--data', it.data], {}, '');
  first.process.stdout!.once('data', () => first.process.stdout!.destroy());
  expect([await first.exit, first.err]).toEqual([0, '']);
});

it('has no log that stays as large as what was once written beside a reader', async () => {
  const it = await running({ env: { TGP_RATE_LIMIT: 'off' } });
  const log = join(it.data, 'tgp.db-wal');
  const reader = new DatabaseSync(join(it.data, 'tgp.db'));
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM events').get();
  const send = (from: number, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        it.beacon(`messageId=m${from + at}&properties.a=${'x'.repeat(7000)}`),
      ),
    );
  let sent = 0;
  for (; statSync(log).size < 24 * 1024 * 1024; sent += 50) await send(sent, 50);
  reader.close();
  for (let more = 0; statSync(log).size > 16 * 1024 * 1024 && more < 2000; more += 10)
    await send(sent + more, 10);
  expect(statSync(log).size).toBeLessThanOrEqual(16 * 1024 * 1024);
});

it('leaves no file of its own behind where a backup or an export is told to end', async () => {
  const it = await running();
  await Promise.all(
    Array.from({ length: 300 }, (_, at) => it.beacon(`messageId=m${at}&properties.a=${'x'.repeat(3000)}`)),
  );
  const folder = tempDir();
  const full = join(folder, 'none', 'x');
  for (const [command, ...args] of [
    ['backup', full],
    ['export', '--out', full],
  ]) {
    const run = runCommand([command!, ...args, '--data', it.data]);
    expect([await run.exit, run.err]).toEqual([1, expect.stringContaining(full)]);
  }
  // No file may be larger: as on a disk without room.
  const limited = "trap '' XFSZ; ulimit -f 300;";
  for (const [command, ...args] of [
    ['backup', join(folder, 'b.db')],
    ['export', '--out', join(folder, 'e.ndjson')],
  ]) {
    const run = runCommand([command!, ...args, '--data', it.data], {}, limited);
    expect([command, await run.exit]).toEqual([command, 1]);
    expect(run.err).toMatch(/^tgp: .+\n$/);
  }
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'there'), 'mine');
  const taken = runCommand(['export', '--out', join(folder, 'there'), '--data', it.data]);
  expect([await taken.exit, taken.err]).toEqual([
    2,
    expect.stringMatching(/there is a file .*there already/),
  ]);
});
