import { setTimeout as sleep } from 'node:timers/promises';

/** How long a busy machine may take. */
const LONGEST_MS = 60_000;

/** Asks until the answer is one, and gives it: a server tells nobody that it is there again. */
export async function until<Answer>(
  ask: () => Answer | Promise<Answer>,
): Promise<Exclude<Answer, undefined | null | false | 0 | ''>> {
  for (const end = Date.now() + LONGEST_MS; ; await sleep(20)) {
    const answer = await ask();
    if (answer) return answer as Exclude<Answer, undefined | null | false | 0 | ''>;
    if (Date.now() > end) throw new Error(`still nothing after ${LONGEST_MS / 1000} s: ${ask}`);
  }
}
