import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ADMIN, collector, NOW } from '../../../support/collector.ts';

const PASSWORD = 'correct horse';
const NEW = { name: 'T', scope: 'write', accounts: ['acme'] };
const DAY = 86_400_000;
const isoTime = (ms: number) => new Date(ms).toISOString();

interface Made {
  id: string;
  token: string;
}

/** A user with a token of his own, which made another, which made a third. */
async function family() {
  const it = await collector();
  const { call } = it;
  await call('POST', '/users', { name: 'ed', password: PASSWORD, role: 'owner', accounts: ['acme'] });
  const auth = { auth: { username: 'ed', password: PASSWORD } };
  const logIn = (await call('POST', '/auth', auth, '')).json().response.token as string;
  const make = async (by: string, fields: object = {}): Promise<Made> => {
    const answer = await call('POST', '/tokens', { ...NEW, ...fields }, by);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  };
  const child = await make(logIn, { name: 'child' });
  const grandchild = await make(child.token, { name: 'grandchild' });
  const last = await make(grandchild.token, { name: 'last' });
  const other = await make(ADMIN, { name: 'other' });
  const opens = async ({ token }: Made) =>
    (await call('GET', '/accounts', undefined, token)).statusCode === 200;
  const opening = async () => Promise.all([child, grandchild, last, other].map(opens));
  return { ...it, logIn, make, child, grandchild, last, other, opens, opening };
}

const names = (tokens: { name: string }[]) => tokens.map(({ name }) => name);

describe('a token', () => {
  it('tells who made it', async () => {
    const { call, child, grandchild, other } = await family();
    const madeBy = async ({ id }: Made) => (await call('GET', `/tokens/${id}`)).json().made_by;
    expect(await madeBy(child)).toEqual({ kind: 'user', id: 'ed' });
    expect(await madeBy(grandchild)).toEqual({ kind: 'token', id: child.id });
    expect(await madeBy(other)).toEqual({ kind: 'admin', id: '' });
  });

  it('from before that was noted tells of nobody, and hangs on nobody', async () => {
    const { call, opens, token } = await family();
    const old = await token('write', ['acme']);
    const row = (await call('GET', '/tokens')).json().tokens.at(-1);
    expect(row).toMatchObject({ made_by: null, expires_at: null });
    await call('DELETE', '/users/ed');
    expect(await opens({ id: row.id, token: old })).toBe(true);
  });

  it('opens nothing from its end on', async () => {
    const { call, clock, make, opens } = await family();
    const brief = await make(ADMIN, { expires_at: isoTime(NOW + DAY) });
    expect((await call('GET', `/tokens/${brief.id}`)).json().expires_at).toBe(isoTime(NOW + DAY));
    clock.now = NOW + DAY - 1;
    expect(await opens(brief)).toBe(true);
    clock.now = NOW + DAY;
    const late = await call('GET', '/accounts', undefined, brief.token);
    expect([late.statusCode, late.json().error.message]).toEqual([401, expect.stringContaining('expired')]);
    const raw = await call('GET', '/pixel', undefined, brief.token);
    expect([raw.statusCode, raw.json().response.error_id]).toEqual([401, 'NOAUTH_EXPIRED']);
  });

  it('does not outlive the one that makes it', async () => {
    const { call, make } = await family();
    const brief = await make(ADMIN, { expires_at: isoTime(NOW + DAY) });
    expect(await make(brief.token)).toMatchObject({ expires_at: isoTime(NOW + DAY) });
    expect(await make(brief.token, { expires_at: isoTime(NOW + 1000) })).toMatchObject({
      expires_at: isoTime(NOW + 1000),
    });
    for (const expires_at of [null, isoTime(NOW + DAY + 1)]) {
      const answer = await call('POST', '/tokens', { ...NEW, expires_at }, brief.token);
      expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, 'expires_at']);
    }
  });

  it.each(['yesterday', '', isoTime(NOW), '2026-11-21', 5])(
    'is refused with the end %j',
    async expires_at => {
      const { call } = await family();
      const answer = await call('POST', '/tokens', { ...NEW, expires_at });
      expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, 'expires_at']);
    },
  );
});

describe('removing a user', () => {
  it('is told before what hangs on him', async () => {
    const { call } = await family();
    const user = (await call('GET', '/users/ed')).json();
    expect(user).toMatchObject({ name: 'ed', role: 'owner' });
    expect(names(user.tokens)).toEqual(['child', 'grandchild', 'last']);
  });

  it('revokes what he made, and what that made, and says so', async () => {
    const { call, opening } = await family();
    const answer = await call('DELETE', '/users/ed');
    expect(answer.statusCode).toBe(200);
    expect(names(answer.json().removed)).toEqual(['child', 'grandchild', 'last']);
    for (const { revoked_at } of answer.json().removed) expect(revoked_at).toBe(isoTime(NOW));
    expect(answer.json().handed_over).toEqual([]);
    expect(await opening()).toEqual([false, false, false, true]);
    const { entries } = (await call('GET', '/audit?limit=5')).json();
    const changed = entries.map(({ record_kind }: { record_kind: string }) => record_kind);
    expect(changed.slice(0, 4).sort()).toEqual(['token', 'token', 'token', 'user']);
  });

  it('hands over what he made to whoever asks', async () => {
    const { call, child, grandchild, opening, make } = await family();
    const heir = await make(ADMIN, { name: 'heir', accounts: '*', expires_at: isoTime(NOW + DAY) });
    const answer = await call('DELETE', '/users/ed?tokens=hand_over', undefined, heir.token);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      removed: [],
      handed_over: [
        { name: 'child', made_by: { kind: 'token', id: heir.id }, expires_at: isoTime(NOW + DAY) },
      ],
    });
    expect(await opening()).toEqual([true, true, true, true]);
    expect((await call('GET', `/tokens/${grandchild.id}`)).json().made_by.id).toBe(child.id);
    await call('DELETE', `/tokens/${heir.id}`);
    expect(await opening()).toEqual([false, false, false, true]);
  });

  it('leaves nothing to one of the same name who comes later', async () => {
    const { call, child } = await family();
    await call('DELETE', '/users/ed');
    await call('POST', '/users', { name: 'ed', password: PASSWORD, role: 'viewer', accounts: ['acme'] });
    expect((await call('GET', '/users/ed')).json().tokens).toEqual([]);
    expect((await call('GET', '/accounts', undefined, child.token)).statusCode).toBe(401);
  });

  it.each(['user', 'token'] as const)('leaves nothing that the %s makes meanwhile', async kind => {
    const { call, child, logIn, store } = await family();
    const { list } = store.accounts;
    store.accounts.list = async (...filter) => {
      store.accounts.list = list;
      await call('DELETE', kind === 'user' ? '/users/ed' : `/tokens/${child.id}`);
      return store.accounts.list(...filter);
    };
    const answer = await call('POST', '/tokens', NEW, kind === 'user' ? logIn : child.token);
    expect(answer.statusCode).toBe(401);
    const { tokens } = (await call('GET', '/tokens')).json();
    expect(tokens.at(-1)).toMatchObject({ name: 'T', revoked_at: isoTime(NOW) });
  });

  it('answers as before where nothing hangs on him', async () => {
    const { call } = await family();
    await call('POST', '/users', { name: 'vi', password: PASSWORD, role: 'viewer', accounts: ['acme'] });
    const answer = await call('DELETE', '/users/vi');
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it.each(['keep', ''])('takes no other way: %j', async how => {
    const { call, opening } = await family();
    const answer = await call('DELETE', `/users/ed?tokens=${how}`);
    expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, 'tokens']);
    expect((await call('GET', '/users/ed')).statusCode).toBe(200);
    expect(await opening()).toEqual([true, true, true, true]);
  });
});

describe('revoking a token', () => {
  it('revokes what it made, and what that made', async () => {
    const { call, child, opening } = await family();
    const told = (await call('GET', `/tokens/${child.id}`)).json();
    expect(names(told.tokens)).toEqual(['grandchild', 'last']);
    const answer = await call('DELETE', `/tokens/${child.id}`);
    expect([answer.statusCode, names(answer.json().removed)]).toEqual([200, ['grandchild', 'last']]);
    expect(await opening()).toEqual([false, false, false, true]);
    expect((await call('DELETE', `/tokens/${child.id}`)).statusCode).toBe(204);
  });

  it('hands over what it made', async () => {
    const { call, child, last, opening, other } = await family();
    const answer = await call('DELETE', `/tokens/${child.id}?tokens=hand_over`, undefined, other.token);
    expect(names(answer.json().handed_over)).toEqual(['grandchild']);
    expect(await opening()).toEqual([false, true, true, true]);
    expect((await call('DELETE', `/tokens/${other.id}`)).json().removed.map(({ id }: Made) => id)).toContain(
      last.id,
    );
  });

  it.each(['child', 'last'] as const)('hands nothing over to what is revoked with it: %s', async who => {
    const { call, opening, ...it } = await family();
    const url = `/tokens/${it.child.id}?tokens=hand_over`;
    const answer = await call('DELETE', url, undefined, it[who].token);
    expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, 'tokens']);
    expect(await opening()).toEqual([true, true, true, true]);
  });
});

describe('while the body of a request is on its way', () => {
  const CHANGES: [method: 'POST' | 'PATCH' | 'PUT', url: string, body: object][] = [
    ['POST', '/users', { name: 'back-door', password: PASSWORD, role: 'editor', accounts: ['acme'] }],
    ['POST', '/accounts/acme/tags', { name: 'N', domain: 'n.example' }],
    ['POST', '/saved-pixels?account_id=acme', { name: 'P', config: { type: 'pageview' } }],
    ['POST', '/api/pixel_events', { account_id: 'acme', title: 'E', type: 'purchase' }],
    ['POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } }],
    ['PATCH', '/accounts/acme', { name: 'N' }],
  ];

  it.each(CHANGES)('%s %s changes nothing once its token is revoked', async (method, url, body) => {
    const { app, call, make } = await family();
    const late = await make(ADMIN, { name: 'late', accounts: '*' });
    const before = (await call('GET', '/audit')).json().entries.length;
    const text = JSON.stringify(body);
    async function* parts() {
      yield text.slice(0, 1);
      await call('DELETE', `/tokens/${late.id}`);
      yield text.slice(1);
    }
    const answer = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${late.token}`, 'content-type': 'application/json' },
      payload: Readable.from(parts()),
    });
    expect(answer.statusCode).toBe(401);
    // But for the revocation.
    expect((await call('GET', '/audit')).json().entries).toHaveLength(before + 1);
  });
});
