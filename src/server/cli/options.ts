import { resolve } from 'node:path';
import type { CutNames } from '../../protocol/cutUrl.ts';
import type { Networks } from '../collect/networks.ts';
import { RATE_LIMITS, type RateLimits } from '../http/rateLimits.ts';
import { AUDIT_DAYS, MIN_RETENTION_DAYS } from '../jobs/retention.ts';
import type { ServerAddress } from '../postgres/readServers.ts';
import { BadOption } from './badOption.ts';
import { readAdminToken } from './readAdminToken.ts';
import { readArgs } from './readArgs.ts';
import { isAskedFor, readDemo } from './readDemo.ts';
import { type ListenOn, readListen } from './readListen.ts';
import { readNetworks } from './readNetworks.ts';
import { readPublicUrl } from './readPublicUrl.ts';
import { rateLimitsText, readRateLimits } from './readRateLimits.ts';
import { readSecretKeyFile } from './readSecretKey.ts';
import { readSize } from './readSize.ts';
import { BOTH, readStore } from './readStore.ts';
import { readTrustProxy } from './readTrustProxy.ts';
import { readUrl } from './readUrl.ts';

export interface Options {
  port: number;
  host: string;
  /** The file that tells of accounts, tags, pixels and users. */
  config?: string;
  /** Absolute path of the folder that holds the store. */
  data: string;
  /** The PostgreSQL servers that are the store. Default: the folder holds it. */
  servers?: ServerAddress[];
  /** What the secrets of tags are kept under. Default: one is made, where the events are. */
  secretKey?: Buffer;
  adminToken?: string;
  logLevel: string;
  demo: boolean;
  /** The origin of the demo shop's own host. */
  demoUrl?: string;
  /** Days that events are kept; null: for ever. */
  retentionDays: number | null;
  /** Days that the audit log goes back. Default: 730. */
  auditDays?: number;
  /** Bytes that the store may hold; null: what the disk does. */
  maxStore: number | null;
  /** Days that browsers come by https alone; null: they are not told. */
  hstsDays: number | null;
  /** Parameters of addresses that are cut beside secrets and persons, and those that are kept. */
  cutNames?: CutNames;
  rateLimits: RateLimits;
  /** A token that opens the metrics and nothing else. */
  metricsToken?: string;
  /** Where the metrics are open to whoever reaches it. */
  metricsOn?: ListenOn;
  /** How long a connection may be idle between two requests, in seconds. Default: the collector's own. */
  idleSeconds?: number;
  /** Proxies that are believed what they forward. */
  trustProxy?: string[];
  /** What databases say of addresses. Default: nothing. */
  networks?: Networks;
  /** Origins whose pages may read the API. */
  corsOrigins?: string[];
  /** What the collector is called outside: origins, with a path where it is under one of a site's. */
  publicUrls?: string[];
}

/** Fewest days: whoever looks what was changed must have had the time to notice it. */
const MIN_AUDIT_DAYS = 30;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Those beside `serve`. */
const COMMANDS = [
  ...['install', 'decode', 'doctor', 'plan', 'rebuild', 'retention', 'backup', 'restore', 'export', 'import'],
  ...['migrate', 'shard'],
];

export const HELP = `Usage: tgp [serve] [options]     starts the collector
       tgp install --pixel <file>    prints the code of a saved pixel (--help has more)
       tgp decode '<beacon URL>'     prints the event that a beacon carries
       tgp doctor                    checks a collector, its proxy and its machine
       tgp plan --config <file>      tells what a file of accounts, tags, pixels and users would change
       tgp rebuild                   makes counts and conversions from the events again
       tgp retention                 says as of when old events are removed
       tgp backup <file>             copies all that is stored; tgp restore <file> puts it back
       tgp export, tgp import        write and read the events as lines of JSON
       tgp migrate                   moves all that is stored to PostgreSQL, or back
       tgp shard move                moves an account from one PostgreSQL server to another
Each command has a --help of its own.

  --port <number>        port to listen on                       TGP_PORT         4242
  --host <address>       address to listen on                    TGP_HOST         127.0.0.1
  --data <folder>        where the events are kept               TGP_DATA         ./data
  --store <servers>      PostgreSQL in place of the folder       TGP_STORE        (the folder; docs/postgres.md)
  --store-file <file>    a file that holds it                    TGP_STORE_FILE
  --secret-key-file <f>  a file with the key of tags' secrets    TGP_SECRET_KEY_FILE (one is made where the events are)
  --config <file>        accounts, tags, pixels, users as JSON   TGP_CONFIG       (none; tgp plan tells what it would change)
  --public-url <url>     what you call it: https://c.example     TGP_PUBLIC_URL   (addresses and localhost; may be repeated)
                         or https://shop.example/data/ under a path of a site's
  --admin-token <token>  an API token of your own, all rights    TGP_ADMIN_TOKEN  (one is made on the first start)
  --admin-token-file <f> a file that holds it                    TGP_ADMIN_TOKEN_FILE
  --log-level <level>    trace debug info warn error silent      TGP_LOG_LEVEL    warn
  --retention-days <n>   days that events are kept               TGP_RETENTION_DAYS  (for ever)
  --audit-days <n>       days that the audit log goes back       TGP_AUDIT_DAYS   ${AUDIT_DAYS}
  --max-store <size>     what the store may hold, like 20GB      TGP_MAX_STORE    (what the disk does)
  --cut-parameters <list>  names cut from addresses besides      TGP_CUT_PARAMETERS  (secrets and persons)
  --keep-parameters <list> names never cut from addresses        TGP_KEEP_PARAMETERS (none)
  --geo-database <file>  tells countries by address, .mmdb       TGP_GEO_DATABASE (none: no country is known)
  --hosting-database <f> tells networks that host servers, .mmdb TGP_HOSTING_DATABASE (none: none is marked)
  --hsts <days>          browsers come by https alone so long    TGP_HSTS         (they are not told)
  --demo, --no-demo      a demo shop with an account             TGP_DEMO=on, off (on where --host is loopback)
  --demo-url <origin>    the host of the demo shop alone         TGP_DEMO_URL     (127.0.0.1; the console is on localhost)
  --trust-proxy <list>   addresses of your proxies, or loopback  TGP_TRUST_PROXY  (none is believed)
  --cors-origins <list>  origins whose pages may use the API     TGP_CORS_ORIGINS (none but its own)
  --idle-time <seconds>  idle connections stay open so long      TGP_IDLE_TIME    72 (longer than your proxy keeps its own)
  --metrics-port <port>  where /metrics needs no token: 9464     TGP_METRICS_PORT (nowhere; 0.0.0.0:9464 names an address)
  --metrics-token <t>    a token that opens /metrics alone       TGP_METRICS_TOKEN  (a token of all accounts does)
  --metrics-token-file <f> a file that holds it                  TGP_METRICS_TOKEN_FILE
  --rate-limit <list>    so many a minute, or off                TGP_RATE_LIMIT   ${rateLimitsText}
  --help                 this text
  --version              which version this is

A flag wins over its variable. Logs go to standard error, as JSON.
`;

/** Reads flags and variables; 'help' or 'version' where that was asked for. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' | 'version' {
  const flags = readFlags(args);
  if (flags.help) return 'help';
  if (flags.version) return 'version';
  const read = (flag: string, variable: string) => {
    const sent = flags[flag];
    if (typeof sent === 'string') return { name: `--${flag}`, value: sent };
    return { name: variable, value: ownVariable(env[variable]) };
  };
  const logLevel = read('log-level', 'TGP_LOG_LEVEL');
  if (logLevel.value && !LOG_LEVELS.includes(logLevel.value)) {
    throw new BadOption(
      `${logLevel.name}: "${logLevel.value}" is no level; use one of ${LOG_LEVELS.join(', ')}`,
    );
  }
  const adminToken = readAdminToken(
    read('admin-token', 'TGP_ADMIN_TOKEN'),
    read('admin-token-file', 'TGP_ADMIN_TOKEN_FILE'),
  );
  const servers = readStore(read('store', 'TGP_STORE'), read('store-file', 'TGP_STORE_FILE'));
  if (servers && flags.data !== undefined) {
    throw new BadOption(BOTH);
  }
  const secretKey = readSecretKeyFile(read('secret-key-file', 'TGP_SECRET_KEY_FILE'));
  const metricsToken = readAdminToken(
    read('metrics-token', 'TGP_METRICS_TOKEN'),
    read('metrics-token-file', 'TGP_METRICS_TOKEN_FILE'),
  );
  const idleTime = read('idle-time', 'TGP_IDLE_TIME');
  const metricsPort = read('metrics-port', 'TGP_METRICS_PORT');
  const publicUrls = readPublicUrls(flags['public-url'], env.TGP_PUBLIC_URL);
  const config = read('config', 'TGP_CONFIG');
  const maxStore = read('max-store', 'TGP_MAX_STORE');
  const trustProxy = read('trust-proxy', 'TGP_TRUST_PROXY');
  const corsOrigins = read('cors-origins', 'TGP_CORS_ORIGINS');
  const rateLimit = read('rate-limit', 'TGP_RATE_LIMIT');
  const cut = readNames(read('cut-parameters', 'TGP_CUT_PARAMETERS'));
  const kept = readNames(read('keep-parameters', 'TGP_KEEP_PARAMETERS'));
  const networks = readNetworks(
    read('geo-database', 'TGP_GEO_DATABASE'),
    read('hosting-database', 'TGP_HOSTING_DATABASE'),
  );
  const auditDays = readDays(read('audit-days', 'TGP_AUDIT_DAYS'), MIN_AUDIT_DAYS);
  const host = read('host', 'TGP_HOST').value ?? '127.0.0.1';
  const demoUrl = read('demo-url', 'TGP_DEMO_URL');
  return {
    port: readPort(read('port', 'TGP_PORT')),
    host,
    ...(config.value && { config: config.value }),
    data: resolve(read('data', 'TGP_DATA').value ?? 'data'),
    ...(servers && { servers }),
    ...(secretKey && { secretKey }),
    ...(adminToken && { adminToken }),
    ...(publicUrls.length && { publicUrls }),
    logLevel: logLevel.value ?? 'warn',
    ...readDemo({ isAsked: isAskedFor(flags, env), demoUrl, host, publicUrls }),
    retentionDays: readDays(read('retention-days', 'TGP_RETENTION_DAYS'), MIN_RETENTION_DAYS),
    ...(auditDays !== null && { auditDays }),
    maxStore: maxStore.value ? readSize(maxStore.name, maxStore.value) : null,
    ...((cut.length || kept.length) && { cutNames: { cut, kept } }),
    ...(networks && { networks }),
    hstsDays: readDays(read('hsts', 'TGP_HSTS'), 1),
    ...(idleTime.value && { idleSeconds: readIdleTime(idleTime.name, idleTime.value) }),
    ...(metricsToken && { metricsToken }),
    ...(metricsPort.value && { metricsOn: readListen(metricsPort.name, metricsPort.value) }),
    rateLimits: rateLimit.value ? readRateLimits(rateLimit.name, rateLimit.value) : RATE_LIMITS,
    ...(corsOrigins.value && {
      corsOrigins: corsOrigins.value.split(',').map(each => readUrl(corsOrigins.name, each.trim())),
    }),
    ...(trustProxy.value && { trustProxy: readTrustProxy(trustProxy.name, trustProxy.value) }),
  };
}

/** Kubernetes makes `TGP_PORT=tcp://10.0.0.1:80` of a service called `tgp`, which is not ours to read; an empty one is none. */
const ownVariable = (text: string | undefined): string | undefined =>
  text?.trim() && !/^(tcp|udp|sctp):\/\//.test(text) ? text : undefined;

function readFlags(args: string[]): Record<string, string | boolean | string[] | undefined> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = readArgs(
    args,
    {
      port: text,
      host: text,
      data: text,
      store: text,
      'store-file': text,
      'secret-key-file': text,
      config: text,
      'admin-token': text,
      'admin-token-file': text,
      'public-url': { ...text, multiple: true },
      'log-level': text,
      'retention-days': text,
      'audit-days': text,
      'max-store': text,
      'cut-parameters': text,
      'keep-parameters': text,
      'geo-database': text,
      'hosting-database': text,
      hsts: text,
      'trust-proxy': text,
      'cors-origins': text,
      'rate-limit': text,
      'idle-time': text,
      'metrics-port': text,
      'metrics-token': text,
      'metrics-token-file': text,
      'demo-url': text,
      demo: flag,
      'no-demo': flag,
      help: { ...flag, short: 'h' },
      version: { ...flag, short: 'v' },
    },
    '"tgp --help" lists the options',
  );
  const [command = 'serve', ...more] = positionals;
  if (command === 'serve' && !more.length) return values;
  if (COMMANDS.includes(command)) {
    throw new BadOption(
      `${command}: put it first, before all options: tgp ${command} …; "tgp ${command} --help" has more`,
    );
  }
  const wrong =
    command === 'serve' ? `"${positionals.join(' ')}" is no command` : `"${command}" is no command`;
  throw new BadOption(`${wrong}; use "tgp serve", just "tgp", or one of ${COMMANDS.join(', ')}`);
}

/** The flag may be repeated; the variable has them with commas between. */
function readPublicUrls(flags: unknown, variable: string | undefined): string[] {
  if (Array.isArray(flags)) return flags.map((each: string) => readPublicUrl('--public-url', each));
  return (variable || undefined)?.split(',').map(each => readPublicUrl('TGP_PUBLIC_URL', each.trim())) ?? [];
}

/** Names with commas between. */
function readNames({ name, value }: { name: string; value: string | undefined }): string[] {
  const names = (value ?? '').split(',').map(each => each.trim());
  const isGood = names.every(each => each.length <= 100);
  if (isGood) return names.filter(Boolean);
  throw new BadOption(`${name}: "${value!.slice(0, 50)}…" is no list of names; use one like "customer,ref"`);
}

function readDays({ name, value }: { name: string; value: string | undefined }, min: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,5}$/.test(value) && Number(value) >= min) return Number(value);
  throw new BadOption(`${name}: "${value}" is no number of days from ${min} up`);
}

function readIdleTime(name: string, value: string): number {
  if (/^\d{1,4}$/.test(value) && Number(value) >= 1) return Number(value);
  throw new BadOption(`${name}: "${value}" is no number of seconds from 1 to 9999`);
}

function readPort({ name, value }: { name: string; value: string | undefined }): number {
  if (value === undefined) return 4242;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65535) return port;
  throw new BadOption(`${name}: "${value}" is no port; use a number from 0 to 65535`);
}
