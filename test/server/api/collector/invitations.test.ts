import { describe, expect, it } from 'vitest';
import { ADMIN, collector, NOW } from '../../../support/collector.ts';

const PASSWORD = 'correct horse';
const OWN = { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
const DAY = 86_400_000;

async function inviting() {
  const it = await collector();
  const { app, call } = it;
  await call('POST', '/accounts', { id: 'other', name: 'Other' });
  const invite = async (body: object = {}, as = ADMIN) => {
    const answer = await call('POST', '/invitations', { role: 'editor', accounts: ['acme'], ...body }, as);
    return { status: answer.statusCode, ...answer.json() };
  };
  const post = (url: string, payload: object, headers: object = OWN) =>
    app.inject({ method: 'POST', url, payload, headers: { ...headers } });
  const join = (key: string, name = 'ann', headers: object = OWN) =>
    post('/session/join', { key, name, password: PASSWORD }, headers);
  const names = async () =>
    (await call('GET', '/users')).json().users.map(({ name }: { name: string }) => name);
  const owner = async (name: string, accounts: string[] | '*', more: object = {}) => {
    await call('POST', '/users', { name, password: PASSWORD, role: 'owner', accounts, ...more });
    const auth = { auth: { username: name, password: PASSWORD } };
    return (await call('POST', '/auth', auth, '')).json().response.token as string;
  };
  return { ...it, invite, post, join, names, owner };
}

describe('POST /invitations', () => {
  it('makes a link that makes one user, who is logged in', async () => {
    const { app, call, invite, join, names, post } = await inviting();
    const made = await invite({ role: 'publisher', people: true });
    expect(made).toMatchObject({
      status: 201,
      role: 'publisher',
      people: true,
      accounts: ['acme'],
      name: null,
      key: expect.stringMatching(/^tgp_[\w-]{43}$/),
      expires_at: new Date(NOW + 7 * DAY).toISOString(),
      made_by: { kind: 'admin', id: '' },
    });
    expect(made.link).toBe(`http://localhost:80/#/join/${made.key}`);
    const given = (await post('/session/invitation', { key: made.key })).json();
    expect(given).toMatchObject({ role: 'publisher', accounts: ['acme'], people: true, name: null });
    const answer = await join(made.key);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const cookie = (answer.headers['set-cookie'] as string).split(';')[0]!;
    const who = await app.inject({ url: '/session', headers: { ...OWN, cookie } });
    expect(who.json()).toMatchObject({
      actor: { id: 'ann' },
      accounts: ['acme'],
      publish: true,
      people: true,
    });
    expect(await names()).toEqual(['ann']);
    expect((await join(made.key, 'bob')).statusCode).toBe(403);
    expect((await call('GET', '/invitations')).json()).toEqual({ invitations: [] });
    const { entries } = (await call('GET', '/audit')).json();
    expect(entries.slice(0, 2)).toMatchObject([
      { route: '/session/join', record_kind: 'invitation', record_id: made.id },
      { route: '/session/join', record_kind: 'user', record_id: 'ann', actor: { id: 'ann' } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(made.key);
  });

  it('stores its key as a hash alone, which no answer has', async () => {
    const { call, invite, store } = await inviting();
    const { key } = await invite();
    const [row] = await store.invitations.list();
    expect(JSON.stringify(row)).not.toContain(key);
    const listed = (await call('GET', '/invitations')).body;
    expect(listed).not.toContain(key);
    expect(listed).not.toContain(row!.hash);
  });

  it('is good for one of two at once', async () => {
    const { invite, join, names } = await inviting();
    const { key } = await invite();
    const answers = await Promise.all([join(key), join(key, 'bob')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 403]);
    expect(await names()).toHaveLength(1);
  });

  it('makes nobody once it is taken back while a password is made ready, or a user', async () => {
    const { call, invite, join, names, store } = await inviting();
    for (const when of ['list', 'add'] as const) {
      const { id, key } = await invite();
      const before = store.users[when];
      store.users[when] = (async (...user: never[]) => {
        store.users[when] = before as never;
        expect((await call('DELETE', `/invitations/${id}`)).statusCode).toBe(204);
        return (before as (...user: never[]) => unknown)(...user);
      }) as never;
      expect((await join(key)).statusCode).toBe(403);
      expect(await names()).toEqual([]);
    }
  });

  it('ends after 7 days, when it is taken back, and is forgotten', async () => {
    const { call, clock, invite, join, store } = await inviting();
    const [late, back] = [await invite(), await invite()];
    expect((await call('DELETE', `/invitations/${back.id}`)).statusCode).toBe(204);
    expect((await call('DELETE', `/invitations/${back.id}`)).statusCode).toBe(404);
    expect((await join(back.key)).statusCode).toBe(403);
    clock.now += 7 * DAY - 1;
    expect((await call('GET', '/invitations')).json().invitations).toHaveLength(1);
    clock.now += 1;
    expect((await call('GET', '/invitations')).json().invitations).toEqual([]);
    expect((await join(late.key)).json().error.message).toMatch(/^key: this link holds no more/);
    await invite();
    expect(await store.invitations.list()).toHaveLength(1);
  });

  it('may say who is meant', async () => {
    const { invite, join } = await inviting();
    const { key, name } = await invite({ name: 'bob' });
    expect(name).toBe('bob');
    const wrong = await join(key, 'ann');
    expect([wrong.statusCode, wrong.json().error.detail[0].field]).toEqual([422, 'name']);
    expect((await join(key, 'bob')).statusCode).toBe(204);
  });

  it('still holds where the name is taken', async () => {
    const { invite, join, owner } = await inviting();
    await owner('ann', '*');
    const { key } = await invite();
    expect((await join(key, 'ANN')).statusCode).toBe(409);
    expect((await join(key, 'eve')).statusCode).toBe(204);
  });

  it.each([
    ['another key', 'tgp_another', OWN],
    ['a page of another site', '', { ...OWN, origin: 'https://evil.example' }],
    ['no page', '', { host: 'localhost' }],
  ])('takes nobody by %s', async (_name, other, headers) => {
    const { invite, join, names, post } = await inviting();
    const { key } = await invite();
    expect((await join(other || key, 'ann', headers)).statusCode).toBe(403);
    expect((await post('/session/invitation', { key: other || key }, headers)).statusCode).toBe(403);
    expect(await names()).toEqual([]);
    expect((await join(key)).statusCode).toBe(204);
  });
});

describe('an invitation of an owner', () => {
  it('gives nothing that he has not, and is seen by who has all that it gives', async () => {
    const { call, invite, owner } = await inviting();
    const olga = await owner('olga', ['acme']);
    expect((await invite({ accounts: '*' }, olga)).status).toBe(403);
    expect((await invite({ accounts: ['other'] }, olga)).status).toBe(422);
    expect((await invite({ people: true }, olga)).status).toBe(403);
    const { id } = await invite({ accounts: ['other'] });
    await invite({ accounts: ['acme'], role: 'owner' }, olga);
    const seen = (await call('GET', '/invitations', undefined, olga)).json().invitations;
    expect(seen).toMatchObject([{ role: 'owner', made_by: { kind: 'user', id: 'olga' } }]);
    expect((await call('DELETE', `/invitations/${id}`, undefined, olga)).statusCode).toBe(404);
    const editor = await call('POST', '/tokens', { name: 'T', scope: 'write', accounts: ['acme'] });
    expect((await invite({}, editor.json().token)).status).toBe(403);
  });

  it('holds as long as he may give what it gives', async () => {
    const { call, invite, join, owner, store } = await inviting();
    await owner('root', '*');
    const olga = await owner('olga', ['acme', 'other'], { people: true });
    const [first, second, third] = [
      await invite({ accounts: ['other'] }, olga),
      await invite({ role: 'viewer' }, olga),
      await invite({ people: true }, olga),
    ];
    await call('PATCH', '/users/olga', { accounts: ['acme'] });
    expect((await join(first.key, 'a')).statusCode).toBe(403);
    await call('PATCH', '/users/olga', { people: false });
    expect((await join(third.key, 'a')).statusCode).toBe(403);
    expect((await join(second.key, 'b')).statusCode).toBe(204);
    await call('DELETE', '/users/olga');
    expect(await store.invitations.list()).toEqual([]);
  });

  it('by a token ends with the token', async () => {
    const { call, invite, join } = await inviting();
    const made = (await call('POST', '/tokens', { name: 'T', scope: 'write', accounts: '*' })).json();
    const [one, two] = [await invite({}, made.token), await invite({}, made.token)];
    expect((await invite({ role: 'publisher' }, made.token)).status).toBe(403);
    expect((await join(one.key)).statusCode).toBe(204);
    await call('DELETE', `/tokens/${made.id}`);
    expect((await join(two.key, 'bob')).statusCode).toBe(403);
  });

  it('to an account that is gone gives nothing of one of that name', async () => {
    const { call, invite, join, store } = await inviting();
    const alone = await invite({ accounts: ['other'] });
    const both = await invite({ accounts: ['other', 'acme'] });
    await call('DELETE', '/accounts/other');
    await call('POST', '/accounts', { id: 'other', name: 'Another' });
    expect((await join(alone.key, 'a')).statusCode).toBe(403);
    expect((await join(both.key, 'b')).statusCode).toBe(204);
    expect((await store.users.get('b'))!.accounts).toBe('["acme"]');
  });
});
