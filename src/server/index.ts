import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import { FIRST_PAGE, firstUserKey } from './access/firstUser.ts';
import { noteUpgrade } from './access/noteUpgrade.ts';
import { addToken, makeToken } from './access/token.ts';
import { warnOfUnfired } from './ads/warnOfUnfired.ts';
import { createApp } from './app.ts';
import { BadOption } from './cli/badOption.ts';
import { applyConfig } from './cli/config/applyConfig.ts';
import { configAccess, configCall } from './cli/config/configCall.ts';
import { planConfig } from './cli/config/planConfig.ts';
import { readConfig } from './cli/config/readConfig.ts';
import { letGo } from './cli/letGo.ts';
import { makeLogger } from './cli/logger.ts';
import { makeFolder } from './cli/makeFolder.ts';
import { connectionsWithin, MIN_FILES, openFiles } from './cli/openFiles.ts';
import { openOwn } from './cli/openOwn.ts';
import { HELP, type Options, readOptions } from './cli/options.ts';
import { consoleHost, shopHost } from './cli/readDemo.ts';
import type { ListenOn } from './cli/readListen.ts';
import { newSecretKey, readSecretKey } from './cli/readSecretKey.ts';
import { hidePassword, namesOf } from './cli/readStore.ts';
import { whyOf } from './cli/whyOf.ts';
import { MAX_CONNECTIONS } from './http/connections.ts';
import { hostnameOf } from './http/ownHosts.ts';
import { random } from './http/random.ts';
import { retention } from './jobs/retention.ts';
import { openDemo } from './served/demo.ts';
import { demoFilling } from './served/demoVisits/demoFilling.ts';
import { isUnused } from './served/demoVisits/fillDemo.ts';
import type { Places } from './served/shopPlace.ts';
import { isAny } from './store/isAny.ts';
import type { Store } from './store/store.ts';

/** How long a stop waits for its last answers to be taken: whoever stops the collector may kill it after 5 s. */
const STOP_MS = 4000;

/** Under a flood of large beacons V8 would let three times as much garbage lie as there is in use: 350 MB in place of 250. */
const HEAP_GROWTH = '--heap-growing-percent=40';

/** After that nothing of the start goes on. What it left is given back too, unless somebody is there who would wait for it. */
const SETTLED_MS = 2500;

/** How long the start waits for servers that are not there yet. */
const WAIT_MS = 60_000;

/** Long reads leave a core to the beacons. */
const READ_THREADS = availableParallelism() > 2 ? 2 : 1;

/** Counting again changes what reports say of the past: whoever runs it decides. */
const OUTDATED =
  'events are counted by the vocabulary or the rules of an earlier version: "tgp rebuild" shows what would be different, "tgp rebuild --apply" counts them again';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

function fail(message: string, code: number): never {
  console.error(`tgp: ${message}`);
  process.exit(code);
}

/** A store, and the key of the tags' secrets, which is kept where that is. */
interface Opened {
  store: Store;
  /** @param given the owner's own */
  secretKey(given: Buffer | undefined): Buffer | Promise<Buffer>;
}

async function openStore({ data, maxStore, servers }: Options): Promise<Opened> {
  if (servers) {
    // Whose store is a folder has none of it in memory.
    const { openServers } = await import('./cli/openServers.ts');
    const store = await openServers(servers, { maxBytes: maxStore }, WAIT_MS).catch(error =>
      fail(`can't open the store in ${namesOf(servers)}: ${whyOf(error)}`, 1),
    );
    return { store, secretKey: given => store.secretKey(given, newSecretKey) };
  }
  try {
    makeFolder(data);
    const store = await openOwn(join(data, 'tgp.db'), {
      maxBytes: maxStore,
      readThreads: READ_THREADS,
      goesOn: true,
    });
    return { store, secretKey: given => given ?? readSecretKey(data) };
  } catch (error) {
    return fail(
      `can't open the store in ${data}: ${(error as Error).message}; --data names another folder`,
      1,
    );
  }
}

async function secretKeyOf({ secretKey }: Options, opened: Opened): Promise<Buffer> {
  try {
    return await opened.secretKey(secretKey);
  } catch (error) {
    return fail(`can't read the key of the tags' secrets: ${(error as Error).message}`, 1);
  }
}

async function listen(app: FastifyInstance, { host, port }: Options): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      fail(`port ${port} on ${host} is in use; choose another with --port or TGP_PORT`, 1);
    fail(`can't listen on ${host}, port ${port}: ${message}`, 1);
  }
  return (app.server.address() as AddressInfo).port;
}

/** Opens the metrics on a port of their own, until the collector ends. */
async function listenForMetrics(app: FastifyInstance, { host, port }: ListenOn): Promise<void> {
  const { metricsServer } = await import('./served/metricsServer.ts');
  const server = metricsServer(app.measure);
  server.once('error', ({ message }) =>
    fail(`can't listen for metrics on ${host}, port ${port}: ${message}; choose another --metrics-port`, 1),
  );
  await once(server.listen(port, host), 'listening');
  app.server.once('close', () => {
    server.close();
    server.closeAllConnections();
  });
}

/** Stops once, however often the signal comes: npm passes on one that its child already had. */
function stopOnSignal(app: FastifyInstance, store: Store): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    const late = new Promise(resolve => setTimeout(resolve, STOP_MS));
    await Promise.race([app.close(), late]);
    app.server.closeAllConnections();
    await store.close();
    process.exit(0);
  };
  // A terminal that is closed says so by a SIGHUP.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

/** How this machine calls itself as the host that is listened on. */
const nameOf = ({ host }: Options): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;

const placesOf = ({ host, demoUrl, publicUrls }: Options): Places => ({
  shop: demoUrl ?? shopHost(host),
  console: publicUrls?.[0] ?? consoleHost(host),
  isForAll: demoUrl !== undefined,
});

async function serve(options: Options): Promise<void> {
  setFlagsFromString(HEAP_GROWTH);
  const files = openFiles();
  if (files < MIN_FILES)
    fail(`it may open ${files} files, and needs ${MIN_FILES} or more: raise the limit (ulimit -n)`, 1);
  const opened = await openStore(options);
  const { store } = opened;
  // Who has a token or a file of his own ready has come to work, not to look.
  const isToLookAt = !options.adminToken && !options.config && (await isUnused(store));
  const demo = options.demo ? await openDemo(store, random, Date.now) : null;
  const filling = demoFilling();
  const { adminToken } = options;
  const config = options.config === undefined ? undefined : readConfig(options.config, process.env);
  // All of it is tried before any of it is done.
  if (config) await planConfig(config, store, createApp);
  const configToken = makeToken(random);
  const logger = makeLogger(options.logLevel);
  await noteUpgrade(store, Date.now());
  await warnOfUnfired(store, logger);
  if (await store.isOutdated()) logger.warn(OUTDATED);
  const firstKey = (await isAny(store.users)) ? undefined : firstUserKey(random);
  const app = await createApp({
    store,
    random,
    secretKey: await secretKeyOf(options, opened),
    logger,
    version,
    ...(firstKey && { firstUserKey: firstKey }),
    demo,
    stopDemo: filling.stop,
    rateLimits: options.rateLimits,
    ...(options.idleSeconds && { idleMs: options.idleSeconds * 1000 }),
    metricsToken: options.metricsToken,
    trustProxy: options.trustProxy,
    ...(options.corsOrigins && { corsOrigins: options.corsOrigins }),
    hstsDays: options.hstsDays,
    ...(options.cutNames && { cutNames: options.cutNames }),
    ...(options.networks && { networks: options.networks }),
    publicUrls: options.publicUrls,
    ownHosts: [hostnameOf(options.host)],
    ...(demo && { places: placesOf(options) }),
    ...(adminToken && { adminToken }),
    ...(config && { fixed: [[configToken, configAccess]] }),
    maxConnections: Math.min(MAX_CONNECTIONS, connectionsWithin(files)),
  });
  if (config) {
    const call = configCall(app, configToken, config.file);
    for (const change of await applyConfig(config, { call, store, now: Date.now() }))
      console.log(`Config     ${change}`);
  }
  stopOnSignal(app, store);
  const { retentionDays: days, auditDays } = options;
  retention(store, { now: Date.now, days, ...(auditDays && { auditDays }), logger });
  if (options.metricsOn) await listenForMetrics(app, options.metricsOn);
  await app.ready();
  letGo();
  const port = await listen(app, options);
  const local = `http://${demo ? consoleHost(options.host) : nameOf(options)}:${port}`;
  const lines = [`tgp ${version}`, `Console    ${local}/`];
  const shop = `${options.demoUrl ?? `http://${shopHost(options.host)}:${port}`}/shop/`;
  if (demo) lines.push(`Demo shop  ${shop}`);
  lines.push(`Data       ${options.servers ? namesOf(options.servers) : options.data}`);
  if (firstKey) {
    lines.push(`First user ${options.publicUrls?.[0] ?? local}${FIRST_PAGE}${firstKey}   (works once)`);
  }
  if (!adminToken && !(await isAny(store.tokens))) {
    const token = await addToken(
      { store, random, now: Date.now },
      { name: 'first start', scope: 'write', accounts: '*', publish: true, people: true },
    );
    lines.push(`API token  ${token}   (shown once: keep it)`);
  }
  console.log(lines.join('\n'));
  setTimeout(() => {
    app.server.getConnections((_, open) => {
      if (open === 0) letGo();
    });
  }, SETTLED_MS).unref();
  if (demo && isToLookAt) filling.begin({ store, random, now: Date.now, demo, shop }, logger);
}

type Print = (args: string[], env: NodeJS.ProcessEnv) => string | Promise<string | undefined>;

/** Commands that print and end. The collector has none of them in its memory. */
const PRINTING: Record<string, () => Promise<Print>> = {
  decode: async () => (await import('./cli/decodeCommand.ts')).decodeCommand,
  doctor: async () => (await import('./cli/doctorCommand.ts')).doctorCommand,
  install: async () => (await import('./cli/installCommand.ts')).installCommand,
  plan: async () => (await import('./cli/planCommand.ts')).planCommand(createApp),
  rebuild: async () => (await import('./cli/rebuildCommand.ts')).rebuildCommand,
  retention: async () => (await import('./cli/retentionCommand.ts')).retentionCommand,
  backup: async () => (await import('./cli/backupCommand.ts')).backupCommand,
  restore: async () => (await import('./cli/backupCommand.ts')).restoreCommand,
  export: async () => (await import('./cli/exportCommand.ts')).exportCommand,
  import: async () => (await import('./cli/importCommand.ts')).importCommand,
  migrate: async () => (await import('./cli/migrateCommand.ts')).migrateCommand,
  shard: async () => (await import('./cli/shardCommand.ts')).shardCommand,
};

hidePassword(process.argv);

// The events are about people: no other user of the machine reads what any command writes of them.
process.umask(0o077);

// Whoever read what is printed may have read enough.
process.stdout.on('error', () => {});

try {
  const [command = '', ...args] = process.argv.slice(2);
  const options = Object.hasOwn(PRINTING, command)
    ? undefined
    : readOptions(process.argv.slice(2), process.env);
  if (!options) {
    const print = await PRINTING[command]!();
    const text = await print(args, process.env);
    if (text !== undefined) console.log(text);
  } else if (options === 'help') console.log(HELP);
  else if (options === 'version') console.log(`tgp ${version}`);
  else await serve(options);
} catch (error) {
  fail((error as Error).message, error instanceof BadOption ? 2 : 1);
}
