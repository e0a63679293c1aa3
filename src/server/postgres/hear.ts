import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clientConfig } from './clientConfig.ts';
import type { Primary } from './primary.ts';
import type { ServerAddress } from './readServers.ts';

/** Between two tries to listen again, at first; twice as much after each that failed. */
const PAUSE_MS = 200;
const MAX_PAUSE_MS = 5_000;

/** How often the server is asked whether it is there, and how long it may take to say so: nobody tells of a broken line. */
const BEAT_MS = 1_000;

export interface Ears {
  told(payload: string): void;
  /** From now on one is told; what was told before may have been missed. */
  missed(): void;
  /** From now on one may not be told. */
  lost?(): void;
}

/**
 * Listens to a channel of a server, over a connection of its own, which is made again when it is lost or another host is the
 * primary. Returns the function that ends it.
 */
export function hear(
  address: ServerAddress,
  primary: Primary,
  channel: string,
  { told, missed, lost }: Ears,
): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const running = (async () => {
    for (let pause = PAUSE_MS; !signal.aborted; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      if (await once().catch(() => false)) pause = PAUSE_MS;
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  })();

  /** Until the connection ends; true where it was one. */
  async function once(): Promise<boolean> {
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
      // The driver says nothing to whoever connects where it is to end meanwhile.
      const cut = ended.then(() => Promise.reject(new Error('the connection ended')));
      await Promise.race([client.connect(), cut]);
      client.on('notification', ({ payload }) => told(payload ?? ''));
      await client.query(`LISTEN ${channel}`);
      missed();
      if (signal.aborted) close();
      const end = beat(client);
      await ended;
      end();
      lost?.();
      primary.doubt(pools);
      return true;
    } finally {
      stop();
      signal.removeEventListener('abort', close);
      close();
    }
  }

  /** Ends a connection whose server answers no more; returns the function that lets go of it. */
  function beat(client: pg.Client): () => void {
    let isWaiting = false;
    const timer = setInterval(() => {
      if (isWaiting) {
        client.emit('error', new Error('the server does not answer'));
        return;
      }
      isWaiting = true;
      client.query('SELECT 1').then(
        () => {
          isWaiting = false;
        },
        () => {},
      );
    }, BEAT_MS);
    return () => clearInterval(timer);
  }

  return async () => {
    ending.abort();
    await running;
  };
}
