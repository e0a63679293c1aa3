import { describe, expect, it } from 'vitest';
import { hashToken } from '../../../src/server/access/token.ts';
import { advertisers } from '../../support/advertising.ts';

const PASSWORD = 'correct horse';
const HOUR = 3_600_000;

/** One thing to read and one to make in each dialect, and how it says that a token is no good or only reads. */
const DIALECTS: [
  name: string,
  read: string,
  make: [url: string, body: object],
  unauthorized: object,
  forbidden: object,
][] = [
  [
    'our own',
    '/accounts/ACME/tags',
    ['/accounts/ACME/tags', { name: 'N', domain: 'a.example' }],
    { error: { code: 'unauthorized' } },
    { error: { code: 'forbidden' } },
  ],
  [
    'saved pixels',
    '/saved-pixels?account_id=ACME',
    ['/saved-pixels?account_id=ACME', { name: 'P', config: { type: 'pageview' } }],
    { error: { code: 'unauthorized' } },
    { error: { code: 'forbidden' } },
  ],
  [
    'pixel events',
    '/api/pixel_events/?account_id=ACME',
    ['/api/pixel_events/', { account_id: 'ACME', title: 'T', type: 'purchase' }],
    { status_code: 401 },
    { status_code: 403 },
  ],
  [
    'pixels of a business',
    '/businesses/BUSINESS/pixels',
    ['/businesses/BUSINESS/pixels', { name: 'N', domain: 'https://a.example' }],
    { error_codes: [{ code: 'UNAUTHORIZED' }] },
    { error_codes: [{ code: 'FORBIDDEN' }] },
  ],
  [
    'conversion pixels',
    '/pixel?advertiser_code=ACME',
    ['/pixel?advertiser_code=ACME', { pixel: { name: 'P' } }],
    { response: { error_id: 'NOAUTH' } },
    { response: { error_id: 'UNAUTH' } },
  ],
];

/** A collector with a viewer and an editor of `acme`, and calls that name an account or one that is missing. */
async function people() {
  const it = await advertisers();
  const business = async (id: string) => (await it.call('GET', `/accounts/${id}`)).json().business_id;
  const ids: Record<string, string> = {
    acme: await business('acme'),
    other: await business('other'),
    nobody: '00000000-0000-4000-8000-000000000000',
  };
  for (const role of ['viewer', 'editor']) {
    await it.call('POST', '/users', { name: role, password: PASSWORD, role, accounts: ['acme'] });
  }
  const logIn = async (username: string): Promise<string> => {
    const payload = { auth: { username, password: PASSWORD } };
    return (await it.app.inject({ method: 'POST', url: '/auth', payload })).json().response.token;
  };
  const fill = (text: string, account: string) =>
    text.replaceAll('ACME', account).replaceAll('BUSINESS', ids[account]!);
  const read = (url: string, token: string, account = 'acme') =>
    it.call('GET', fill(url, account), undefined, token);
  const make = ([url, body]: [string, object], token: string, account = 'acme') =>
    it.call('POST', fill(url, account), JSON.parse(fill(JSON.stringify(body), account)), token);
  return { ...it, ids, logIn, read, make };
}

describe.each(DIALECTS)('the dialect of %s', (_name, url, made, unauthorized, forbidden) => {
  it('lets a viewer look, and an editor look and change', async () => {
    const { logIn, read, make } = await people();
    const [viewer, editor] = [await logIn('viewer'), await logIn('editor')];
    expect((await read(url, viewer)).statusCode).toBe(200);
    expect((await read(url, editor)).statusCode).toBe(200);
    const refused = await make(made, viewer);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject(forbidden);
    expect([200, 201]).toContain((await make(made, editor)).statusCode);
  });

  it('says that a log-in has expired, and knows none of a user who is gone', async () => {
    const { call, clock, logIn, read, store } = await people();
    const [viewer, editor] = [await logIn('viewer'), await logIn('editor')];
    clock.now += HOUR;
    await read(url, viewer);
    clock.now += 1.5 * HOUR;
    expect((await read(url, viewer)).statusCode).toBe(200);
    const expired = await read(url, editor);
    expect(expired.statusCode).toBe(401);
    expect(expired.body).toContain('has expired');
    const response = 'response' in unauthorized;
    expect(expired.json()).toMatchObject(
      response ? { response: { error_id: 'NOAUTH_EXPIRED' } } : unauthorized,
    );
    await call('DELETE', '/users/viewer');
    const gone = await read(url, viewer);
    expect([gone.statusCode, gone.json()]).toMatchObject([401, unauthorized]);
    expect(await store.sessions.get(hashToken(viewer))).toBeUndefined();
  });

  it('answers alike for an account that is missing and one that is not yours', async () => {
    const { ids, logIn, read, make } = await people();
    const editor = await logIn('editor');
    const same = (text: string) =>
      text
        .replaceAll(ids.other!, ids.nobody!)
        .replaceAll('other', 'nobody')
        .replace(/"(request_id|sp_trace_id)":"[^"]*"/, '');
    for (const call of [read.bind(null, url), make.bind(null, made)]) {
      const [theirs, nobodys] = [await call(editor, 'other'), await call(editor, 'nobody')];
      expect([theirs.statusCode, nobodys.statusCode]).toEqual([404, 404]);
      expect(same(theirs.body)).toBe(same(nobodys.body));
    }
  });
});
