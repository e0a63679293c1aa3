import { expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

const ROOT = '/api/pixel_events/';

async function events(count: number) {
  const it = await collector();
  const made = [];
  for (let at = 0; at < count; at++) {
    it.clock.now += 1000;
    made.push((await it.call('POST', ROOT, { account_id: 'acme', title: `E${at}`, type: 'custom' })).json());
  }
  return { ...it, made };
}

it('takes back an event as it was shown, with another title', async () => {
  const { call, made } = await events(1);
  const change = { ...made[0], account_id: 'acme', title: 'New' };
  const answer = await call('PATCH', ROOT + made[0].id, change);
  expect([answer.statusCode, answer.json()]).toEqual([200, { ...made[0], title: 'New' }]);
  const type = await call('PATCH', ROOT + made[0].id, { ...change, type: 'purchase' });
  expect([type.statusCode, type.json().detail]).toEqual([400, expect.stringMatching(/^type: /)]);
});

it('gives a page of the list', async () => {
  const { call, made } = await events(5);
  const titles = async (query: string) =>
    (await call('GET', `${ROOT}?account_id=acme${query}`))
      .json()
      .items.map(({ title }: { title: string }) => title);
  expect(await titles('')).toEqual(made.map(({ title }) => title));
  expect(await titles('&limit=2')).toEqual(['E0', 'E1']);
  expect(await titles('&limit=2&offset=4')).toEqual(['E4']);
  expect(await titles('&offset=9')).toEqual([]);
  for (const wrong of ['limit=0', 'limit=a', 'offset=-1', 'limit=1001'])
    expect((await call('GET', `${ROOT}?account_id=acme&${wrong}`)).json()).toMatchObject({
      status_code: 400,
    });
});
