import { expect, it } from 'vitest';
import { collector } from '../../../support/collector.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR = 3_600_000;

async function pixel(prefix = '') {
  const it = await collector();
  const { business_id } = (await it.call('GET', '/accounts/acme')).json();
  const root = `${prefix}/businesses/${business_id}/pixels`;
  return { ...it, root, url: `${root}/${it.writeKey}` };
}

it.each(['', '/ads/v3'])(
  'shows the whole sample without a query, and takes it back, under %s/businesses',
  async prefix => {
    const { call, beacon, clock, url } = await pixel(prefix);
    await beacon('event=lead');
    clock.now += 8 * 24 * HOUR;
    await beacon('event=lead&messageId=now');
    const shown = (await call('GET', url)).json();
    expect(Object.keys(shown)).toEqual([
      'id',
      'integration_id',
      'domain',
      'name',
      'created_at',
      'events',
      'historical_events',
      'dataset_id',
    ]);
    expect(shown.dataset_id).toMatch(UUID);
    expect(shown.events).toMatchObject([{ type: 'LEAD' }]);
    // What is older than the days that are shown is there by its dates.
    expect(shown.historical_events).toEqual([
      { type: 'LEAD', hour_partition: '2026-11-29T10:00:00Z', count: 1 },
    ]);
    const dates = 'historical_events_start_date=2026-11-21&historical_events_end_date=2026-11-29';
    expect((await call('GET', `${url}?${dates}`)).json().historical_events).toHaveLength(2);
    const none = (await call('GET', `${url}?include_events=false&include_historical_events=false`)).json();
    expect(none).not.toHaveProperty('events');
    expect(none).not.toHaveProperty('historical_events');

    const same = await call('PATCH', url, shown);
    expect([same.statusCode, same.json()]).toEqual([200, shown]);
    const named = await call('PATCH', url, { ...shown, name: 'Renamed' });
    expect(named.json()).toEqual({ ...shown, name: 'Renamed' });
    const other = await call('PATCH', url, { ...shown, id: '0'.repeat(32) });
    expect([other.statusCode, other.json().messages]).toEqual([400, [expect.stringMatching(/^id: /)]]);
  },
);

it('shows the tag that an account has from its making, whose domain nobody knows yet', async () => {
  const { call, store } = await pixel();
  const { business_id } = (await call('POST', '/accounts', { id: 'bare', name: 'Bare' })).json();
  const root = `/businesses/${business_id}/pixels`;
  const [bare] = (await call('GET', root)).json().pixels;
  expect(URL.canParse(bare.domain)).toBe(true);
  const { name, domain, ...rest } = (await call('GET', `${root}/${bare.id}`)).json();
  await call('PATCH', `${root}/${bare.id}`, { name, domain, ...rest });
  expect((await store.tags.get(bare.id))!.domain).toBe('');
  const made = await call('POST', root, { name: 'Shop', domain: 'https://shop.example' });
  expect([made.statusCode, made.json().id]).toEqual([201, bare.id]);
  expect((await call('GET', root)).json().paging.total_results).toBe(1);
});
