import type { AccountState } from '../schema.ts';

/** What accounts' events are read by: read when it is asked for first, and kept as long as the account's version stays. */
export interface AccountFacts {
  /** In a transaction: these accounts are read as they are now. What is known of another version is forgotten. */
  enter(states: Iterable<AccountState>): void;
}

export function accountFacts(): AccountFacts {
  throw new Error('not there yet');
}
