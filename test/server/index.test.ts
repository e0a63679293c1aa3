import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { getJson, type RunningCollector, runCommand, startCollector } from '../support/command.ts';
import { rawConnection } from '../support/rawRequest.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const demoKey = async ({ origin }: RunningCollector, token: string) =>
  (await getJson(`${origin}/accounts/demo/tags`, token)).tags[0].write_key;

/** Of a tag in an account of its own. */
async function ownKey({ origin }: RunningCollector, token: string): Promise<string> {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return (await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  await post('/accounts', { id: 'own', name: 'Own' });
  return (await post('/accounts/own/tags', { name: 'T', domain: 'own.example' })).write_key;
}

describe('tgp', () => {
  it('says in a few lines where everything is, and the token on the first start only', async () => {
    const data = join(tempDir(), 'deep', 'data');
    const first = await startCollector(data);
    expect(first.out.split('\n').slice(0, 4)).toEqual([
      `tgp ${version}`,
      `Console    ${first.console}/`,
      `Demo shop  ${first.origin}/shop/`,
      `Data       ${data}`,
    ]);
    expect([first.console, first.origin]).toEqual([
      expect.stringMatching(/^http:\/\/localhost:\d+$/),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    ]);
    expect(first.out.split('\n')[4]).toMatch(
      /^First user http:\/\/localhost:\d+\/#\/first\/tgp_[\w-]{43} {3}\(works once\)$/,
    );
    expect(first.token).toMatch(/^tgp_[\w-]{43}$/);
    expect(await getJson(`${first.origin}/accounts`, first.token)).toMatchObject({
      accounts: [{ id: 'demo' }],
    });
    first.process.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    expect(first.err).toBe('');
    for (const name of readdirSync(data)) {
      expect(readFileSync(join(data, name), 'latin1')).not.toContain(first.token);
      expect(statSync(join(data, name)).mode & 0o077, 'readable by others').toBe(0);
    }

    const second = await startCollector(data);
    expect(second.out).not.toContain('API token');
    expect(await getJson(`${second.origin}/accounts`, first.token)).toMatchObject({
      accounts: [{ id: 'demo' }],
    });
  });

  it("takes the owner's token, and neither stores nor prints it", async () => {
    const data = tempDir();
    const token = 'a-token-of-the-owner';
    const { origin, out } = await startCollector(data, ['--no-demo'], { TGP_ADMIN_TOKEN: token });
    expect(out).not.toMatch(/API token|Demo shop|a-token/);
    expect(await getJson(`${origin}/accounts`, token)).toEqual({ accounts: [] });
    for (const name of readdirSync(data))
      expect(readFileSync(join(data, name), 'latin1')).not.toContain(token);
  });

  it('takes limits, and the word of a proxy that is named', async () => {
    const args = ['--rate-limit', 'beacons=1', '--trust-proxy', 'loopback'];
    const it = await startCollector(tempDir(), args, { TGP_RATE_LIMIT: 'off' });
    const url = `${it.origin}/pixel/v1/page?userId=u&writeKey=${await demoKey(it, it.token)}`;
    const from = async (address: string) =>
      (await fetch(url, { headers: { 'x-forwarded-for': address } })).status;
    expect(await from('192.0.2.1')).toBe(200);
    expect(await from('192.0.2.1')).toBe(429);
    expect(await from('192.0.2.2')).toBe(200);
  });

  it('is under its own names alone, and names its option to whoever comes by another', async () => {
    const { origin, token } = await startCollector(tempDir(), ['--public-url', 'https://c.example']);
    const ask = async (host: string, path: string) => {
      const head = [
        `GET ${path} HTTP/1.1`,
        `Host: ${host}`,
        `Authorization: Bearer ${token}`,
        'Connection: close',
      ];
      return rawConnection(origin, `${head.join('\r\n')}\r\n\r\n`).end;
    };
    for (const path of ['/', '/accounts', '/shop/', '/openapi.json']) {
      const answer = await ask('evil.example', path);
      expect([path, answer.split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 421 Misdirected Request']);
      expect(answer).toContain('--public-url');
    }
    expect(await ask('evil.example', '/tgp.js')).toMatch(/^HTTP\/1.1 200 /);
    for (const host of ['c.example', 'localhost', '127.0.0.1'])
      expect([host, await ask(host, '/accounts')]).toEqual([host, expect.stringMatching(/^HTTP\/1.1 200 /)]);
    expect(await ask('localhost:4242', '/')).toContain('"token":"tgp_');
    expect(await ask('c.example', '/')).not.toContain('"token":"tgp_');
    expect(await ask('localhost:4242', '/shop/?a=b')).toContain(
      'location: http://127.0.0.1:4242/shop/?a=b\r\n',
    );
  });

  it('has no demo where strangers may come, unless that is asked for', async () => {
    const open = await startCollector(tempDir(), ['--host', '0.0.0.0']);
    expect(open.out).not.toContain('Demo shop');
    expect((await fetch(`${open.origin}/shop/`)).status).toBe(404);
    const asked = await startCollector(tempDir(), [
      '--host',
      '0.0.0.0',
      '--demo-url',
      'https://shop.example',
    ]);
    expect(asked.out).toContain('Demo shop  https://shop.example/shop/\n');
  });

  it('tells at its start what an upgrade gave and took', async () => {
    const data = tempDir();
    const first = await startCollector(data);
    first.process.kill('SIGTERM');
    await first.exit;
    const db = new DatabaseSync(join(data, 'tgp.db'));
    db.exec('UPDATE tokens SET publish = 2');
    const { id } = db.prepare('SELECT id FROM tokens').get()!;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: macros look like that
    const url = 'https://${event}.example/';
    const list = JSON.stringify([{ url, pixel_type: 'img' }]);
    db.prepare(`INSERT INTO conversion_pixels VALUES ('demo', 37, NULL, 'P', 'active', 'click', NULL, NULL, NULL, NULL, NULL,
      ?, NULL, 0, 0, 0, 1)`).run(list);
    db.close();
    const second = await startCollector(data);
    expect(second.err).toContain(`pixel 37 of \\"demo\\": a piggyback is not fired: ${url}`);
    const { entries } = await getJson(`${second.origin}/audit`, first.token);
    expect(entries).toMatchObject([{ actor: { kind: 'upgrade' }, record_id: id }, { record_id: 'admin' }]);
  });

  it('hashes passwords at full cost', async () => {
    const data = tempDir();
    const { origin, token } = await startCollector(data);
    const body = { name: 'ed', password: 'correct horse', role: 'editor', accounts: '*' };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const made = await fetch(`${origin}/users`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(made.status).toBe(201);
    const db = new DatabaseSync(join(data, 'tgp.db'), { readOnly: true });
    expect(db.prepare('SELECT password FROM users').get()!.password).toMatch(/^scrypt\$32768\$8\$3\$/);
    db.close();
  });

  it('lists its options', async () => {
    const command = runCommand(['--help']);
    expect(await command.exit).toBe(0);
    expect(command.out).toMatch(/--port .*TGP_PORT.*4242/);
  });

  it('ends with 2 at a wrong option', async () => {
    const command = runCommand(['--port', 'http']);
    expect(await command.exit).toBe(2);
    expect(command.err).toBe('tgp: --port: "http" is no port; use a number from 0 to 65535\n');
  });

  it('ends with 1 and the fix where the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const command = runCommand(['--port', `${port}`, '--data', tempDir()]);
    expect(await command.exit).toBe(1);
    expect(command.err).toBe(
      `tgp: port ${port} on 127.0.0.1 is in use; choose another with --port or TGP_PORT\n`,
    );
    expect(command.out).toBe('');
    taken.close();
  });

  it('ends with 1 and the path where the data folder is none', async () => {
    const command = runCommand(['--data', '/dev/null/data', '--port', '0']);
    expect(await command.exit).toBe(1);
    expect(command.err).toMatch(/^tgp: can't open the store in \/dev\/null\/data: /);
  });
});

describe('an acknowledged event', () => {
  it('is there, once, after kill -9 in the moment of the answer', async () => {
    const data = tempDir();
    const first = await startCollector(data, ['--no-demo']);
    const { token } = first;
    const url = `/pixel/v1/track?writeKey=${await ownKey(first, token)}&anonymousId=a&event=E&messageId=`;
    const acknowledged: string[] = [];
    const send = async (id: string) => {
      const answer = await fetch(`${first.origin}${url}${id}`);
      if (answer.status !== 200) return;
      acknowledged.push(id);
      if (acknowledged.length === 20) first.process.kill('SIGKILL');
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, at) => send(`m${at}`)));
    expect(await first.exit).toBeNull();
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);

    const second = await startCollector(data, ['--no-demo']);
    await fetch(`${second.origin}${url}${acknowledged[0]}`);
    const { events } = (await getJson(`${second.origin}/events?limit=500`, token)) as Record<
      string,
      unknown[]
    >;
    const ids = (events as { messageId: string }[]).map(({ messageId }) => messageId);
    expect(ids).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(ids).size).toBe(ids.length);
    const { counts } = await getJson(`${second.origin}/counts`, token);
    expect(counts[0].count).toBe(ids.length);
  });

  it('is there after SIGTERM among many, and the collector ends with 0', async () => {
    const data = tempDir();
    const first = await startCollector(data, ['--no-demo']);
    const { token } = first;
    const url = `${first.origin}/pixel/v1/track?writeKey=${await ownKey(first, token)}&anonymousId=a&event=E&messageId=`;
    let acknowledged = 0;
    const send = async (id: number) => {
      const answer = await fetch(url + id);
      if (answer.status === 200 && ++acknowledged === 20) first.process.kill('SIGTERM');
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, at) => send(at)));
    expect(await first.exit).toBe(0);
    expect(acknowledged).toBeGreaterThanOrEqual(20);
    const second = await startCollector(data, ['--no-demo']);
    const { events_stored } = await getJson(`${second.origin}/status`, token);
    expect(events_stored).toBeGreaterThanOrEqual(acknowledged);
  });
});

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

describe.runIf(hasPrlimit)('a full disk', () => {
  it('is a 503 for the beacons that did not fit, and not for ever', async () => {
    const data = tempDir();
    mkdirSync(data, { recursive: true });
    // In units of 512 bytes. Without the trap the limit would end the process instead of the write.
    const it = await startCollector(data, ['--no-demo'], {}, "trap '' XFSZ; ulimit -S -f 1800;");
    const url = `${it.origin}/pixel/v1/track?writeKey=${await ownKey(it, it.token)}&anonymousId=a&event=E`;
    const statuses: number[] = [];
    while (!statuses.includes(503) && statuses.length < 100) {
      const answer = await fetch(`${url}&messageId=${statuses.length}&properties.a=${'x'.repeat(30_000)}`);
      statuses.push(answer.status);
      if (answer.status === 503) expect(await answer.text()).toMatch(/^not stored, send it again: /);
    }
    expect(statuses.at(-1)).toBe(503);
    const full = statuses.length - 1;
    expect((await getJson(`${it.origin}/status`, it.token)).events_stored).toBe(full);

    expect(spawnSync('prlimit', ['--pid', `${it.process.pid}`, '--fsize=unlimited:']).status).toBe(0);
    expect((await fetch(`${url}&messageId=${full}`)).status).toBe(200);
    expect((await getJson(`${it.origin}/status`, it.token)).events_stored).toBe(full + 1);
  });
});
