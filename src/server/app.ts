import { fileURLToPath } from 'node:url';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { attempt } from '../protocol/attempt.ts';
import type { CutNames } from '../protocol/cutUrl.ts';
import type { Access } from './access/access.ts';
import { ApiLimits } from './access/apiLimits.ts';
import { adminAccess, findAccess } from './access/auth.ts';
import { noteChanges } from './access/noteChanges.ts';
import { isReserved } from './access/ownPath.ts';
import { PASSWORD_COST, type PasswordCost } from './access/password.ts';
import { passwordChecks } from './access/passwordChecks.ts';
import { SECRET_KEY_BYTES, secretBox } from './access/secretBox.ts';
import { adPixels } from './ads/adPixels.ts';
import { responseDialect } from './api/advertising/dialect.ts';
import { answerUnknown, api } from './api/api.ts';
import type { ApiParts } from './api/apiRoutes.ts';
import { accept } from './collect/accept.ts';
import { answerUnknownBeacon, isOfBeacons } from './collect/answerUnknownBeacon.ts';
import { beaconLimits } from './collect/beaconLimits.ts';
import { BeaconMeter } from './collect/beaconMeter.ts';
import { checkReports } from './collect/checkReports.ts';
import { Checks } from './collect/checks.ts';
import { collect } from './collect/collect.ts';
import { cutAddresses } from './collect/cutAddresses.ts';
import { jsonEvents } from './collect/jsonEvents.ts';
import { Live } from './collect/live.ts';
import { type Networks, NO_NETWORKS } from './collect/networks.ts';
import { plainBeacons } from './collect/plainBeacons.ts';
import { Refusals } from './collect/refusals.ts';
import { Relays } from './collect/relays.ts';
import { signing } from './collect/signing.ts';
import { aheadOfRouter } from './http/aheadOfRouter.ts';
import { answerUnreadable, MAX_HEADER_BYTES } from './http/answerUnreadable.ts';
import { boundAnswers } from './http/boundAnswers.ts';
import { boundHeads } from './http/boundHeads.ts';
import { closeIdle } from './http/closeIdle.ts';
import { closeStalled } from './http/closeStalled.ts';
import { boundConnections } from './http/connections.ts';
import { corsOrigins } from './http/corsOrigins.ts';
import { answerError, HttpError, ourDialect } from './http/errors.ts';
import { ipOf } from './http/ipOf.ts';
import { oneAtATime } from './http/oneAtATime.ts';
import { setDialect } from './http/openapi/dialect.ts';
import { openapi } from './http/openapi/openapi.ts';
import { otherMethods } from './http/otherMethods.ts';
import { onlyOwnHosts } from './http/ownHosts.ts';
import { tellPublicUrl, withoutPrefix } from './http/publicUrl.ts';
import { type Random, random as realRandom } from './http/random.ts';
import { RATE_LIMITS, type RateLimits } from './http/rateLimits.ts';
import { safeHeaders } from './http/safeHeaders.ts';
import { senderOf } from './http/sender.ts';
import { trustedBy } from './http/trustedBy.ts';
import { Turns } from './http/turns.ts';
import { warnOfUnnamedProxy } from './http/unnamedProxy.ts';
import { withoutSlash } from './http/withoutSlash.ts';
import { type Demo, demoAccess } from './served/demo.ts';
import { health } from './served/health.ts';
import { metrics } from './served/metrics.ts';
import { metricsText } from './served/metricsText.ts';
import { noteScripts } from './served/noteScripts.ts';
import { pages } from './served/pages.ts';
import { readiness } from './served/readiness.ts';
import { servedDebug } from './served/servedDebug.ts';
import { servedTag } from './served/servedTag.ts';
import { type Places, shopPlace } from './served/shopPlace.ts';
import { status } from './served/status.ts';
import { tagFiles } from './served/tagFiles.ts';
import { versionedFiles } from './served/versionedFiles.ts';
import type { Store } from './store/store.ts';

/** What a collector is made of. Everything but the store has a default. */
export interface Parts {
  store: Store;
  /** In ms since 1970. Default: the clock. */
  now?: () => number;
  random?: Random;
  /** What the secrets of tags are kept under: 32 bytes. Default: another one each time. */
  secretKey?: Buffer;
  /** Of the passwords that users are given. Default: `PASSWORD_COST`; less is for tests. */
  passwordCost?: PasswordCost;
  /** Default: none. */
  logger?: FastifyBaseLogger;
  version?: string;
  /** A token of the owner's own, with every right. Default: none. */
  adminToken?: string;
  /** Other tokens that are not in the store, with what they open. Default: none. */
  fixed?: [token: string, access: Access][];
  /** A token that opens `/metrics` and nothing else. Default: none. */
  metricsToken?: string | undefined;
  /** Makes the first user, while there is none. Default: nothing does. */
  firstUserKey?: string;
  /** Default: `RATE_LIMITS`. */
  rateLimits?: RateLimits;
  /** Addresses of proxies that are believed what they forward. Default: none. */
  trustProxy?: string[];
  /** What the collector is called outside, like `https://collect.example.com` or `https://shop.example/data`. Default: nothing. */
  publicUrls?: string[];
  /**
   * Names that are the collector's own, beside those of `publicUrls`, addresses and loopback names. Under any other there
   * is nothing but what pages of others load and send to. Default: every name is its own.
   */
  ownHosts?: string[];
  /** Origins whose pages may read what the API answers, with a token. Default: none. */
  corsOrigins?: string[];
  /** Parameters that are cut from addresses, or kept, beside what tags say. Default: none. */
  cutNames?: CutNames;
  /** What is known of addresses. Default: nothing. */
  networks?: Networks;
  /** Default: no demo. */
  demo?: Demo | null;
  /** Settles once no more of the demo's visits are made up. Default: none are. */
  stopDemo?: () => Promise<void>;
  /** Where the demo shop is, and where the console. Default: both wherever they are asked for. */
  places?: Places;
  /** What browsers load: the tag, the console, the demo shop. Default: `dist/`. */
  distDir?: string;
  /** Days that browsers are told to come by https alone; null: they are told nothing. Default: null. */
  hstsDays?: number | null;
  /** How often a silent stream of events shows that it lives. Default: 15 s. */
  heartbeatMs?: number;
  /** How long a reader may take nothing of its answer. Default: 30 s. */
  stallMs?: number;
  /** How long a connection may be idle between two requests. Default: 72 s. */
  idleMs?: number;
  /** Default: 10,000. */
  maxConnections?: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What the collector measures, in Prometheus' text form. */
    measure: () => string;
  }
}

/** How long a connection may be idle: longer than proxies keep theirs, most of them a minute. */
const IDLE_MS = 72_000;

/** Most reads that may wait for their turn. */
const MAX_READS = 1000;

/** How long a request may take to arrive: a sender that stalls would keep the collector from stopping. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Puts the collector together. Nothing listens until `listen` is called. */
export async function createApp(parts: Parts): Promise<FastifyInstance> {
  const {
    store,
    now = Date.now,
    random = realRandom,
    demo = null,
    version = '0.0.0',
    rateLimits = RATE_LIMITS,
  } = parts;
  const { publicUrls = [], ownHosts, trustProxy } = parts;
  const names = ownHosts && [...ownHosts, ...publicUrls.map(url => new URL(url).hostname)];
  const checkHost = onlyOwnHosts(names);
  const place = shopPlace(parts.places);
  const isTrusted = trustProxy && trustedBy(trustProxy);
  const strip = withoutPrefix(publicUrls, isReserved);
  const answerUnread = answerUnknown(version);
  const app = Fastify({
    ...(parts.logger && { loggerInstance: parts.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    // A child for each request costs a beacon more than its parsing; what logs says which request it was.
    childLoggerFactory: logger => logger,
    genReqId: () => random.uuid(),
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    trustProxy: isTrusted ?? false,
    keepAliveTimeout: parts.idleMs ?? IDLE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // What arrives while the collector stops is stored and answered like anything else.
    return503OnClosing: false,
    exposeHeadRoutes: true,
    // The beacon routes read the raw URL; the API reads its queries itself.
    // An id of a person may have 255 characters of any kind.
    routerOptions: { querystringParser: query => query as never, maxParamLength: 2500 },
    rewriteUrl: ({ url = '/' }) => withoutSlash(strip(url)),
    frameworkErrors: answerUnread,
    // What follows a good request must not be answered in its place.
    clientErrorHandler: (error, socket) => {
      if (!connections.endAfterAnswers(socket)) answerUnreadable(error, socket);
    },
  });
  tellPublicUrl(app, publicUrls);
  const live = new Live(store.follow);
  const fixed: [string, Access][] = [...(parts.fixed ?? [])];
  if (parts.adminToken) fixed.push([parts.adminToken, adminAccess]);
  if (demo) fixed.push([demo.token, demoAccess]);

  const lookAhead = aheadOfRouter(app.server);
  const connections = boundConnections(app.server, parts.maxConnections);
  app.decorate('incoming', connections.incoming);
  boundHeads(app, connections);
  closeIdle(app, connections.waiting);
  closeStalled(app, connections, parts.stallMs);
  boundAnswers(app);
  safeHeaders(app, parts.hstsDays ?? null);
  corsOrigins(app, parts.corsOrigins ?? []);
  if (parts.logger && !isTrusted?.('127.0.0.1')) warnOfUnnamedProxy(app.server, parts.logger);
  app.setErrorHandler(answerError);
  setDialect(app, { ...ourDialect, security: [] });
  // Schemas of answers document them: a serializer made from them would drop or change what they don't tell of.
  app.setSerializerCompiler(() => answer => JSON.stringify(answer));
  const serveDocument = await openapi(app, version);
  const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const reason = `no ${request.method} ${pathOf(request.url)} here`;
    if (isOfBeacons(request.url)) return answerUnknownBeacon(request, reply, reason);
    checkHost(request);
    return answerUnread(new HttpError('not_found', reason), request, reply);
  };
  app.setNotFoundHandler(answerNotFound);
  // Before its body is read: that may be large, or no JSON.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) answerNotFound(request, reply);
    else done();
  });
  const limits = beaconLimits(rateLimits);
  const meter = new BeaconMeter();
  const cut = cutAddresses(parts.cutNames);
  const box = secretBox(parts.secretKey ?? random.bytes(SECRET_KEY_BYTES));
  const accepting = meter.counting(signing(accept({ store, limits, live, cut, log: app.log }), box));
  const networks = parts.networks ?? NO_NETWORKS;
  const refusals = new Refusals({ now, findTag: writeKey => store.tags.get(writeKey) });
  const relays = new Relays();
  const beacons = { store, accept: accepting, now, random, limits, meter, refusals, networks, relays };
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  const plain = plainBeacons({ ...beacons, log: app.log, ipOf: ipOf(isTrusted) });
  // The router says to whom it answers last that this was the last answer.
  lookAhead((...request) => !isStopping && plain(...request));
  await app.register(collect, beacons);
  await app.register(jsonEvents, beacons);
  const checks = new Checks({ now, random });
  live.listen(event => checks.saw(event));
  await app.register(checkReports, { ...beacons, checks });
  const refuseOtherMethods = otherMethods(app);
  await app.register(adPixels, beacons);
  const passwordCost = parts.passwordCost ?? PASSWORD_COST;
  const apiParts: ApiParts = {
    accept: accept({ store, limits: { countTag() {} }, live }),
    box,
    ...noteChanges(store),
    live,
    refusals,
    checks,
    now,
    random,
    passwordCost,
    checkPassword: passwordChecks(store, { now, passwordCost }),
    changingUsers: oneAtATime(),
    version,
    firstUserKey: parts.firstUserKey,
    stopDemo: parts.stopDemo ?? (async () => {}),
    findAccess: findAccess(store, fixed, now),
    senderOf: request => {
      const sender = senderOf(request, publicUrls);
      // Pages of the shop's host are not ours.
      return sender === 'own' && place.isShop(request) ? 'other' : sender;
    },
    limits: new ApiLimits(rateLimits, now),
    turns: new Turns(MAX_READS),
    heartbeatMs: parts.heartbeatMs ?? 15_000,
  };
  const distDir = parts.distDir ?? fileURLToPath(new URL('../../dist/', import.meta.url));
  await app.register(async own => {
    own.addHook('onRequest', async request => checkHost(request));
    await own.register(api, apiParts);
    await own.register(responseDialect, apiParts);
    serveDocument(own);
  });
  await app.register(pages, {
    folder: distDir,
    demo,
    store,
    now,
    limits: apiParts.limits,
    place,
    checkHost,
  });
  await app.register(status, apiParts);
  await app.register(health, { isReady: readiness(store, now, () => isStopping), isTrusted });
  const startedAt = now();
  const measure = () =>
    metricsText({
      version,
      startedAt,
      beacons: meter,
      store: attempt(() => store.status()),
      streams: live.streams,
      connections: connections.count(),
    });
  app.decorate('measure', measure);
  await app.register(metrics, { ...apiParts, metricsToken: parts.metricsToken, measure });
  await app.register(async scripts => {
    noteScripts(scripts, checks);
    await scripts.register(tagFiles, { folder: distDir });
    await scripts.register(versionedFiles, { store, now, version, folder: distDir });
    await scripts.register(servedTag, { store, now, folder: distDir, cutNames: parts.cutNames });
    await scripts.register(servedDebug, { folder: distDir });
  });
  refuseOtherMethods();
  return app;
}

const pathOf = (url: string): string => url.split('?', 1)[0]!.slice(0, 200);
