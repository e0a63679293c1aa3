import type { FastifyBaseLogger } from 'fastify';
import { MINUTE_MS } from '../../protocol/durations.ts';
import { type File, pressFile, typeOf } from '../http/files.ts';
import type { Store } from '../store/store.ts';

/** After the store could not be read or written, it is left alone for as long. */
const RETRY_MS = MINUTE_MS;

export interface KeepParts {
  store: Store;
  now: () => number;
  log: FastifyBaseLogger;
  /** The file of that name, of this version of the collector's or from before. */
  own: (name: string) => Promise<File> | undefined;
}

/**
 * Finds a file whose bytes must never change, and has the store keep it: what was once served under a name is served again,
 * whatever a later version brings under it. A store that can't say so now does not keep a page from its file.
 */
export function keepServed({ store, now, log, own }: KeepParts): (name: string) => Promise<File | undefined> {
  /** Those that the store has. */
  const kept = new Map<string, File>();
  let failedAt = -Infinity;

  return async name => {
    const known = kept.get(name);
    if (known) return known;
    const file = await own(name);
    if (file && now() - failedAt < RETRY_MS) return file;
    try {
      if (file) await store.servedFiles.add({ name, body: file.body, served_at: now() });
      const first = await store.servedFiles.get(name);
      if (!first) return undefined;
      const isSame = file?.body.equals(first.body);
      const found = isSame ? file! : await pressFile(typeOf(name)!, Buffer.from(first.body));
      kept.set(name, found);
      return found;
    } catch (err) {
      if (!file) throw err;
      failedAt = now();
      log.error({ err }, `${name} is served, but not kept: the store can't take it`);
      return file;
    }
  };
}
