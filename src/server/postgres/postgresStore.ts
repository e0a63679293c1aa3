import { BeingErased } from '../store/beingErased.ts';
import { Away, Full } from '../store/errors.ts';
import { marks } from '../store/marks.ts';
import type { Store } from '../store/store.ts';
import { UNFINISHED } from '../store/unfinished.ts';
import { changes } from './changes.ts';
import type { Context } from './context.ts';
import { follow } from './follow.ts';
import { read } from './read/read.ts';
import type { ServerAddress } from './readServers.ts';
import { rebuilding } from './rebuild/rebuild.ts';
import { records } from './records/records.ts';
import { remaking } from './remove/remaking.ts';
import { removing } from './remove/remove.ts';
import { sharedSecretKey } from './secretKey.ts';
import { Servers } from './servers.ts';
import { isUnfinished } from './unfinished.ts';
import { writing } from './write/writing.ts';

export interface PostgresOptions {
  /** Most events that may wait for a commit. Default: 10,000. */
  queueLimit?: number;
  /** How many characters those may have come in, all together. Default: 8 Mi. */
  queueSize?: number;
  /** Most conversions that one commit credits again, after an earlier touch; the rest follow in steps. Default: 100. */
  creditsPerCommit?: number;
  /** What the store may hold. Default: what its servers do. */
  maxBytes?: number | null;
  /** Most connections to each server, beside those that listen. Default: 10. */
  connections?: number;
}

/** A store in one or more PostgreSQL servers, for any number of collectors. */
export interface PostgresStore extends Store {
  /** The key of the tags' secrets, the same for all collectors of this store; throws where another one is given. */
  secretKey(given: Buffer | undefined, made: () => Buffer): Promise<Buffer>;
}

const MARK_KEY = "SELECT key FROM store_keys WHERE name = 'mark'";

/** Brings the servers to the newest form and opens the store. Throws `Away`. */
export async function openPostgres(
  addresses: readonly ServerAddress[],
  options: PostgresOptions = {},
): Promise<PostgresStore> {
  const { connections } = options;
  const servers = await Servers.open(addresses, { ...(connections && { connections }) });
  try {
    if (await isUnfinished(servers.first)) throw new Error(UNFINISHED);
    const { key } = (await servers.first.first<{ key: string }>(MARK_KEY))!;
    return await storeIn(servers, key, options);
  } catch (error) {
    await servers.close();
    throw error;
  }
}

/** Puts its parts together. @param key by which it makes keyed hashes */
async function storeIn(servers: Servers, key: string, options: PostgresOptions): Promise<PostgresStore> {
  const {
    queueLimit = 10_000,
    queueSize = 8 * 1024 * 1024,
    creditsPerCommit = 100,
    maxBytes = null,
  } = options;
  const mark = marks(key);
  const told = changes(servers);
  const context: Context = {
    servers,
    changes: told,
    mark: (kind, value) => Buffer.from(mark(kind, value), 'hex'),
    ensureRoom() {
      if (maxBytes !== null && write.bytes() >= maxBytes) throw new Full(maxBytes);
    },
  };
  const write = writing(context, { creditsPerCommit, queueLimit, queueSize });
  const reads = read(context);
  const { forget, people, ...erasing } = removing(context, reads);
  const again = rebuilding(context);
  const remade = servers.all.map(remaking);
  /** What waits is to be there first. */
  const afterWaiting =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await write.drained();
      return work(...args);
    };
  const kept = records(context);
  const erased = new BeingErased();
  let isClosed = false;
  await write.begin();
  // What a collector left to do that was stopped.
  for (const each of remade) each.start();

  return {
    ...kept,
    tags: {
      ...kept.tags,
      async add(tag) {
        if (erased.has(tag.account_id)) throw erased.reason;
        return kept.tags.add(tag);
      },
    },
    ...reads,
    follow: follow(servers),
    secretKey: (given, made) => sharedSecretKey(servers.first, given, made),
    // Another collector stores what it has let in: that goes, too, before the removal is through.
    append: (event, size) =>
      erased.has(event.writeKey) ? Promise.reject(erased.reason) : write.append(event, size),
    people: { ...people, erase: afterWaiting(people.erase) },
    async forget(now, defaultDays) {
      const removed = await forget(now, defaultDays);
      await write.measure();
      return removed;
    },
    eraseTag: (writeKey, how) =>
      erased.while([writeKey], () => afterWaiting(erasing.eraseTag)(writeKey, how)),
    async eraseAccount(id) {
      const tags = await kept.tags.list([id]);
      const ids = [id, ...tags.map(({ write_key }) => write_key)];
      return erased.while(ids, () => afterWaiting(erasing.eraseAccount)(id));
    },
    rebuild: afterWaiting(async onProgress => {
      await Promise.all(remade.map(each => each.settled()));
      return again.rebuild(onProgress);
    }),
    difference: afterWaiting(again.difference),
    isOutdated: again.isOutdated,
    ready: write.ready,
    async settled() {
      await write.settled();
      await Promise.all(remade.map(each => each.settled()));
    },
    status() {
      if (isClosed) throw new Away('the store is closed');
      return { ...write.status(), maxBytes };
    },
    async close() {
      if (isClosed) return;
      await write.close();
      await Promise.all(remade.map(each => each.stop()));
      isClosed = true;
      await told.close();
      await servers.close();
    },
  };
}
