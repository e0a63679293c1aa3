import { describe, expect, it } from 'vitest';
import { advertisers, problemOf } from '../../../support/advertising.ts';
import { collector } from '../../../support/collector.ts';

const EDITOR = { name: 'ed@acme', password: 'correct horse', role: 'editor', accounts: ['acme'] };
const MINUTE = 60_000;

async function withUser(user: object = EDITOR) {
  const it = await advertisers();
  expect((await it.call('POST', '/users', user)).statusCode).toBe(201);
  const logIn = (password = EDITOR.password, username = EDITOR.name) =>
    it.app.inject({ method: 'POST', url: '/auth', payload: { auth: { username, password } } });
  return { ...it, logIn };
}

describe('POST /auth', () => {
  it('gives a token that is used raw or as a cookie', async () => {
    const { app, logIn, send, make } = await withUser();
    await make('/pixel', { name: 'P' });
    const answer = await logIn();
    expect(answer.json()).toEqual({ response: { status: 'OK', token: expect.stringMatching(/^tgp_/) } });
    const { token } = answer.json().response;
    expect((await send('GET', '/pixel', undefined, token)).json().response.count).toBe(1);
    const cookie = answer.headers['set-cookie'] as string;
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: `a=b; ${cookie.split(';')[0]}` };
    const body = { pixel: { name: 'Q' } };
    const post = (more: object = {}) =>
      app.inject({
        method: 'POST',
        url: '/pixel?advertiser_code=acme',
        headers: { ...headers, ...more },
        payload: body,
      });
    expect((await app.inject({ url: '/pixel', headers })).statusCode).toBe(200);
    expect((await post()).statusCode).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-site' })).statusCode).toBe(403);
  });

  it('lets a viewer look and not change, and nobody see more than his accounts', async () => {
    const { logIn, send } = await withUser({ ...EDITOR, role: 'viewer', accounts: ['other'] });
    const { token } = (await logIn()).json().response;
    expect((await send('GET', '/pixel?advertiser_code=other', undefined, token)).statusCode).toBe(200);
    expect((await send('GET', '/pixel?advertiser_code=acme', undefined, token)).statusCode).toBe(404);
    const change = await send('POST', '/pixel?advertiser_code=other', { pixel: { name: 'P' } }, token);
    expect(problemOf(change)).toEqual([403, 'UNAUTH', expect.any(String)]);
  });

  it('ends after two hours without use', async () => {
    const { clock, logIn, send } = await withUser();
    const { token } = (await logIn()).json().response;
    const look = async () => (await send('GET', '/pixel', undefined, token)).statusCode;
    clock.now += 119 * MINUTE;
    expect(await look()).toBe(200);
    clock.now += 119 * MINUTE;
    expect(await look()).toBe(200);
    clock.now += 120 * MINUTE;
    const late = await send('GET', '/pixel', undefined, token);
    expect(problemOf(late)).toEqual([401, 'NOAUTH_EXPIRED', expect.any(String)]);
  });

  it('ends after a day in any case, and with the user', async () => {
    const { call, clock, logIn, send } = await withUser();
    const { token } = (await logIn()).json().response;
    const look = async () => (await send('GET', '/pixel', undefined, token)).statusCode;
    for (let hour = 1; hour < 24; hour++) {
      clock.now += 60 * MINUTE;
      expect(await look()).toBe(200);
    }
    clock.now += 60 * MINUTE;
    expect(await look()).toBe(401);
    const fresh = (await logIn()).json().response.token;
    expect((await call('DELETE', `/users/${EDITOR.name}`)).statusCode).toBe(204);
    expect(problemOf(await send('GET', '/pixel', undefined, fresh))).toEqual([
      401,
      'NOAUTH',
      expect.any(String),
    ]);
  });

  it('is refused alike for a wrong password and a wrong name', async () => {
    const { logIn } = await withUser();
    const wrong = await logIn('wrong horse');
    expect(problemOf(wrong)).toEqual([401, 'NOAUTH', expect.any(String)]);
    expect((await logIn(EDITOR.password, 'nobody')).body).toBe(wrong.body);
  });

  it('takes ten tries in five minutes', async () => {
    const { clock, logIn } = await withUser();
    for (let i = 0; i < 5; i++) {
      expect((await Promise.all([logIn('wrong horse'), logIn()])).map(each => each.statusCode)).toEqual([
        401, 200,
      ]);
    }
    clock.now += 4 * MINUTE;
    const refused = await logIn();
    expect(problemOf(refused)).toEqual([429, 'SYSTEM', expect.any(String)]);
    expect([refused.json().response.error_code, refused.headers['retry-after']]).toEqual([
      'RATE_EXCEEDED',
      '60',
    ]);
    clock.now += MINUTE;
    expect((await logIn()).statusCode).toBe(200);
  });

  it('waits longer each time, and does not let strangers keep a known name out', async () => {
    const { app, clock } = await withUser();
    const logIn = async (remoteAddress: string, password: string) => {
      const payload = { auth: { username: EDITOR.name, password } };
      const answer = await app.inject({ method: 'POST', url: '/auth', remoteAddress, payload });
      return [answer.statusCode, answer.headers['retry-after']];
    };
    const strangers = Array.from({ length: 8 }, (_, at) => `192.0.2.${at + 1}`);
    const waits: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      let wait: unknown;
      for (const stranger of strangers) {
        for (let at = 0; at < 10; at++)
          expect(await logIn(stranger, 'wrong horse')).toEqual([401, undefined]);
        [, wait] = await logIn(stranger, 'wrong horse');
      }
      waits.push(wait);
      expect(await logIn('198.51.100.7', EDITOR.password)).toEqual([200, undefined]);
      // Not even he who knows the password learns so there.
      expect(await logIn(strangers[0]!, EDITOR.password)).toEqual([429, wait]);
      clock.now += Number(wait) * 1000;
    }
    expect(waits).toEqual(['300', '600', '1200']);
  });

  it('takes a hundred tries from an address, whatever the names', async () => {
    const { app, clock } = await advertisers();
    const logIn = (username: string, remoteAddress: string) =>
      app.inject({
        method: 'POST',
        url: '/auth',
        remoteAddress,
        payload: { auth: { username, password: 'wrong horse' } },
      });
    // A refused try checks no password, so that these take no time: each name has ten.
    // Ten of them check a password, which takes its time.
    for (let at = 0; at < 100; at++) {
      expect((await logIn('a', '192.0.2.1')).statusCode).toBe(at < 10 ? 401 : 429);
    }
    const refused = await logIn('another', '192.0.2.1');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '300']);
    expect((await logIn('another', '192.0.2.2')).statusCode).toBe(401);
    clock.now += 5 * MINUTE;
    expect((await logIn('another', '192.0.2.1')).statusCode).toBe(401);
  });

  it.each([
    ['no body', undefined],
    ['no auth', {}],
    ['no password', { auth: { username: 'a' } }],
    ['a password of another type', { auth: { username: 'a', password: 5 } }],
    ['a name of no end', { auth: { username: 'a'.repeat(101), password: 'p' } }],
  ])('%s: 400', async (_name, payload) => {
    const { app } = await advertisers();
    const answer = await app.inject({ method: 'POST', url: '/auth', ...(payload && { payload }) });
    expect(problemOf(answer)).toEqual([400, 'SYNTAX', expect.any(String)]);
  });
});

describe('/users', () => {
  it('makes and lists users, without their passwords', async () => {
    const { call } = await withUser();
    const shown = {
      name: 'ed@acme',
      number: expect.any(Number),
      role: 'editor',
      publish: false,
      accounts: ['acme'],
      created_at: expect.any(String),
    };
    expect((await call('GET', '/users')).json()).toEqual({ users: [shown] });
    const again = await call('POST', '/users', EDITOR);
    expect([again.statusCode, again.json().error.code]).toEqual([409, 'conflict']);
  });

  it('is for tokens of all accounts that can write', async () => {
    const { call, token } = await advertisers();
    for (const each of [await token('write', ['acme']), await token('read', '*')]) {
      expect((await call('POST', '/users', EDITOR, each)).statusCode).toBe(403);
    }
    expect((await call('GET', '/users', undefined, await token('write', ['acme']))).statusCode).toBe(403);
  });

  it.each([
    ['a short password', { password: '1234567' }, 'password'],
    ['another role', { role: 'admin' }, 'role'],
    ['a flag that its role has not', { role: 'viewer', publish: true }, 'publish'],
    ['a role without the flag that it has', { role: 'publisher', publish: false }, 'publish'],
    ['a name with a blank', { name: 'a b' }, 'name'],
    ['no accounts', { accounts: [] }, 'accounts'],
    ['an account that is not there', { accounts: ['nobody'] }, 'accounts'],
    ['accounts that are text', { accounts: 'acme' }, 'accounts'],
  ])('refuses %s', async (_name, fields, field) => {
    const { call } = await advertisers();
    const answer = await call('POST', '/users', { ...EDITOR, ...fields });
    expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, field]);
  });
});

it('are one person in whatever case a name is written', async () => {
  const { call } = await collector();
  const make = (name: string, password = 'correct horse') =>
    call('POST', '/users', { name, password, role: 'editor', accounts: '*' });
  expect((await make('EditH')).statusCode).toBe(201);
  for (const name of ['edith', 'EDITH', 'EditH']) {
    const answer = await make(name, 'another horse');
    expect([answer.statusCode, answer.json().error.message]).toEqual([
      409,
      'name: there is a user "EditH" already',
    ]);
  }
  const logIn = async (username: string, password = 'correct horse') =>
    (await call('POST', '/auth', { auth: { username, password } }, '')).statusCode;
  expect(await logIn('edith')).toBe(200);
  expect(await logIn('EditH')).toBe(200);
  expect(await logIn('edith', 'wrong horse')).toBe(401);
  expect(await logIn('dith')).toBe(401);
});

it('are two where two were made before, each by its own name', async () => {
  const { call, store } = await collector();
  await call('POST', '/users', { name: 'Ed', password: 'correct horse', role: 'editor', accounts: '*' });
  await store.users.add({ ...(await store.users.get('Ed'))!, name: 'ed' });
  const logIn = async (username: string) =>
    (await call('POST', '/auth', { auth: { username, password: 'correct horse' } }, '')).statusCode;
  expect([await logIn('Ed'), await logIn('ed'), await logIn('ED')]).toEqual([200, 200, 401]);
});

describe('the list of users', () => {
  it('is searched, read in pages, and a file; who shares no account sees none of the others', async () => {
    const { call } = await withUser();
    const add = (name: string, rest: object) => call('POST', '/users', { ...EDITOR, name, ...rest });
    await add('olga', { role: 'owner' });
    await add('otto', { accounts: ['other'] });
    await add('amy', { accounts: ['acme', 'other'] });
    const names = async (query: string) =>
      (await call('GET', `/users?${query}`)).json().users.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(['amy', 'ed@acme', 'olga', 'otto']);
    expect(await names('search=O')).toEqual(['olga', 'otto']);
    expect(await names('sort=name.desc&limit=1')).toEqual(['otto']);
    const first = (await call('GET', '/users?limit=3')).json();
    expect(await names(`limit=3&cursor=${encodeURIComponent(first.next)}`)).toEqual(['otto']);
    const file = await call('GET', '/users?format=csv');
    expect(file.headers['content-disposition']).toContain('users.csv');
    expect(file.body).toContain('"amy"');
    expect((await call('GET', '/users?sort=role')).statusCode).toBe(422);
  });
});
