import { indexed } from '../store/indexed.ts';
import type { Erased, Held, HeldFilter, MarkedId, Person, PersonId } from '../store/people.ts';
import { type Part, readHeld, type Section } from '../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { erasePart } from './erasePart.ts';
import { events } from './events.ts';
import { markOf } from './husks.ts';
import { personRows } from './personRows.ts';
import type { EventRow } from './schema.ts';
import { eraseVisits, type VisitEraser } from './visits/eraseVisits.ts';
import { readVisits } from './visits/readVisits.ts';

/** Most of a user's events that are looked at for his visitors, and of a visitor's for his users. */
const MAX_SEEN = 10_000;

export interface SqlitePeople {
  held(filter: HeldFilter): Held;
  /** After each transaction what it erased: what runs between two may commit beacons. Stopped, it leaves the visits of what is left. */
  erase(person: Person, signal?: AbortSignal): Generator<Erased>;
  mark(of: MarkedId): string;
}

const ofVisits = (visits: number): Erased => ({ events: 0, touches: 0, conversions: 0, visits });

/** All that is held of one person. */
export function people(db: Connection): SqlitePeople {
  const mark = markOf(db);
  const rows = personRows(db);
  const keys = db.prepare<{ write_key: string }>(
    'SELECT write_key FROM tags WHERE account_id = ? ORDER BY write_key',
  );
  const visitors = db.prepare<Pick<EventRow, 'anonymous_id'>>(
    `SELECT DISTINCT anonymous_id FROM (SELECT anonymous_id FROM events
       WHERE write_key = ? AND user_id = ? AND user_id <> '' ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen`,
  );
  const users = db.prepare<Pick<EventRow, 'user_id'>>(
    `SELECT DISTINCT user_id FROM (SELECT user_id FROM events
       WHERE write_key = ? AND anonymous_id = ? ORDER BY received_at LIMIT ${MAX_SEEN}) AS seen`,
  );
  const pixels = db.prepare<{ pixel_id: number }>(
    'SELECT DISTINCT pixel_id FROM pixel_rules WHERE account_id = ?',
  );
  const dropMarks = db.prepare(
    'DELETE FROM counted_before WHERE account_id = ? AND pixel_id = ? AND mark = ?',
  );

  const keysOf = (accountId: string) => keys.all(accountId).map(({ write_key }) => write_key);

  /** The visitors of a user that are nobody else's. */
  function visitorsOf(accountId: string, id: string): string[] {
    const writeKeys = keysOf(accountId);
    const found = new Set(writeKeys.flatMap(key => visitors.all(key, id).map(row => row.anonymous_id)));
    found.delete('');
    const isShared = (anonymousId: string) =>
      writeKeys.some(key =>
        users.all(key, anonymousId).some(({ user_id }) => user_id !== '' && user_id !== id),
      );
    return [...found].filter(each => !isShared(each)).sort();
  }

  /** The parts of a person in an account; himself last, who leads to the others. */
  function partsOf(accountId: string, { by, id }: Person): Part[] {
    const visitors = by === 'user_id' ? visitorsOf(accountId, indexed(id)) : [];
    return [
      ...visitors.map(each => ({ accountId, by: 'anonymous_id' as const, id: each, isAlone: true })),
      { accountId, by, id: indexed(id), isAlone: false },
    ];
  }

  function readEvents(
    { accountId, by, id, isAlone }: Part,
    page: { limit: number; maxBytes: number; cursor?: string },
  ) {
    const found = events(db, {
      writeKeys: keysOf(accountId),
      ...(by === 'user_id' ? { userId: id } : { anonymousId: id }),
      ...(isAlone && { userId: '' }),
      ...page,
    });
    return { rows: found.events, next: found.next };
  }

  function visitsOf({ accountId, id }: Part, page: { limit: number; cursor?: string }) {
    const found = readVisits(db, { writeKeys: keysOf(accountId), visitor: id, ...page });
    return { rows: found.visits, next: found.next };
  }

  /** All but the visits that are made again. */
  function* eraseFrom(person: Person, visits: VisitEraser): Generator<Erased> {
    const erase = erasePart(db, visits);
    for (const accountId of person.accounts) {
      for (const { id } of partsOf(accountId, person)) {
        for (const key of keysOf(accountId)) for (const many of visits.drop(key, id)) yield ofVisits(many);
      }
      const own = new Map<PersonId, Set<string>>([
        ['anonymous_id', new Set()],
        ['user_id', new Set()],
      ]);
      // What arrives meanwhile is his too.
      for (let isMore = true; isMore; ) {
        isMore = false;
        const parts = partsOf(accountId, person);
        for (const { by, id } of parts) own.get(by)!.add(id);
        for (const part of parts) {
          for (const step of erase(part, keysOf(accountId), own)) {
            isMore ||= step.events + step.touches + step.conversions > 0;
            yield step;
          }
        }
      }
      db.transaction(() => {
        for (const { pixel_id } of pixels.all(accountId)) {
          for (const [by, ids] of own) for (const id of ids) dropMarks.run(accountId, pixel_id, mark(by, id));
        }
      });
    }
  }

  return {
    held(filter) {
      const parts = filter.accounts.flatMap(accountId => partsOf(accountId, filter).reverse());
      return readHeld(
        parts,
        ((
          section: Section,
          part: Part,
          { cursor, ...page }: { limit: number; maxBytes: number; cursor?: string },
        ) =>
          section === 'events'
            ? readEvents(part, { ...page, ...(cursor !== undefined && { cursor }) })
            : section === 'visits'
              ? visitsOf(part, { limit: page.limit, ...(cursor !== undefined && { cursor }) })
              : rows.page<TouchRow | ConversionRow>(section, part, page.limit, cursor)) as never,
        filter,
      );
    },
    *erase(person, signal) {
      const visits = eraseVisits(db);
      for (const step of eraseFrom(person, visits)) {
        yield step;
        if (signal?.aborted) break;
      }
      for (const many of visits.again()) yield ofVisits(-many);
    },
    mark: ({ by, id }) => mark(by, indexed(id)).toString('hex'),
  };
}
