import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import Fastify from 'fastify';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { setDialect } from '../../../../src/server/http/openapi/dialect.ts';
import { openapi } from '../../../../src/server/http/openapi/openapi.ts';
import { collector } from '../../../support/collector.ts';
import { documentOf, type Loose, operationsOf } from '../../../support/openapi.ts';

const distDir = fileURLToPath(new URL('../../../../dist/', import.meta.url));

const made = async () => {
  const it = await collector({ distDir, version: '1.2.3' });
  const document = await documentOf(it.app);
  return { ...it, document, operations: operationsOf(document) };
};

/** The words of every object in the document, wherever it stands. */
const words = (value: Loose): string[] =>
  typeof value === 'object' && value !== null
    ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(words)]
    : [];

describe('/openapi.json', () => {
  it('is OpenAPI 3.1', async () => {
    const { document } = await made();
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info.version).toBe('1.2.3');
    expect(await new Validator().validate(document as never)).toMatchObject({ valid: true });
    // A validator that finds nothing wrong with anything would be none.
    const broken = { ...document, paths: { '/x': { get: { responses: { 200: {} } } } } };
    expect(await new Validator().validate(broken as never)).toMatchObject({ valid: false });
  });

  it('is open to all, and asked for again only when it has changed', async () => {
    const { app } = await collector();
    const answer = await app.inject('/openapi.json');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
    });
    const known = { 'if-none-match': answer.headers.etag! };
    expect((await app.inject({ url: '/openapi.json', headers: known })).statusCode).toBe(304);
    const small = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'br, gzip' } });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(small.rawPayload).toString()).toBe(answer.body);
    const head = await app.inject({ method: 'HEAD', url: '/openapi.json' });
    expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, answer.headers.etag, '']);
    expect((await app.inject({ method: 'POST', url: '/openapi.json' })).statusCode).toBe(405);
  });

  it('has every API', async () => {
    const { document, operations } = await made();
    const tags = new Set(operations.flatMap(([, { tags }]) => tags));
    expect([...tags].sort()).toEqual(document.tags.map(({ name }) => name).sort());
    const routes = operations.map(([route]) => route);
    expect(routes).toEqual(
      expect.arrayContaining([
        'GET /pixel/v1/page',
        'POST /pixel/v1/track',
        'GET /pxl',
        'POST /accounts/{id}/tags',
        'GET /events/stream',
        'POST /users',
        'PUT /saved-pixels/{pixel_id}',
        'DELETE /api/pixel_events/{account_id}/events/{event_id}',
        'PATCH /businesses/{business_id}/pixels/{pixel_id}',
        'PUT /pixel',
        'GET /line-item/meta',
        'POST /auth',
        'GET /status',
        'GET /tgp.js',
        'GET /openapi.json',
      ]),
    );
  });

  it('says of every route what it is for, who may call it and what goes wrong', async () => {
    const { operations } = await made();
    for (const [route, { summary, security, responses }] of operations) {
      expect(summary, `${route}: give its schema a summary, or hide: true`).toBeTruthy();
      expect(responses.default?.content, `${route}: the form of its errors`).toBeDefined();
      expect('401' in responses || security.length === 0, `${route}: a token, or none`).toBe(true);
    }
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no word that only our own validator knows', async () => {
    expect(words((await made()).document)).not.toContain('fix');
  });

  it('shows what a field must be, from the schema that checks it', async () => {
    const { document } = await made();
    const [, put] = operationsOf(document).find(([route]) => route === 'PUT /pixel')!;
    const { pixel } = put.requestBody!.content['application/json']!.schema.properties;
    expect(pixel.properties.min_minutes_per_conv).toEqual({
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 32_767,
      description: 'must be null or a whole number from 0 to 32767',
    });
    expect(pixel.required).toBeUndefined();
    const [, post] = operationsOf(document).find(([route]) => route === 'POST /pixel')!;
    expect(post.requestBody!.content['application/json']!.schema.properties.pixel.required).toEqual(['name']);
    const [, list] = operationsOf(document).find(([route]) => route === 'GET /saved-pixels')!;
    expect(list.parameters).toContainEqual(
      expect.objectContaining({ name: 'account_id', in: 'query', required: true }),
    );
    expect(list.parameters).toContainEqual(
      expect.objectContaining({ name: 'pixel_type', in: 'query', required: false }),
    );
  });

  it('has security and errors of each dialect', async () => {
    const { document } = await made();
    const of = (path: string) => document.paths[path]!.post!;
    expect(of('/accounts').security).toEqual([{ bearer: [] }, { key: [] }]);
    expect(of('/pixel').security).toEqual([{ raw: [] }, { cookie: [] }, { bearer: [] }, { key: [] }]);
    for (const path of ['/auth', '/pxl']) expect(of(path).security).toEqual([]);
    const errorOf = (path: string) => Object.entries(of(path).responses.default!.content!);
    expect(errorOf('/accounts')).toEqual([
      ['application/json', { schema: { $ref: '#/components/schemas/Error' } }],
    ]);
    expect(errorOf('/pxl')).toMatchObject([['text/plain', { schema: { type: 'string' } }]]);
    expect(errorOf('/pixel')[0]![1].schema.$ref).toContain('ResponseError');
    expect(errorOf('/api/pixel_events/')[0]![1].schema.$ref).toContain('PixelEventError');
    expect(errorOf('/businesses/{business_id}/pixels')[0]![1].schema.$ref).toContain('BusinessPixelError');
  });

  it('is in the docs', () => {
    const readme = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
    expect(readme).toContain('`GET /openapi.json`');
  });
});

describe('routes that are documented', () => {
  const error = Type.Object({ wrong: Type.String() });

  it('are those without a word as well, so that a test sees them', async () => {
    const app = Fastify();
    setDialect(app, { tag: 'T', error, invalid: 400, security: [] });
    const serve = await openapi(app, '1');
    app.get('/bare', async () => ({}));
    app.get('/hidden', { schema: { hide: true } }, async () => ({}));
    app.route({ method: ['PUT', 'TRACE'], url: '/bare', handler: async () => ({}) });
    serve();
    const { paths } = await documentOf(app);
    expect(Object.keys(paths)).toEqual(['/bare', '/openapi.json']);
    expect(Object.keys(paths['/bare']!)).toEqual(['get']);
  });

  it('fail where two schemas have one title', async () => {
    const app = Fastify();
    setDialect(app, { tag: 'T', error, invalid: 400, security: [] });
    const serve = await openapi(app, '1');
    for (const type of ['a', 'b']) {
      const schema = { response: { 200: Type.Object({ [type]: Type.String() }, { title: 'Same' }) } };
      app.get(`/${type}`, { schema }, async () => ({}));
    }
    serve();
    expect((await app.inject('/openapi.json')).json().message).toContain('two schemas have the title "Same"');
  });
});

it('schemas of answers neither drop nor change what is answered', async () => {
  const { call, beacon } = await collector();
  await beacon('event=e&properties.a.0=1&context.x=%00');
  const [event] = (await call('GET', '/events')).json().events;
  expect(event).toMatchObject({ properties: { a: ['1'] }, context: { x: '\u0000' } });
  expect((await call('GET', '/status')).json().events_stored).toBe(1);
});
