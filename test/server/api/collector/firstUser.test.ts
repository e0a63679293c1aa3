import { describe, expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

const KEY = 'tgp_key-of-the-first-start';
const OWN = { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
const ANN = { key: KEY, name: 'ann', password: 'correct horse' };

async function started(firstUserKey: string | undefined = KEY) {
  const it = await collector({ ...(firstUserKey && { firstUserKey }) });
  const make = (payload: object = ANN, headers: object = OWN) =>
    it.app.inject({ method: 'POST', url: '/session/first', payload, headers: { ...headers } });
  const users = async () => (await it.call('GET', '/users')).json().users;
  return { ...it, make, users };
}

describe('POST /session/first', () => {
  it('makes a user who may do all, and logs him in', async () => {
    const { app, make, users, call } = await started();
    const answer = await make();
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(await users()).toMatchObject([{ name: 'ann', role: 'owner', publish: true, accounts: '*' }]);
    const cookie = (answer.headers['set-cookie'] as string).split(';')[0]!;
    const who = await app.inject({ url: '/session', headers: { ...OWN, cookie } });
    expect(who.json()).toMatchObject({ actor: { kind: 'user', name: 'ann' }, accounts: '*', publish: true });
    const { entries } = (await call('GET', '/audit')).json();
    expect(entries[0]).toMatchObject({ route: '/session/first', record_kind: 'user', record_id: 'ann' });
  });

  it('is good for one user, also of two at once', async () => {
    const { make, users } = await started();
    const answers = await Promise.all([make(), make({ ...ANN, name: 'bob' })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
    expect((await make({ ...ANN, name: 'eve' })).statusCode).toBe(409);
    expect(await users()).toHaveLength(1);
  });

  it('is over where there is a user already', async () => {
    const { make, call, users } = await started();
    await call('POST', '/users', { name: 'x', password: 'correct horse', role: 'viewer', accounts: '*' });
    const answer = await make();
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([409, undefined]);
    expect(await users()).toHaveLength(1);
  });

  it.each([
    ['another key', { ...ANN, key: 'tgp_another' }, OWN, 403],
    ['no key', { name: 'ann', password: 'correct horse' }, OWN, 422],
    ['a short password', { ...ANN, password: 'short' }, OWN, 422],
    ['a name with spaces', { ...ANN, name: 'an n' }, OWN, 422],
    ['a page of another site', ANN, { ...OWN, origin: 'https://evil.example' }, 403],
    ['no page', ANN, { host: 'localhost' }, 403],
  ])('refuses %s, and makes nobody', async (_name, body, headers, status) => {
    const { make, users } = await started();
    expect((await make(body, headers)).statusCode).toBe(status);
    expect(await users()).toEqual([]);
    // The link still holds.
    expect((await make()).statusCode).toBe(204);
  });

  it('makes nobody where no link was printed', async () => {
    const { app, users } = await collector().then(it => ({
      ...it,
      users: async () => (await it.call('GET', '/users')).json().users,
    }));
    const answer = await app.inject({ method: 'POST', url: '/session/first', payload: ANN, headers: OWN });
    expect(answer.statusCode).toBe(403);
    expect(await users()).toEqual([]);
  });
});
