import { expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

const wayOf = async ({ call, writeKey }: Awaited<ReturnType<typeof collector>>, messageId: string) =>
  (await call('GET', `/events/way?${new URLSearchParams({ writeKey, messageId })}`)).json();

it('says when an event came, and how it is counted', async () => {
  const it = await collector();
  await it.beacon('event=Order+Completed&messageId=m/1&properties.order_id=A1');
  await it.beacon('event=purchase&messageId=m2&properties.order_id=A1');
  await it.beacon('event=other&messageId=m3&context.pixel.conversion_type=lead');
  await it.beacon('event=own+name&messageId=m4');
  await it.beacon('name=Home&messageId=p1', 'page');
  expect(await wayOf(it, 'm/1')).toEqual({
    messageId: 'm/1',
    writeKey: it.writeKey,
    type: 'track',
    event: 'Order Completed',
    received_at: '2026-11-21T10:20:30.400Z',
    happened_at: '2026-11-21T10:20:30.400Z',
    late_ms: 0,
    clamped: false,
    bytes: expect.any(Number),
    counted: { kind: 'purchase', by: 'name', said: 'Order Completed', repeat_of: null },
    visit: expect.objectContaining({ views: 1, events: 5, counted: expect.any(String) }),
    conversions: [],
  });
  expect((await wayOf(it, 'm2')).counted).toMatchObject({ kind: 'purchase', repeat_of: 'm/1' });
  expect((await wayOf(it, 'm3')).counted).toMatchObject({
    kind: 'lead',
    by: 'conversion type',
    said: 'lead',
  });
  expect((await wayOf(it, 'm4')).counted).toBeNull();
  expect((await wayOf(it, 'p1')).counted).toEqual({
    kind: 'page_view',
    by: 'page view',
    said: 'Home',
    repeat_of: null,
  });
});

it('names the record that says what happened', async () => {
  const it = await collector();
  const saved = await it.call('POST', '/saved-pixels?account_id=acme', {
    name: 'Our orders',
    config: { type: 'conversion', conversion_type: 'purchase' },
  });
  const event = await it.call('POST', '/api/pixel_events/', {
    account_id: 'acme',
    title: 'A lead',
    type: 'lead',
  });
  await it.beacon(`event=Done&messageId=m1&context.pixel.id=${saved.json().data.id}`);
  await it.beacon(`event=${event.json().id}&messageId=m2`);
  expect((await wayOf(it, 'm1')).counted).toMatchObject({
    kind: 'purchase',
    by: 'saved pixel',
    said: 'Our orders',
  });
  expect((await wayOf(it, 'm2')).counted).toMatchObject({ kind: 'lead', by: 'pixel event', said: 'A lead' });
});

it('says what an event is credited to, and by which rule', async () => {
  const it = await collector();
  const made = await it.call('POST', '/pixel?advertiser_code=acme', {
    pixel: { name: 'Sales', pixel_conversion_event_id: 7, trigger_type: 'click', post_click_expire_mins: 60 },
  });
  await it.beacon('name=Home&messageId=p1&context.campaign.name=autumn&context.sessionId=1', 'page');
  it.clock.now += 60_000;
  await it.beacon('event=purchase&messageId=m1&properties.revenue=10&properties.currency=EUR');
  const { conversions } = await wayOf(it, 'm1');
  expect(conversions).toEqual([
    expect.objectContaining({
      pixel_id: made.json().response.id,
      attribution: 'click',
      value: 10,
      currency: 'EUR',
      campaign: { name: 'autumn' },
      touch_time: '2026-11-21T10:20:30.400Z',
      rule: {
        name: 'Sales',
        trigger: 'click',
        click_minutes: 60,
        view_minutes: 43_200,
        landings: true,
        piggybacks: 0,
      },
    }),
  ]);
  // Another event of the same moment has none of it.
  await it.beacon('event=other&messageId=m2');
  expect((await wayOf(it, 'm2')).conversions).toEqual([]);
});

it('shows it to its account alone', async () => {
  const it = await collector();
  await it.beacon('event=E&messageId=m1');
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const url = `/events/way?writeKey=${it.writeKey}&messageId=m1`;
  expect((await it.call('GET', url, undefined, await it.token('read', ['other']))).statusCode).toBe(404);
  const missing = await it.call('GET', url.replace('m1', 'm2'));
  expect([missing.statusCode, missing.json().error.message]).toEqual([
    404,
    'no event of this messageId is stored',
  ]);
});

it('names the visit that an event belongs to, by its session or by its time', async () => {
  const it = await collector();
  const of = 'context.sessionId=1764000000000&context.campaign.source=google&context.campaign.medium=cpc';
  await it.beacon(`name=Home&messageId=p1&${of}`, 'page');
  await it.beacon(`event=E&messageId=m1&${of}`);
  await it.beacon('event=E&messageId=m2&anonymousId=a1&userId=u1');
  const visit = (await wayOf(it, 'm1')).visit;
  expect(visit).toMatchObject({ views: 1, events: 3, channel: 'paid', source: 'google' });
  for (const id of ['p1', 'm2']) expect((await wayOf(it, id)).visit).toEqual(visit);
});
