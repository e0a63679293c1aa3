import type { Connection } from '../connection.ts';
import type { VisitsDueRow } from '../schema.ts';

/** Most rows that go in one transaction. */
const STEP = 500;

/** A visitor of a tag. */
export type Whose = { writeKey: string; visitor: string };

/** Whose visits are to be made again, and which they had: in the store, where the next start finds what was left. */
export interface VisitsDue {
  /** In a transaction. */
  mark(whose: Whose): void;
  /** One of the visits that he had goes. In the same transaction. */
  had(whose: Whose, session: string, seq: number): void;
  /** Whether an event had begun one. */
  hadBegun(whose: Whose, session: string, seq: number): boolean;
  /** They are made again, if they were to be. */
  end(whose: Whose): void;
  /** What is left of him then; yields after each transaction. */
  clear(whose: Whose): Generator<0>;
  /** One of those that are left. */
  next(): (Whose & { isDue: boolean }) | undefined;
}

export function visitsDue(db: Connection): VisitsDue {
  const add = db.prepare(
    'INSERT OR REPLACE INTO visits_due (write_key, visitor, session, seq) VALUES (?, ?, ?, ?)',
  );
  const began = db.prepare(
    "SELECT 1 FROM visits_due WHERE write_key = ? AND visitor = ? AND session = ? AND session <> '' AND seq = ?",
  );
  const remove = db.prepare("DELETE FROM visits_due WHERE write_key = ? AND visitor = ? AND session = ''");
  const isDue = db.prepare("SELECT 1 FROM visits_due WHERE write_key = ? AND visitor = ? AND session = ''");
  const any = db.prepare('SELECT 1 FROM visits_due WHERE write_key = ? AND visitor = ? LIMIT 1');
  const rest = db.prepare(
    `DELETE FROM visits_due WHERE (write_key, visitor, session) IN (
       SELECT write_key, visitor, session FROM visits_due WHERE write_key = ? AND visitor = ? LIMIT ${STEP})`,
  );
  const first = db.prepare<VisitsDueRow>('SELECT * FROM visits_due LIMIT 1');
  return {
    mark: ({ writeKey, visitor }) => void add.run(writeKey, visitor, '', -1),
    had: ({ writeKey, visitor }, session, seq) => void add.run(writeKey, visitor, session, seq),
    hadBegun: ({ writeKey, visitor }, session, seq) =>
      began.get(writeKey, visitor, session, seq) !== undefined,
    end({ writeKey, visitor }) {
      if (isDue.get(writeKey, visitor)) db.transaction(() => remove.run(writeKey, visitor));
    },
    *clear({ writeKey, visitor }) {
      // He may be marked again meanwhile.
      const some = () => (isDue.get(writeKey, visitor) ? 0 : rest.run(writeKey, visitor).changes);
      while (any.get(writeKey, visitor) && db.transaction(some)) yield 0;
    },
    next() {
      const row = first.get();
      return row && { writeKey: row.write_key, visitor: row.visitor, isDue: row.session === '' };
    },
  };
}
