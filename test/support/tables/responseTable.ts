import type { Row, Table } from './table.ts';

const NO_FIELD = 'it takes no fields';
const advertiser = { advertiser_id: '$advertiser' };

/** Conversion pixels, line items and campaigns have the same routes. */
const recordRows = (one: string, thing: string, own: Record<string, unknown>, nameField = 'name'): Row[] => {
  const named = { ...advertiser, id: `$${thing}` };
  const inPath = { path: { id: `$${thing}` }, query: advertiser };
  return [
    {
      route: `GET /${one}`,
      query: named,
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { query: { start_element: 'first' }, field: 'start_element' },
      overLimit: { query: { num_elements: 1_000_000_000 * 10 }, field: 'num_elements' },
    },
    { route: `GET /${one}/meta`, ok: 200, missing: NO_FIELD, wrongType: NO_FIELD, overLimit: NO_FIELD },
    {
      route: `POST /${one}`,
      query: advertiser,
      body: { [one]: { [nameField]: 'New', ...own } },
      ok: 200,
      missing: { body: { [one]: { [nameField]: undefined } }, field: nameField },
      wrongType: { body: { [one]: { state: 1 } }, field: 'state' },
      overLimit: { body: { [one]: { name: 'n'.repeat(256) } }, field: 'name' },
    },
    {
      route: `PUT /${one}`,
      query: named,
      body: { [one]: { [nameField]: 'Renamed', ...own } },
      ok: 200,
      missing: { query: { id: undefined }, field: 'id' },
      wrongType: { body: { [one]: { name: ['n'] } }, field: 'name' },
      overLimit: { body: { [one]: { code: 'c'.repeat(256) } }, field: 'code' },
    },
    {
      route: `DELETE /${one}`,
      query: named,
      ok: 200,
      missing: { query: { id: undefined }, field: 'id' },
      wrongType: { query: { id: 'first' }, field: 'id' },
      overLimit: { query: { id: '1'.repeat(16) }, field: 'id' },
    },
    {
      route: `GET /${one}/{id}`,
      ...inPath,
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { path: { id: 'first' }, field: 'id' },
      overLimit: { path: { id: '1'.repeat(16) }, field: 'id' },
    },
    {
      route: `PUT /${one}/{id}`,
      ...inPath,
      body: { [one]: { [nameField]: 'Renamed', ...own } },
      ok: 200,
      missing: { body: { [one]: undefined }, field: one },
      wrongType: { body: { [one]: { state: 1 } }, field: 'state' },
      overLimit: { body: { [one]: { code: 'c'.repeat(256) } }, field: 'code' },
    },
    {
      route: `DELETE /${one}/{id}`,
      ...inPath,
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { path: { id: 'first' }, field: 'id' },
      overLimit: { path: { id: '1'.repeat(16) }, field: 'id' },
    },
  ];
};

export const responseTable: Table = {
  dialect: 'response',
  error: 'ResponseError',
  invalid: 400,
  rows: [
    {
      route: 'POST /auth',
      body: { auth: { username: '$user', password: 'long enough' } },
      ok: 200,
      missing: { body: { auth: { password: undefined } }, field: 'auth.password' },
      wrongType: { body: { auth: { username: 5 } }, field: 'auth.username' },
      overLimit: { body: { auth: { password: 'p'.repeat(201) } }, field: 'auth.password' },
      notFound: 'a wrong name is a wrong log-in, 401: users.test.ts',
      otherAccount: 'it is where a token comes from',
      noToken: 'it is where a token comes from',
      readOnly: 'it is where a token comes from',
    },
    ...recordRows('pixel', 'pixel', { min_minutes_per_conv: 120, post_view_value: 1.5 }),
    ...recordRows('line-item', 'lineItem', { state: 'inactive' }),
    ...recordRows('campaign', 'campaign', { state: 'inactive' }),
    ...recordRows('segment', 'segment', { state: 'inactive' }, 'short_name'),
    {
      route: 'GET /advertiser',
      query: { id: '$advertiser' },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { query: { id: 'first' }, field: 'id' },
      overLimit: { query: { num_elements: 1_000_000_000 * 10 }, field: 'num_elements' },
    },
    {
      route: 'GET /advertiser/{id}',
      path: { id: '$advertiser' },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { path: { id: 'first' }, field: 'id' },
      overLimit: { path: { id: '1'.repeat(16) }, field: 'id' },
    },
  ],
};
