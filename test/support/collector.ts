import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { onTestFinished } from 'vitest';
import { addToken } from '../../src/server/access/token.ts';
import { createApp, type Parts } from '../../src/server/app.ts';
import { random } from '../../src/server/http/random.ts';
import { MemoryStore } from '../../src/server/memory/memoryStore.ts';
import { type SqliteOptions, SqliteStore } from '../../src/server/sqlite/sqliteStore.ts';
import type { Scope } from '../../src/server/store/rows.ts';
import type { Store } from '../../src/server/store/store.ts';
import { dumpDatabase, dumpFile } from './dump.ts';
import { tempRoot } from './tempRoot.ts';
import { watchAnswers } from './watchAnswers.ts';

/** When the tests' clock stands, unless a test moves it. */
export const NOW = Date.parse('2026-11-21T10:20:30.400Z');

export const ADMIN = 'tgp_admin-of-the-tests';

/** A person's browser. */
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** What a password costs in tests: what it costs in earnest has tests of its own (access/password.test.ts). */
export const CHEAP = { N: 16, r: 1, p: 1 };

/** A folder of the running test's own, gone when it ends. */
export function tempDir(): string {
  const folder = mkdtempSync(join(tempRoot, 'tgp-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed when the test ends. */
export function openStore(folder = tempDir(), options?: SqliteOptions): SqliteStore {
  const store = new SqliteStore(join(folder, 'tgp.db'), options);
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

export interface TestCollector {
  app: FastifyInstance;
  store: Store;
  clock: { now: number };
  folder: string;
  /** Of a tag of the account `acme`. */
  writeKey: string;
  /** That tag's own path. */
  path: string;
  /** Calls the API with a token, the administrator's by default, and a JSON body. */
  call(method: string, url: string, body?: object, token?: string): Promise<LightMyRequestResponse>;
  /** Sends a beacon by GET; `writeKey` and `anonymousId` are there already. */
  beacon(query?: string, type?: 'page' | 'track'): Promise<LightMyRequestResponse>;
  /** All that is stored, of a store on the disk. */
  dump(): Promise<string>;
  token(scope: Scope, accounts: string[] | '*'): Promise<string>;
  /** Listens on a free port and returns the origin. */
  listen(): Promise<string>;
}

/** What is stored, newest first, as the API shows it. */
export const storedEvents = async ({ call }: TestCollector) =>
  (await call('GET', '/events?limit=500')).json().events;

/** Where a collector keeps what it gets. */
export interface Keeping extends SqliteOptions {
  /** True where an engine is needed that people run. Default: memory will do. */
  onDisk?: boolean;
  /** True where the test is about what is in SQLite's file, or breaks it. */
  inFile?: boolean;
  /** Where the file is, or may be already. */
  folder?: string;
}

/** In SQLite, or where `TGP_TEST_STORE` says. */
export const ON_DISK: Keeping = { onDisk: true };

/** In SQLite's file. */
export const IN_FILE: Keeping = { inFile: true };

interface NewStore {
  store: Store;
  dump: () => Promise<string>;
}

/** Where `TGP_TEST_STORE` says: what is not about an engine holds for each. */
async function newStore(folder: string, { onDisk, inFile, ...options }: Keeping): Promise<NewStore> {
  const isPostgres = process.env.TGP_TEST_STORE === 'postgres' && !inFile && !options.folder;
  if (isPostgres) return inPostgres(options);
  const isMemory = !onDisk && !inFile && !options.folder;
  const store = isMemory ? new MemoryStore(options) : openStore(folder, options);
  return { store, dump: async () => dumpFile(join(folder, 'tgp.db')) };
}

async function inPostgres({ queueLimit, maxBytes }: SqliteOptions): Promise<NewStore> {
  const { openPostgres } = await import('./postgres/openPostgres.ts');
  const { store, urls } = await openPostgres({
    ...(queueLimit !== undefined && { queueLimit }),
    ...(maxBytes !== undefined && { maxBytes }),
  });
  return { store, dump: () => dumpDatabase(urls[0]!) };
}

/** A whole collector with one account and one tag. */
export async function collector(parts: Partial<Parts> = {}, keeping: Keeping = {}): Promise<TestCollector> {
  const folder = keeping.folder ?? tempDir();
  const { store, dump } = await newStore(folder, keeping);
  const clock = { now: NOW };
  const now = () => clock.now;
  const app = await createApp({
    store,
    now,
    passwordCost: CHEAP,
    adminToken: ADMIN,
    distDir: folder,
    ...parts,
  });
  onTestFinished(() => app.close());
  watchAnswers(app);

  const call: TestCollector['call'] = (method, url, body, token = ADMIN) =>
    app.inject({
      method: method as 'GET',
      url,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      ...(body && { payload: body }),
    });
  if (!(await store.accounts.get('acme'))) await call('POST', '/accounts', { id: 'acme', name: 'Acme' });
  const tags = (await call('GET', '/accounts/acme/tags')).json().tags;
  // The one that an account has from its making is not the shop's yet.
  const tag =
    tags.find(({ domain }: { domain: string }) => domain) ??
    (await call('POST', '/accounts/acme/tags', { name: 'Shop', domain: 'a.example' })).json();
  const writeKey: string = tag.write_key;
  return {
    app,
    store,
    dump,
    clock,
    folder,
    writeKey,
    path: tag.path,
    call,
    beacon: (query = '', type = 'track') =>
      app.inject({
        url: `/pixel/v1/${type}?writeKey=${writeKey}&anonymousId=a1${query && `&${query}`}`,
        headers: { 'user-agent': FIREFOX },
      }),
    token: (scope, accounts) => addToken({ store, random, now }, { name: 'test', scope, accounts }),
    listen: async () => {
      await app.listen({ port: 0, host: '127.0.0.1' });
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
  };
}
