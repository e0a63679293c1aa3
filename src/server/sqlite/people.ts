import { ErasePasses } from '../store/erasePasses.ts';
import { indexed } from '../store/indexed.ts';
import type { Erased, MarkedId, Person, PersonId } from '../store/people.ts';
import type { Part } from '../store/readHeld.ts';
import type { Connection } from './connection.ts';
import { erasePart } from './erasePart.ts';
import { markOf, NEXT_SEQ } from './husks.ts';
import { personParts } from './personParts.ts';
import { eraseVisits, type VisitEraser } from './visits/eraseVisits.ts';

/** Visitors that are looked at in one step. */
const STEP = 50;

export interface SqlitePeople {
  /** After each transaction what it erased: what runs between two may commit beacons. Stopped, it leaves the visits of what is left. */
  erase(person: Person, signal?: AbortSignal): Generator<Erased>;
  mark(of: MarkedId): string;
}

const ofVisits = (visits: number): Erased => ({ events: 0, touches: 0, conversions: 0, visits });

/** Erases all that is held of one person. */
export function people(db: Connection): SqlitePeople {
  const mark = markOf(db);
  const { keysOf, maybe, isShared } = personParts(db);
  const newest = db.prepare<{ seq: number }>(`SELECT ${NEXT_SEQ} - 1 AS seq`);
  const pixels = db.prepare<{ pixel_id: number }>(
    'SELECT DISTINCT pixel_id FROM pixel_rules WHERE account_id = ?',
  );
  const dropMarks = db.prepare(
    'DELETE FROM counted_before WHERE account_id = ? AND pixel_id = ? AND mark = ?',
  );

  /** His parts in an account, himself last. */
  function* partsOf(accountId: string, person: Person): Generator<Erased, Part[]> {
    const parts: Part[] = [];
    for (const [at, part] of maybe(accountId, person).entries()) {
      if (!isShared(part, person)) parts.push(part);
      if (at % STEP === STEP - 1) yield ofVisits(0);
    }
    return parts;
  }

  /** All but the visits that are made again. */
  function* eraseFrom(person: Person, visits: VisitEraser): Generator<Erased> {
    const erase = erasePart(db, visits);
    for (const accountId of person.accounts) {
      for (const { id } of yield* partsOf(accountId, person)) {
        for (const key of keysOf(accountId)) for (const many of visits.drop(key, id)) yield ofVisits(many);
      }
      const own = new Map<PersonId, Set<string>>([
        ['anonymous_id', new Set()],
        ['user_id', new Set()],
      ]);
      const passes = new ErasePasses(newest.get()!.seq);
      while (passes.next()) {
        const parts = yield* partsOf(accountId, person);
        for (const { by, id } of parts) own.get(by)!.add(id);
        const pass = { own, until: newest.get()!.seq, took: (seq: number) => passes.took(seq) };
        for (const part of parts) yield* erase(part, keysOf(accountId), pass);
      }
      const ids = [...own].flatMap(([by, all]) => [...all].map(id => ({ by, id })));
      for (let at = 0; at < ids.length; at += STEP) {
        db.transaction(() => {
          const marks = ids.slice(at, at + STEP).map(({ by, id }) => mark(by, id));
          for (const { pixel_id } of pixels.all(accountId))
            for (const each of marks) dropMarks.run(accountId, pixel_id, each);
        });
        yield ofVisits(0);
      }
    }
  }

  return {
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
