import type { Publish } from './rows.ts';

/**
 * What a user may do in his accounts, each more than the one before: look; change tags and pixels; put scripts of others on
 * pages; have users and tokens, and remove tags and accounts. Stored: never rename.
 */
export const ROLES = ['viewer', 'editor', 'publisher', 'owner'] as const;

export type Role = (typeof ROLES)[number];

/** A person who logs in. */
export interface UserRow {
  name: string;
  /** As `hashPassword` writes it. */
  password: string;
  role: Role;
  /** A JSON list of account ids, or `*` for all of them. */
  accounts: string;
  created_at: number;
  /** What he is called where a number stands for a person: drawn, so that none is a token's. */
  number: number;
  /** Default: 0. */
  people?: Publish;
  /** 1 where an upgrade gave him his role, and the audit log does not have that yet. Default: 0. */
  upgraded?: 0 | 1;
}

/** How its token travels: by `POST /auth` to whoever asks, or to the console alone. Stored: never rename. */
export type SessionKind = 'auth' | 'console';

/** A log-in. */
export interface SessionRow {
  /** SHA-256 of the token, in hex: the token itself is nowhere. */
  hash: string;
  user_name: string;
  created_at: number;
  /** When it was last used, to the minute. */
  used_at: number;
  kind: SessionKind;
}

/** A log-in, with what its user may do. */
export interface KnownSession extends SessionRow, Pick<UserRow, 'role' | 'accounts' | 'people'> {
  user_number: number;
}

/** The tokens that users got for their passwords. They end with their user. */
export interface Sessions {
  /** Forgets those that began before `oldest`. Throws `NoSuchRecord` where the user is gone. */
  add(session: SessionRow, oldest: number): Promise<void>;
  /** By hash, expired or not, with what the user may do now. */
  get(hash: string): Promise<KnownSession | undefined>;
  /** Notes that it was used; nothing where there is none. */
  use(hash: string, time: number): Promise<void>;
  /** Those of a user, expired or not, the newest first. */
  list(userName: string): Promise<SessionRow[]>;
  /** False where there is none. */
  remove(hash: string): Promise<boolean>;
}
