import type { Scope } from '../store/rows.ts';
import type { SessionKind } from '../store/users.ts';

/** Who asks. Stored: never rename a kind. */
export interface Actor {
  kind: 'token' | 'user' | 'admin' | 'demo';
  /** A token's id, a user's name; '' where there is only one. */
  id: string;
  name: string;
}

/** What a token opens. */
export interface Access {
  accounts: string[] | '*';
  scope: Scope;
  /** Whether it may put scripts of others on pages. */
  publish: boolean;
  /** Whether it may have users of its accounts: a user who is an owner, a token of all accounts that can write. */
  owner: boolean;
  /** Whether it may show and erase all that is held of a person. */
  people: boolean;
  /** The number of the token, or of the user whose log-in it is; 0 where it is not in the store. */
  tokenNumber: number;
  actor: Actor;
  /** When it ends, whoever uses it; null: never, or as long as a log-in lasts. */
  expiresAt: number | null;
  /** The log-in that it is of; null of every other token. */
  session: { hash: string; kind: SessionKind } | null;
}
