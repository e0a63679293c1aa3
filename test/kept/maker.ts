import { createHash } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createApp } from '../../src/server/app.ts';
import { SqliteStore } from '../../src/server/sqlite/sqliteStore.ts';
import { KEPT_ORIGIN } from './kept.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape, read by whoever asked
export type Answer = any;

const HOST = new URL(KEPT_ORIGIN).host;
const ADMIN = 'tgp_the-first-administrator-of-a-kept-store';

/** A collector that is filled by its own routes, with a clock and a chance that are the same each time. */
export interface Maker {
  app: FastifyInstance;
  store: SqliteStore;
  clock: { now: number };
  /** Calls the API, a second later each time; throws where it refuses. */
  call(method: string, url: string, body?: object, token?: string): Promise<Answer>;
  /** Sends a beacon, and holds the status against the one that is expected. */
  send(url: string, options?: InjectOptions & { status?: number }): Promise<LightMyRequestResponse>;
}

/** Opens such a collector on a new file. */
export async function openMaker(file: string, version: string, start: number): Promise<Maker> {
  const store = new SqliteStore(file);
  const clock = { now: start };
  const app = await createApp({ store, now: () => clock.now, random: seeded(), version, adminToken: ADMIN });
  const inject = (url: string, options: InjectOptions) =>
    app.inject({ url, ...options, headers: { host: HOST, ...options.headers } });
  return {
    app,
    store,
    clock,
    async call(method, url, body, token = ADMIN) {
      clock.now += 1000;
      const headers = { authorization: `Bearer ${token}` };
      const answer = await inject(url, {
        method: method as 'GET',
        headers,
        ...(body && { payload: body }),
      });
      if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
      return answer.body && answer.headers['content-type']?.toString().includes('json')
        ? answer.json()
        : answer.body;
    },
    async send(url, { status = 200, ...options } = {}) {
      const answer = await inject(url, options);
      if (answer.statusCode !== status) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
      return answer;
    },
  };
}

/** Chance that is the same each time; of nobody's secrets. */
function seeded() {
  let drawn = 0;
  const bytes = (length: number): Buffer => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash('sha256').update(`kept ${drawn++}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
  return {
    bytes,
    int: (min: number, max: number) => min + (bytes(6).readUIntBE(0, 6) % (max - min)),
    uuid: () => {
      const hex = bytes(16).toString('hex');
      const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
      return uuid as `${string}-${string}-${string}-${string}-${string}`;
    },
  };
}
