import type { Table } from './table.ts';

const account = { account_id: '$account' };
const one = { path: { pixel_id: '$savedPixel' }, query: account };
const noAccount = { query: { account_id: undefined }, field: 'account_id' };
const NO_LIMIT = 'no field has a limit';
const ONLY_TEXT = 'nothing but a text, which every value of a path or query is';

export const savedPixelsTable: Table = {
  dialect: 'saved-pixels',
  error: 'Error',
  invalid: 422,
  rows: [
    {
      route: 'GET /saved-pixels',
      query: account,
      ok: 200,
      missing: noAccount,
      wrongType: { query: { pixel_type: '5' }, field: 'pixel_type' },
      overLimit: { query: { limit: 501 }, field: 'limit' },
    },
    {
      route: 'GET /saved-pixels/options',
      ok: 200,
      missing: 'its one field may be left out',
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'GET /saved-pixels/{pixel_id}',
      ...one,
      ok: 200,
      missing: noAccount,
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'POST /saved-pixels',
      query: account,
      body: { name: 'New', config: { type: 'conversion', conversion_type: 'purchase' } },
      ok: 201,
      missing: { body: { config: { conversion_type: undefined } }, field: 'config.conversion_type' },
      wrongType: { body: { config: { properties: {} } }, field: 'config.properties' },
      overLimit: { body: { description: 'd'.repeat(501) }, field: 'description' },
    },
    {
      route: 'PUT /saved-pixels/{pixel_id}',
      ...one,
      body: { name: 'Renamed' },
      ok: 200,
      missing: noAccount,
      wrongType: { body: { name: 5 }, field: 'name' },
      overLimit: { body: { name: 'n'.repeat(101) }, field: 'name' },
    },
    {
      route: 'DELETE /saved-pixels/{pixel_id}',
      ...one,
      ok: 204,
      missing: noAccount,
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'GET /saved-pixels/{pixel_id}/code',
      path: one.path,
      query: { ...account, write_key: '$tag' },
      ok: 200,
      missing: noAccount,
      wrongType: { query: { preconnect: 'perhaps' }, field: 'preconnect' },
      overLimit: { query: { script_url: `https://a.example/${'a'.repeat(1000)}` }, field: 'script_url' },
    },
  ],
};
