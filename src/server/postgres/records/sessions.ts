import { NoSuchRecord } from '../../store/errors.ts';
import type { KnownSession, SessionRow, Sessions } from '../../store/users.ts';
import type { Context } from '../context.ts';

const COLUMNS = ['hash', 'user_name', 'created_at', 'used_at', 'kind'];

/** Log-ins. They end with their user. */
export const sessions = ({ servers: { first } }: Context): Sessions => ({
  async add({ hash, user_name, created_at, used_at, kind }, oldest) {
    await first.transaction(async session => {
      const user = await session.first('SELECT 1 FROM users WHERE name = $1 FOR KEY SHARE', [user_name]);
      if (!user) throw new NoSuchRecord(`there is no user "${user_name}"`);
      await session.run('DELETE FROM sessions WHERE created_at < $1', [oldest]);
      await session.run(`INSERT INTO sessions (${COLUMNS.join(', ')}) VALUES ($1, $2, $3, $4, $5)`, [
        hash,
        user_name,
        created_at,
        used_at,
        kind,
      ]);
    });
  },
  get: hash =>
    first.first<KnownSession>(
      `SELECT ${COLUMNS.map(each => `sessions.${each}`).join(', ')}, role, accounts, people,
         users.number AS user_number
       FROM sessions JOIN users ON users.name = user_name WHERE hash = $1`,
      [hash],
    ),
  async use(hash, time) {
    await first.run('UPDATE sessions SET used_at = $2 WHERE hash = $1', [hash, time]);
  },
  list: userName =>
    first.all<SessionRow>(
      `SELECT ${COLUMNS.join(', ')} FROM sessions WHERE user_name = $1 ORDER BY created_at DESC, hash`,
      [userName],
    ),
  remove: async hash => (await first.run('DELETE FROM sessions WHERE hash = $1', [hash])) > 0,
});
