import type { Row, Table } from './table.ts';

const ONLY_TEXT = 'nothing but a text, which every value of a path or query is';
const NO_FIELD = 'it takes no fields';
const NO_LIMIT = 'no field has a limit';
const OPEN = 'it is open to all';
const SEES_ALL = 'a token for all accounts sees them all';

const open: Omit<Row, 'route' | 'ok'> = {
  missing: NO_FIELD,
  wrongType: NO_FIELD,
  overLimit: NO_FIELD,
  otherAccount: OPEN,
  noToken: OPEN,
  readOnly: OPEN,
};
const times = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };

/** Our own API: accounts, tags, users, events and counts. */
export const collectorTable: Table = {
  dialect: 'collector',
  error: 'Error',
  invalid: 422,
  rows: [
    {
      route: 'POST /accounts',
      body: { id: 'new', name: 'New' },
      as: 'everyone',
      ok: 201,
      missing: { body: { id: undefined }, field: 'id' },
      wrongType: { body: { name: 5 }, field: 'name' },
      overLimit: { body: { name: 'n'.repeat(201) }, field: 'name' },
      otherAccount: 403,
    },
    {
      route: 'GET /accounts',
      ok: 200,
      missing: NO_FIELD,
      wrongType: NO_FIELD,
      overLimit: NO_FIELD,
    },
    {
      route: 'GET /accounts/{id}',
      path: { id: '$account' },
      ok: 200,
      missing: NO_FIELD,
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'POST /accounts/{id}/tags',
      path: { id: '$account' },
      body: { name: 'New', domain: 'new.example' },
      ok: 201,
      missing: { body: { domain: undefined }, field: 'domain' },
      wrongType: { body: { name: null }, field: 'name' },
      overLimit: { body: { domain: `${'d'.repeat(501)}` }, field: 'domain' },
    },
    {
      route: 'GET /accounts/{id}/tags',
      path: { id: '$account' },
      ok: 200,
      missing: NO_FIELD,
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'PATCH /accounts/{id}/tags/{writeKey}',
      path: { id: '$account', writeKey: '$tag' },
      body: { disabled: true },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { body: { disabled: 'true' }, field: 'disabled' },
      overLimit: { body: { name: 'n'.repeat(201) }, field: 'name' },
    },
    {
      route: 'GET /events',
      query: { writeKey: '$tag', ...times },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { query: { limit: 'many' }, field: 'limit' },
      overLimit: { query: { limit: 501 }, field: 'limit' },
    },
    {
      route: 'GET /events/stream',
      query: { writeKey: '$tag' },
      ok: 'the answer has no end: stream.test.ts reads it',
      missing: 'every field may be left out',
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
    },
    {
      route: 'GET /counts',
      query: { writeKey: '$tag', ...times },
      ok: 200,
      missing: 'every field may be left out',
      wrongType: { query: { from: 'noon' }, field: 'from' },
      overLimit: NO_LIMIT,
    },
    {
      route: 'POST /users',
      body: { name: 'new', password: 'long enough', role: 'viewer', accounts: ['$account'] },
      as: 'everyone',
      ok: 201,
      missing: { body: { password: undefined }, field: 'password' },
      wrongType: { body: { accounts: 5 }, field: 'accounts' },
      overLimit: { body: { password: 'p'.repeat(201) }, field: 'password' },
      notFound: 422,
      otherAccount: 403,
    },
    {
      route: 'GET /users',
      as: 'everyone',
      ok: 200,
      missing: NO_FIELD,
      wrongType: NO_FIELD,
      overLimit: NO_FIELD,
      notFound: SEES_ALL,
      otherAccount: 403,
    },
    {
      route: 'DELETE /users/{name}',
      path: { name: '$user' },
      as: 'everyone',
      ok: 204,
      missing: NO_FIELD,
      wrongType: ONLY_TEXT,
      overLimit: NO_LIMIT,
      otherAccount: 403,
    },
    { route: 'GET /status', ok: 200, ...open },
    { route: 'GET /openapi.json', ok: 200, ...open },
  ],
};
