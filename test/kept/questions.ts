import type { Records } from './records.ts';

const DIALECT = ['pixel', 'line-item', 'campaign'];

/** What later collectors must answer the same, by the name of the token that asks. */
export function questions({ tags, business, saved, pixels, tokens }: Records): Record<string, string[]> {
  const accounts = ['acme', 'globex', 'lone', 'empty'];
  const shop = tags.shop.write_key;
  const history =
    'include_events=true&include_historical_events=true&historical_events_start_date=2026-11-02&historical_events_end_date=2026-11-13';
  const ofAll = [
    '/accounts',
    ...accounts.flatMap(id => [
      `/accounts/${id}`,
      `/accounts/${id}/tags`,
      `/saved-pixels?account_id=${id}`,
      `/api/pixel_events/?account_id=${id}`,
      `/conversions/totals?account_id=${id}&by=pixel,attribution`,
    ]),
    '/events?limit=100',
    '/counts',
    '/conversions?limit=50',
    '/conversions/totals?by=line_item,hour',
    `/businesses/${business}/pixels?${history}`,
    ...DIALECT.flatMap(path => [`/${path}`, `/${path}?sort=name.desc&num_elements=2&start_element=1`]),
    '/pixel?having_min_line_items=1',
    '/tokens',
    '/users',
    '/audit?limit=50',
  ];
  const filtered = [
    `/events?writeKey=${shop}&type=fire&limit=3&from=2026-11-06T00:00:00Z&to=2026-11-07T00:00:00Z`,
    `/events?event=${'n'.repeat(300)}`,
    `/events?anonymousId=${'a'.repeat(300)}`,
    `/events?userId=${encodeURIComponent('日本 7')}`,
    '/events?from=2026-11-04T00:00:00Z&to=2026-11-05T00:00:00Z&type=click',
    `/counts?writeKey=${shop}&event=purchase&from=2026-11-04T10:00:00Z`,
    `/conversions?pixel_id=${pixels.all},${pixels.gone}&attribution=click`,
    `/saved-pixels/${saved.order}?account_id=acme`,
    `/businesses/${business}/pixels/${shop}?${history}`,
    '/audit?account_id=acme&limit=10',
  ];
  const ofOne = [
    '/accounts',
    '/tokens',
    '/events?type=impression&limit=200',
    '/conversions?attribution=view',
  ];
  const asked = { everyone: [...ofAll, ...filtered], acme: ofOne, two: ofOne, logIn: [...ofOne, '/pixel'] };
  for (const name of Object.keys(tokens))
    if (!(name in asked)) throw new Error(`nothing is asked by ${name}`);
  return asked;
}
