import { chmodSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BadOption } from '../../../src/server/cli/badOption.ts';
import { checkLine } from '../../../src/server/cli/doctor/check.ts';
import { checkClock } from '../../../src/server/cli/doctor/checkClock.ts';
import {
  checkData,
  checkDisk,
  checkPermissions,
  inFile,
} from '../../../src/server/cli/doctor/checkFolder.ts';
import { checkBeacon, checkProxy, checkRunning } from '../../../src/server/cli/doctor/checkPublic.ts';
import { doctorCommand } from '../../../src/server/cli/doctorCommand.ts';
import type { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { inspect } from '../../../src/server/sqlite/inspect.ts';
import { collector, IN_FILE, NOW, openStore, tempDir } from '../../support/collector.ts';
import { runCommand, startCollector } from '../../support/command.ts';
import { openServer } from '../../support/openServer.ts';
import { freePort } from '../../support/proxy.ts';

/** A folder with a store that is closed, as a collector leaves it. */
async function stored(): Promise<string> {
  const folder = tempDir();
  await openStore(folder).close();
  return folder;
}

describe('the data', () => {
  it('is well where there is a store of ours', async () => {
    const { check, store } = checkData(await stored());
    expect([check.state, store?.events]).toEqual(['ok', 0]);
  });

  it('is missing, with the folder’s name', () => {
    expect(checkLine(checkData('/nowhere').check)).toMatch(
      /^FAIL {2}data +there is no store in \/nowhere; --data/,
    );
  });

  it('is a newer version’s, or no store at all', async () => {
    const folder = await stored();
    const db = new DatabaseSync(join(folder, 'tgp.db'));
    db.exec("INSERT INTO migrations VALUES ('2999-01-01-later.sql', 'x')");
    db.close();
    expect(checkLine(checkData(folder).check)).toMatch(
      /^FAIL .*newer tgp \(migration 2999.*; start that version/,
    );
    const other = tempDir();
    new DatabaseSync(join(other, 'tgp.db')).exec('CREATE TABLE x (y)');
    expect(checkLine(checkData(other).check)).toMatch(/^FAIL .*can't be read: no such table.*; restore/);
  });
});

describe('permissions', () => {
  it('are well where nobody else reads', async () => {
    const folder = await stored();
    chmodSync(join(folder, 'tgp.db'), 0o644);
    // Nobody else gets as far as the file.
    expect(checkPermissions(folder).state).toBe('ok');
    chmodSync(folder, 0o755);
    expect(checkLine(checkPermissions(folder))).toMatch(/^FAIL .*other users .*tgp\.db; chmod -R go= /);
    chmodSync(join(folder, 'tgp.db'), 0o600);
    expect(checkPermissions(folder).state).toBe('ok');
  });
});

it('a disk has less than the store may take', async () => {
  const folder = await stored();
  expect(checkDisk(folder, null).state).toBe('ok');
  expect(checkLine(checkDisk(folder, 1e18))).toMatch(/^FAIL {2}disk .*--max-store allows .*; name less/);
});

describe('the clock', () => {
  it.each([
    ['is right', NOW, null, [], null, 'ok'],
    ['is right by what came', NOW, NOW - 1000, [NOW + 2000], true, 'ok'],
    ['is behind what came', NOW, NOW + 3_600_000, [], null, 'FAIL'],
    ['is another one than outside', NOW, null, [NOW - 3_600_000], null, 'FAIL'],
    ['is set by nobody', NOW, null, [], false, 'FAIL'],
  ] as const)('%s', (_, now, newest, elsewhere, synchronised, state) => {
    // Null: what this machine's own says is of no matter.
    expect(checkClock(now, newest, [...elsewhere], synchronised).state).toBe(state);
  });
});

/** A collector behind a proxy that passes requests on with these headers; its public URL. */
async function behind(headersOf: (host: string) => Record<string, string>, parts = {}) {
  let to = '';
  const server = createServer((request, response) => {
    ask(to + request.url, { headers: headersOf(request.headers.host!) }, answer => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end();
  });
  const { port, close } = await openServer(server);
  onTestFinished(close);
  const url = `http://127.0.0.1:${port}`;
  const it = await collector({ publicUrls: [url], ...parts }, IN_FILE);
  to = await it.listen();
  return { ...it, url };
}

const FORWARDED = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'http' };

describe('a proxy', () => {
  it.each([
    [
      'passes all on, and is believed',
      (host: string) => ({ host, ...FORWARDED }),
      ['loopback'],
      /^ok .*believed$/,
    ],
    [
      'is not believed',
      (host: string) => ({ host, ...FORWARDED }),
      [],
      /^FAIL .*; name its address: --trust-proxy/,
    ],
    [
      'keeps the host',
      () => ({ host: 'tgp', ...FORWARDED }),
      ['loopback'],
      /^FAIL .*asked for "tgp"; .*proxy_set_header Host/,
    ],
    [
      'says another protocol',
      (host: string) => ({ host, ...FORWARDED, 'x-forwarded-proto': 'https' }),
      ['loopback'],
      /^FAIL .*reaches the collector as https; .*X-Forwarded-Proto/,
    ],
  ])('%s', async (_, headersOf, trustProxy, line) => {
    const { url } = await behind(headersOf, { trustProxy });
    expect(checkLine((await checkProxy(url)).check)).toMatch(line);
  });

  it('is not there, or is of something else', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(checkLine((await checkProxy(url)).check)).toMatch(
      /^FAIL .*does not answer: .*ECONNREFUSED.*; see/,
    );
    const { port, close } = await openServer(createServer((_, response) => response.end('{}')));
    onTestFinished(close);
    const other = `http://127.0.0.1:${port}/data`;
    expect(checkLine((await checkProxy(other)).check)).toMatch(
      /^FAIL .*something else.*; pass what is below \/data\/ on/,
    );
    expect(checkLine(await checkBeacon(other, inFile('')))).toMatch(/^FAIL .*answers 200/);
  });
});

it('sends a beacon through the public URL, and finds it in the store', async () => {
  const { url, folder, writeKey } = await behind(host => ({ host }));
  const file = join(folder, 'tgp.db');
  expect(await checkBeacon(url, inFile(file))).toMatchObject({ state: 'ok' });
  expect(inspect(file).events).toBe(0);
  expect(await checkBeacon(url, inFile(file), writeKey)).toMatchObject({ state: 'ok' });
  expect(inspect(file).events).toBe(1);
  expect(checkLine(await checkBeacon(url, inFile(file), 'nobody'))).toMatch(
    /^FAIL .*401.*; name the write key/,
  );
  const other = join(await stored(), 'tgp.db');
  expect(checkLine(await checkBeacon(url, inFile(other), writeKey))).toMatch(
    /^FAIL .*not in .*; another collector/,
  );
});

it('says whether a collector runs here, and would store', async () => {
  const { listen, store, clock } = await collector();
  const port = Number(new URL(await listen()).port);
  expect((await checkRunning('0.0.0.0', port)).state).toBe('ok');
  (store as MemoryStore).away = 'no disk';
  clock.now += 5000;
  expect(checkLine(await checkRunning('127.0.0.1', port))).toMatch(/^FAIL .*503.*no disk/);
  expect((await checkRunning('::1', await freePort())).state).toBe('FAIL');
});

it('is a line for each check, and an exit code', async () => {
  const data = tempDir();
  const running = await startCollector(data, ['--no-demo']);
  const port = new URL(running.origin).port;
  const args = ['doctor', '--data', data, '--port', port, '--public-url', running.origin];
  const good = runCommand(args);
  const code = await good.exit;
  expect(good.out.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^ok {4}data /),
    expect.stringMatching(/^ok {4}permissions /),
    expect.stringMatching(/^ok {4}disk /),
    expect.stringMatching(/^(ok|FAIL) {2,4}clock /),
    expect.stringMatching(/^ok {4}collector /),
    expect.stringMatching(/^ok {4}proxy /),
    expect.stringMatching(/^ok {4}beacon /),
  ]);
  expect(code).toBe(good.out.includes('FAIL') ? 1 : 0);
  const wrong = runCommand(['doctor', '--data', join(data, 'none')]);
  expect(await wrong.exit).toBe(1);
  expect(wrong.out).toMatch(/^FAIL {2}data /);
});

it('reads the options of the collector, and its own', async () => {
  expect(await doctorCommand(['--help'], {})).toMatch(/^Usage: tgp doctor/);
  for (const args of [['--write-key'], ['--write-key', '--data'], ['--port', 'x'], ['x'], ['--version']])
    await expect(doctorCommand(args, {})).rejects.toThrow(BadOption);
});
