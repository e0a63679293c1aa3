import { describe, expect, it } from 'vitest';
import { ADMIN, collector } from '../../../support/collector.ts';
import { conformance, type Exchange } from '../../../support/conformance.ts';
import { documentOf } from '../../../support/openapi.ts';

const made = async () => {
  const it = await collector();
  return { ...it, ...conformance(await documentOf(it.app)) };
};

const JSON_TYPE = 'application/json';
const account = {
  id: 'a',
  name: 'A',
  advertiser_id: 1,
  business_id: '0d86b9e9-70f0-4700-a725-3417ba8786f6',
  created_at: '2026-11-21T10:20:30Z',
  redirect_hosts: [],
  orders_across_tags: false,
  time_zone: null,
};
const exchange = (part: Partial<Exchange>): Exchange => ({
  method: 'GET',
  url: '/accounts/a',
  status: 200,
  type: JSON_TYPE,
  body: JSON.stringify(account),
  ...part,
});
const error = { error: { code: 'not_found', message: 'm' }, request_id: 'r' };

describe('every answer of the tests is held against the document, which finds', () => {
  it.each<[string, Partial<Exchange>, string]>([
    ['a field that is missing', { body: '{}' }, "it must have required property 'id'"],
    ['a field too many', { body: JSON.stringify({ ...account, x: 1 }) }, 'additional properties'],
    ['a field of another type', { body: JSON.stringify({ ...account, name: 5 }) }, 'it/name must be string'],
    ['a status that is not there', { status: 202 }, 'does not know this status'],
    ['another type', { type: 'text/plain' }, 'is text/plain, not application/json'],
    ['a body where there is none', { method: 'DELETE', url: '/users/a', status: 204 }, 'has a body'],
    ['a method that is not there', { method: 'PUT' }, 'does not know this method'],
    [
      'an error of another dialect',
      { status: 404, url: '/pixel', body: JSON.stringify(error) },
      "required property 'response'",
    ],
    [
      'an error with a field too many',
      { status: 500, body: JSON.stringify({ ...error, x: 1 }) },
      'additional',
    ],
    [
      'an error code of no list',
      { status: 404, body: JSON.stringify({ ...error, error: { code: 'x', message: 'm' } }) },
      'it/error/code',
    ],
    [
      'below another name',
      { url: '/api/v1/saved-pixels/options?x', body: '{}' },
      "required property 'success'",
    ],
    ['with a slash at its end', { url: '/api/pixel_events/types/', body: '{}' }, "required property 'items'"],
  ])('%s', async (_name, part, problem) => {
    const { answerProblems } = await made();
    expect(answerProblems(exchange({}))).toEqual([]);
    expect(answerProblems(exchange({ status: 404, body: JSON.stringify(error) }))).toEqual([]);
    expect(answerProblems(exchange(part)).join('; ')).toContain(problem);
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['a parameter that is not there', { url: '/events?x=1' }, 'must NOT have additional'],
    ['a parameter of another type', { url: '/events?limit=x' }, 'it/limit must be integer'],
    ['a parameter that is missing', { url: '/saved-pixels' }, "required property 'account_id'"],
    [
      'a body with a field too many',
      { method: 'POST', url: '/accounts', sent: { type: JSON_TYPE, body: '{"id":"a","name":"A","x":1}' } },
      'must NOT have additional',
    ],
  ])('what was taken although it is not documented: %s', async (_name, part, problem) => {
    const { requestProblems } = await made();
    expect(requestProblems(exchange({ url: '/events?limit=5' }))).toEqual([]);
    expect(requestProblems(exchange(part)).join('; ')).toContain(problem);
  });
});

it('an undocumented answer fails the test that gets it', async () => {
  const { app, call, store } = await collector();
  const account = store.accounts.get;
  store.accounts.get = async id => ({ ...(await account(id))!, secret: 'x' }) as never;
  await expect(call('GET', '/accounts/acme')).rejects.toThrow(
    'not as /openapi.json says: GET /accounts/{id} 200',
  );
  const query = { headers: { authorization: `Bearer ${ADMIN}` }, url: '/accounts/acme' };
  await expect(app.inject(query)).rejects.toThrow('not as /openapi.json says');
});
