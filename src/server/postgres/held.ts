import type { ClientBase, PoolClient } from 'pg';
import { Away } from '../store/errors.ts';
import { cancel } from './cancel.ts';
import type { Host } from './readServers.ts';
import { type Session, sessionOf } from './session.ts';
import { storeError } from './storeError.ts';

/** How much longer than the server lets a statement take it is waited for. */
const GRACE_MS = 2000;

/** How long a commit may wait for the standby: the server has no timeout for that. */
const COMMIT_MS = 10_000;

/** The standby wasn't waited for: somebody cancelled it (a warning without a name), or the server stops. */
const UNREPLICATED = new Set(['01000', '57P01']);

/** Connections whose last commit was told of so. */
const unreplicated = new WeakSet<ClientBase>();

/** Notes what a new connection says beside its answers. */
export function watch(client: ClientBase): void {
  // What ends it is told of by the statement that waits, or by the next one.
  client.on('error', () => {});
  client.on('notice', ({ code }) => {
    if (UNREPLICATED.has(String(code))) unreplicated.add(client);
  });
}

/** A connection while somebody has it. */
export interface Held extends Session {
  /** How long the server lets a statement take from now on; 0: as long as it wants. */
  statementMs: number;
  /** Runs one statement in a transaction of its own. */
  alone<Result>(statement: () => Promise<Result>): Promise<Result>;
  /** Settles where the transaction is durable, on the standby too where one is waited for. */
  commit(): Promise<void>;
  /** Asks the server to end what it does. */
  cancel(): void;
  /** It is in no state to be used by somebody else. */
  spoil(): void;
  release(): void;
}

export function held(client: PoolClient, host: Host, ms: number): Held {
  let isSpoilt = false;
  let statementMs = ms;
  const end = () => {
    // The request may come late, and end what another one does.
    isSpoilt = true;
    cancel(client, host);
  };
  const bounded = async <Result>(limitMs: number, asked: () => Promise<Result>): Promise<Result> => {
    if (!limitMs) return asked();
    let timer = setTimeout(() => {
      end();
      timer = setTimeout(() => cut(client), GRACE_MS);
    }, limitMs);
    try {
      return await asked();
    } finally {
      clearTimeout(timer);
    }
  };
  const query = ((config: Parameters<ClientBase['query']>[0]) =>
    bounded(statementMs && statementMs + GRACE_MS, () => client.query(config))) as ClientBase['query'];
  return {
    ...sessionOf({ query }),
    get statementMs() {
      return statementMs;
    },
    set statementMs(limitMs) {
      statementMs = limitMs;
    },
    async alone(statement) {
      unreplicated.delete(client);
      const result = await statement();
      ensureReplicated(client);
      return result;
    },
    async commit() {
      unreplicated.delete(client);
      try {
        const { command } = await bounded(COMMIT_MS, () =>
          client.query({ name: 'tgp_commit', text: 'COMMIT' }),
        );
        // That is what the server does with a transaction in which something failed.
        if (command !== 'COMMIT') throw new Away('the store was interrupted');
      } catch (error) {
        throw storeError(error);
      }
      ensureReplicated(client);
    },
    cancel: end,
    spoil: () => {
      isSpoilt = true;
    },
    release: () => client.release(isSpoilt),
  };
}

/**
 * Throws where what was committed is on this server alone: a failover would lose it. It is there, though, and whoever sends it
 * again finds it seen before; his own commit waits for the standby then.
 */
function ensureReplicated(client: ClientBase): void {
  if (!unreplicated.delete(client)) return;
  // "Transaction resolution unknown", as SQL calls it.
  const cause = Object.assign(new Error('the commit did not wait for the synchronous standby'), {
    code: '08007',
  });
  throw new Away("the store's standby is not reached", { cause });
}

/** Where not even the request to cancel is answered. */
const cut = (client: ClientBase): void =>
  void (client as ClientBase & { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
