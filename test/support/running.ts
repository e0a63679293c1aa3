import { readFileSync } from 'node:fs';
import { tempDir } from './collector.ts';
import { getJson, type RunningCollector, startCollector } from './command.ts';

export interface Running extends RunningCollector {
  data: string;
  /** Of the demo's tag. */
  writeKey: string;
  /** Path and query of a track beacon; the rest of its query is added. */
  path(rest: string): string;
  /** Sends that beacon and reads the answer. */
  beacon(rest: string): Promise<Response>;
  /** `GET /status`. */
  status(): Promise<Record<string, number>>;
  /** Memory that the collector holds, in MB. Linux only. */
  memory(): number;
}

export interface RunOptions {
  data?: string;
  env?: NodeJS.ProcessEnv;
  /** Shell that the collector's limits are set by. */
  before?: string;
  /** True where the test is about what is in SQLite's file. */
  inFile?: boolean;
  /** A token of the owner's. Default: one that only the tests know. */
  token?: string;
}

/** Where a new collector keeps what it gets: in its folder, or where `TGP_TEST_STORE` says. */
async function placeEnv(): Promise<NodeJS.ProcessEnv> {
  if (process.env.TGP_TEST_STORE !== 'postgres') return {};
  const { emptyDatabase } = await import('./postgres/openPostgres.ts');
  return { TGP_STORE: await emptyDatabase() };
}

/** The real collector, in a process of its own. */
export async function running({ data = tempDir(), ...options }: RunOptions = {}): Promise<Running> {
  const { env, before, inFile, token = 'tgp_admin-of-the-tests' } = options;
  const place = inFile ? {} : await placeEnv();
  const it = await startCollector(data, [], { TGP_ADMIN_TOKEN: token, ...place, ...env }, before);
  const { tags } = await getJson(`${it.origin}/accounts/demo/tags`, token);
  const writeKey: string = tags[0].write_key;
  const path = (rest: string) => `/pixel/v1/track?writeKey=${writeKey}&anonymousId=a&event=E&${rest}`;
  return Object.assign(it, {
    data,
    token,
    writeKey,
    path,
    beacon: (rest: string) => fetch(it.origin + path(rest)),
    status: () => getJson(`${it.origin}/status`, token),
    memory: () => {
      const status = readFileSync(`/proc/${it.process.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
    },
  });
}
