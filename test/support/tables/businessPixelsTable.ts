import type { Table } from './table.ts';

const business = { business_id: '$business' };
const one = { ...business, pixel_id: '$tag' };
const history = {
  include_historical_events: true,
  historical_events_start_date: '2026-11-21',
  historical_events_end_date: '2026-11-21',
};
const noEnd = { query: { historical_events_end_date: undefined }, field: 'historical_events_end_date' };

export const businessPixelsTable: Table = {
  dialect: 'business-pixels',
  error: 'BusinessPixelError',
  invalid: 400,
  rows: [
    {
      route: 'GET /businesses/{business_id}/pixels',
      path: business,
      query: { ...history, include_events: true },
      ok: 200,
      missing: noEnd,
      wrongType: { query: { include_events: 'yes' }, field: 'include_events' },
      overLimit: { query: { limit: 51 }, field: 'limit' },
    },
    {
      route: 'POST /businesses/{business_id}/pixels',
      path: business,
      body: { name: 'New', domain: 'https://new.example' },
      ok: 201,
      missing: { body: { domain: undefined }, field: 'domain' },
      wrongType: { body: { name: 5 }, field: 'name' },
      overLimit: { body: { domain: `https://a.example/${'a'.repeat(500)}` }, field: 'domain' },
    },
    {
      route: 'GET /businesses/{business_id}/pixels/{pixel_id}',
      path: one,
      query: history,
      ok: 200,
      missing: noEnd,
      wrongType: { path: { business_id: 'acme' }, field: 'business_id' },
      overLimit: {
        query: { historical_events_start_date: '2026-10-21' },
        field: 'historical_events_end_date',
      },
    },
    {
      route: 'PATCH /businesses/{business_id}/pixels/{pixel_id}',
      path: one,
      body: { name: 'Renamed' },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { body: { dataset_id: null }, field: 'dataset_id' },
      overLimit: { body: { name: 'n'.repeat(201) }, field: 'name' },
    },
  ],
};
