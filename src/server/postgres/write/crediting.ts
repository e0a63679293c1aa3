import { Away } from '../../store/errors.ts';
import { lockStates } from '../accountState.ts';
import type { CreditsDueRow } from '../schema.ts';
import type { Server } from '../server.ts';
import { accountFacts } from './accountFacts.ts';
import { creditAgain } from './creditAgain.ts';

/** Of the time, a step's own share is one of so many: the rest is for beacons. */
const SHARE = 4;

/** A server that is away is asked again so much later. */
const RETRY_MS = 1000;

const DUE = `SELECT * FROM credits_due WHERE (account_id, anonymous_id, user_id) > ($1, $2, $3)
  ORDER BY account_id, anonymous_id, user_id LIMIT 1`;

/** Credits conversions again on one server, a few in each transaction, until none is due: whichever collector left them. */
export interface Crediting {
  /** Goes on until there is no more to do. */
  start(): void;
  /** Settles when there is no more to do, or no one to do it. */
  settled(): Promise<void>;
  /** Settles once it has stopped. */
  stop(): Promise<void>;
  /** For how long there has been something to do, in ms; 0 where there is nothing. */
  dueMs(): number;
}

export function crediting(server: Server): Crediting {
  const facts = accountFacts();
  let running: Promise<void> | undefined;
  let isStopped = false;
  let isAsked = false;
  let dueSince: number | undefined;
  let last = ['', '', ''];
  let endPause = () => {};

  /** Each visitor's in turn. */
  const nextDue = async (): Promise<CreditsDueRow | undefined> =>
    (await server.first<CreditsDueRow>(DUE, last)) ?? server.first<CreditsDueRow>(DUE, ['', '', '']);

  async function step(due: CreditsDueRow): Promise<void> {
    last = [due.account_id, due.anonymous_id, due.user_id];
    await server.transaction(async session => {
      const states = await lockStates(session, [due.account_id]);
      facts.enter(states);
      // Where it is gone, its conversions go too.
      if (states.length) await creditAgain(session, facts, 0).stepOf(due);
      else await session.run('DELETE FROM credits_due WHERE account_id = $1', [due.account_id]);
    });
  }

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!isStopped) {
      const startedAt = performance.now();
      try {
        isAsked = false;
        const due = await nextDue();
        if (!due && !isAsked) break;
        if (!due) continue;
        dueSince ??= startedAt;
        await step(due);
        await pause((SHARE - 1) * (performance.now() - startedAt));
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        if (!isStopped) await pause(RETRY_MS);
      }
    }
    dueSince = undefined;
  }

  const start = (): Promise<void> => {
    isAsked = true;
    running ??= isStopped
      ? undefined
      : run().finally(() => {
          running = undefined;
        });
    return running ?? Promise.resolve();
  };

  return {
    // Whoever waits is told of what fails; the next start tries again.
    start: () => void start().catch(() => {}),
    settled: start,
    async stop() {
      isStopped = true;
      endPause();
      await running?.catch(() => {});
    },
    dueMs: () => (dueSince === undefined ? 0 : performance.now() - dueSince),
  };
}
