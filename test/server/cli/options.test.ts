import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadOption } from '../../../src/server/cli/badOption.ts';
import { HELP, type Options, readOptions } from '../../../src/server/cli/options.ts';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { tempDir } from '../../support/collector.ts';
import { mmdb } from '../../support/mmdb.ts';

const defaults = {
  port: 4242,
  host: '127.0.0.1',
  data: resolve('data'),
  logLevel: 'warn',
  demo: true,
  retentionDays: null,
  maxStore: null,
  hstsDays: null,
  rateLimits: RATE_LIMITS,
};
const SERVERS = readServers('postgres://me:pw@a,b/tgp');
const OFF = Number.POSITIVE_INFINITY;

describe('reads', () => {
  it.each([
    ['nothing', [], {}, {}],
    ['the command', ['serve'], {}, {}],
    [
      'flags',
      ['--port', '80', '--host=::', '--log-level', 'info', '--no-demo'],
      {},
      { port: 80, host: '::', logLevel: 'info', demo: false },
    ],
    [
      'variables',
      [],
      { TGP_PORT: '0', TGP_HOST: 'h', TGP_LOG_LEVEL: 'silent', TGP_DEMO: 'off' },
      { port: 0, host: 'h', logLevel: 'silent', demo: false },
    ],
    ['a flag before its variable', ['--port', '1'], { TGP_PORT: '2' }, { port: 1 }],
    ['a flag even where its variable is wrong', ['--port', '1'], { TGP_PORT: 'x' }, { port: 1 }],
    ['databases that are not given', [], { TGP_GEO_DATABASE: '' }, {}],
    ['days from a variable', [], { TGP_RETENTION_DAYS: '90' }, { retentionDays: 90 }],
    ['days from a flag', ['--retention-days', '2'], { TGP_RETENTION_DAYS: 'x' }, { retentionDays: 2 }],
    ['no demo for strangers', ['--host', '0.0.0.0'], {}, { host: '0.0.0.0', demo: false }],
    [
      'no demo beside another loopback address',
      ['--host', '127.0.0.2'],
      {},
      { host: '127.0.0.2', demo: false },
    ],
    ['a demo on other names of this machine', ['--host', '::1'], {}, { host: '::1', demo: true }],
    [
      'a demo that is asked for, on a host of its own',
      ['--host', '0.0.0.0', '--demo', '--demo-url', 'https://shop.example'],
      {},
      { host: '0.0.0.0', demo: true, demoUrl: 'https://shop.example' },
    ],
    [
      'a demo that is asked for by its host',
      [],
      { TGP_DEMO_URL: 'http://127.0.0.1:80', TGP_HOST: '::' },
      { host: '::', demo: true, demoUrl: 'http://127.0.0.1' },
    ],
    ['no demo rather than one', ['--no-demo'], { TGP_DEMO: 'on' }, { demo: false }],
    ['a demo against its variable', ['--demo'], { TGP_DEMO: 'off' }, { demo: true }],
    ['an empty variable as none', [], { TGP_PORT: '', TGP_ADMIN_TOKEN: '', TGP_DEMO: '' }, {}],
    ['a folder from where it runs', ['--data', 'a/b'], {}, { data: resolve('a/b') }],
    [
      'servers',
      ['--store', 'postgres://me:pw@a,b/tgp'],
      { TGP_DATA: 'a/b' },
      { data: resolve('a/b'), servers: SERVERS },
    ],
    ['servers from a variable', [], { TGP_STORE: ' postgres://me:pw@a,b/tgp ' }, { servers: SERVERS }],
    ['a token', [], { TGP_ADMIN_TOKEN: 'sixteen-letters!' }, { adminToken: 'sixteen-letters!' }],
    ['a size', ['--max-store', '20GB'], {}, { maxStore: 20_000_000_000 }],
    ['a size from a variable', [], { TGP_MAX_STORE: '1.5 mb' }, { maxStore: 1_500_000 }],
    ['days of https', ['--hsts', '365'], {}, { hstsDays: 365 }],
    [
      'limits, the others as they were',
      ['--rate-limit', 'reads=5, tag=off'],
      {},
      { rateLimits: { ...RATE_LIMITS, reads: 5, tag: OFF } },
    ],
    [
      'no limits',
      [],
      { TGP_RATE_LIMIT: 'off' },
      { rateLimits: { reads: OFF, writes: OFF, beacons: OFF, beaconMb: OFF, tag: OFF, tagMb: OFF } },
    ],
    [
      'its names outside, as origins',
      ['--public-url', 'https://C.example/', '--public-url=http://d.example:8080'],
      { TGP_PUBLIC_URL: 'https://e.example' },
      { publicUrls: ['https://c.example', 'http://d.example:8080'] },
    ],
    [
      'its names outside from a variable',
      [],
      { TGP_PUBLIC_URL: 'https://c.example, https://d.example' },
      { publicUrls: ['https://c.example', 'https://d.example'] },
    ],
    [
      'a path of a site’s, with and without a slash at its end',
      ['--public-url', 'https://C.example/data/', '--public-url', 'https://d.example/a/B'],
      {},
      { publicUrls: ['https://c.example/data', 'https://d.example/a/B'] },
    ],
    ['how long connections may be idle', [], { TGP_IDLE_TIME: '620' }, { idleSeconds: 620 }],
    ['a port for metrics', ['--metrics-port', '9464'], {}, { metricsOn: { host: '127.0.0.1', port: 9464 } }],
    [
      'an address for metrics',
      [],
      { TGP_METRICS_PORT: '[::]:9464' },
      { metricsOn: { host: '::', port: 9464 } },
    ],
    [
      'a token for metrics',
      ['--metrics-token', 'sixteen-letters!'],
      {},
      { metricsToken: 'sixteen-letters!' },
    ],
    [
      'origins whose pages may use the API',
      ['--cors-origins', 'https://a.example, http://b.example:8080/'],
      {},
      { corsOrigins: ['https://a.example', 'http://b.example:8080'] },
    ],
    ['one of them', [], { TGP_CORS_ORIGINS: 'https://a.example' }, { corsOrigins: ['https://a.example'] }],
    ['proxies', ['--trust-proxy', 'loopback, 10.0.0.1'], {}, { trustProxy: ['loopback', '10.0.0.1'] }],
    [
      'a range of proxies',
      [],
      { TGP_TRUST_PROXY: '10.0.0.0/8,fd00::/8' },
      { trustProxy: ['10.0.0.0/8', 'fd00::/8'] },
    ],
  ])('%s', (_name, args, env, expected) => {
    expect(readOptions(args, env)).toEqual({ ...defaults, ...expected });
  });

  it('databases of addresses', () => {
    const file = join(tempDir(), 'geo.mmdb');
    writeFileSync(file, mmdb({ '203.0.113.0/24': { country: 'AT', hosting: true } }));
    const { networks } = readOptions(['--geo-database', file], { TGP_HOSTING_DATABASE: file }) as Options;
    expect(networks?.countryOf('203.0.113.1')).toBe('AT');
    expect(networks?.isHosting('203.0.113.1')).toBe(true);
    expect(networks?.isHosting('203.0.114.1')).toBe(false);
  });

  it('--help and -h before all else', () => {
    expect(readOptions(['--help', '--port', 'x'], {})).toBe('help');
    expect(readOptions(['-h'], {})).toBe('help');
  });
});

describe('refuses, naming the option and the fix,', () => {
  it.each([
    ['a flag it does not know', ['--prot', '1'], {}, /--prot.*--help/],
    ['a flag without its value', ['--port'], {}, /--port.*--help/],
    [
      'a port that is no number',
      [],
      { TGP_PORT: 'http' },
      'TGP_PORT: "http" is no port; use a number from 0 to 65535',
    ],
    ['a port past the last', ['--port', '65536'], {}, /^--port: .*65535/],
    ['a negative port', ['--port=-1'], {}, /^--port: /],
    ['a level that is none', ['--log-level', 'loud'], {}, /^--log-level: .*warn/],
    ['a token with a space', ['--admin-token', 'two words'], {}, /^--admin-token: .*spaces/],
    ['a token with a space', [], { TGP_ADMIN_TOKEN: 'sixteen letters !' }, /^TGP_ADMIN_TOKEN: .*no spaces/],
    [
      'a token that can be guessed',
      ['--admin-token', 'fifteen-letters'],
      {},
      /^--admin-token: .* 16 characters/,
    ],
    ['a token that can be guessed', [], { TGP_ADMIN_TOKEN: 'short' }, /^TGP_ADMIN_TOKEN: .* 16 characters/],
    [
      'a token and a file for it',
      ['--admin-token-file', 'f'],
      { TGP_ADMIN_TOKEN: 'sixteen-letters!' },
      /^--admin-token-file: there is TGP_ADMIN_TOKEN too/,
    ],
    [
      'a file for it that is not there',
      ['--admin-token-file', 'no/such'],
      {},
      /^--admin-token-file: .*no\/such/,
    ],
    ['a name that is no address', ['--public-url', 'c.example'], {}, /^--public-url: "c.example".*https:/],
    ['an address with a query', [], { TGP_PUBLIC_URL: 'https://c.example/a?b' }, /^TGP_PUBLIC_URL: .*https:/],
    ['a path that leads elsewhere', ['--public-url', 'https://c.example/a/../b'], {}, /^--public-url: /],
    ['a path with escapes', ['--public-url', 'https://c.example/a%2fb'], {}, /^--public-url: /],
    ['no time', ['--idle-time', '0'], {}, /^--idle-time: "0".*seconds/],
    ['a port for metrics that is none', ['--metrics-port', 'tcp'], {}, /^--metrics-port: "tcp".*9464/],
    ['a short token for metrics', [], { TGP_METRICS_TOKEN: 'short' }, /^TGP_METRICS_TOKEN: /],
    ['an address with a password', ['--public-url', 'https://a:b@c.example'], {}, /^--public-url: /],
    ['an address of another kind', ['--public-url', 'ftp://c.example'], {}, /^--public-url: /],
    ['a demo that is neither on nor off', [], { TGP_DEMO: 'no' }, /^TGP_DEMO: .*"off"/],
    ['a demo for strangers without a host', ['--host', '0.0.0.0', '--demo'], {}, /^--demo: .*--demo-url/],
    ['a demo for strangers without a host', ['--host', '::'], { TGP_DEMO: 'on' }, /^--demo: .*--demo-url/],
    [
      "the console's host for the shop",
      ['--public-url', 'https://c.example', '--demo-url', 'https://c.example:8443'],
      {},
      /^--demo-url: https:\/\/c.example:8443 is the console's host too/,
    ],
    ["the console's host for the shop", ['--demo-url', 'http://localhost:1'], {}, /^--demo-url: .*host too/],
    ['a path for the shop', [], { TGP_DEMO_URL: 'https://shop.example/shop' }, /^TGP_DEMO_URL: /],
    ['too few days', ['--retention-days', '1'], {}, '--retention-days: "1" is no number of days from 2 up'],
    ['days that are none', [], { TGP_RETENTION_DAYS: 'all' }, /^TGP_RETENTION_DAYS: "all"/],
    [
      'a store that is a folder',
      ['--store', './data'],
      {},
      /^--store: write postgres:.* a folder is named by --data$/,
    ],
    [
      'a store that is none',
      [],
      { TGP_STORE: 'postgres://u:se@cret@a/b' },
      /^TGP_STORE: is no address .*%40 for @/,
    ],
    [
      'a store and its file',
      ['--store-file', 'f'],
      { TGP_STORE: 'postgres://a/b' },
      /^--store-file: .*one of them/,
    ],
    [
      'a folder beside servers',
      ['--data', 'd'],
      { TGP_STORE: 'postgres://a/b' },
      /^--data: .*leave one of them out/,
    ],
    [
      'a key of secrets that is none',
      ['--secret-key-file', 'package.json'],
      {},
      /holds no key; make one with "openssl/,
    ],
    ['a size without a unit', ['--max-store', '500'], {}, /^--max-store: "500" .*500MB or 20GB/],
    ['a size of nothing', [], { TGP_MAX_STORE: '0GB' }, /^TGP_MAX_STORE: "0GB"/],
    ['days of https that are none', ['--hsts', '0'], {}, '--hsts: "0" is no number of days from 1 up'],
    ['a limit it does not know', ['--rate-limit', 'pixels=5'], {}, /^--rate-limit: "pixels=5".*reads=6000/],
    ['an inherited limit', ['--rate-limit', 'constructor=5'], {}, /^--rate-limit: /],
    ['a limit of nothing', [], { TGP_RATE_LIMIT: 'reads=0' }, /^TGP_RATE_LIMIT: "reads=0"/],
    ['a limit that is no number', [], { TGP_RATE_LIMIT: 'reads=1e3' }, /^TGP_RATE_LIMIT: /],
    ['an origin with a path', ['--cors-origins', 'https://a.example/b'], {}, /^--cors-origins: /],
    ['every origin', [], { TGP_CORS_ORIGINS: '*' }, /^TGP_CORS_ORIGINS: "\*"/],
    [
      'a database that is not there',
      ['--geo-database', 'no/such.mmdb'],
      {},
      /^--geo-database: can't read no\/such\.mmdb/,
    ],
    [
      'a file that is no database',
      [],
      { TGP_HOSTING_DATABASE: import.meta.filename },
      /^TGP_HOSTING_DATABASE: .* is no database of addresses; use one in MaxMind's format, \.mmdb$/,
    ],
    ['a count of proxies', ['--trust-proxy', '1'], {}, /^--trust-proxy: "1" is no address; .*loopback/],
    ['a proxy by its name', [], { TGP_TRUST_PROXY: 'proxy.example' }, /^TGP_TRUST_PROXY: "proxy.example"/],
    ['everyone as a proxy', [], { TGP_TRUST_PROXY: '0.0.0.0/0' }, /^TGP_TRUST_PROXY: /],
    ['a range past its end', [], { TGP_TRUST_PROXY: '10.0.0.0/33' }, /^TGP_TRUST_PROXY: /],
    ['a command it does not know', ['start'], {}, /"start" is no command; use "tgp serve"/],
  ])('%s', (_name, args, env, message) => {
    expect(() => readOptions(args, env)).toThrow(BadOption);
    expect(() => readOptions(args, env)).toThrow(message);
  });

  it('and never repeats a token', () => {
    for (const token of ['se cret', 'secret'])
      expect(() => readOptions(['--admin-token', token], {})).toThrow(/^((?!cret).)*$/);
  });
});

it("reads the owner's token from a file", () => {
  const file = join(tempDir(), 'token');
  const of = (text: string, args: string[], env = {}) => {
    writeFileSync(file, text);
    return readOptions(args, env);
  };
  const read = { adminToken: 'sixteen-letters!' };
  expect(of('sixteen-letters!\n', ['--admin-token-file', file])).toMatchObject(read);
  expect(of('  sixteen-letters!\r\n', [], { TGP_ADMIN_TOKEN_FILE: file })).toMatchObject(read);
  for (const text of ['', 'short', 'sixteen letters !'])
    expect(() => of(text, ['--admin-token-file', file])).toThrow(/^--admin-token-file: /);
});

it('lists every option it reads', () => {
  for (const name of [
    'port',
    'host',
    'data',
    'admin-token',
    'admin-token-file',
    'public-url',
    'log-level',
    'no-demo',
    'demo',
    'demo-url',
    'rate-limit',
    'retention-days',
    'trust-proxy',
  ])
    expect(HELP).toContain(`--${name}`);
});
