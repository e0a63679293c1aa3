import { expect, it } from 'vitest';
import { removeOld } from '../../../../src/server/jobs/retention.ts';
import { ADMIN, collector, NOW, ON_DISK, type TestCollector } from '../../../support/collector.ts';

const make = async ({ call }: TestCollector, url: string, body: object) =>
  (await call('POST', url, body)).json();
const owner = { name: 'O', scope: 'write', accounts: '*', people: true };

it('removes a tag with all that hangs on it, and refuses its beacons from then on', async () => {
  const it = await collector({}, ON_DISK);
  await it.beacon('event=purchase');
  const url = `/accounts/acme/tags/${it.writeKey}`;
  expect((await it.call('DELETE', url)).statusCode).toBe(204);
  expect((await it.call('DELETE', url)).statusCode).toBe(404);
  expect((await it.call('GET', '/accounts/acme/tags')).json().tags).toEqual([]);
  expect((await it.call('GET', '/counts')).json().counts).toEqual([]);
  expect((await it.beacon('event=purchase')).statusCode).toBe(401);
  const { entries } = (await it.call('GET', '/audit')).json();
  expect(entries[0]).toMatchObject({
    method: 'DELETE',
    route: '/accounts/:id/tags/:writeKey',
    record_kind: 'tag',
    record_id: it.writeKey,
    account_id: 'acme',
    status: 204,
  });
});

it('tells how far it is, where that is asked for', async () => {
  const it = await collector({}, ON_DISK);
  await it.beacon('event=purchase');
  await it.beacon('event=Seen');
  const url = `/accounts/acme/tags/${it.writeKey}`;
  const wrong = await it.call('DELETE', `${url}?progress=yes`);
  expect([wrong.statusCode, wrong.json().error.message]).toEqual([
    422,
    'progress: must be "true" or "false"',
  ]);
  const answer = await it.call('DELETE', `${url}?progress=true`);
  expect(answer.headers['content-type']).toBe('application/x-ndjson');
  const lines = answer.body.trimEnd().split('\n');
  expect(lines[0]).toBe('{"events":0,"of":2}');
  expect(lines.slice(-2)).toEqual(['{"events":2,"of":2}', '{"removed":true}']);
  expect((await it.call('DELETE', url)).statusCode).toBe(404);
});

it('tells the same of an account, and notes who loses it', async () => {
  const it = await collector({}, ON_DISK);
  await make(it, '/accounts/acme/tags', { name: 'Second', domain: 'b.example' });
  await make(it, '/tokens', { name: 'T', scope: 'write', accounts: ['acme'] });
  await make(it, '/users', { name: 'u', password: 'long enough', role: 'editor', accounts: ['acme'] });
  await it.beacon('event=purchase');
  const answer = await it.call('DELETE', '/accounts/acme?progress=true');
  expect(answer.body.trimEnd().split('\n').slice(-2)).toEqual(['{"events":1,"of":1}', '{"removed":true}']);
  expect((await it.call('GET', '/accounts')).json().accounts).toEqual([]);
  const { entries } = (await it.call('GET', '/audit?limit=500')).json();
  const removals = entries.filter(({ method }: { method: string }) => method === 'DELETE');
  expect(removals.map((each: { record_kind: string }) => each.record_kind).sort()).toEqual([
    'account',
    'token',
    'user',
  ]);
});

it('leaves an account to whom it is of, where it is stopped', async () => {
  const it = await collector();
  const user = { name: 'o', password: 'long enough', role: 'owner', accounts: ['acme'], people: true };
  await make(it, '/users', user);
  it.store.eraseTag = () => Promise.reject(new Error('stopped'));
  const answer = await it.call('DELETE', '/accounts/acme?progress=true');
  expect(answer.body).toContain('"error"');
  expect((await it.call('GET', '/users/o')).json()).toMatchObject({ accounts: ['acme'] });
});

it('stops where nobody waits for it any more', async () => {
  const it = await collector();
  const stopped = new Promise<unknown>(resolve => {
    it.store.eraseTag = (_key, { signal, onProgress } = {}) => {
      onProgress!(200);
      return new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => {
          reject(signal!.reason);
          resolve(signal!.reason);
        });
      });
    };
  });
  const leaving = new AbortController();
  const answer = await fetch(`${await it.listen()}/accounts/acme/tags/${it.writeKey}?progress=true`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${ADMIN}` },
    signal: leaving.signal,
  });
  await answer.body!.getReader().read();
  leaving.abort();
  expect(await stopped).toMatchObject({ message: 'nobody waits for this any more' });
});

it('says in its last line that it was not ended', async () => {
  const it = await collector();
  it.store.eraseTag = () => Promise.reject(new Error('the disk is gone'));
  const answer = await it.call('DELETE', `/accounts/acme/tags/${it.writeKey}?progress=true`);
  expect(answer.body.trimEnd().split('\n').at(-1)).toBe(
    '{"error":"it was not ended: ask again, and it goes on"}',
  );
});

it('removes an account, of which no token and no user opens anything any more', async () => {
  const it = await collector({}, ON_DISK);
  await make(it, '/accounts', { id: 'other', name: 'Other' });
  const only = await make(it, '/tokens', { name: 'T', scope: 'write', accounts: ['acme'] });
  const both = await make(it, '/tokens', { name: 'B', scope: 'read', accounts: ['acme', 'other'] });
  const user = { name: 'u', password: 'long enough', role: 'editor', accounts: ['acme'] };
  await make(it, '/users', user);
  await it.beacon('event=purchase');
  expect((await it.call('DELETE', '/accounts/acme')).statusCode).toBe(204);
  expect((await it.call('DELETE', '/accounts/acme')).statusCode).toBe(404);
  expect((await it.call('GET', `/tokens/${only.id}`)).json()).toMatchObject({
    accounts: [],
    revoked_at: new Date(NOW).toISOString(),
  });
  expect((await it.call('GET', `/tokens/${both.id}`)).json()).toMatchObject({
    accounts: ['other'],
    revoked_at: null,
  });
  expect((await it.call('GET', '/users/u')).json()).toMatchObject({ accounts: [] });
  // Who opens another account alone sees nothing of what was of this one.
  const seen = (await it.call('GET', '/tokens', undefined, both.token)).json().tokens;
  expect(seen.map(({ name }: { name: string }) => name)).toEqual(['B']);
  expect((await it.call('GET', `/tokens/${only.id}`, undefined, both.token)).statusCode).toBe(404);
  // Who makes one of that name again is alone in it.
  await make(it, '/accounts', { id: 'acme', name: 'Another' });
  expect((await it.call('GET', '/accounts', undefined, both.token)).json().accounts).toMatchObject([
    { id: 'other' },
  ]);
  expect((await it.call('GET', '/events')).json().events).toEqual([]);
  const { entries } = (await it.call('GET', '/audit?limit=500')).json();
  const removals = entries.filter(({ method }: { method: string }) => method === 'DELETE');
  expect(removals.map((each: { record_kind: string }) => each.record_kind).sort()).toEqual([
    'account',
    'token',
    'token',
    'user',
  ]);
});

it('takes the right to erase, and for an account a token for all of them', async () => {
  const it = await collector();
  const tag = `/accounts/acme/tags/${it.writeKey}`;
  const plain = await it.token('write', '*');
  const own = await make(it, '/tokens', { ...owner, accounts: ['acme'] });
  const reads = await make(it, '/tokens', { ...owner, scope: 'read' });
  for (const [url, token] of [
    [tag, plain],
    [tag, reads.token],
    ['/accounts/acme', plain],
    ['/accounts/acme', own.token],
  ]) {
    expect((await it.call('DELETE', url!, undefined, token)).statusCode).toBe(403);
  }
  expect((await it.call('GET', '/accounts/acme/tags')).json().tags).toHaveLength(1);
  expect((await it.call('DELETE', tag, undefined, own.token)).statusCode).toBe(204);
});

it('forgets the audit log after its own days, whatever becomes of events', async () => {
  const it = await collector();
  const says: string[] = [];
  const say = (given: object) => void says.push(JSON.stringify(given));
  const logger = { info: say, warn: say, error: say } as never;
  const count = async () => (await it.call('GET', '/audit')).json().entries.length;
  const before = await count();
  expect(before).toBeGreaterThan(1);
  const run = (auditDays?: number) =>
    removeOld(
      it.store,
      { now: () => it.clock.now, days: null, ...(auditDays && { auditDays }), logger },
      true,
    );
  await run();
  for (let days = 0; days < 732; days += 0.5) {
    it.clock.now = NOW + days * 86_400_000;
    if (days === 729) await run();
    if (days === 729) expect(await count()).toBe(before);
    await it.store.retentionClock.set({ time: it.clock.now, ahead: 0, since: 0 });
  }
  await run();
  expect(await count()).toBe(0);
  expect(says).toEqual([]);
});
