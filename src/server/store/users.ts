import type { DatabaseSync } from 'node:sqlite';
import { Exists } from './store.ts';

/** What a user may do: look, or change things too. Stored: never rename. */
export type Role = 'viewer' | 'editor';

export interface UserRow {
  name: string;
  /** As `hashPassword` writes it. */
  password: string;
  role: Role;
  /** A JSON list of account ids, or `*` for all of them. */
  accounts: string;
  created_at: number;
}

export interface SessionRow {
  /** SHA-256 of the token, in hex: the token itself is nowhere. */
  hash: string;
  user_name: string;
  created_at: number;
  /** When it was last used, to the minute. */
  used_at: number;
}

/** Users with passwords, and the tokens that they got for them. */
export interface Users {
  /** Throws `Exists` where the name is taken. */
  add(user: UserRow): Promise<void>;
  find(name: string): Promise<UserRow | undefined>;
  /** By name. */
  list(): Promise<UserRow[]>;
  /** Ends the user's sessions too. False where there is none. */
  remove(name: string): Promise<boolean>;
  /** Forgets sessions that began before `oldest`. */
  addSession(session: SessionRow, oldest: number): Promise<void>;
  /** By hash, expired or not. */
  session(hash: string): Promise<(SessionRow & Pick<UserRow, 'role' | 'accounts'>) | undefined>;
  useSession(hash: string, time: number): Promise<void>;
}

export const users = (db: DatabaseSync): Users => ({
  async add({ name, password, role, accounts, created_at }) {
    const { changes } = db
      .prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(name, password, role, accounts, created_at);
    if (Number(changes) === 0) throw new Exists(`there is a user "${name}"`);
  },
  async find(name) {
    return db.prepare('SELECT * FROM users WHERE name = ?').get(name) as UserRow | undefined;
  },
  async list() {
    return db.prepare('SELECT * FROM users ORDER BY name').all() as unknown as UserRow[];
  },
  async remove(name) {
    return Number(db.prepare('DELETE FROM users WHERE name = ?').run(name).changes) > 0;
  },
  async addSession({ hash, user_name, created_at, used_at }, oldest) {
    db.prepare('DELETE FROM sessions WHERE created_at < ?').run(oldest);
    db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(hash, user_name, created_at, used_at);
  },
  async session(hash) {
    return db
      .prepare(
        `SELECT sessions.*, role, accounts FROM sessions JOIN users ON users.name = user_name WHERE hash = ?`,
      )
      .get(hash) as (SessionRow & UserRow) | undefined;
  },
  async useSession(hash, time) {
    db.prepare('UPDATE sessions SET used_at = ? WHERE hash = ?').run(time, hash);
  },
});
