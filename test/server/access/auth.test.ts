import { describe, expect, it } from 'vitest';
import { hashToken } from '../../../src/server/access/token.ts';
import { makeLogger } from '../../../src/server/cli/logger.ts';
import { random } from '../../../src/server/http/random.ts';
import { openDemo } from '../../../src/server/served/demo.ts';
import { ADMIN, collector, IN_FILE, NOW, openStore } from '../../support/collector.ts';

const READING = [
  '/accounts',
  '/accounts/acme',
  '/accounts/acme/tags',
  '/events',
  '/events/stream',
  '/counts',
];

describe('without a good token', () => {
  it.each([
    ['none', undefined],
    ['another scheme', `Basic ${btoa('a:b')}`],
    ['one that nobody has', 'Bearer tgp_nobodys'],
    ["a tag's write key", 'Bearer KEY'],
    ['a hash', `Bearer ${hashToken(ADMIN)}`],
  ])('nothing opens: %s', async (_name, authorization) => {
    const { app, writeKey } = await collector();
    for (const url of READING) {
      const headers = authorization ? { authorization: authorization.replace('KEY', writeKey) } : {};
      const answer = await app.inject({ url, headers });
      expect([url, answer.statusCode]).toEqual([url, 401]);
      expect(answer.json()).toEqual({
        error: { code: 'unauthorized', message: expect.stringContaining('token') },
        request_id: answer.headers['x-request-id'],
      });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it('a revoked one opens nothing', async () => {
    const { call, store } = await collector();
    const made = { maker_kind: null, maker_id: null, expires_at: null, publish: 0 } as const;
    const row = { id: 't', name: 't', scope: 'write', accounts: '*', created_at: NOW, ...made } as const;
    await store.tokens.add({ ...row, hash: hashToken('tgp_old'), revoked_at: NOW });
    expect((await call('GET', '/accounts', undefined, 'tgp_old')).statusCode).toBe(401);
  });
});

describe('a token', () => {
  it("that can only read changes nothing, and reads what is its account's", async () => {
    const { call, token, writeKey } = await collector();
    const reader = await token('read', ['acme']);
    for (const url of READING.filter(url => !url.endsWith('stream'))) {
      expect((await call('GET', url, undefined, reader)).statusCode).toBe(200);
    }
    const changes: [string, string, object][] = [
      ['POST', '/accounts', { id: 'x', name: 'X' }],
      ['POST', '/accounts/acme/tags', { name: 'N', domain: 'a.example' }],
      ['PATCH', `/accounts/acme/tags/${writeKey}`, { disabled: true }],
    ];
    for (const [method, url, body] of changes) {
      const answer = await call(method, url, body, reader);
      expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'forbidden']);
    }
    expect((await call('GET', '/accounts/acme/tags')).json().tags).toMatchObject([{ disabled: false }]);
  });

  it("of one account sees nothing of another's, not even that it is there", async () => {
    const it = await collector();
    await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
    await it.beacon('event=E');
    const other = await it.token('write', ['other']);
    const get = (url: string) => it.call('GET', url, undefined, other);
    expect((await get('/accounts')).json().accounts).toMatchObject([{ id: 'other' }]);
    expect((await get('/events')).json().events).toEqual([]);
    expect((await get('/counts')).json()).toEqual({ counts: [], last_seen: [], next: null });
    for (const path of ['/events', '/events/stream', '/counts']) {
      const theirs = await get(`${path}?writeKey=${it.writeKey}`);
      const nobodys = await get(`${path}?writeKey=nobody`);
      expect([theirs.statusCode, nobodys.statusCode]).toEqual([404, 404]);
      expect(theirs.json().error.message.replace(it.writeKey, 'nobody')).toBe(nobodys.json().error.message);
    }
    expect((await get('/accounts/acme')).statusCode).toBe(404);
    expect((await get('/accounts/acme/tags')).statusCode).toBe(404);
    const change = await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, { disabled: true }, other);
    expect(change.statusCode).toBe(404);
    const make = await it.call('POST', '/accounts/acme/tags', { name: 'N', domain: 'a.example' }, other);
    expect(make.statusCode).toBe(404);
  });

  it('of some accounts makes no account', async () => {
    const { call, token } = await collector();
    const answer = await call('POST', '/accounts', { id: 'x', name: 'X' }, await token('write', ['acme']));
    expect(answer.statusCode).toBe(403);
    expect((await call('GET', '/accounts/x')).statusCode).toBe(404);
  });

  it('of the demo reads the demo and nothing else', async () => {
    const store = openStore();
    const demo = await openDemo(store, random, () => NOW);
    const { call } = await collector({ store, demo });
    const { accounts } = (await call('GET', '/accounts', undefined, demo.token)).json();
    expect(accounts).toMatchObject([{ id: 'demo' }]);
    const change = await call(
      'PATCH',
      `/accounts/demo/tags/${demo.writeKey}`,
      { disabled: true },
      demo.token,
    );
    expect(change.statusCode).toBe(403);
  });

  it('is in no log, not even of an error', async () => {
    const lines: string[] = [];
    const logger = makeLogger('trace', { write: line => void lines.push(line) });
    const it = await collector({ logger }, IN_FILE);
    await it.call('GET', '/accounts');
    await it.call('GET', '/accounts', undefined, 'tgp_nobodys');
    await it.store.close();
    const failed = await it.call('GET', '/events');
    expect(failed.statusCode).toBe(500);
    expect(failed.json().error.message).not.toMatch(/database/);
    expect(lines.join()).toMatch(/database is not open/);
    expect(lines.join()).toContain(failed.json().request_id);
    expect(lines.join()).not.toMatch(/tgp_|Bearer|authorization/i);
  });
});

it('tells how the collector is to a token of all accounts', async () => {
  const { call, clock, beacon, token } = await collector({ version: '1.2.3' });
  clock.now += 90_500;
  await beacon('event=E');
  expect((await call('GET', '/status', undefined, await token('read', '*'))).json()).toEqual({
    status: 'ok',
    version: '1.2.3',
    uptime_seconds: 90,
    events_stored: 1,
    queue_length: 0,
    storing: true,
    store_bytes: expect.any(Number),
    max_store_bytes: null,
    last_commit_ms: expect.any(Number),
  });
});

describe('what needs no token', () => {
  it('is that the collector lives, and no more than that', async () => {
    const { app, call, beacon, token } = await collector({ version: '1.2.3' });
    await beacon('event=E');
    const answer = await app.inject('/status');
    expect(answer.json()).toEqual({ status: 'ok' });
    expect(answer.headers['cache-control']).toBe('no-store');
    const some = await token('read', ['acme']);
    expect((await call('GET', '/status', undefined, some)).json()).toEqual({ status: 'ok' });
    expect((await call('GET', '/status', undefined, 'tgp_wrong')).statusCode).toBe(401);
  });

  it.each([
    ['PUT', '/events', 405, 'method_not_allowed'],
    ['PUT', '/accounts/acme', 405, 'method_not_allowed'],
    ['POST', '/status', 405, 'method_not_allowed'],
    ['GET', '/nothing', 404, 'not_found'],
    ['GET', '/%zz', 400, 'bad_request'],
  ])('%s %s is %i', async (method, url, status, code) => {
    const { app } = await collector();
    const answer = await app.inject({ method: method as 'GET', url });
    expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
    expect(answer.headers['x-request-id']).toBe(answer.json().request_id);
    if (status === 405) expect(answer.headers.allow).toMatch(/GET|POST/);
  });
});
