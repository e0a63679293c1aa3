import type { Records } from './records.ts';
import type { TokenRow } from './rows.ts';
import type { Role } from './users.ts';

/** What makes a user once, for whoever has its key. */
export interface InvitationRow {
  id: string;
  /** SHA-256 of the key, in hex: the key itself is nowhere. */
  hash: string;
  role: Role;
  /** A JSON list of account ids, or `*` for all of them. */
  accounts: string;
  people: 0 | 1;
  /** What the user will be called; '' where he chooses. */
  name: string;
  created_at: number;
  /** From then on it makes nobody. */
  expires_at: number;
  /** Who invites: it ends with him. Stored: never rename. */
  maker_kind: NonNullable<TokenRow['maker_kind']>;
  /** A token's id, a user's name; '' of the owner. */
  maker_id: string;
}

/** Invitations that nobody took yet, the oldest first. */
export type Invitations = Records<InvitationRow, [id: string], []> & {
  /** Expired or not. */
  ofHash(hash: string): Promise<InvitationRow | undefined>;
};
