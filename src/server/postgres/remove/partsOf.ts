import { indexed } from '../../store/indexed.ts';
import type { Person } from '../../store/people.ts';
import type { Part } from '../../store/readHeld.ts';
import type { Session } from '../session.ts';

/** Most of a user's events in a tag that are looked at for his visitors, and of a visitor's for his users. */
const MAX_SEEN = 10_000;

/** Visitors that are looked at by one statement: a stranger can give a user any number of them. */
export const STEP = 50;

/** The write keys of an account. */
export async function keysOf(session: Session, accountId: string): Promise<string[]> {
  const rows = await session.all<{ write_key: string }>(
    'SELECT write_key FROM tags WHERE account_id = $1 ORDER BY write_key',
    [accountId],
  );
  return rows.map(({ write_key }) => write_key);
}

type Asked = Pick<Person, 'by' | 'id'>;

/** The parts of a person in an account, those of visitors who may be shared too; himself last, who leads to the others. */
export async function maybePartsOf(session: Session, accountId: string, { by, id }: Asked): Promise<Part[]> {
  const own = indexed(id);
  const visitors = by === 'user_id' ? await visitorsOf(session, accountId, own) : [];
  return [
    ...visitors.map(each => ({ accountId, by: 'anonymous_id' as const, id: each, isAlone: true })),
    { accountId, by, id: own, isAlone: false },
  ];
}

/** Those that are his alone. */
export async function partsOf(
  session: Session,
  accountId: string,
  person: Asked,
  signal?: AbortSignal,
): Promise<Part[]> {
  const maybe = await maybePartsOf(session, accountId, person);
  const parts: Part[] = [];
  for (let at = 0; at < maybe.length; at += STEP) {
    signal?.throwIfAborted();
    const some = maybe.slice(at, at + STEP);
    const shared = await sharedOf(session, accountId, some, person);
    parts.push(...some.filter(part => !shared.has(part)));
  }
  return parts;
}

/** Of some parts of an account those of visitors who are somebody else's as well. */
export async function sharedOf(
  session: Session,
  accountId: string,
  parts: readonly Part[],
  { id }: Pick<Person, 'id'>,
): Promise<ReadonlySet<Part>> {
  const alone = parts.filter(({ isAlone }) => isAlone);
  if (!alone.length) return new Set();
  // Of those who came with a visitor later it may say more than his first events who he is known to be.
  const rows = await session.all<{ id: string }>(
    `SELECT visitor.id FROM unnest($3::text[]) AS visitor (id) WHERE EXISTS (
       SELECT 1 FROM identities WHERE account_id = $1 AND anonymous_id = visitor.id AND user_id NOT IN ('', $2)
     ) OR EXISTS (
       SELECT 1 FROM tags CROSS JOIN LATERAL (
         SELECT user_id FROM events WHERE events.account_id = $1 AND events.write_key = tags.write_key
           AND anonymous_id = visitor.id ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen
       WHERE tags.account_id = $1 AND seen.user_id NOT IN ('', $2))`,
    [accountId, indexed(id), alone.map(part => part.id)],
  );
  const others = new Set(rows.map(row => row.id));
  return new Set(alone.filter(part => others.has(part.id)));
}

/** The visitors of a user. */
async function visitorsOf(session: Session, accountId: string, id: string): Promise<string[]> {
  const found = new Set<string>();
  for (const writeKey of await keysOf(session, accountId)) {
    const rows = await session.all<{ id: string }>(
      `SELECT DISTINCT anonymous_id AS id FROM (
         SELECT anonymous_id FROM events WHERE account_id = $1 AND write_key = $2 AND user_id = $3 AND user_id <> ''
         ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen WHERE anonymous_id <> ''`,
      [accountId, writeKey, id],
    );
    for (const row of rows) found.add(row.id);
  }
  return [...found].sort();
}
