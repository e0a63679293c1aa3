import { describe, expect, it } from 'vitest';
import { advertisers, problemOf } from '../../support/advertising.ts';

const USER = { name: 'ed@acme', password: 'correct horse', role: 'editor', accounts: ['acme'] };
const PROXIED = { host: 'collect.example', 'x-forwarded-proto': 'https' };
const PUBLIC = ['https://collect.example'];

/** A user who logged in as a client that is no browser does, and what is done with his cookie. */
async function loggedIn({ parts = {}, headers = {} }: { parts?: object; headers?: object } = {}) {
  const it = await advertisers(parts);
  await it.call('POST', '/users', USER);
  const { id } = await it.make('/pixel', { name: 'P' });
  const logIn = (more: object = {}) =>
    it.app.inject({
      method: 'POST',
      url: '/auth',
      headers: { ...headers, ...more },
      payload: { auth: { username: USER.name, password: USER.password } },
    });
  const set = (await logIn()).headers['set-cookie'] as string;
  const cookie = set.split(';')[0]!;
  const ask = (method: string, more: object) =>
    it.app.inject({
      method: method as 'GET',
      url: method === 'POST' ? '/pixel?advertiser_code=acme' : `/pixel?id=${id}`,
      headers: { cookie, ...headers, ...more },
      ...(method !== 'GET' && method !== 'DELETE' && { payload: { pixel: { name: 'Q' } } }),
    });
  return { ...it, logIn, ask, set, cookie };
}

const OTHERS: [string, object][] = [
  ['the page of another site', { origin: 'https://evil.example' }],
  ['a page on another port', { origin: 'http://localhost:9999' }],
  ['a page on a sibling host', { origin: 'http://evil.localhost' }],
  ['a page by another protocol', { origin: 'https://localhost' }],
  ['a page without an origin', { origin: 'null' }],
  ['an origin that is none', { origin: 'localhost' }],
  ['two origins', { origin: 'http://localhost, http://localhost' }],
  ['a page that is told by the referrer alone', { referer: 'http://localhost:9999/attack.html' }],
  ['a referrer that only begins like ours', { referer: 'http://localhost.evil.example/' }],
  ['a referrer with our name before its own', { referer: 'http://localhost@evil.example/' }],
  ['no address at all', { referer: 'about:blank' }],
  ['the same site', { 'sec-fetch-site': 'same-site' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['no page', { 'sec-fetch-site': 'none' }],
  ['our origin, which the browser denies', { origin: 'http://localhost', 'sec-fetch-site': 'same-site' }],
  ['our referrer, and another origin', { origin: 'http://localhost:1', referer: 'http://localhost/' }],
  ['our origin, and another referrer', { origin: 'http://localhost', referer: 'http://localhost:1/' }],
];

const OURS: [string, object][] = [
  ['nobody who says so: curl', {}],
  ['our own page', { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }],
  ['our own page, in an old browser', { origin: 'http://localhost' }],
  ['our own page, in an older one', { referer: 'http://localhost/console?a=b' }],
  ['our own page, told by the browser alone', { 'sec-fetch-site': 'same-origin' }],
];

describe('a change by the cookie of a log-in', () => {
  it.each(OTHERS)('is refused from %s', async (_name, headers) => {
    const { ask, send } = await loggedIn();
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await ask(method, { host: 'localhost', ...headers });
      expect([method, ...problemOf(answer)]).toEqual([
        method,
        403,
        'UNAUTH',
        expect.stringContaining('cookie'),
      ]);
    }
    expect((await send('GET', '/pixel')).json().response.pixels).toMatchObject([{ name: 'P' }]);
  });

  it.each(OURS)('is taken from %s', async (_name, headers) => {
    const { ask } = await loggedIn();
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expect([method, (await ask(method, { host: 'localhost', ...headers })).statusCode]).toEqual([
        method,
        200,
      ]);
  });

  it('is taken on another port from there alone', async () => {
    const { ask } = await loggedIn();
    const at = (origin: string) => ask('PUT', { host: 'localhost:4242', origin });
    expect((await at('http://localhost:4242')).statusCode).toBe(200);
    expect((await at('http://localhost')).statusCode).toBe(403);
  });

  it('is taken behind a proxy that the collector knows, and by its public name behind one that it does not', async () => {
    const known = await loggedIn({ parts: { trustProxy: ['loopback'] }, headers: PROXIED });
    expect((await known.ask('PUT', { origin: PUBLIC[0] })).statusCode).toBe(200);
    expect((await known.ask('PUT', { origin: 'http://collect.example' })).statusCode).toBe(403);
    const named = await loggedIn({ parts: { publicUrls: PUBLIC }, headers: PROXIED });
    expect((await named.ask('PUT', { origin: PUBLIC[0] })).statusCode).toBe(200);
    for (const origin of ['http://collect.example', 'https://collect.example:8443'])
      expect([origin, (await named.ask('PUT', { origin })).statusCode]).toEqual([origin, 403]);
    expect((await named.ask('PUT', { origin: PUBLIC[0], host: 'localhost' })).statusCode).toBe(403);
  });

  it('needs no such thing where the token comes in a header', async () => {
    const { ask, logIn } = await loggedIn();
    const { token } = (await logIn()).json().response;
    const answer = await ask('PUT', { authorization: token, origin: 'https://evil.example' });
    expect(answer.statusCode).toBe(200);
  });
});

describe('POST /auth', () => {
  it.each(OTHERS)('sets no cookie from %s', async (_name, headers) => {
    const { logIn } = await loggedIn();
    const answer = await logIn({ host: 'localhost', ...headers });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
  });

  it.each(OURS)('sets the cookie from %s', async (_name, headers) => {
    const { logIn } = await loggedIn();
    const answer = await logIn({ host: 'localhost', ...headers });
    expect(answer.headers['set-cookie']).toMatch(
      /^tgp_auth=tgp_[\w-]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/,
    );
  });
});

describe('the cookie of a log-in', () => {
  it('has a name that is not the tag’s', async () => {
    const { set, ask, cookie } = await loggedIn();
    expect(set).toMatch(/^tgp_auth=/);
    const asTags = cookie.replace('tgp_auth', 'tgp_session');
    expect((await ask('GET', { cookie: asTags })).statusCode).toBe(401);
    expect((await ask('GET', { cookie: `tgp_session=1784628000000.1; ${cookie}` })).statusCode).toBe(200);
  });

  it('is this very host’s on https, and no other is believed there', async () => {
    const { set, ask, cookie } = await loggedIn({ parts: { trustProxy: ['loopback'] }, headers: PROXIED });
    expect(set).toMatch(/^__Host-tgp_auth=[^;]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict; Secure$/);
    expect((await ask('GET', {})).statusCode).toBe(200);
    expect((await ask('GET', { cookie: cookie.replace('__Host-', '') })).statusCode).toBe(401);
    expect((await ask('GET', { cookie: `${cookie}; tgp_auth=planted` })).statusCode).toBe(200);
  });

  it.each([
    ['before it', (cookie: string) => `tgp_auth=planted; ${cookie}`],
    ['behind it', (cookie: string) => `${cookie}; tgp_auth=planted`],
    ['that is empty', (cookie: string) => `${cookie}; tgp_auth=`],
    ['of the same value', (cookie: string) => `${cookie};${cookie}`],
  ])('is not believed beside another of its name, %s', async (_name, both) => {
    const { ask, cookie } = await loggedIn();
    const answer = await ask('GET', { cookie: both(cookie) });
    expect(problemOf(answer)).toEqual([401, 'NOAUTH', expect.stringContaining('several cookies')]);
  });
});
