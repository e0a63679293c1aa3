import { lockStates } from '../accountState.ts';
import type { CreditsDueRow } from '../schema.ts';
import type { Server } from '../server.ts';
import { accountFacts } from './accountFacts.ts';
import { creditAgain } from './creditAgain.ts';
import { type LeftToDo, leftToDo } from './leftToDo.ts';

const DUE = `SELECT * FROM credits_due WHERE (account_id, anonymous_id, user_id) > ($1, $2, $3)
  ORDER BY account_id, anonymous_id, user_id LIMIT 1`;

/** Credits conversions again on one server. */
export function crediting(server: Server): LeftToDo {
  const facts = accountFacts();
  let last = ['', '', ''];
  return leftToDo({
    // Each visitor's in turn.
    next: async () =>
      (await server.first<CreditsDueRow>(DUE, last)) ?? server.first<CreditsDueRow>(DUE, ['', '', '']),
    async step(due) {
      last = [due.account_id, due.anonymous_id, due.user_id];
      await server.transaction(async session => {
        const states = await lockStates(session, [due.account_id]);
        facts.enter(states);
        // Where it is gone, its conversions go too.
        if (states.length) await creditAgain(session, facts, 0).stepOf(due);
        else await session.run('DELETE FROM credits_due WHERE account_id = $1', [due.account_id]);
      });
    },
  });
}
