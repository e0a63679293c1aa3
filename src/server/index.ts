import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import { FIRST_PAGE, firstUserKey } from './access/firstUser.ts';
import { noteUpgrade } from './access/noteUpgrade.ts';
import { addToken } from './access/token.ts';
import { warnOfUnfired } from './ads/warnOfUnfired.ts';
import { createApp } from './app.ts';
import { backupCommand, restoreCommand } from './cli/backupCommand.ts';
import { BadOption } from './cli/badOption.ts';
import { decodeCommand } from './cli/decodeCommand.ts';
import { exportCommand } from './cli/exportCommand.ts';
import { importCommand } from './cli/importCommand.ts';
import { installCommand } from './cli/installCommand.ts';
import { makeLogger } from './cli/logger.ts';
import { openFiles } from './cli/openFiles.ts';
import { HELP, type Options, readOptions } from './cli/options.ts';
import { consoleHost, shopHost } from './cli/readDemo.ts';
import { rebuildCommand } from './cli/rebuildCommand.ts';
import { MAX_CONNECTIONS } from './http/connections.ts';
import { hostnameOf } from './http/ownHosts.ts';
import { random } from './http/random.ts';
import { retention } from './jobs/retention.ts';
import { openDemo } from './served/demo.ts';
import type { Places } from './served/shopPlace.ts';
import { SqliteStore } from './sqlite/sqliteStore.ts';
import type { Store } from './store/store.ts';

/** How long a stop waits for its last answers to be taken: whoever stops the collector may kill it after 5 s. */
const STOP_MS = 4000;

/** Under a flood of large beacons V8 would let three times as much garbage lie as there is in use: 350 MB in place of 250. */
const HEAP_GROWTH = '--heap-growing-percent=40';

/** What the collector opens itself: the store, the log, files that it serves. */
const OWN_FILES = 100;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

function fail(message: string, code: number): never {
  console.error(`tgp: ${message}`);
  process.exit(code);
}

function openStore({ data, maxStore }: Options): Store {
  try {
    mkdirSync(data, { recursive: true });
    return new SqliteStore(join(data, 'tgp.db'), { maxBytes: maxStore });
  } catch (error) {
    return fail(`can't open the store in ${data}: ${(error as Error).message}`, 1);
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
  process.on('SIGINT', stop).on('SIGTERM', stop);
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
  const store = openStore(options);
  const demo = options.demo ? await openDemo(store, random, Date.now) : null;
  const { adminToken } = options;
  const logger = makeLogger(options.logLevel);
  await noteUpgrade(store, Date.now());
  await warnOfUnfired(store, logger);
  const firstKey = (await store.users.list()).length ? undefined : firstUserKey(random);
  const app = await createApp({
    store,
    random,
    logger,
    version,
    ...(firstKey && { firstUserKey: firstKey }),
    demo,
    rateLimits: options.rateLimits,
    trustProxy: options.trustProxy,
    hstsDays: options.hstsDays,
    publicUrls: options.publicUrls,
    ownHosts: [hostnameOf(options.host)],
    ...(demo && { places: placesOf(options) }),
    ...(adminToken && { adminToken }),
    maxConnections: Math.min(MAX_CONNECTIONS, openFiles() - OWN_FILES),
  });
  stopOnSignal(app, store);
  retention(store, { now: Date.now, days: options.retentionDays, logger });
  const port = await listen(app, options);
  const local = `http://${demo ? consoleHost(options.host) : nameOf(options)}:${port}`;
  const lines = [`tgp ${version}`, `Console    ${local}/`];
  if (demo) lines.push(`Demo shop  ${options.demoUrl ?? `http://${shopHost(options.host)}:${port}`}/shop/`);
  lines.push(`Data       ${options.data}`);
  if (firstKey) {
    lines.push(`First user ${options.publicUrls?.[0] ?? local}${FIRST_PAGE}${firstKey}   (works once)`);
  }
  if (!adminToken && !(await store.tokens.list()).length) {
    const token = await addToken(
      { store, random, now: Date.now },
      { name: 'first start', scope: 'write', accounts: '*', publish: true },
    );
    lines.push(`API token  ${token}   (shown once: keep it)`);
  }
  console.log(lines.join('\n'));
}

/** Commands that print and end. */
const PRINTING: Record<
  string,
  (args: string[], env: NodeJS.ProcessEnv) => string | Promise<string | undefined>
> = {
  decode: decodeCommand,
  install: installCommand,
  rebuild: rebuildCommand,
  backup: backupCommand,
  restore: restoreCommand,
  export: exportCommand,
  import: importCommand,
};

// The events are about people: no other user of the machine reads what any command writes of them.
process.umask(0o077);

try {
  const [command = '', ...args] = process.argv.slice(2);
  const options = command in PRINTING ? undefined : readOptions(process.argv.slice(2), process.env);
  if (!options) {
    const text = await PRINTING[command]!(args, process.env);
    if (text !== undefined) console.log(text);
  } else if (options === 'help') console.log(HELP);
  else await serve(options);
} catch (error) {
  fail((error as Error).message, error instanceof BadOption ? 2 : 1);
}
