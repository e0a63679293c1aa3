import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clientConfig } from './clientConfig.ts';
import type { Primary } from './primary.ts';
import type { ServerAddress } from './readServers.ts';

/** Between two tries to listen again. */
const PAUSE_MS = 200;

export interface Ears {
  told(payload: string): void;
  /** From now on one is told; what was told before may have been missed. */
  missed(): void;
}

/**
 * Listens to a channel of a server, over a connection of its own, which is made again when it is lost or another host is the
 * primary. Returns the function that ends it.
 */
export function hear(
  address: ServerAddress,
  primary: Primary,
  channel: string,
  { told, missed }: Ears,
): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const running = (async () => {
    while (!signal.aborted) {
      await once().catch(() => {});
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  })();

  /** Until the connection ends. */
  async function once(): Promise<void> {
    const pools = await primary.get();
    const { host, ssl } = pools.chosen;
    const client = new pg.Client(clientConfig(address, host, ssl));
    const ended = new Promise<void>(resolve => {
      client.on('error', () => resolve());
      client.once('end', resolve);
    });
    const close = () => void client.end().catch(() => {});
    const stop = primary.onDoubt(close);
    signal.addEventListener('abort', close, { once: true });
    try {
      await client.connect();
      client.on('notification', ({ payload }) => told(payload ?? ''));
      await client.query(`LISTEN ${channel}`);
      missed();
      if (signal.aborted) close();
      await ended;
      primary.doubt(pools);
    } finally {
      stop();
      signal.removeEventListener('abort', close);
      close();
    }
  }

  return async () => {
    ending.abort();
    await running;
  };
}
