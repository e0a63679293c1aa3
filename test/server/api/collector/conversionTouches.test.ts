import { expect, it } from 'vitest';
import { advertisers } from '../../../support/advertising.ts';
import { NOW } from '../../../support/collector.ts';

const HOUR = 3_600_000;

it('tells of a conversion what it is credited to, by which rule, and why not to others', async () => {
  const { app, call, beacon, make, clock, writeKey } = await advertisers();
  clock.now = NOW;
  const order = await make('/pixel', {
    name: 'Order',
    trigger_type: 'hybrid',
    post_click_expire_mins: 1440,
    pixel_conversion_event_id: 7,
  });
  const ad = await make('/line-item', { name: 'Ad' });
  await app.inject(`/imp?line_item_id=${ad.id}&anonymousId=a1`);
  clock.now += HOUR;
  await beacon('event=seen&anonymousId=a1&context.campaign.source=<b>news</b>&context.campaign.name=x');
  clock.now += HOUR;
  await beacon('event=Purchase&anonymousId=a1&messageId=a%2Fb%3F&properties.revenue=5');

  const path = `/conversions/${order.id}/${encodeURIComponent('a/b?')}`;
  const answer = await call('GET', `${path}?writeKey=${writeKey}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    conversion: { pixel_id: order.id, messageId: 'a/b?', attribution: 'click', value: 5 },
    rule: {
      trigger_type: 'hybrid',
      click_window: 1440,
      view_window: 43_200,
      landings_count: true,
      line_item_ids: [],
    },
    touches: [
      {
        kind: 'click',
        time: '2026-11-21T11:20:30.400Z',
        counts_from: '2026-11-21T11:20:30.400Z',
        line_item_id: null,
        campaign: { source: '<b>news</b>', name: 'x' },
        verdict: 'credited',
      },
      { kind: 'view', line_item_id: ad.id, campaign: null, verdict: 'click' },
    ],
    whole: true,
  });
});

it('says what is missing, and has nothing of a conversion that is not there', async () => {
  const { call, make, writeKey } = await advertisers();
  const { id } = await make('/pixel', { name: 'Order' });
  const noTag = await call('GET', `/conversions/${id}/m1`);
  expect(noTag.statusCode).toBe(422);
  expect(noTag.json().error.message).toMatch(/^writeKey: .*must be there/);
  const nothing = await call('GET', `/conversions/${id}/m1?writeKey=${writeKey}`);
  expect([nothing.statusCode, nothing.json().error.message]).toEqual([
    404,
    `no conversion of the pixel ${id} by the event "m1"`,
  ]);
  expect((await call('GET', `/conversions/x/m1?writeKey=${writeKey}`)).statusCode).toBe(422);
});
