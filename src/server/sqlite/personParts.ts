import { indexed } from '../store/indexed.ts';
import type { Person } from '../store/people.ts';
import type { Part } from '../store/readHeld.ts';
import type { Connection } from './connection.ts';
import type { EventRow } from './schema.ts';

/** Most of a user's events that are looked at for his visitors, and of a visitor's for his users. */
const MAX_SEEN = 10_000;

export interface PersonParts {
  /** The tags of an account. */
  keysOf(accountId: string): string[];
  /** The parts of a person in an account, those of visitors who may be shared too; himself last, who leads to the others. */
  maybe(accountId: string, person: Pick<Person, 'by' | 'id'>): Part[];
  /** Whether the visitor of such a part is somebody else's as well. */
  isShared(part: Part, person: Pick<Person, 'id'>): boolean;
}

/** Finds by which ids a person is known. A stranger can give him any number of them: that takes no long step anywhere. */
export function personParts(db: Connection): PersonParts {
  const keys = db.prepare<{ write_key: string }>(
    'SELECT write_key FROM tags WHERE account_id = ? ORDER BY write_key',
  );
  const visitors = db.prepare<Pick<EventRow, 'anonymous_id'>>(
    `SELECT DISTINCT anonymous_id FROM (SELECT anonymous_id FROM events
       WHERE write_key = ? AND user_id = ? AND user_id <> '' ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen`,
  );
  const others = db.prepare(
    `SELECT 1 FROM (SELECT user_id FROM events
       WHERE write_key = ? AND anonymous_id = ? ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen
     WHERE user_id NOT IN ('', ?) LIMIT 1`,
  );
  // Of those who came with him later it may say more than his first events.
  const known = db.prepare(
    `SELECT 1 FROM identities INDEXED BY identities_of_visitor
     WHERE account_id = ? AND anonymous_id = ? AND user_id NOT IN ('', ?) LIMIT 1`,
  );
  const keysOf = (accountId: string) => keys.all(accountId).map(({ write_key }) => write_key);

  return {
    keysOf,
    maybe(accountId, { by, id: sent }) {
      const id = indexed(sent);
      const known = by === 'user_id' ? keysOf(accountId).flatMap(key => visitors.all(key, id)) : [];
      const found = new Set(known.map(row => row.anonymous_id));
      found.delete('');
      return [
        ...[...found]
          .sort()
          .map(each => ({ accountId, by: 'anonymous_id' as const, id: each, isAlone: true })),
        { accountId, by, id, isAlone: false },
      ];
    },
    isShared: ({ accountId, id, isAlone }, person) =>
      isAlone &&
      (known.get(accountId, id, indexed(person.id)) !== undefined ||
        keysOf(accountId).some(key => others.get(key, id, indexed(person.id)) !== undefined)),
  };
}
