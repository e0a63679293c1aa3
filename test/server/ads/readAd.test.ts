import { expect, it } from 'vitest';
import { get } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';

it.each(['/imp', '/click'])('refuses at %s an ad that there is not, or of two advertisers', async path => {
  const it = await advertisers();
  const line = await it.make('/line-item', { name: 'Ad' });
  const made = await it.send('POST', '/campaign?advertiser_code=other', { campaign: { name: 'Theirs' } });
  const { id } = made.json().response;
  const answers = [];
  for (const query of ['', 'line_item_id=1', `line_item_id=${line.id}&campaign_id=${id}`]) {
    const { statusCode, body } = await get(it, `${path}?${query}`);
    answers.push([statusCode, body]);
  }
  expect(answers).toEqual([
    [400, 'line_item_id: name the ad, like line_item_id=12 or campaign_id=34'],
    [400, 'line_item_id: there is no line_item 1'],
    [400, `campaign_id: there is no campaign ${id}`],
  ]);
});
