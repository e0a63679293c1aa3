import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { BEACON_PATH } from '../protocol/event.ts';
import { api } from './api/api.ts';
import { type Access, findAccess } from './auth.ts';
import { collect } from './collect.ts';
import { type Demo, demoAccess } from './demo.ts';
import { answerError, HttpError } from './errors.ts';
import { Live } from './live.ts';
import { otherMethods } from './otherMethods.ts';
import { pages } from './pages.ts';
import { type Random, random as realRandom } from './random.ts';
import { status } from './status.ts';
import type { Store } from './store/store.ts';
import { tagFiles } from './tagFiles.ts';

/** What a collector is made of. Everything but the store has a default. */
export interface Parts {
  store: Store;
  /** In ms since 1970. Default: the clock. */
  now?: () => number;
  random?: Random;
  /** Default: none. */
  logger?: FastifyBaseLogger;
  version?: string;
  /** A token of the owner's own, with every right. Default: none. */
  adminToken?: string;
  /** Default: no demo. */
  demo?: Demo | null;
  /** Where the published browser files are. Default: `dist/`. */
  distDir?: string;
  /** Where the console and the demo shop are. Default: `ui/` beside the server. */
  uiDir?: string;
  /** How often a silent stream of events shows that it lives. Default: 15 s. */
  heartbeatMs?: number;
}

/** Most bytes of a request's head: a beacon of the longest URL and a browser's cookies. */
const MAX_HEADER_BYTES = 64 * 1024;

/** How long a request may take to arrive: a sender that stalls would keep the collector from stopping. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Puts the collector together. Nothing listens until `listen` is called. */
export async function createApp(parts: Parts): Promise<FastifyInstance> {
  const { store, now = Date.now, random = realRandom, demo = null, version = '0.0.0' } = parts;
  const app = Fastify({
    ...(parts.logger && { loggerInstance: parts.logger }),
    disableRequestLogging: true,
    genReqId: () => random.uuid(),
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    requestTimeout: REQUEST_TIMEOUT_MS,
    // What arrives while the collector stops is stored and answered like anything else.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // The beacon routes read the raw URL; the API reads its queries itself.
    routerOptions: { querystringParser: query => query as never },
    frameworkErrors: answerError,
    clientErrorHandler,
  });
  const live = new Live();
  const fixed: [string, Access][] = [];
  if (parts.adminToken) fixed.push([parts.adminToken, { accounts: '*', scope: 'write' }]);
  if (demo) fixed.push([demo.token, demoAccess]);

  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    const isBeacon = request.url.startsWith(BEACON_PATH);
    const fix = isBeacon ? `; beacons go to ${BEACON_PATH}page and ${BEACON_PATH}track` : '';
    return answerError(
      new HttpError('not_found', `no ${request.method} ${pathOf(request.url)} here${fix}`),
      request,
      reply,
    );
  });
  await app.register(collect, { store, live, now, random });
  const refuseOtherMethods = otherMethods(app);
  await app.register(api, {
    store,
    live,
    now,
    random,
    findAccess: findAccess(store, fixed),
    heartbeatMs: parts.heartbeatMs ?? 15_000,
  });
  await app.register(status, { store, now, version });
  await app.register(tagFiles, {
    folder: parts.distDir ?? fileURLToPath(new URL('../../dist/', import.meta.url)),
  });
  await app.register(pages, {
    folder: parts.uiDir ?? fileURLToPath(new URL('../ui/', import.meta.url)),
    demo,
  });
  refuseOtherMethods();
  return app;
}

const pathOf = (url: string): string => url.split('?', 1)[0]!.slice(0, 200);

/** Answers what is no HTTP, or too much of it, before it is a request. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const line = isTooLong ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const reason = isTooLong
    ? `the request's URL and headers are too long: send at most ${MAX_HEADER_BYTES} bytes, or POST the event`
    : 'this is no HTTP request';
  socket.end(
    `HTTP/1.1 ${line}\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n` +
      `Cross-Origin-Resource-Policy: cross-origin\r\nAccess-Control-Allow-Origin: *\r\n` +
      `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
