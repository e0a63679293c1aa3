import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { collector, NOW, openStore } from '../../support/collector.ts';
import { cpuMs } from '../../support/cpuMs.ts';
import { account, ad, pixelEvent, tag, token } from '../store/promises/rows.ts';

/** The lists that a record is looked for in: what they are called, and what they are of. */
const LISTS = [
  ['/accounts', 'accounts', 'name', 'id'],
  ['/accounts/acme/tags', 'tags', 'name', 'write_key'],
  ['/tokens', 'tokens', 'name', 'id'],
  ['/api/pixel_events?account_id=acme', 'items', 'title', 'id'],
  ['/businesses/$business/pixels', 'pixels', 'name', 'id'],
] as const;

/** Four of each kind, of the account `acme` or beside it. */
async function four() {
  const { call, store, token: tokenFor, app } = await collector();
  for (const row of await store.tags.list(['acme'])) await store.tags.remove(row.write_key);
  const names = ['Zoo', 'Élan =1', 'apple', 'Zebra'];
  for (const [at, name] of names.entries()) {
    const created_at = NOW + at;
    await store.accounts.add(account(`shop${at}`, { name, created_at, business_id: randomUUID() }));
    await store.tags.add(tag(`${at}`.repeat(32), { name, created_at, integration_id: randomUUID() }));
    await store.tokens.add(token(`t${at}`, { name, created_at, accounts: '["acme"]' }));
    await store.pixelEvents.add(pixelEvent(`evt_${at}`, { title: name, created_at }));
  }
  const business = (await store.accounts.get('acme'))!.business_id;
  const get = (url: string, as?: string) => call('GET', url.replace('$business', business), undefined, as);
  return { get, store, tokenFor, app };
}

const at = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`;

describe.each(LISTS)('%s', (url, many, name) => {
  const namesOf = (answer: { json(): Record<string, Record<string, string>[]> }) =>
    answer.json()[many]!.map(each => each[name]);

  it('is searched in whatever letters', async () => {
    const { get } = await four();
    expect(namesOf(await get(at(url, 'search=%C3%89LAN')))).toEqual(['Élan =1']);
    expect(namesOf(await get(at(url, 'search=z&sort=name')))).toEqual(['Zebra', 'Zoo']);
    expect(namesOf(await get(at(url, 'search=%25')))).toEqual([]);
  });

  it('is sorted by name and by time, both ways', async () => {
    const { get } = await four();
    const found = async (sort: string) =>
      namesOf(await get(at(url, `sort=${sort}`))).filter(each => each !== 'Acme');
    expect(await found('name')).toEqual(['Zebra', 'Zoo', 'apple', 'Élan =1']);
    expect(await found('name.desc')).toEqual(['Élan =1', 'apple', 'Zoo', 'Zebra']);
    expect(await found('created_at.desc')).toEqual(['Zebra', 'apple', 'Élan =1', 'Zoo']);
    const refused = await get(at(url, 'sort=domain'));
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    expect(refused.body).toContain('sort: must be');
  });

  it('is a CSV of all that is found, that no spreadsheet runs', async () => {
    const { get } = await four();
    const answer = await get(at(url, 'format=csv&search=lan'));
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
    const [head, ...lines] = answer.body.trim().split('\r\n');
    expect(head).toContain(name);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"Élan =1"');
    expect((await get(at(url, 'format=xml'))).statusCode).toBeGreaterThanOrEqual(400);
  });
});

it('holds no formula in a CSV where a field is a list either', async () => {
  const { get, store } = await four();
  const key = '0'.repeat(32);
  const [row] = (await store.tags.list(['shop0'])).concat(await store.tags.list(['acme']));
  await store.tags.change(row!, { cut_parameters: JSON.stringify(['=cmd()', 'b']) });
  const url = `/accounts/${row!.account_id}/tags?format=csv&search=${row!.name}`;
  expect(row!.write_key).toBe(key);
  expect((await get(url)).body).toContain('"\'=cmd() b"');
});

describe('a search for accounts', () => {
  it("looks at what they are known by: a part of a business's random id is in many of them", async () => {
    const { get, store } = await four();
    const { business_id } = (await store.accounts.list(['shop2']))[0]!;
    for (const url of ['/accounts', '/advertiser']) {
      const found = (await get(at(url, `search=${business_id.slice(0, 6)}`))).json();
      expect((found.response?.advertisers ?? found.accounts).length).toBe(0);
    }
  });
});

describe.each(LISTS.slice(0, 3))('the pages of %s', (url, many, name) => {
  it('lead from one to the next', async () => {
    const { get } = await four();
    const all: string[] = [];
    for (let next = ''; next !== null; ) {
      const answer = await get(at(url, `limit=2&sort=name${next && `&cursor=${next}`}`));
      const page = answer.json();
      expect(page[many].length).toBeLessThanOrEqual(2);
      all.push(...page[many].map((each: Record<string, string>) => each[name]));
      next = page.next;
    }
    expect(all.filter(each => each !== 'Acme')).toEqual(['Zebra', 'Zoo', 'apple', 'Élan =1']);
    // Without a limit it is all of them, and no page.
    expect((await get(url)).json()).not.toHaveProperty('next');
    const bad = await get(at(url, 'limit=2&cursor=x'));
    expect([bad.statusCode, bad.json().error.detail[0].field]).toEqual([422, 'cursor']);
  });
});

it('shows nobody what is of other accounts, in no form', async () => {
  const { get, tokenFor } = await four();
  const other = await tokenFor('write', ['shop0']);
  for (const query of ['', 'format=csv', 'search=a']) {
    const accounts = await get(`/accounts?${query}`, other);
    expect(accounts.body).not.toMatch(/acme|shop[123]/);
    expect((await get(`/accounts/acme/tags?${query}`, other)).statusCode).toBe(404);
    expect((await get(`/tokens?${query}`, other)).body).not.toContain('Zebra');
    expect((await get(`/api/pixel_events?account_id=acme&${query}`, other)).statusCode).toBe(404);
    expect((await get(`/pixel?advertiser_code=acme&${query}`, other)).statusCode).toBe(404);
  }
});

it('gives one tag by its key', async () => {
  const { get, tokenFor } = await four();
  const key = '0'.repeat(32);
  expect((await get(`/accounts/acme/tags/${key}`)).json()).toMatchObject({ write_key: key, name: 'Zoo' });
  expect((await get(`/accounts/shop1/tags/${key}`)).statusCode).toBe(404);
  expect((await get(`/accounts/acme/tags/${key}`, await tokenFor('read', ['shop1']))).statusCode).toBe(404);
});

it('advertising records are a CSV of any length, the oldest first', async () => {
  const { get, store } = await four();
  for (let n = 0; n < 250; n++) {
    await store.segments.add(ad(1000 - n, { created_at: NOW + Math.floor(n / 3), name: `s${n}` }));
  }
  const { body } = await get('/segment?advertiser_code=acme&format=csv&sort=name.desc');
  const lines = body.trim().split('\r\n');
  expect(lines).toHaveLength(251);
  const ids = lines.slice(1).map(line => Number(line.split(',')[0]));
  expect(new Set(ids).size).toBe(250);
  expect(ids.slice(0, 3)).toEqual([998, 999, 1000]);
  const some = await get('/segment?advertiser_code=acme&format=csv&search=s24');
  expect(some.body.trim().split('\r\n')).toHaveLength(12);
  const wrong = await get('/segment?format=xml');
  expect([wrong.statusCode, wrong.json().response.field]).toEqual([400, 'format']);
});

it('the audit log is asked by who and what, and is a CSV too', async () => {
  const { get, app } = await four();
  await app.inject({ method: 'GET', url: '/audit' });
  const all = (await get('/audit?actor=admin&record_kind=tag')).json();
  expect(all.entries.length).toBeGreaterThan(0);
  expect(new Set(all.entries.map((each: { record_kind: string }) => each.record_kind))).toEqual(
    new Set(['tag']),
  );
  expect((await get('/audit?actor=nobody')).json()).toEqual({ entries: [], next: null });
  const { body } = await get('/audit?record_kind=account&format=csv');
  expect(body.split('\r\n')[0]).toContain('"time","actor_kind"');
  expect(body).toContain('"acme"');
  expect(body).not.toContain('"tag"');
});

describe('of tens of thousands of records', () => {
  const MANY = 30_000;

  async function filled() {
    const store = new SqliteStore(':memory:');
    onTestFinished(() => store.close().catch(() => {}));
    const { call } = await collector({ store });
    await store.accounts.add(account('ads'));
    for (let n = 0; n < MANY; n++) {
      const name = `Name ${(n * 7919) % MANY}`;
      await store.tags.add(tag(`${n}`.padStart(32, '0'), { name, created_at: NOW + n }));
      await store.segments.add(ad(n + 1, { account_id: 'ads', name, created_at: NOW + n }));
    }
    return call;
  }

  it('a list answers with a page alone, and fast', async () => {
    const call = await filled();
    const timed = async (url: string) => {
      let answer: Awaited<ReturnType<typeof call>> | undefined;
      const ms = await cpuMs(async () => {
        answer = await call('GET', url);
      });
      return { ms, length: answer!.body.length, json: answer!.json() };
    };
    const tags = '/accounts/acme/tags?limit=50';
    const segments = '/segment?advertiser_code=ads&num_elements=50';
    for (const url of [
      tags,
      `${tags}&sort=name.desc`,
      `${tags}&search=name%2029999`,
      segments,
      `${segments}&sort=created_on.desc`,
      `${segments}&sort=name&search=29999`,
    ]) {
      const { ms, length, json } = await timed(url);
      expect((json.tags ?? json.response.segments).length, url).toBeLessThanOrEqual(50);
      expect(length, url).toBeLessThan(40_000);
      // It takes some 30 ms.
      expect(ms, url).toBeLessThan(1500);
    }
    // A search looks at some thousand at a time, and finds each once.
    const named = Array.from({ length: MANY }, (_, n) => `Name ${n}`).filter(name => name.includes('299'));
    const found: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { json } = await timed(
        `/accounts/acme/tags?limit=100&search=299&sort=name${next && `&cursor=${next}`}`,
      );
      found.push(...json.tags.map(({ name }: { name: string }) => name));
      next = json.next;
    }
    // The keys hold such digits too.
    expect(found.filter(name => name.includes('299')).sort()).toEqual(named.sort());
    expect(new Set(found).size).toBe(found.length);
    const { json } = await timed('/segment?advertiser_code=ads&search=name%20299&num_elements=1');
    expect(json.response.count).toBe(named.filter(name => name.startsWith('Name 299')).length);
  }, 300_000);
});

it('a list is read beside the collector’s own work where it has threads', async () => {
  const store = openStore(undefined, { readThreads: 1 });
  const { call } = await collector({ store });
  await call('POST', '/accounts/acme/tags', { name: 'ÉLAN', domain: 'shop.example' });
  expect((await call('GET', '/accounts/acme/tags?search=%C3%A9lan')).json().tags).toHaveLength(1);
  await call('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'Ölfilter' } });
  expect((await call('GET', '/pixel?search=%C3%96L')).json().response.count).toBe(1);
  const bad = await call('GET', '/accounts?limit=1&cursor=x');
  expect(bad.statusCode).toBe(422);
});
