import { expect, it } from 'vitest';
import { get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { NOW, storedEvents } from '../../support/collector.ts';

it('is the oldest tag that is not disabled, else the oldest', async () => {
  const it = await advertisers();
  it.clock.now = NOW + 1000;
  const tag = { name: 'B', domain: 'b.example' };
  const second = (await it.call('POST', '/accounts/acme/tags', tag)).json().write_key;
  const { id } = await it.make('/line-item', { name: 'Ad' });
  const keys = [];
  for (const disabled of [undefined, it.writeKey, second]) {
    if (disabled) await it.call('PATCH', `/accounts/acme/tags/${disabled}`, { disabled: true });
    expect(isGif(await get(it, `/imp?line_item_id=${id}`))).toBe(true);
    keys.push((await storedEvents(it))[0].writeKey);
  }
  expect(keys).toEqual([it.writeKey, second, it.writeKey]);
});

it('is the one that an account has from its making, where nobody made one', async () => {
  const it = await advertisers();
  const made = await it.send('POST', '/line-item?advertiser_code=other', { 'line-item': { name: 'Ad' } });
  const { id } = made.json().response;
  const tags = async () => (await it.call('GET', '/accounts/other/tags')).json().tags;
  const refused = await get(it, `/imp?line_item_id=${id}&userId=${'u'.repeat(256)}`);
  expect([refused.statusCode, await tags()]).toMatchObject([400, [{ name: 'First tag', domain: '' }]]);
  for (let time = 0; time < 2; time++) await get(it, `/imp?line_item_id=${id}`);
  expect(await tags()).toMatchObject([{ name: 'First tag', domain: '' }]);
  expect(await storedEvents(it)).toHaveLength(2);
});
