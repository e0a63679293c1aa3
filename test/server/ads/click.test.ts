import { expect, it } from 'vitest';
import { get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { storedEvents } from '../../support/collector.ts';

it('takes a click, and sends it on to the landing page', async () => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad' });
  const campaign = await it.make('/campaign', { name: 'Spring' });
  const ad = `line_item_id=${line.id}&campaign_id=${campaign.id}`;
  const answer = await get(
    it,
    `/click?${ad}&messageId=c1&redir=https%3A%2F%2Fa.example%2Fland%3Fx%3D1%23top`,
  );
  expect([answer.statusCode, answer.headers.location]).toEqual([
    302,
    'https://a.example/land?x=1&tgpclid=c1#top',
  ]);
  const ids = { line_item_id: String(line.id), campaign_id: String(campaign.id) };
  expect(await storedEvents(it)).toMatchObject([
    { type: 'click', messageId: 'c1', context: { campaign: ids } },
  ]);
});

it('is an image where it leads nowhere', async () => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad' });
  expect(isGif(await get(it, `/click?line_item_id=${line.id}`))).toBe(true);
  expect(await storedEvents(it)).toMatchObject([{ type: 'click', event: 'Ad' }]);
});

it('sends the visitor on from an ad that is off, and counts nothing', async () => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad', state: 'inactive' });
  const answer = await get(it, `/click?line_item_id=${line.id}&redir=https%3A%2F%2Fa.example%2F`);
  expect(answer.headers.location).toBe('https://a.example/');
  expect(await storedEvents(it)).toEqual([]);
});
