import type { Sessions } from '../store/users.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';

/** Log-ins. They end with their user. */
export const sessions = (db: Connection): Sessions => ({
  async add(session, oldest) {
    db.transaction(() => {
      db.all(build.deleteFrom('sessions').where('created_at', '<', oldest));
      db.all(build.insertInto('sessions').values(session));
    });
  },
  async get(hash) {
    return db.first(
      build
        .selectFrom('sessions')
        .innerJoin('users', 'users.name', 'user_name')
        .selectAll('sessions')
        .select(['role', 'accounts', 'people', 'users.number as user_number'])
        .where('hash', '=', hash),
    );
  },
  async use(hash, time) {
    db.all(build.updateTable('sessions').set({ used_at: time }).where('hash', '=', hash));
  },
  async list(userName) {
    return db.all(
      build
        .selectFrom('sessions')
        .selectAll()
        .where('user_name', '=', userName)
        .orderBy('created_at', 'desc')
        .orderBy('hash'),
    );
  },
  async remove(hash) {
    const query = build.deleteFrom('sessions').where('hash', '=', hash).returning('hash');
    return db.first(query) !== undefined;
  },
});
