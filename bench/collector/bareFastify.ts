import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

// A route that reads nothing and stores nothing: `node bareFastify.ts`; says its port and version.
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const app = Fastify();
app.get('/pixel/v1/track', (_, reply) => reply.type('image/gif').send(GIF));
await app.listen({ port: 0, host: '127.0.0.1' });
const { version } = createRequire(import.meta.url)('fastify/package.json');
console.log((app.server.address() as AddressInfo).port, version);
