import { VOCABULARY } from '../../../protocol/kinds.ts';
import type { Store } from '../../store/store.ts';
import { RULES } from '../../visits/rules.ts';
import type { Context } from '../context.ts';
import { compareAccount, inMoment } from './compareAccount.ts';
import { differences, differencesOf, type OfAccount } from './differences.ts';
import { onAll } from './onAll.ts';

/** Makes all that is made from events again. */
export type Rebuilding = Pick<Store, 'rebuild' | 'difference' | 'isOutdated'>;

const SET_CURRENT = 'UPDATE account_state SET vocabulary = $2, rules = $3 WHERE account_id = $1';

const OUTDATED = `SELECT 1 FROM account_state
  WHERE vocabulary <> 0 AND (vocabulary, rules) <> ($1, $2) AND moving <> 'moved' LIMIT 1`;

/**
 * Beside whoever stores events: each account's, from the first event to the last, in tables of their own. Then they are compared a
 * few rows at a time, each time with all events read, and what is wrong is put right.
 */
export function rebuilding({ servers, mark }: Context): Rebuilding {
  return {
    rebuild: onProgress =>
      onAll(servers.all, mark, onProgress, async (place, accountId, note) => {
        await compareAccount(place, accountId, { isDry: false, note });
        await place.alone.transaction(session => session.run(SET_CURRENT, [accountId, VOCABULARY, RULES]));
      }),

    async difference(onProgress) {
      const accounts: OfAccount[] = [];
      const rebuilt = await onAll(servers.all, mark, onProgress, async (place, accountId, note) => {
        await compareAccount(place, accountId, { isDry: true, note });
        const { live } = place.alone;
        accounts.push(
          await inMoment(place, accountId, true, session => differencesOf(session, live, accountId)),
        );
      });
      return { ...rebuilt, ...differences(accounts) };
    },

    async isOutdated() {
      const found = await Promise.all(servers.all.map(server => server.first(OUTDATED, [VOCABULARY, RULES])));
      return found.some(row => row !== undefined);
    },
  };
}
