import type { Table } from './table.ts';

const account = { account_id: '$account' };
const ONLY_TEXT = 'nothing but a text, which every value of a path or query is';
const NO_LIMIT = 'no field has a limit';
const NO_FIELD = 'it takes no fields';

export const pixelEventsTable: Table = {
  dialect: 'pixel-events',
  error: 'PixelEventError',
  invalid: 400,
  rows: [
    {
      route: 'GET /api/pixel_events/',
      query: account,
      ok: 200,
      missing: { query: { account_id: undefined }, field: 'account_id' },
      wrongType: { query: { limit: 'some' }, field: 'limit' },
      overLimit: { query: { limit: 1001 }, field: 'limit' },
    },
    {
      route: 'POST /api/pixel_events/',
      body: { ...account, title: 'New', type: 'page_view' },
      ok: 201,
      missing: { body: { title: undefined }, field: 'title' },
      wrongType: { body: { type: 5 }, field: 'type' },
      overLimit: { body: { title: 't'.repeat(201) }, field: 'title' },
    },
    {
      route: 'GET /api/pixel_events/types',
      ok: 200,
      missing: NO_FIELD,
      wrongType: NO_FIELD,
      overLimit: NO_FIELD,
    },
    {
      route: 'GET /api/pixel_events/{account_id}/code_snippet',
      path: account,
      ok: 200,
      missing: { path: { account_id: '' }, field: 'account_id' },
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'PATCH /api/pixel_events/{event_id}',
      path: { event_id: '$pixelEvent' },
      body: { ...account, title: 'Renamed' },
      ok: 200,
      missing: { body: { account_id: undefined }, field: 'account_id' },
      wrongType: { body: { title: ['t'] }, field: 'title' },
      overLimit: { body: { title: 't'.repeat(201) }, field: 'title' },
    },
    {
      route: 'DELETE /api/pixel_events/{account_id}/events/{event_id}',
      path: { ...account, event_id: '$pixelEvent' },
      ok: 204,
      missing: { path: { account_id: '' }, field: 'account_id' },
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
  ],
};
