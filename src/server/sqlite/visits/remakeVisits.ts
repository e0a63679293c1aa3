import { DatabaseSync } from 'node:sqlite';
import { eventOf } from '../../store/eventOf.ts';
import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import { COLUMNS } from '../../store/visitColumns.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { visitorOf } from '../../visits/visitorOf.ts';
import { Connection } from '../connection.ts';
import { says } from '../happenings.ts';
import type { EventRow } from '../schema.ts';
import { beingRemade } from './beingRemade.ts';
import type { RemovedVisits } from './removeVisits.ts';
import { visitDays } from './visitDays.ts';
import { visitsDue, type Whose } from './visitsDue.ts';
import { writeVisits } from './writeVisits.ts';

/** Most rows that are looked at in one transaction. */
const STEP = 200;

/** Of how many events, whose ever they are, one transaction takes those that arrived meanwhile. */
const LATE_STEP = 2000;

type Sized = Pick<StoredVisit, 'seq'> & { size: number };

/**
 * Makes the visits of a visitor again, of what is left of his events, a few in each transaction: beside the store first. What
 * arrives meanwhile is of no visit until it is through, and is added in its order then. Yields how many there are more.
 */
export function remakeVisits(db: Connection, remove: RemovedVisits): (whose: Whose) => Generator<number> {
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const newest = db.prepare<{ seq: number | null }>('SELECT max(seq) AS seq FROM events');
  const bySeq = db.prepare<EventRow>('SELECT * FROM events WHERE seq = ?');
  const late = db.prepare<EventRow>(
    `SELECT * FROM events WHERE seq > ? AND seq <= ? AND +write_key = ? AND (+anonymous_id = ? OR +user_id = ?)
     ORDER BY seq`,
  );
  const ofVisitor = (by: 'anonymous_id' | 'user_id') =>
    db.prepare<Pick<EventRow, 'seq' | 'received_at' | 'type' | 'anonymous_id' | 'user_id'>>(
      `SELECT seq, received_at, type, anonymous_id, user_id FROM events
       WHERE write_key = ? AND ${by} = ? AND ${by} <> '' AND (received_at, seq) > (?, ?) AND seq <= ?
       ORDER BY received_at, seq LIMIT ${STEP}`,
    );
  const walks = [ofVisitor('anonymous_id'), ofVisitor('user_id')];
  const first = db.prepare<{ seq: number; id: string }>(
    'SELECT first_seq AS seq, first_id AS id FROM happenings WHERE seq = ? AND first_seq IS NOT NULL',
  );
  const form = db.prepare<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE tbl_name = 'visits' AND type <> 'trigger' AND sql IS NOT NULL
     ORDER BY type = 'index'`,
  );
  // A rebuild may be at them, too.
  const insert = db.prepare(
    `INSERT OR REPLACE INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const say = says(db);
  const days = visitDays(db);
  const remade = beingRemade(db);
  const due = visitsDue(db);

  const newestSeq = () => newest.get()?.seq ?? 0;

  /** The events of a visitor until one, by number. */
  function* left({ writeKey, visitor }: Whose, until: number): Generator<0, number[]> {
    const seqs: number[] = [];
    for (const walk of walks) {
      let place: [number, number] | undefined = [Number.MIN_SAFE_INTEGER, 0];
      while (place) {
        const rows = walk.all(writeKey, visitor, ...(place as [number, number]), until);
        for (const row of rows) if (visitorOf(row) === visitor) seqs.push(row.seq);
        const last = rows.at(-1);
        place = last && rows.length === STEP ? [last.received_at, last.seq] : undefined;
        yield 0;
      }
    }
    return [...new Set(seqs)].sort((a, b) => a - b);
  }

  /** Adds events to visits, where those are. */
  function adder(to: Connection, whose: Whose) {
    const { writeKey, visitor } = whose;
    const writer = writeVisits(to, {
      again: {
        untilOf: () => retention.get(writeKey)?.until ?? 0,
        hadBegun: (_writeKey, _visitor, session, seq) => due.hadBegun(whose, session, seq),
      },
      ...(to === db && { days }),
    });
    return {
      write: () => writer.write(),
      add(row: EventRow | undefined) {
        if (!row || row.write_key !== writeKey || visitorOf(row) !== visitor) return;
        const event = eventOf(row);
        const said = say(row.seq, event);
        writer.add(row.seq, event, said && { said, first: first.get(row.seq) });
      },
    };
  }

  /** Has what these events come to be stored in the place of what is. */
  function* replace(whose: Whose, seqs: readonly number[]): Generator<number> {
    const made = new Connection(new DatabaseSync(':memory:'));
    try {
      for (const { sql } of form.all()) made.exec(sql);
      const { add, write } = adder(made, whose);
      for (let at = 0; at < seqs.length; at += STEP) {
        for (const seq of seqs.slice(at, at + STEP)) add(bySeq.get(seq));
        write();
        yield 0;
      }
      for (const many of remove(whose)) yield -many;
      const next = made.prepare<Sized>(
        `SELECT seq, octet_length(pages) + octet_length(names) AS size FROM visits WHERE seq > ? ORDER BY seq LIMIT ${STEP}`,
      );
      const get = made.prepare<StoredVisit>('SELECT * FROM visits WHERE seq = ?');
      for (let some = next.all(0); some.length; ) {
        const fitting = fittingPlaces(some, STEP_BYTES);
        yield db.transaction(() => {
          for (const { seq } of fitting) {
            const visit = get.get(seq)!;
            insert.run(...COLUMNS.map(column => visit[column]));
            days.note(visit.write_key, visit.started_at);
          }
          days.write();
          return fitting.length;
        });
        some = next.all(fitting.at(-1)!.seq);
      }
    } finally {
      made.close();
    }
  }

  /** Adds what arrived since an event. There is none more when it returns. */
  function* catchUp(whose: Whose, since: number): Generator<0> {
    const { writeKey, visitor } = whose;
    const { add, write } = adder(db, whose);
    for (let [last, until] = [since, newestSeq()]; last < until; until = newestSeq()) {
      const to = Math.min(until, last + LATE_STEP);
      db.transaction(() => {
        for (const row of late.all(last, to, writeKey, visitor, visitor)) add(row);
        write();
      });
      last = to;
      yield 0;
    }
  }

  return function* (whose) {
    const { writeKey, visitor } = whose;
    // Another erasure may be at it.
    while (remade.has(writeKey, visitor)) yield 0;
    try {
      do {
        remade.begin(writeKey, visitor);
        const start = newestSeq();
        const seqs = yield* left(whose, start);
        if (seqs.length) yield* replace(whose, seqs);
        else for (const many of remove(whose)) yield -many;
        yield* catchUp(whose, start);
      } while (remade.isNoted(writeKey, visitor));
      due.end(whose);
    } finally {
      remade.end(writeKey, visitor);
    }
    yield* due.clear(whose);
  };
}
