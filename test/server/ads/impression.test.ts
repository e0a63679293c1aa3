import { expect, it } from 'vitest';
import { get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { storedEvents } from '../../support/collector.ts';

it('takes an impression of a line item and its campaign', async () => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad' });
  const campaign = await it.make('/campaign', { name: 'Spring' });
  const ad = `line_item_id=${line.id}&campaign_id=${campaign.id}`;
  expect(isGif(await get(it, `/imp?${ad}&anonymousId=v1`))).toBe(true);
  const ids = { line_item_id: String(line.id), campaign_id: String(campaign.id) };
  expect(await storedEvents(it)).toMatchObject([
    { type: 'impression', event: 'Ad', anonymousId: 'v1', context: { campaign: ids } },
  ]);
  const { counts } = (await it.call('GET', '/counts')).json();
  expect(counts).toMatchObject([{ type: 'impression', event: String(line.id), count: 1 }]);
});

it('takes one of a campaign alone', async () => {
  const it = await advertisers();
  const campaign = await it.make('/campaign', { name: 'Spring' });
  expect(isGif(await get(it, `/imp?campaign_id=${campaign.id}`))).toBe(true);
  expect(await storedEvents(it)).toMatchObject([
    { event: 'Spring', context: { campaign: { campaign_id: String(campaign.id) } } },
  ]);
});

it('answers for an ad that is off, and counts nothing', async () => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad', state: 'inactive' });
  expect(isGif(await get(it, `/imp?line_item_id=${line.id}`))).toBe(true);
  expect(await storedEvents(it)).toEqual([]);
});
