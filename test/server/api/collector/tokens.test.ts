import { describe, expect, it } from 'vitest';
import { ADMIN, collector } from '../../../support/collector.ts';

const NEW = { name: 'CI', scope: 'write', accounts: ['acme'] };
const names = (answer: { json(): { tokens: { name: string }[] } }) =>
  answer.json().tokens.map(({ name }) => name);

/** A collector with two accounts, and the answer to a new token. */
async function made(fields: object = {}) {
  const it = await collector();
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const answer = await it.call('POST', '/tokens', { ...NEW, ...fields });
  return { ...it, answer, ...(answer.json() as { id: string; token: string }) };
}

describe('a new token', () => {
  it('is shown once, and opens what was asked for', async () => {
    const { call, answer, token, id } = await made({ accounts: ['acme', 'acme'] });
    const shown = {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 1,
      name: 'CI',
      scope: 'write',
      publish: false,
      accounts: ['acme'],
      created_at: '2026-11-21T10:20:30.400Z',
      made_by: { kind: 'admin', id: '' },
      expires_at: null,
      revoked_at: null,
    };
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ ...shown, token: expect.stringMatching(/^tgp_[\w-]{43}$/) });
    expect((await call('GET', '/tokens')).json()).toEqual({ tokens: [{ ...shown, id }] });
    expect((await call('GET', '/accounts', undefined, token)).json().accounts).toMatchObject([
      { id: 'acme' },
    ]);
    const tag = { name: 'N', domain: 'a.example' };
    expect((await call('POST', '/accounts/acme/tags', tag, token)).statusCode).toBe(201);
    expect((await call('POST', '/accounts/other/tags', tag, token)).statusCode).toBe(404);
  });

  it('for all accounts opens those that come later', async () => {
    const { call, token } = await made({ accounts: '*', scope: 'read' });
    await call('POST', '/accounts', { id: 'later', name: 'Later' });
    expect((await call('GET', '/accounts/later', undefined, token)).statusCode).toBe(200);
    expect((await call('POST', '/tokens', NEW, token)).statusCode).toBe(403);
  });

  it.each([
    ['no name', { name: undefined }, 'name'],
    ['a blank name', { name: ' ' }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['another scope', { scope: 'admin' }, 'scope'],
    ['no accounts', { accounts: [] }, 'accounts'],
    ['accounts that are text', { accounts: 'acme' }, 'accounts'],
    ['accounts that are numbers', { accounts: [1] }, 'accounts'],
    ['an account that is not there', { accounts: ['acme', 'nobody'] }, 'accounts'],
    ['a token of its own', { token: 'tgp_mine' }, 'token'],
  ])('is refused with %s', async (_name, fields, field) => {
    const { answer, call } = await made(fields);
    expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, field]);
    expect((await call('GET', '/tokens')).json()).toEqual({ tokens: [] });
  });

  it('is refused with the name of the account', async () => {
    const { answer } = await made({ accounts: ['acme', 'nobody'] });
    expect(answer.json().error.message).toContain('"nobody"');
  });
});

describe('a token of one account', () => {
  it('sees and makes tokens within it, and tells a foreign account from none as little as anyone', async () => {
    const { call, token } = await made();
    await call('POST', '/tokens', { ...NEW, name: 'all', accounts: '*' });
    await call('POST', '/tokens', { ...NEW, name: 'both', accounts: ['acme', 'other'] });
    await call('POST', '/tokens', { ...NEW, name: 'theirs', accounts: ['other'] });
    expect((await call('POST', '/tokens', { ...NEW, name: 'second' }, token)).statusCode).toBe(201);
    expect(names(await call('GET', '/tokens', undefined, token))).toEqual(['CI', 'second']);
    expect(names(await call('GET', '/tokens'))).toEqual(['CI', 'all', 'both', 'theirs', 'second']);
    const [foreign, none] = await Promise.all(
      ['other', 'nobody'].map(id => call('POST', '/tokens', { ...NEW, accounts: ['acme', id] }, token)),
    );
    expect([foreign!.statusCode, none!.statusCode]).toEqual([422, 422]);
    expect(foreign!.json().error.message.replace('other', 'nobody')).toBe(none!.json().error.message);
    expect((await call('POST', '/tokens', { ...NEW, accounts: '*' }, token)).statusCode).toBe(403);
  });

  it('revokes its own kind, itself too, and finds no other', async () => {
    const { call, token, id } = await made();
    const ids: Record<string, string> = { missing: 'nobody' };
    for (const [name, accounts] of Object.entries({ all: '*', theirs: ['other'], ours: ['acme'] })) {
      ids[name] = (await call('POST', '/tokens', { ...NEW, name, accounts })).json().id;
    }
    const revoke = (name: string) => call('DELETE', `/tokens/${ids[name]}`, undefined, token);
    const missing = await revoke('missing');
    expect([missing.statusCode, missing.json().error.code]).toEqual([404, 'not_found']);
    for (const name of ['all', 'theirs']) {
      const answer = await revoke(name);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().error.message.replace(ids[name], 'nobody')).toBe(missing.json().error.message);
    }
    expect((await revoke('ours')).statusCode).toBe(204);
    expect((await call('DELETE', `/tokens/${id}`, undefined, token)).statusCode).toBe(204);
    expect((await call('GET', '/accounts', undefined, token)).statusCode).toBe(401);
  });
});

it.each([
  ['GET', '/tokens', 200],
  ['POST', '/tokens', 403],
  ['DELETE', '/tokens/ID', 403],
])('%s %s takes a token, and one that can only read gets %i', async (method, url, status) => {
  const { call, token, id } = await made({ scope: 'read' });
  const send = (by: string) =>
    call(method, url.replace('ID', id), method === 'POST' ? { ...NEW, scope: 'read' } : undefined, by);
  for (const none of ['', 'tgp_nobodys']) expect((await send(none)).statusCode).toBe(401);
  expect((await send(token)).statusCode).toBe(status);
  expect((await call('GET', '/tokens')).json().tokens).toMatchObject([{ id, revoked_at: null }]);
});

describe('a revoked token', () => {
  it('opens nothing, stays listed, and is revoked once', async () => {
    const { call, clock, id, token } = await made();
    const first = await call('DELETE', `/tokens/${id}`);
    expect([first.statusCode, first.body]).toEqual([204, '']);
    clock.now += 60_000;
    expect((await call('DELETE', `/tokens/${id}`)).statusCode).toBe(204);
    expect((await call('GET', '/tokens')).json().tokens).toMatchObject([
      { id, revoked_at: '2026-11-21T10:20:30.400Z' },
    ]);
    for (const [method, url] of [
      ['GET', '/tokens'],
      ['POST', '/tokens'],
      ['GET', '/saved-pixels?account_id=acme'],
    ] as const) {
      expect((await call(method, url, undefined, token)).statusCode).toBe(401);
    }
  });

  it('may be revoked with the type of a body that is not there', async () => {
    const { app, id } = await made();
    const headers = { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' };
    expect((await app.inject({ method: 'DELETE', url: `/tokens/${id}`, headers })).statusCode).toBe(204);
  });
});

it('never shows a hash', async () => {
  const { call, store, answer } = await made();
  const [row] = await store.tokens.list();
  for (const { body } of [answer, await call('GET', '/tokens')]) expect(body).not.toContain(row!.hash);
});
