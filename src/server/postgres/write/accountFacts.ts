import type { PixelRule } from '../../store/adRecords.ts';
import type { AccountState } from '../schema.ts';
import type { Session } from '../session.ts';
import { type Facts, heldAt } from './facts.ts';
import { type Asked, readFacts } from './readFacts.ts';

/** Most accounts that are known at once (a commit has no more), and most of one account: strangers make names up. */
const MAX_ACCOUNTS = 1000;
const MAX_FACTS = 10_000;

/** What accounts' events are read by: read when it is asked for first, and kept as long as the account's version stays. */
export interface AccountFacts {
  /** In a transaction: these accounts are read as they are now. What is known of another version is forgotten. */
  enter(states: Iterable<AccountState>): void;
  /** Of an account that was entered. */
  of(accountId: string): Facts;
  /** Reads what was not known of what is asked for. */
  know(session: Session, asked: readonly Asked[]): Promise<void>;
  /** The rules of a pixel, or of all of a category, that held for an event; active ones alone. */
  rulesAt(session: Session, accountId: string, seq: number, which: Which): Promise<PixelRule[]>;
  /** Whether the account's tags numbered their orders together when an event arrived. */
  areOrdersShared(session: Session, accountId: string, seq: number): Promise<boolean>;
}

interface Which {
  pixelId?: number;
  category?: number;
}

export function accountFacts(): AccountFacts {
  const known = new Map<string, Facts>();

  const of = (accountId: string): Facts => known.get(accountId)!;

  const isKnown = ({ accountId, ...asked }: Asked): boolean => {
    const facts = of(accountId);
    if (!('id' in asked)) return facts[asked.kind] !== undefined;
    return (facts[asked.kind] as Map<string | number, unknown>).has(asked.id);
  };

  const know = async (session: Session, asked: readonly Asked[]): Promise<void> => {
    const unknown = new Map(
      asked
        .filter(each => !isKnown(each))
        .map(each => [`${each.kind} ${'id' in each ? each.id : ''} ${each.accountId}`, each]),
    );
    if (unknown.size) await readFacts(session, of, [...unknown.values()]);
  };

  return {
    of,
    know,
    enter(states) {
      for (const state of states) {
        const facts = known.get(state.account_id);
        known.delete(state.account_id);
        const isKept = facts && facts.state.version === state.version && sizeOf(facts) < MAX_FACTS;
        // The latest is last.
        known.set(state.account_id, isKept ? Object.assign(facts, { state }) : nothingOf(state));
        if (known.size > MAX_ACCOUNTS) known.delete(known.keys().next().value!);
      }
    },
    async rulesAt(session, accountId, seq, { pixelId, category }) {
      if (pixelId === undefined && category !== undefined) {
        await know(session, [{ accountId, kind: 'categories', id: category }]);
      }
      const ids = pixelId === undefined ? of(accountId).categories.get(category!)! : [pixelId];
      if (ids.some(id => !of(accountId).rules.has(id))) {
        await know(
          session,
          ids.map(id => ({ accountId, kind: 'rules', id })),
        );
      }
      return ids.flatMap(id => {
        const rule = heldAt(of(accountId).rules.get(id), seq);
        if (rule?.state !== 'active') return [];
        return pixelId !== undefined || rule.pixel_conversion_event_id === category ? [rule] : [];
      });
    },
    async areOrdersShared(session, accountId, seq) {
      await know(session, [{ accountId, kind: 'orders' }]);
      return heldAt(of(accountId).orders, seq)?.value ?? false;
    },
  };
}

const nothingOf = (state: AccountState): Facts => ({
  state,
  tags: new Map(),
  words: new Map(),
  names: new Map(),
  rules: new Map(),
  categories: new Map(),
  orders: undefined,
  isRemade: undefined,
});

const sizeOf = ({ words, names, tags, rules }: Facts): number =>
  words.size + names.size + tags.size + rules.size;
