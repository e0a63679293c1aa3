import { describe, expect, it } from 'vitest';
import { ADMIN, collector, NOW } from '../../../support/collector.ts';

const PASSWORD = 'correct horse';
const EDITOR = { name: 'ed', password: PASSWORD, role: 'editor', accounts: ['acme'] };
const OWN = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
const TAG = { name: 'N', domain: 'a.example' };

/** Users, and their log-ins to the console. */
async function users() {
  const it = await collector();
  for (const user of [
    EDITOR,
    { ...EDITOR, name: 'vi', role: 'viewer' },
    { ...EDITOR, name: 'all', accounts: '*' },
  ])
    expect((await it.call('POST', '/users', user)).statusCode).toBe(201);
  const inject = (method: string, url: string, payload: object | undefined, headers: object) =>
    it.app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'localhost', ...headers },
      ...(payload && { payload }),
    });
  const logIn = (name = 'ed', password = PASSWORD, headers: object = OWN) =>
    inject('POST', '/session', { name, password }, headers);
  /** Asks as the console of that user does. */
  const asConsole = async (name = 'ed', password = PASSWORD) => {
    const answer = await logIn(name, password);
    if (answer.statusCode !== 204) throw new Error(answer.body);
    const cookie = (answer.headers['set-cookie'] as string).split(';')[0]!;
    return (method: string, url: string, body?: object, headers: object = OWN) =>
      inject(method, url, body, { cookie, ...headers });
  };
  /** The token of `POST /auth`. */
  const auth = async (username = 'ed', password = PASSWORD): Promise<string> =>
    (await inject('POST', '/auth', { auth: { username, password } }, {})).json().response.token;
  return { ...it, inject, logIn, asConsole, auth };
}

describe('POST /session', () => {
  it('logs in to the console, by a cookie alone', async () => {
    const { logIn } = await users();
    const answer = await logIn();
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(answer.headers['set-cookie']).toMatch(
      /^tgp_console=tgp_[\w-]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each([
    ['a wrong password', 'ed', 'wrong horse'],
    ['a wrong name', 'nobody', PASSWORD],
  ])('refuses %s', async (_name, name, password) => {
    const { logIn, call } = await users();
    const answer = await logIn(name, password);
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    expect(answer.json().error.message).toBe('no user with this name and password');
    const [entry] = (await call('GET', '/audit')).json().entries;
    expect(entry).toMatchObject({ route: '/session', record_kind: 'session', status: 401 });
  });

  it.each([
    ['another page', { ...OWN, origin: 'http://localhost:1' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['nobody who says so', {}],
  ])('sets no cookie for %s', async (_name, headers) => {
    const { logIn } = await users();
    const answer = await logIn('ed', PASSWORD, headers);
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it.each([
    ['has another password', 'PUT'],
    ['was removed', 'DELETE'],
    ['was removed, and another one has his name', 'POST'],
  ])('logs nobody in who %s since his password was looked at', async (_name, how) => {
    const { asConsole, call, logIn, store } = await users();
    const own = await asConsole();
    const { add } = store.sessions;
    store.sessions.add = async (...session) => {
      store.sessions.add = add;
      if (how === 'PUT') {
        const body = { password: PASSWORD, new_password: 'battery staple' };
        expect((await own('PUT', '/session/password', body)).statusCode).toBe(204);
      } else await call('DELETE', '/users/ed');
      if (how === 'POST') await call('POST', '/users', { ...EDITOR, password: 'of another one' });
      return add(...session);
    };
    const answer = await logIn();
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    const open = (await call('GET', '/sessions')).json().sessions;
    expect(open.map(({ user }: { user: string }) => user)).toEqual(how === 'PUT' ? ['ed'] : []);
  });

  it('takes no form', async () => {
    const { app } = await users();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
    ]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/session',
        headers: { host: 'localhost', ...OWN, 'content-type': type },
        payload: JSON.stringify({ name: 'ed', password: PASSWORD }),
      });
      expect([400, 422]).toContain(answer.statusCode);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('has the limits of POST /auth', async () => {
    const { logIn, auth } = await users();
    for (let at = 0; at < 5; at++) {
      await auth('ed', PASSWORD);
      expect((await logIn('ed', 'wrong horse')).statusCode).toBe(401);
    }
    const refused = await logIn();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '300']);
  });
});

describe('the console’s cookie', () => {
  it('opens both forms of the API to its own pages', async () => {
    const ask = await (await users()).asConsole();
    expect((await ask('GET', '/accounts')).json().accounts).toMatchObject([{ id: 'acme' }]);
    expect((await ask('POST', '/accounts/acme/tags', TAG)).statusCode).toBe(201);
    expect((await ask('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } })).statusCode).toBe(200);
    expect((await ask('GET', '/pixel')).json().response.count).toBe(1);
  });

  it.each([
    ['nobody says whose page asks', {}, 403],
    ['another page asks', { origin: 'http://localhost:1' }, 403],
    ['the browser says that it is of the same site only', { 'sec-fetch-site': 'same-site' }, 403],
    ['our own page asks', { origin: 'http://localhost' }, 201],
  ])('changes nothing where %s', async (_name, headers, status) => {
    const ask = await (await users()).asConsole();
    expect((await ask('POST', '/accounts/acme/tags', TAG, headers)).statusCode).toBe(status);
    const pixel = await ask('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } }, headers);
    expect(pixel.statusCode).toBe(status === 201 ? 200 : status);
  });

  it('changes nothing by a form', async () => {
    const { app, logIn } = await users();
    const cookie = ((await logIn()).headers['set-cookie'] as string).split(';')[0]!;
    const send = (type: string) =>
      app.inject({
        method: 'POST',
        url: '/pixel?advertiser_code=acme',
        headers: { host: 'localhost', cookie, ...OWN, 'content-type': type },
        payload: '{"pixel":{"name":"P"}}',
      });
    expect((await send('text/plain')).statusCode).toBe(403);
    expect((await send('application/x-www-form-urlencoded')).statusCode).toBe(403);
    expect((await send('application/json-seq')).statusCode).toBe(403);
    expect((await send('application/json; charset=utf-8')).statusCode).toBe(200);
  });

  it('is not one of POST /auth, nor the other way round, and its token opens nothing elsewhere', async () => {
    const { inject, logIn, auth } = await users();
    const ofConsole = /=(.*?);/.exec((await logIn()).headers['set-cookie'] as string)![1]!;
    const ofAuth = await auth();
    const status = async (url: string, headers: object) =>
      (await inject('GET', url, undefined, headers)).statusCode;
    expect(await status('/accounts', { cookie: `tgp_console=${ofConsole}` })).toBe(200);
    for (const headers of [
      { cookie: `tgp_console=${ofAuth}` },
      { cookie: `tgp_console=${ADMIN}` },
      { cookie: `tgp_auth=${ofAuth}` },
      { authorization: `Bearer ${ofConsole}` },
    ])
      expect([headers, await status('/accounts', headers)]).toEqual([headers, 401]);
    expect(await status('/pixel', { cookie: `tgp_auth=${ofAuth}` })).toBe(200);
    for (const headers of [
      { cookie: `tgp_auth=${ofConsole}` },
      { cookie: `tgp_console=${ofAuth}` },
      { authorization: ofConsole },
    ])
      expect([headers, await status('/pixel', headers)]).toEqual([headers, 401]);
  });

  it('is not believed where several come', async () => {
    const { inject, logIn } = await users();
    const cookie = ((await logIn()).headers['set-cookie'] as string).split(';')[0]!;
    const answer = await inject('GET', '/accounts', undefined, { cookie: `${cookie}; tgp_console=planted` });
    expect(answer.statusCode).toBe(401);
  });
});

describe('GET /session', () => {
  it('tells who asks', async () => {
    const { asConsole, call, token } = await users();
    const ask = await asConsole('vi');
    expect((await ask('GET', '/session')).json()).toEqual({
      actor: { kind: 'user', id: 'vi', name: 'vi' },
      scope: 'read',
      owner: false,
      publish: false,
      accounts: ['acme'],
      expires_at: null,
      session: { id: expect.stringMatching(/^[0-9a-f]{16}$/), kind: 'console' },
    });
    expect((await call('GET', '/session')).json()).toMatchObject({ actor: { kind: 'admin' }, session: null });
    const reader = await token('read', ['acme']);
    expect((await call('GET', '/session', undefined, reader)).json()).toMatchObject({ scope: 'read' });
  });
});

describe('logging out', () => {
  it('ends the log-in that asks, and no other', async () => {
    const { asConsole, call } = await users();
    const [one, two] = [await asConsole('vi'), await asConsole('vi')];
    const answer = await one('DELETE', '/session');
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^tgp_console=; Path=\/; Max-Age=0; HttpOnly/);
    expect((await one('GET', '/session')).statusCode).toBe(401);
    expect((await two('GET', '/session')).statusCode).toBe(200);
    const [entry] = (await call('GET', '/audit')).json().entries;
    expect(entry).toMatchObject({ method: 'DELETE', route: '/session', record_kind: 'session', status: 204 });
  });

  it('takes the token of POST /auth too, and no other', async () => {
    const { auth, call, token } = await users();
    const own = await auth();
    expect((await call('DELETE', '/session', undefined, own)).statusCode).toBe(204);
    expect((await call('GET', '/session', undefined, own)).statusCode).toBe(401);
    expect((await call('DELETE', '/session')).statusCode).toBe(403);
    expect((await call('DELETE', '/session', undefined, await token('read', '*'))).statusCode).toBe(403);
  });

  it('is nothing that another page can do', async () => {
    const ask = await (await users()).asConsole();
    expect((await ask('DELETE', '/session', undefined, { 'sec-fetch-site': 'same-site' })).statusCode).toBe(
      403,
    );
    expect((await ask('GET', '/session')).statusCode).toBe(200);
  });
});

describe('a user’s own password', () => {
  const NEW = 'battery staple';

  it.each(['ed', 'vi'])('is changed by %s, which ends the other log-ins', async name => {
    const { asConsole, auth, call, logIn } = await users();
    const [ask, other] = [await asConsole(name), await auth(name)];
    const answer = await ask('PUT', '/session/password', { password: PASSWORD, new_password: NEW });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect((await ask('GET', '/session')).statusCode).toBe(200);
    expect((await call('GET', '/session', undefined, other)).statusCode).toBe(401);
    expect((await logIn(name)).statusCode).toBe(401);
    expect((await logIn(name, NEW)).statusCode).toBe(204);
    expect((await logIn(name === 'ed' ? 'vi' : 'ed')).statusCode).toBe(204);
  });

  it.each([
    ['a wrong one', { password: 'wrong horse', new_password: NEW }, 403],
    ['a short one', { password: PASSWORD, new_password: 'short' }, 422],
    ['none', { new_password: NEW }, 422],
  ])('is not changed by %s', async (_name, body, status) => {
    const { asConsole, logIn } = await users();
    const answer = await (await asConsole())('PUT', '/session/password', body);
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining('password')]);
    expect((await logIn()).statusCode).toBe(204);
  });

  it('is not to be guessed here either', async () => {
    const { asConsole } = await users();
    const ask = await asConsole();
    const guess = () => ask('PUT', '/session/password', { password: 'wrong horse', new_password: NEW });
    for (let at = 0; at < 9; at++) expect((await guess()).statusCode).toBe(403);
    expect((await guess()).statusCode).toBe(429);
  });
});

describe('/sessions', () => {
  it('lists a user’s own log-ins, the newest first, and marks the one that asks', async () => {
    const { asConsole, auth, clock } = await users();
    const ask = await asConsole();
    await asConsole('vi');
    clock.now += 1000;
    await auth();
    const { sessions } = (await ask('GET', '/sessions')).json();
    const own = { user: 'ed', id: expect.any(String) };
    const later = new Date(NOW + 1000).toISOString();
    const first = new Date(NOW).toISOString();
    expect(sessions).toEqual([
      { ...own, kind: 'auth', created_at: later, used_at: later, is_this: false },
      { ...own, kind: 'console', created_at: first, used_at: first, is_this: true },
    ]);
    clock.now += 3 * 60 * 60_000;
    const [late] = [await asConsole()];
    expect((await late('GET', '/sessions')).json().sessions).toMatchObject([{ is_this: true }]);
  });

  it('lists everybody’s for a token for all accounts, and nobody else’s for any other', async () => {
    const { asConsole, call, token } = await users();
    const [ed] = [await asConsole(), await asConsole('vi')];
    const names = async (url: string) =>
      (await call('GET', url)).json().sessions.map(({ user }: { user: string }) => user);
    expect(await names('/sessions')).toEqual(['ed', 'vi']);
    expect(await names('/sessions?user=vi')).toEqual(['vi']);
    expect((await call('GET', '/sessions?user=nobody')).statusCode).toBe(404);
    expect((await ed('GET', '/sessions?user=vi')).statusCode).toBe(404);
    expect((await call('GET', '/sessions', undefined, await token('write', ['acme']))).statusCode).toBe(403);
  });

  it('ends one’s own, and anybody’s by a token for all accounts that can write', async () => {
    const { asConsole, call, token } = await users();
    const [ed, second, vi] = [await asConsole(), await asConsole(), await asConsole('vi')];
    const idOf = async (ask: typeof ed) => (await ask('GET', '/session')).json().session.id;
    const [id, viId] = [await idOf(second), await idOf(vi)];
    expect((await ed('DELETE', `/sessions/${viId}`)).statusCode).toBe(404);
    expect((await call('DELETE', `/sessions/${viId}`, undefined, await token('read', '*'))).statusCode).toBe(
      403,
    );
    expect((await ed('DELETE', `/sessions/${id}`)).statusCode).toBe(204);
    expect((await second('GET', '/session')).statusCode).toBe(401);
    expect((await vi('GET', '/session')).statusCode).toBe(200);
    expect((await call('DELETE', `/sessions/${viId}`)).statusCode).toBe(204);
    expect((await vi('GET', '/session')).statusCode).toBe(401);
    expect((await call('DELETE', `/sessions/${viId}`)).statusCode).toBe(404);
    const [, entry] = (await call('GET', '/audit')).json().entries;
    expect(entry).toMatchObject({ record_kind: 'session', record_id: id, actor: { name: 'ed' } });
  });

  it('never shows what opens something', async () => {
    const { asConsole, call, store } = await users();
    await asConsole();
    const [session] = await store.sessions.list('ed');
    expect((await call('GET', '/sessions')).body).not.toContain(session!.hash);
  });
});
