import type { IdentityRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';

/** Most rows that are looked at in one transaction. */
const STEP = 500;

/** Most events of a user that are looked at for one with both ids. */
const MAX_EVENTS = 100;

/**
 * Removes who a device's visitor is where the events that told it are gone: of those that are still told, another event
 * stands for it.
 */
export function forgetIdentities(db: Connection): (accountId: string) => Generator<0> {
  const next = db.prepare<IdentityRow>(
    `SELECT * FROM identities WHERE account_id = ? AND seq > ? ORDER BY seq LIMIT ${STEP}`,
  );
  const isThere = db.prepare('SELECT 1 FROM events WHERE seq = ?');
  const tags = db.prepare<{ write_key: string }>('SELECT write_key FROM tags WHERE account_id = ?');
  const told = db.prepare<{ seq: number }>(
    `SELECT seq FROM (
       SELECT seq, anonymous_id FROM events WHERE write_key = ? AND user_id = ? AND user_id <> ''
       ORDER BY received_at DESC LIMIT ${MAX_EVENTS}) AS latest
     WHERE anonymous_id = ? LIMIT 1`,
  );
  const set = db.prepare(
    'UPDATE identities SET seq = ? WHERE account_id = ? AND user_id = ? AND anonymous_id = ?',
  );
  const remove = db.prepare(
    'DELETE FROM identities WHERE account_id = ? AND user_id = ? AND anonymous_id = ?',
  );

  const put = ({ account_id, user_id, anonymous_id, seq }: IdentityRow): void => {
    if (isThere.get(seq)) return;
    const found = tags
      .all(account_id)
      .flatMap(({ write_key }) => told.get(write_key, user_id, anonymous_id) ?? [])[0];
    if (found) set.run(found.seq, account_id, user_id, anonymous_id);
    else remove.run(account_id, user_id, anonymous_id);
  };

  return function* (accountId) {
    for (let last: number | undefined = -1; last !== undefined; ) {
      const after: number = last;
      last = db.transaction(() => {
        const rows = next.all(accountId, after);
        for (const row of rows) put(row);
        return rows.length === STEP ? rows.at(-1)!.seq : undefined;
      });
      yield 0;
    }
  };
}
