import { DatabaseSync } from 'node:sqlite';
import { eventOf } from '../../store/eventOf.ts';
import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import { COLUMNS } from '../../store/visitColumns.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { visitorOf } from '../../visits/visitorOf.ts';
import { Connection } from '../connection.ts';
import { says } from '../happenings.ts';
import type { EventRow } from '../schema.ts';
import { visitDays } from './visitDays.ts';
import { writeVisits } from './writeVisits.ts';

/** Most rows that are looked at in one transaction. */
const STEP = 200;

/** Whose visits went, and which of them there were, each with the event that began it. */
interface Dropped {
  writeKey: string;
  visitor: string;
  sessions: Map<string, number>;
}

export interface VisitEraser {
  /** Removes the visits that an event's is one of; yields how many, after each transaction. */
  drop(writeKey: string, visitor: string): Generator<number>;
  /** Makes again what others did in the visits that went; yields how many, after each transaction. */
  again(): Generator<number>;
}

/** Removes the visits of those of whom events go, and makes them again of what is left. */
export function eraseVisits(db: Connection): VisitEraser {
  const some = db.prepare<Pick<StoredVisit, 'seq' | 'session' | 'started_at'> & { size: number }>(
    `SELECT seq, session, started_at, octet_length(pages) + octet_length(names) AS size FROM visits WHERE write_key = ? AND visitor = ? LIMIT ${STEP}`,
  );
  const remove = db.prepare('DELETE FROM visits WHERE seq = ?');
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const newest = db.prepare<{ seq: number | null }>('SELECT max(seq) AS seq FROM events');
  const bySeq = db.prepare<EventRow>('SELECT * FROM events WHERE seq = ?');
  const since = db.prepare<EventRow>('SELECT * FROM events WHERE seq > ? ORDER BY seq');
  const ofVisitor = (by: 'anonymous_id' | 'user_id') =>
    db.prepare<Pick<EventRow, 'seq' | 'received_at' | 'type' | 'anonymous_id' | 'user_id'>>(
      `SELECT seq, received_at, type, anonymous_id, user_id FROM events
       WHERE write_key = ? AND ${by} = ? AND ${by} <> '' AND (received_at, seq) > (?, ?)
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
  const insert = db.prepare(
    `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const say = says(db);
  const days = visitDays(db);
  const dropped = new Map<string, Dropped>();

  /** The events of a visitor, by number. */
  function* left({ writeKey, visitor }: Dropped): Generator<0, number[]> {
    const seqs: number[] = [];
    for (const walk of walks) {
      let place: [number, number] | undefined = [Number.MIN_SAFE_INTEGER, 0];
      while (place) {
        const rows = walk.all(writeKey, visitor, ...(place as [number, number]));
        for (const row of rows) if (visitorOf(row) === visitor) seqs.push(row.seq);
        const last = rows.at(-1);
        place = last && rows.length === STEP ? [last.received_at, last.seq] : undefined;
        yield 0;
      }
    }
    return [...new Set(seqs)].sort((a, b) => a - b);
  }

  /** Beside the store: only what they come to is written to it. */
  function* again(whose: Dropped): Generator<number> {
    const { writeKey, visitor, sessions } = whose;
    const start = newest.get()?.seq ?? 0;
    const seqs = yield* left(whose);
    // What arrived meanwhile began a visit of its own.
    if (!seqs.length) return;
    const made = new Connection(new DatabaseSync(':memory:'));
    for (const { sql } of form.all()) made.exec(sql);
    const writer = writeVisits(made, {
      again: {
        untilOf: () => retention.get(writeKey)?.until ?? 0,
        hadBegun: (_writeKey, _visitor, session, seq) => sessions.get(session) === seq,
      },
    });
    const add = (row: EventRow | undefined) => {
      if (!row || row.write_key !== writeKey || visitorOf(row) !== visitor) return;
      const event = eventOf(row);
      const said = say(row.seq, event);
      writer.add(row.seq, event, said && { said, first: first.get(row.seq) });
    };
    for (const [at, seq] of seqs.entries()) {
      if (seq <= start) add(bySeq.get(seq));
      if (at % STEP === STEP - 1) yield 0;
    }
    yield db.transaction(() => {
      // What arrived meanwhile.
      for (const row of since.all(start)) add(row);
      writer.write();
      for (let rows = some.all(writeKey, visitor); rows.length; rows = some.all(writeKey, visitor)) {
        for (const { seq, started_at } of rows) {
          remove.run(seq);
          days.note(writeKey, started_at);
        }
      }
      const remade = made.prepare<StoredVisit>(
        `SELECT * FROM visits WHERE seq > ? ORDER BY seq LIMIT ${STEP}`,
      );
      let many = 0;
      for (let rows = remade.all(0); rows.length; rows = remade.all(rows.at(-1)!.seq)) {
        for (const visit of rows) {
          insert.run(...COLUMNS.map(column => visit[column]));
          days.note(writeKey, visit.started_at);
        }
        many += rows.length;
      }
      days.erase();
      return many;
    });
    made.close();
  }

  return {
    *drop(writeKey, visitor) {
      const key = JSON.stringify([writeKey, visitor]);
      const whose = dropped.get(key) ?? { writeKey, visitor, sessions: new Map<string, number>() };
      dropped.set(key, whose);
      for (let isMore = true; isMore; ) {
        const times = some.all(writeKey, visitor).map(({ started_at }) => started_at);
        yield* days.clear(writeKey, times);
        yield db.transaction(() => {
          const found = some.all(writeKey, visitor);
          const rows = fittingPlaces(found, STEP_BYTES);
          isMore = rows.length < found.length || found.length === STEP;
          for (const { seq, session, started_at } of rows) {
            whose.sessions.set(session, seq);
            remove.run(seq);
            days.note(writeKey, started_at);
          }
          days.erase();
          return rows.length;
        });
      }
    },
    *again() {
      for (const whose of dropped.values()) yield* again(whose);
    },
  };
}
