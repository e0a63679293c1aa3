import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../../src/server/app.ts';
import { RATE_LIMITS } from '../../../src/server/http/rateLimits.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { ADMIN, CHEAP, NOW, tempDir } from '../../support/collector.ts';

/** A collector that an operator does things to, in this process: what he runs is run as he would. */
export interface World {
  /** Of the store; another one after a kill. */
  data: string;
  /** For backups and exports. */
  readonly out: string;
  readonly clock: { now: number };
  /** Undefined where it is stopped. */
  running: { app: FastifyInstance; store: SqliteStore } | undefined;
  /** Of the one tag. */
  writeKey: string;
}

const NO_LIMITS = { ...RATE_LIMITS, beacons: Infinity, tag: Infinity, beaconMb: Infinity, tagMb: Infinity };

export async function newWorld(): Promise<World> {
  const world: World = {
    data: join(tempDir(), 'data'),
    out: tempDir(),
    clock: { now: NOW },
    running: undefined,
    writeKey: '',
  };
  cpSync(world.out, world.data, { recursive: true });
  await start(world);
  const call = async (url: string, payload: object) => {
    const headers = { authorization: `Bearer ${ADMIN}` };
    return (await world.running!.app.inject({ method: 'POST', url, payload, headers })).json();
  };
  await call('/accounts', { id: 'acme', name: 'Acme' });
  ({ write_key: world.writeKey } = await call('/accounts/acme/tags', { name: 'Shop', domain: 'a.example' }));
  await call('/pixel?advertiser_code=acme', {
    pixel: { name: 'Order', pixel_conversion_event_id: 7, min_minutes_per_conv: 0 },
  });
  return world;
}

export const fileOf = ({ data }: World): string => join(data, 'tgp.db');

export async function start(world: World): Promise<void> {
  const store = new SqliteStore(fileOf(world));
  const now = () => world.clock.now;
  const app = await createApp({
    store,
    now,
    passwordCost: CHEAP,
    adminToken: ADMIN,
    distDir: world.out,
    rateLimits: NO_LIMITS,
  });
  world.running = { app, store };
}

export async function stop(world: World): Promise<void> {
  const { app, store } = world.running!;
  world.running = undefined;
  await app.close();
  await store.close();
}

/** Leaves the files as they are at this moment, as `kill -9` does; `then` is known before anything else happens. */
export async function kill(world: World, then: () => void): Promise<void> {
  const left = join(tempDir(), 'data');
  // Nothing is written meanwhile: this is one step of the one thread that writes.
  cpSync(world.data, left, { recursive: true, filter: path => !path.endsWith('-shm') });
  then();
  await stop(world);
  rmSync(world.data, { recursive: true });
  world.data = left;
}

/** What is in a store, as it is for whoever opens its file. */
export interface Found {
  ids: string[];
  counted: number;
  conversions: number;
  value: number;
}

export function look(file: string): Found {
  const db = new DatabaseSync(file);
  const all = (sql: string) => db.prepare(sql).all() as Record<string, number | string>[];
  try {
    const [sums] =
      all(`SELECT (SELECT coalesce(sum(count), 0) FROM counts) AS counted, count(*) AS conversions,
      coalesce(sum(credited_value), 0) AS value FROM conversions`);
    const { counted, conversions, value } = sums as Record<string, number>;
    return {
      ids: all('SELECT message_id FROM events').map(row => String(row.message_id)),
      counted: counted!,
      conversions: conversions!,
      value: value!,
    };
  } finally {
    db.close();
  }
}

/** What SQLite finds wrong. */
export function integrity(file: string): string[] {
  const db = new DatabaseSync(file);
  const found = db.prepare('PRAGMA integrity_check').get()!.integrity_check;
  db.close();
  return found === 'ok' ? [] : [`integrity: ${found}`];
}
