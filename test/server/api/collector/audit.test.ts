import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { makeLogger } from '../../../../src/server/cli/logger.ts';
import { random } from '../../../../src/server/http/random.ts';
import { openDemo } from '../../../../src/server/served/demo.ts';
import { advertisers, problemOf, type TestAdvertising } from '../../../support/advertising.ts';
import { collector, IN_FILE, type Keeping, NOW, openStore } from '../../../support/collector.ts';

const PASSWORD = 'correct horse';
const ADMIN_ACTOR = { kind: 'admin', id: '', name: 'admin' };

interface Entry {
  time: string;
  actor: object;
  method: string;
  route: string;
  record_kind: string | null;
  record_id: string | null;
  account_id: string | null;
  status: number;
}

const entriesOf = async ({ call }: Pick<TestAdvertising, 'call'>, query = ''): Promise<Entry[]> =>
  (await call('GET', `/audit${query}`)).json().entries;

/** Two advertisers, without the entries of how they were made, and `acme`'s business. */
async function fresh(keeping: Keeping = {}) {
  const it = await advertisers({}, keeping);
  const business = (await it.call('GET', '/accounts/acme')).json().business_id;
  it.clock.now = NOW + 1000;
  return { ...it, business, since: `?from=${it.clock.now}` };
}

describe('every change', () => {
  const PIXEL = { name: 'P', config: { type: 'pageview' } };
  const EVENT = { account_id: 'acme', title: 'T', type: 'purchase' };
  const TAG = { name: 'N', domain: 'https://a.example' };
  const USER = { name: 'ed', password: PASSWORD, role: 'editor', accounts: '*' };
  const EVENTS = '/api/pixel_events';
  type Step = [method: string, url: string, body: object | undefined, route: string];

  /** What is done to one record, `ID` being what the first step made. */
  const RECORDS: [kind: string, account: string | null, idOf: (json: never) => unknown, Step[]][] = [
    [
      'account',
      'new',
      ({ id }: { id: string }) => id,
      [['POST', '/accounts', { id: 'new', name: 'N' }, '/accounts']],
    ],
    [
      'tag',
      'acme',
      ({ write_key }: { write_key: string }) => write_key,
      [
        ['POST', '/accounts/acme/tags', TAG, '/accounts/:id/tags'],
        ['PATCH', '/accounts/acme/tags/ID', { disabled: true }, '/accounts/:id/tags/:writeKey'],
      ],
    ],
    [
      'tag',
      'acme',
      ({ id }: { id: string }) => id,
      [
        ['POST', '/businesses/BUSINESS/pixels', TAG, '/businesses/:business_id/pixels'],
        [
          'PATCH',
          '/businesses/BUSINESS/pixels/ID',
          { name: 'M' },
          '/businesses/:business_id/pixels/:pixel_id',
        ],
      ],
    ],
    [
      'saved_pixel',
      'acme',
      ({ data }: { data: { id: string } }) => data.id,
      [
        ['POST', '/saved-pixels?account_id=acme', PIXEL, '/saved-pixels'],
        ['PUT', '/api/v1/saved-pixels/ID?account_id=acme', { name: 'Q' }, '/api/v1/saved-pixels/:pixel_id'],
        ['DELETE', '/saved-pixels/ID?account_id=acme', undefined, '/saved-pixels/:pixel_id'],
      ],
    ],
    [
      'pixel_event',
      'acme',
      ({ id }: { id: string }) => id,
      [
        ['POST', `${EVENTS}/`, EVENT, `${EVENTS}/`],
        ['PATCH', `${EVENTS}/ID`, { account_id: 'acme', title: 'U' }, `${EVENTS}/:event_id`],
        ['DELETE', `${EVENTS}/acme/events/ID`, undefined, `${EVENTS}/:account_id/events/:event_id`],
      ],
    ],
    ...(['pixel', 'line-item', 'campaign', 'segment'] as const).map((one): (typeof RECORDS)[0] => [
      { pixel: 'conversion_pixel', 'line-item': 'line_item', campaign: 'campaign', segment: 'segment' }[one],
      'acme',
      ({ response }: { response: { id: number } }) => String(response.id),
      [
        ['POST', `/${one}?advertiser_code=acme`, { [one]: { name: 'A' } }, `/${one}`],
        ['PUT', `/${one}?id=ID`, { [one]: { name: 'B' } }, `/${one}`],
        ['DELETE', `/${one}?id=ID`, undefined, `/${one}`],
      ],
    ]),
    [
      'user',
      null,
      ({ name }: { name: string }) => name,
      [
        ['POST', '/users', USER, '/users'],
        ['DELETE', '/users/ID', undefined, '/users/:name'],
      ],
    ],
    [
      'token',
      null,
      ({ id }: { id: string }) => id,
      [
        ['POST', '/tokens', { name: 'T', scope: 'read', accounts: ['acme'] }, '/tokens'],
        ['DELETE', '/tokens/ID', undefined, '/tokens/:id'],
      ],
    ],
  ];

  it.each(RECORDS)('of a record is an entry: %s of %s', async (kind, account, idOf, steps) => {
    const it = await fresh();
    let id = '';
    const expected: Entry[] = [];
    for (const [method, url, body, route] of steps) {
      it.clock.now += 1000;
      const answer = await it.call(method, url.replace('ID', id).replace('BUSINESS', it.business), body);
      expect(answer.statusCode).toBeLessThan(300);
      id ||= String(idOf(answer.json() as never));
      expected.unshift({
        time: new Date(it.clock.now).toISOString(),
        actor: ADMIN_ACTOR,
        method,
        route,
        record_kind: kind,
        record_id: id,
        account_id: account,
        status: answer.statusCode,
      });
    }
    const { entries, next } = (await it.call('GET', `/audit${it.since}`)).json();
    // An account is made with a tag, which is an entry of its own.
    const isOwn = (entry: Entry) => entry.record_kind === kind;
    expect(entries.filter(isOwn)).toEqual(expected);
    expect(entries.length).toBe(expected.length + (kind === 'account' ? 1 : 0));
    expect(next).toBeNull();
  });

  it('that was refused is none, nor is a read', async () => {
    const it = await fresh();
    const reader = await it.token('read', '*');
    const requests: [string, string, object?, string?][] = [
      ['POST', '/accounts', { id: 'acme', name: 'A' }],
      ['POST', '/accounts', { id: 'NOT' }],
      ['POST', '/accounts', { id: 'x', name: 'X' }, reader],
      ['POST', '/accounts', { id: 'x', name: 'X' }, ''],
      ['DELETE', '/saved-pixels/none?account_id=acme'],
      ['DELETE', '/pixel?id=1'],
      ['DELETE', '/users/nobody'],
      ['GET', '/accounts'],
      ['PUT', '/accounts', {}],
    ];
    for (const request of requests) await it.call(...request);
    expect(await entriesOf(it, it.since)).toEqual([]);
  });

  it('says who: a token by its id and name, a user by his', async () => {
    const it = await fresh();
    const ci = (await it.call('POST', '/tokens', { name: 'CI', scope: 'write', accounts: ['acme'] })).json();
    await it.call('POST', '/users', USER);
    const logIn = { auth: { username: 'ed', password: PASSWORD } };
    const { token } = (await it.send('POST', '/auth', logIn, '')).json().response;
    await it.call('POST', '/accounts/acme/tags', TAG, ci.token);
    await it.call('POST', '/accounts/acme/tags', TAG, token);
    const [byUser, byToken] = await entriesOf(it, '?limit=2');
    expect(byToken!.actor).toEqual({ kind: 'token', id: ci.id, name: 'CI' });
    expect(byUser!.actor).toEqual({ kind: 'user', id: 'ed', name: 'ed' });
  });

  it('that nothing came of still is an entry', async () => {
    const it = await fresh();
    await it.call('PATCH', `/accounts/acme/tags/${it.writeKey}`, {});
    expect(await entriesOf(it, it.since)).toMatchObject([
      { record_kind: null, record_id: null, status: 200 },
    ]);
  });

  it('of many at once is an entry each, with its own record', async () => {
    const it = await fresh();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => it.call('POST', '/accounts/acme/tags', TAG)),
    );
    const ids = made.map(answer => answer.json().write_key).sort();
    const entries = await entriesOf(it, it.since);
    expect(entries.map(({ record_id }) => record_id).sort()).toEqual(ids);
  });
});

describe('a log-in', () => {
  async function withUser(keeping: Keeping = {}) {
    const it = await fresh(keeping);
    await it.call('POST', '/users', { name: 'ed', password: PASSWORD, role: 'viewer', accounts: ['acme'] });
    it.clock.now += 1000;
    const logIn = (username: string, password: string) =>
      it.send('POST', '/auth', { auth: { username, password } }, '');
    return { ...it, since: `?from=${it.clock.now}`, logIn };
  }

  it('is an entry, and so is one that failed; a name that nobody has is not kept', async () => {
    const it = await withUser();
    await it.logIn('ed', PASSWORD);
    await it.logIn('ed', 'wrong horse');
    await it.logIn('my password', 'wrong horse');
    const entry = { method: 'POST', route: '/auth', record_kind: 'session', account_id: null };
    expect(await entriesOf(it, it.since)).toMatchObject([
      { ...entry, actor: { kind: 'nobody', id: '', name: '' }, status: 401 },
      { ...entry, actor: { kind: 'user', id: 'ed', name: 'ed' }, status: 401 },
      { ...entry, actor: { kind: 'user', id: 'ed', name: 'ed' }, status: 200 },
    ]);
  });

  it('that was one too many is none', async () => {
    const it = await withUser();
    for (let at = 0; at < 12; at++) await it.logIn('ed', 'wrong horse');
    expect(await entriesOf(it, it.since)).toHaveLength(10);
  });

  it('leaves no password and no token behind', async () => {
    const it = await withUser(IN_FILE);
    const { token } = (await it.logIn('ed', PASSWORD)).json().response;
    const made = (await it.call('POST', '/tokens', { name: 'T', scope: 'read', accounts: '*' })).json();
    const db = new DatabaseSync(`${it.folder}/tgp.db`);
    const stored = JSON.stringify(db.prepare('SELECT * FROM audit').all());
    db.close();
    for (const secret of [PASSWORD, token, made.token]) expect(stored).not.toContain(secret);
  });
});

describe('who sees', () => {
  it('an account its own entries, and all of them those of none', async () => {
    const it = await fresh();
    const [acme, both, all] = [
      await it.token('read', ['acme']),
      await it.token('read', ['acme', 'other']),
      await it.token('read', '*'),
    ];
    const tag = { name: 'N', domain: 'a.example' };
    for (const id of ['acme', 'other']) await it.call('POST', `/accounts/${id}/tags`, tag);
    await it.call('POST', '/tokens', { name: 'T', scope: 'read', accounts: ['acme'] });
    const seen = async (token: string, query = it.since) =>
      (await it.call('GET', `/audit${query}`, undefined, token))
        .json()
        .entries.map(({ account_id }: Entry) => account_id);
    expect(await seen(acme)).toEqual(['acme']);
    expect(await seen(both)).toEqual(['other', 'acme']);
    expect(await seen(all)).toEqual([null, 'other', 'acme']);
    expect(await seen(all, `${it.since}&account_id=other`)).toEqual(['other']);
    const [theirs, nobodys] = await Promise.all(
      ['other', 'nobody'].map(id => it.call('GET', `/audit?account_id=${id}`, undefined, acme)),
    );
    expect([theirs!.statusCode, nobodys!.statusCode]).toEqual([404, 404]);
    expect(theirs!.json().error.message.replace('other', 'nobody')).toBe(nobodys!.json().error.message);
  });

  it('the demo neither entries nor tokens', async () => {
    const store = openStore();
    const demo = await openDemo(store, random, () => NOW);
    const { call } = await collector({ store, demo });
    for (const url of ['/audit', '/tokens']) {
      expect((await call('GET', url, undefined, demo.token)).statusCode).toBe(403);
    }
  });
});

describe('a page', () => {
  it('of any size reads each entry once, newest first, while new ones come', async () => {
    const it = await fresh();
    const make = () => it.call('POST', '/accounts/acme/tags', { name: 'N', domain: 'a.example' });
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) ids.unshift((await make()).json().write_key);
    for (const limit of [1, 2, 5, 6]) {
      const seen: string[] = [];
      let next: string | null = '';
      for (let pages = 0; next !== null; pages++) {
        expect(pages).toBeLessThan(8);
        const query: string = `${it.since}&to=${it.clock.now + 1}&limit=${limit}${next && `&cursor=${next}`}`;
        const page: { entries: Entry[]; next: string | null } = (
          await it.call('GET', `/audit${query}`)
        ).json();
        seen.push(...page.entries.map(({ record_id }) => record_id!));
        next = page.next;
        if (!pages) {
          it.clock.now += 1;
          await make();
          it.clock.now -= 1;
        }
      }
      expect(seen).toEqual(ids);
    }
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['from=soon', 'from'],
    ['to=soon', 'to'],
    ['cursor=x', 'cursor'],
    ['record_kind=pixel', 'record_kind'],
    ['who=x', 'who'],
  ])('by %s is refused', async (query, field) => {
    const { call } = await collector();
    const answer = await call('GET', `/audit?${query}`);
    expect([answer.statusCode, answer.json().error.detail[0].field]).toEqual([422, field]);
  });
});

describe('where an entry can not be written', () => {
  it('the change is not acknowledged, and the log has the entry', async () => {
    const lines: string[] = [];
    const logger = makeLogger('error', { write: line => void lines.push(line) });
    const it = await advertisers({ logger }, IN_FILE);
    await it.call('POST', '/users', { name: 'ed', password: PASSWORD, role: 'viewer', accounts: '*' });
    const db = new DatabaseSync(`${it.folder}/tgp.db`);
    db.exec('DROP TABLE audit');
    db.close();
    const made = await it.call('POST', '/accounts/acme/tags', { name: 'N', domain: 'a.example' });
    expect([made.statusCode, made.json().error]).toEqual([
      500,
      { code: 'internal_error', message: expect.stringContaining('could not be written') },
    ]);
    const tags: { write_key: string }[] = (await it.call('GET', '/accounts/acme/tags')).json().tags;
    const tag = tags.find(({ write_key }) => write_key !== it.writeKey)!;
    expect(lines.join()).toContain(`"record_id":"${tag.write_key}"`);
    const pixel = await it.send('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P' } });
    expect([pixel.statusCode, pixel.json().response.error_id]).toEqual([500, 'SYSTEM']);
    const removed = await it.call('DELETE', '/users/ed');
    expect(removed.statusCode).toBe(500);
  });

  it('nobody gets a token', async () => {
    const it = await advertisers({}, IN_FILE);
    await it.call('POST', '/users', { name: 'ed', password: PASSWORD, role: 'viewer', accounts: '*' });
    const db = new DatabaseSync(`${it.folder}/tgp.db`);
    db.exec('DROP TABLE audit');
    db.close();
    const answer = await it.send('POST', '/auth', { auth: { username: 'ed', password: PASSWORD } }, '');
    expect(problemOf(answer)).toEqual([500, 'SYSTEM', expect.stringContaining('none gives a token')]);
    expect(answer.body).not.toContain('tgp_');
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });
});
