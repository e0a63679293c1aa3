import { describe, expect, it } from 'vitest';
import { advertisers, problemOf } from '../../../support/advertising.ts';
import { ADMIN } from '../../../support/collector.ts';

const KINDS: [path: string, one: string, wrapper: string][] = [
  ['/pixel', 'pixel', 'pixel'],
  ['/line-item', 'line-item', 'line-item'],
  ['/line-item', 'line-item', 'line_item'],
  ['/campaign', 'campaign', 'campaign'],
];

describe.each(KINDS)('%s as its clients use it, in the wrapper %s', (path, one, wrapper) => {
  it('takes ids as texts, and an object with all that the answer had around it', async () => {
    const { send, advertiser } = await advertisers();
    const object: Record<string, unknown> = { name: 'A', advertiser_id: String(advertiser) };
    const made = await send('POST', `${path}?advertiser_id=${advertiser}`, { [wrapper]: object });
    expect(made.statusCode, made.body).toBe(200);
    // A client that keeps one object takes the whole answer into it, and saves it again.
    Object.assign(object, made.json().response);
    const saved = await send('PUT', `${path}?id=${object.id}`, { [wrapper]: object });
    expect(saved.statusCode, saved.body).toBe(200);
    Object.assign(object, saved.json().response);
    expect(object.id).toBeTypeOf('string');
    const again = await send('PUT', `${path}?id=${object.id}`, {
      [wrapper]: { ...object, state: 'inactive' },
    });
    expect(again.statusCode, again.body).toBe(200);
    expect(again.json().response[one]).toMatchObject({ name: 'A', state: 'inactive' });
  });

  it('removes several at once, or none of them', async () => {
    const { send, make } = await advertisers();
    const ids: number[] = [];
    for (const name of ['A', 'B', 'C']) ids.push((await make(path, { name })).id);
    const missing = await send('DELETE', `${path}?id=${ids[0]},1`);
    expect(missing.statusCode).toBe(404);
    expect((await send('GET', path)).json().response.count).toBe(3);
    const twice = await send('DELETE', `${path}?id=${ids[0]},${ids[0]}`);
    expect(problemOf(twice)).toEqual([400, 'SYNTAX', 'id: names one of them twice']);
    const removed = await send('DELETE', `${path}?id=${ids[0]},${ids[1]}`);
    expect(removed.json().response).toMatchObject({ status: 'OK', count: 2, id: `${ids[0]},${ids[1]}` });
    expect((await send('GET', path)).json().response.count).toBe(1);
  });

  it.each([
    'id[0]=FIRST&id[1]=SECOND',
    'id[]=FIRST&id[]=SECOND',
    'id=FIRST,SECOND',
    'id%5B0%5D=FIRST&id%5B1%5D=SECOND',
  ])('gets and removes the ids %s', async query => {
    const { make, listen } = await advertisers();
    const first = (await make(path, { name: 'A' })).id;
    const second = (await make(path, { name: 'B' })).id;
    await make(path, { name: 'C' });
    const url = `${await listen()}${path}?${query.replace('FIRST', `${first}`).replace('SECOND', `${second}`)}`;
    for (const method of ['GET', 'DELETE']) {
      const answer = await fetch(url, { method, headers: { authorization: ADMIN } });
      expect(((await answer.json()) as { response: object }).response).toMatchObject({ count: 2 });
    }
  });

  it('refuses a parameter twice', async () => {
    const { send, make } = await advertisers();
    const { id } = await make(path, { name: 'A' });
    for (const method of ['GET', 'DELETE'])
      expect(problemOf(await send(method, `${path}?id=${id}&id=${id}`))).toEqual([
        400,
        'SYNTAX',
        'id: is there twice',
      ]);
  });

  it('takes the id in the path', async () => {
    const { send, make } = await advertisers();
    const { id } = await make(path, { name: 'A' });
    expect((await send('GET', `${path}/${id}`)).json().response[`${one}s`]).toMatchObject([{ id }]);
    const changed = await send('PUT', `${path}/${id}`, { [wrapper]: { name: 'B' } });
    expect(changed.json().response[one]).toMatchObject({ id, name: 'B' });
    expect((await send('GET', `${path}/1`)).statusCode).toBe(404);
    expect(problemOf(await send('PUT', `${path}/${id}?id=${id}`, { [wrapper]: {} }))[0]).toBe(400);
    expect((await send('DELETE', `${path}/${id}`)).json().response.id).toBe(String(id));
    expect((await send('DELETE', `${path}/${id}`)).statusCode).toBe(404);
  });

  it('has a number for the field that an error is about, and always an error_code', async () => {
    const { send, make } = await advertisers();
    const { id } = await make(path, { name: 'A' });
    const numberOf = async (body: object) => {
      const { error_code, field } = (await send('PUT', `${path}?id=${id}`, { [wrapper]: body })).json()
        .response;
      return [field, error_code];
    };
    const [byName, byState] = [await numberOf({ name: 5 }), await numberOf({ state: 'on' })];
    expect([byName[0], byState[0]]).toEqual(['name', 'state']);
    expect(byName[1]).toBeTypeOf('number');
    expect(byState[1]).not.toBe(byName[1]);
    expect(await numberOf({ name: '' })).toEqual(byName);
    expect((await send('GET', path, undefined, 'tgp_nobodys')).json().response).toHaveProperty(
      'error_code',
      null,
    );
  });

  it('takes what Python calls true', async () => {
    const { send, make } = await advertisers();
    const { id } = await make(path, { name: 'A' });
    expect((await send('PUT', `${path}?id=${id}&append=True`, { [wrapper]: {} })).statusCode).toBe(200);
  });
});

it.each([
  ['numbers', (ids: number[]) => ids],
  ['texts', (ids: number[]) => ids.map(String)],
  ['objects', (ids: number[]) => ids.map(id => ({ id }))],
  ['objects with texts', (ids: number[]) => ids.map(id => ({ id: String(id) }))],
])('a line item takes the ids of its pixels as %s', async (_name, written) => {
  const { make } = await advertisers();
  const ids = [(await make('/pixel', { name: 'A' })).id, (await make('/pixel', { name: 'B' })).id];
  const { pixels } = await make('/line-item', { name: 'L', pixels: written(ids) });
  expect(pixels).toEqual([...ids].sort((a, b) => a - b).map(id => ({ id })));
});

it('removes no pixel where one of several is used', async () => {
  const { send, make } = await advertisers();
  const [a, b] = [(await make('/pixel', { name: 'A' })).id, (await make('/pixel', { name: 'B' })).id];
  await make('/line-item', { name: 'L', pixels: [b] });
  expect(problemOf(await send('DELETE', `/pixel?id=${a},${b}`)).slice(0, 2)).toEqual([409, 'INTEGRITY']);
  expect((await send('GET', '/pixel')).json().response.count).toBe(2);
});

describe('/advertiser', () => {
  it('lists the accounts that the token sees, by number and code', async () => {
    const { send, advertiser, other, token } = await advertisers();
    const { advertisers: all, count } = (await send('GET', '/advertiser')).json().response;
    expect([count, all.length]).toEqual([2, 2]);
    expect(all.find(({ id }: { id: number }) => id === advertiser)).toMatchObject({
      code: 'acme',
      name: 'Acme',
    });
    const own = await token('read', ['acme']);
    expect((await send('GET', '/advertiser', undefined, own)).json().response.advertisers).toMatchObject([
      { id: advertiser, code: 'acme' },
    ]);
    for (const url of [`/advertiser?id=${advertiser}`, `/advertiser/${advertiser}`, '/advertiser?code=acme'])
      expect((await send('GET', url, undefined, own)).json().response.advertisers).toMatchObject([
        { id: advertiser },
      ]);
    expect((await send('GET', `/advertiser?id=${other}`, undefined, own)).statusCode).toBe(404);
    expect((await send('GET', `/advertiser/${other}`, undefined, own)).statusCode).toBe(404);
  });

  it('gives the wanted page', async () => {
    const { send } = await advertisers();
    const { response } = (await send('GET', '/advertiser?start_element=1&num_elements=1')).json();
    expect(response).toMatchObject({ count: 2, start_element: 1, num_elements: 1 });
    expect(response.advertisers).toHaveLength(1);
  });

  it('finds them by a part of their names, and several by their numbers', async () => {
    const { send, advertiser, other, token } = await advertisers();
    const found = async (query: string, by?: string) =>
      (await send('GET', `/advertiser?${query}`, undefined, by)).json().response;
    // No part of an id, by which accounts are found too.
    expect(await found('search=ACM')).toMatchObject({ count: 1, advertisers: [{ id: advertiser }] });
    expect(await found('search=nobody')).toMatchObject({ count: 0, advertisers: [] });
    expect(await found(`id=${advertiser},${other}`)).toMatchObject({ count: 2 });
    const own = await token('read', ['acme']);
    expect(await found(`id=${advertiser},${other}`, own)).toMatchObject({
      count: 1,
      advertisers: [{ id: advertiser }],
    });
    expect(await found(`id=${advertiser}&search=zzz`)).toMatchObject({ error_id: 'SYNTAX' });
    expect((await send('GET', `/advertiser?id=${Array(101).fill(7)}`)).statusCode).toBe(400);
  });
});
