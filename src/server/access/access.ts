import type { Scope } from '../store/rows.ts';

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
  /** The token's number; 0 where it is not in the store. */
  tokenNumber: number;
  actor: Actor;
}
