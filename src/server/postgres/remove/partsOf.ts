import { indexed } from '../../store/indexed.ts';
import type { Person } from '../../store/people.ts';
import type { Part } from '../../store/readHeld.ts';
import type { Session } from '../session.ts';

/** Most of a user's events in a tag that are looked at for his visitors, and of a visitor's for his users. */
const MAX_SEEN = 10_000;

/** The write keys of an account. */
export async function keysOf(session: Session, accountId: string): Promise<string[]> {
  const rows = await session.all<{ write_key: string }>(
    'SELECT write_key FROM tags WHERE account_id = $1 ORDER BY write_key',
    [accountId],
  );
  return rows.map(({ write_key }) => write_key);
}

/** The parts of a person in an account; himself last, who leads to the others. */
export async function partsOf(session: Session, accountId: string, { by, id }: Person): Promise<Part[]> {
  const own = indexed(id);
  const visitors = by === 'user_id' ? await visitorsOf(session, accountId, own) : [];
  return [
    ...visitors.map(each => ({ accountId, by: 'anonymous_id' as const, id: each, isAlone: true })),
    { accountId, by, id: own, isAlone: false },
  ];
}

/** The visitors of a user that are nobody else's. */
async function visitorsOf(session: Session, accountId: string, id: string): Promise<string[]> {
  const rows = await session.all<{ id: string }>(
    `SELECT DISTINCT seen.anonymous_id AS id FROM tags CROSS JOIN LATERAL (
       SELECT anonymous_id FROM events WHERE events.account_id = $1 AND events.write_key = tags.write_key
         AND user_id = $2 AND user_id <> '' ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen
     WHERE tags.account_id = $1 AND seen.anonymous_id <> ''`,
    [accountId, id],
  );
  if (!rows.length) return [];
  const shared = await session.all<{ id: string }>(
    `SELECT DISTINCT visitor.id FROM unnest($3::text[]) AS visitor (id) CROSS JOIN tags CROSS JOIN LATERAL (
       SELECT user_id FROM events WHERE events.account_id = $1 AND events.write_key = tags.write_key
         AND anonymous_id = visitor.id ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen
     WHERE tags.account_id = $1 AND seen.user_id NOT IN ('', $2)`,
    [accountId, id, rows.map(row => row.id)],
  );
  const others = new Set(shared.map(row => row.id));
  return rows.flatMap(row => (others.has(row.id) ? [] : row.id)).sort();
}
