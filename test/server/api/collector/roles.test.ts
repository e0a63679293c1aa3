import { describe, expect, it } from 'vitest';
import { ADMIN, collector } from '../../../support/collector.ts';

const PASSWORD = 'correct horse';

/** A collector with two accounts and an owner of the first. */
async function owners() {
  const it = await collector();
  const { call } = it;
  await call('POST', '/accounts', { id: 'other', name: 'Other' });
  const make = async (
    name: string,
    role: string,
    accounts: string[] | '*',
    more: object = {},
    as = ADMIN,
  ) => {
    const body = { name, password: PASSWORD, role, accounts, ...more };
    return (await call('POST', '/users', body, as)).statusCode;
  };
  const logIn = async (username: string): Promise<string> =>
    (await call('POST', '/auth', { auth: { username, password: PASSWORD } }, '')).json().response.token;
  expect(await make('olga', 'owner', ['acme'])).toBe(201);
  const olga = await logIn('olga');
  const change = async (name: string, body: object, as = olga) => {
    const answer = await call('PATCH', `/users/${name}`, body, as);
    return [answer.statusCode, answer.json().error?.message ?? answer.json()];
  };
  const shown = async (as = olga) =>
    (await call('GET', '/users', undefined, as)).json().users?.map(({ name }: { name: string }) => name);
  return { ...it, make, logIn, olga, change, shown };
}

describe('a role', () => {
  it.each([
    ['viewer', { scope: 'read', publish: false, owner: false }],
    ['editor', { scope: 'write', publish: false, owner: false }],
    ['publisher', { scope: 'write', publish: true, owner: false }],
    ['owner', { scope: 'write', publish: true, owner: true }],
  ])('%s opens what it says', async (role, rights) => {
    const { call, make, logIn } = await owners();
    expect(await make('u', role, ['acme'])).toBe(201);
    const user = (await call('GET', '/users/u')).json();
    expect(user).toMatchObject({ role, publish: rights.publish });
    const token = await logIn('u');
    expect((await call('GET', '/session', undefined, token)).json()).toMatchObject(rights);
    const users = await call('GET', '/users', undefined, token);
    expect(users.statusCode).toBe(rights.owner ? 200 : 403);
    const made = await call('POST', '/tokens', { name: 'T', scope: 'read', accounts: ['acme'] }, token);
    expect(made.statusCode).toBe(rights.owner ? 201 : 403);
    // What it answers, it takes again.
    const { publish, accounts } = user;
    const { tokens: _, ...same } = user;
    expect((await call('PATCH', '/users/u', { role, publish, accounts })).json()).toMatchObject(same);
  });

  it('is read as it was said when there were two and a flag', async () => {
    const { call, make, change } = await owners();
    const roleOf = async (name: string) => (await call('GET', `/users/${name}`)).json().role;
    await make('pub', 'editor', ['acme'], { publish: true });
    await make('all', 'editor', '*', { publish: true });
    await make('ed', 'editor', ['acme'], { publish: false });
    expect([await roleOf('pub'), await roleOf('all'), await roleOf('ed')]).toEqual([
      'publisher',
      'owner',
      'editor',
    ]);
    await change('ed', { publish: true });
    expect(await roleOf('ed')).toBe('publisher');
    await change('ed', { publish: false });
    expect(await roleOf('ed')).toBe('editor');
    expect(await change('olga', { publish: false }, ADMIN)).toEqual([
      422,
      expect.stringContaining('publish: the role'),
    ]);
  });
});

describe('an owner of some accounts', () => {
  it('sees those who share one, and of their accounts his own', async () => {
    const { call, make, olga, shown } = await owners();
    await make('mine', 'viewer', ['acme']);
    await make('both', 'editor', ['acme', 'other']);
    await make('theirs', 'editor', ['other']);
    await make('all', 'viewer', '*');
    expect(await shown()).toEqual(['all', 'both', 'mine', 'olga']);
    expect((await call('GET', '/users/both', undefined, olga)).json()).toMatchObject({
      accounts: ['acme'],
      other_accounts: true,
    });
    expect((await call('GET', '/users/mine', undefined, olga)).json()).not.toHaveProperty('other_accounts');
    expect((await call('GET', '/users/theirs', undefined, olga)).statusCode).toBe(404);
    expect((await call('DELETE', '/users/theirs', undefined, olga)).statusCode).toBe(404);
  });

  it('gives nothing that he has not', async () => {
    const { make, olga, change } = await owners();
    expect(await make('a', 'viewer', '*', {}, olga)).toBe(403);
    expect(await make('a', 'viewer', ['other'], {}, olga)).toBe(422);
    expect(await make('a', 'viewer', ['acme'], { people: true }, olga)).toBe(403);
    expect(await make('a', 'owner', ['acme'], {}, olga)).toBe(201);
    expect(await change('a', { accounts: '*' })).toEqual([403, expect.stringMatching(/^accounts: /)]);
    expect(await change('a', { accounts: ['acme', 'other'] })).toEqual([
      422,
      expect.stringMatching(/^accounts: .*other/),
    ]);
    expect(await change('a', { people: true })).toEqual([403, expect.stringMatching(/^people: /)]);
  });

  it('takes nothing that is not his', async () => {
    const { call, make, olga, change } = await owners();
    await make('both', 'editor', ['acme', 'other'], { people: true });
    await make('all', 'owner', '*');
    expect(await change('both', { role: 'viewer' })).toEqual([
      403,
      expect.stringMatching(/^role: .*other accounts/),
    ]);
    expect(await change('both', { people: false })).toEqual([403, expect.stringMatching(/^people: /)]);
    expect((await call('DELETE', '/users/both', undefined, olga)).statusCode).toBe(403);
    expect((await call('DELETE', '/users/all', undefined, olga)).statusCode).toBe(403);
    expect(await change('all', { role: 'viewer' })).toEqual([403, expect.any(String)]);
    expect(await change('all', { accounts: ['acme'] })).toEqual([403, expect.stringMatching(/^accounts: /)]);
    expect((await change('both', { accounts: [] }))[0]).toBe(200);
    expect((await call('GET', '/users/both')).json().accounts).toEqual(['other']);
    // He shares none with him any more.
    expect((await change('both', { accounts: ['acme'] }))[0]).toBe(404);
  });

  it('makes no account, and removes his own with the right to', async () => {
    const { call, make, logIn, olga } = await owners();
    expect((await call('POST', '/accounts', { id: 'new', name: 'N' }, olga)).statusCode).toBe(403);
    await make('pia', 'owner', ['acme'], { people: true });
    await make('ed', 'publisher', ['acme'], { people: true });
    const { tags } = (await call('GET', '/accounts/acme/tags')).json();
    const tag = `/accounts/acme/tags/${tags[0].write_key}`;
    for (const url of [tag, '/accounts/acme'])
      for (const name of ['olga', 'ed'])
        expect((await call('DELETE', url, undefined, await logIn(name))).statusCode, `${name} ${url}`).toBe(
          403,
        );
    const pia = await logIn('pia');
    expect((await call('DELETE', tag, undefined, pia)).statusCode).toBe(204);
    expect((await call('DELETE', '/accounts/other', undefined, pia)).statusCode).toBe(404);
    expect((await call('DELETE', '/accounts/acme', undefined, pia)).statusCode).toBe(204);
  });
});

describe('PATCH /users/{name}', () => {
  it('leaves the last owner of all accounts, also of two at once', async () => {
    const { call, make, change } = await owners();
    await make('a', 'owner', '*');
    await make('b', 'owner', '*');
    const lower = (name: string) => change(name, { role: 'editor' }, ADMIN);
    const statuses = (await Promise.all([lower('a'), lower('b')])).map(([status]) => status);
    // Whichever came first.
    expect([...statuses].sort()).toEqual([200, 409]);
    const last = statuses[0] === 200 ? 'b' : 'a';
    expect(await change(last, { accounts: ['acme'] }, ADMIN)).toEqual([
      409,
      expect.stringContaining('last owner'),
    ]);
    expect((await call('DELETE', `/users/${last}`)).statusCode).toBe(409);
    expect((await change('a', { role: 'owner' }, ADMIN))[0]).toBe(200);
    expect((await call('DELETE', '/users/b')).statusCode).toBe(204);
  });

  it('takes from the tokens that hang on him what he has no more', async () => {
    const { call, make, logIn, change } = await owners();
    await make('u', 'owner', ['acme', 'other']);
    const u = await logIn('u');
    const token = async (accounts: string[], more: object = {}) =>
      (await call('POST', '/tokens', { name: 'T', scope: 'write', accounts, ...more }, u)).json();
    const both = await token(['acme', 'other'], { publish: true });
    const theirs = await token(['other']);
    expect((await change('u', { accounts: ['acme'] }, ADMIN))[0]).toBe(200);
    const open = async ({ token }: { token: string }) =>
      (await call('GET', '/session', undefined, token)).json();
    expect(await open(both)).toMatchObject({ accounts: ['acme'], scope: 'write', publish: true });
    expect((await open(theirs)).error.code).toBe('unauthorized');
    await change('u', { role: 'editor' }, ADMIN);
    expect(await open(both)).toMatchObject({ scope: 'write', publish: false });
    await change('u', { role: 'viewer' }, ADMIN);
    expect(await open(both)).toMatchObject({ scope: 'read', publish: false });
  });

  it('leaves an editor of all accounts no token that makes users', async () => {
    const { call, make, logIn, change } = await owners();
    await make('root', 'owner', '*');
    await make('u', 'owner', '*');
    const body = { name: 'T', scope: 'write', accounts: '*' };
    const { token } = (await call('POST', '/tokens', body, await logIn('u'))).json();
    expect((await call('GET', '/users', undefined, token)).statusCode).toBe(200);
    await change('u', { role: 'publisher' }, ADMIN);
    expect((await call('GET', '/users', undefined, token)).statusCode).toBe(401);
  });

  it('is noted, and none who is no owner does it', async () => {
    const { call, make, logIn, change } = await owners();
    await make('ed', 'editor', ['acme']);
    await make('vi', 'viewer', '*');
    expect((await change('vi', { role: 'owner' }, await logIn('ed')))[0]).toBe(403);
    expect((await change('ed', { role: 'owner' }, await logIn('vi')))[0]).toBe(403);
    await change('ed', { role: 'viewer' });
    const [entry] = (await call('GET', '/audit')).json().entries;
    expect(entry).toMatchObject({
      actor: { kind: 'user', id: 'olga' },
      method: 'PATCH',
      record_kind: 'user',
      record_id: 'ed',
    });
  });
});
