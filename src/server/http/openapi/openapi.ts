import { gzipSync } from 'node:zlib';
import swagger from '@fastify/swagger';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { etagOf, type File, sendFile } from '../files.ts';
import { prefixOf } from '../publicUrl.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { documented, securitySchemes } from './documented.ts';
import { tidy } from './tidy.ts';

/** How long a reader uses the document without asking again: it changes with the version and with nothing else. */
const MAX_AGE = 'public, max-age=300';

/** What the APIs are, in the order of the document. */
const TAGS = {
  Beacons: 'What pages and mails send. Open to all; a write key can only write.',
  Collector: 'Accounts, tags, users, events and counts.',
  'Saved pixels': 'Reusable pixel configurations and the code that installs them.',
  'Pixel events': "Events that a page triggers by `tgp('event', id)`.",
  'Business pixels': 'Tags as the pixels of a business, with their hourly history.',
  'Conversion pixels': 'Conversion pixels, and the line items and campaigns that use them.',
};

const DOCUMENT_ROUTE = {
  summary: 'This document',
  description: 'OpenAPI 3.1, with an ETag.',
  shown: { response: { 200: Type.Object({ openapi: Type.String() }), 304: Type.Null() } },
};

/** Notes every route that is added after this call. Returns the function that serves the document of them. */
export async function openapi(
  app: FastifyInstance,
  version: string,
): Promise<(at?: FastifyInstance) => void> {
  const dialects = new WeakMap<RouteOptions, Dialect>();
  app.addHook('onRoute', function (route) {
    dialects.set(route, dialectOf(this));
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'tgp',
        version,
        description: 'The collector: beacons in, counts, records and conversions out.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: { securitySchemes },
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({
      schema: schema?.hide || isRefusal(route) ? { hide: true } : documented(route, dialects.get(route)!),
      url,
    }),
    transformObject: document => tidy((document as { openapiObject: object }).openapiObject),
  });
  /** By the path that the collector has: there are as many as public URLs. */
  const files = new Map<string, File>();
  return (at = app) =>
    at.route({
      method: ['GET', 'HEAD'],
      url: '/openapi.json',
      schema: DOCUMENT_ROUTE,
      handler: (request, reply) => {
        const prefix = prefixOf(request);
        const file = files.get(prefix) ?? documentFile(app, prefix);
        files.set(prefix, file);
        reply.headers({ 'cache-control': MAX_AGE, 'access-control-allow-origin': '*' });
        return sendFile(request, reply, file);
      },
    });
}

/** A route for all the methods that a path does not take answers nothing but a 405. */
const isRefusal = ({ method }: RouteOptions): boolean => [method].flat().includes('TRACE');

/** At the first request: most collectors are never asked. */
function documentFile(app: FastifyInstance, prefix: string): File {
  const document = { ...app.swagger(), servers: [{ url: prefix || '/' }] };
  const body = Buffer.from(JSON.stringify(document));
  // Brotli's best would keep beacons waiting for half a second.
  return { type: 'application/json', body, gzip: gzipSync(body), etag: etagOf(body) };
}
