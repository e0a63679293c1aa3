import { ownOrders } from '../attribution/ownOrders.ts';
import { sharedCampaign } from '../attribution/sharedCampaign.ts';
import { VISITOR_IDS } from '../attribution/visitor.ts';
import { eventOf } from '../store/eventOf.ts';
import { fittingPlaces, STEP_BYTES } from '../store/fittingPlaces.ts';
import { isTest } from '../store/isTest.ts';
import type { Erased, PersonId } from '../store/people.ts';
import type { Part } from '../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import { visitorOf } from '../visits/visitorOf.ts';
import type { Connection } from './connection.ts';
import { eraseRefunds } from './eraseRefunds.ts';
import { readBy } from './events.ts';
import { says } from './happenings.ts';
import { husks } from './husks.ts';
import { personRows } from './personRows.ts';
import type { EventRow } from './schema.ts';
import { unname } from './unname.ts';
import { unrefunds, unsays } from './unsay.ts';
import type { VisitEraser } from './visits/eraseVisits.ts';

/** Most rows that are looked at in one transaction: it must not keep beacons waiting. */
const STEP = 100;

const NONE: Erased = { events: 0, touches: 0, conversions: 0, visits: 0 };

/** Where an event is, whose it is, and what it says, in bytes. */
type EventPlace = Pick<EventRow, 'seq' | 'received_at' | 'type' | 'anonymous_id' | 'user_id'> & {
  size: number;
};

/** The ids that are the person's. */
export type OwnIds = ReadonlyMap<PersonId, ReadonlySet<string>>;

/** A walk through all that is held of him. What arrives during it is left to another one, whole. */
export interface Pass {
  own: OwnIds;
  /** The number of the last event that it takes. */
  until: number;
  /** Told of the number of each row that goes. */
  took(seq: number): void;
}

/** Erases a part of what is held of a person, a few rows in each transaction. Killed, it goes on another time. */
export function erasePart(
  db: Connection,
  visits: VisitEraser,
): (part: Part, writeKeys: string[], pass: Pass) => Generator<Erased> {
  const rows = personRows(db);
  const lose = unname(db);
  const gone = husks(db);
  const say = says(db);
  const unsay = unsays(db);
  const unrefund = unrefunds(db);
  const repeat = db.prepare('SELECT 1 FROM happenings WHERE seq = ? AND first_seq IS NOT NULL');
  const bySeq = readBy(db);
  const placesOf = (by: PersonId) =>
    db.prepare<EventPlace>(
      `SELECT seq, received_at, type, anonymous_id, user_id, octet_length(fields) AS size FROM events
       WHERE write_key = ? AND ${by} = ? AND ${by} <> '' AND (received_at, seq) > (?, ?)
       ORDER BY received_at, seq LIMIT ${STEP}`,
    );
  const events = { anonymous_id: placesOf('anonymous_id'), user_id: placesOf('user_id') };
  const removeTouch = db.prepare('DELETE FROM touches WHERE account_id = ? AND id = ?');
  const loseTouch = db.prepare(
    'UPDATE conversions SET touch_id = NULL, campaign = ? WHERE account_id = ? AND pixel_id = ? AND seq = ?',
  );
  const ofTouch = db.prepare<Pick<ConversionRow, 'pixel_id' | 'seq' | 'campaign'>>(
    `SELECT pixel_id, seq, campaign FROM conversions INDEXED BY conversions_by_touch
     WHERE account_id = ? AND touch_id = ? LIMIT ${STEP}`,
  );
  const dueOf = (by: PersonId) => db.prepare(`DELETE FROM credits_due WHERE account_id = ? AND ${by} = ?`);
  const due = { anonymous_id: dueOf('anonymous_id'), user_id: dueOf('user_id') };
  const joined = {
    anonymous_id: db.prepare(
      `DELETE FROM identities INDEXED BY identities_of_visitor
       WHERE account_id = ? AND anonymous_id = ? AND seq <= ?`,
    ),
    // The plus keeps it from the index by number, in which are all of the account.
    user_id: db.prepare('DELETE FROM identities WHERE account_id = ? AND user_id = ? AND +seq <= ?'),
  };

  /** What it told stays counted. */
  function leave(accountId: string, row: EventRow): void {
    const told = eventOf(row);
    const said = say(row.seq, told);
    const is_repeat = repeat.get(row.seq) ? 1 : 0;
    // What is in no count is not counted again.
    const named = isTest(told) ? { ...row, type: '' as const, event: '' } : row;
    gone.leave({ ...named, kind: said?.kind.kind ?? '', source: said?.source ?? '', is_repeat });
    unsay(row.seq);
    unrefund(accountId, row.seq);
  }

  const refundsOf = eraseRefunds(db, leave);

  /** Goes through the rows of an id, a step in each transaction. */
  function* walk<Row extends TouchRow | ConversionRow>(
    table: 'touches' | 'conversions',
    part: Omit<Part, 'isAlone'>,
    take: (row: Row) => number,
  ): Generator<number> {
    let place: (string | number)[] | undefined;
    do {
      const from: (string | number)[] | undefined = place;
      yield db.transaction(() => {
        const some = rows.after<Row>(table, part, STEP, from);
        place = some.length === STEP ? rows.placeOf(table, some.at(-1)!) : undefined;
        return some.reduce((sum, row) => sum + take(row), 0);
      });
    } while (place);
  }

  return function* (part, writeKeys, { own, until, took }) {
    const { accountId, by, id, isAlone } = part;
    const isMeant = (row: { user_id: string; seq: number }) =>
      row.seq <= until && (!isAlone || row.user_id === '');
    const isOthers = (each: PersonId, row: TouchRow | ConversionRow) =>
      row[each] !== '' && !own.get(each)!.has(row[each]);

    for (const conversions of walk<ConversionRow>('conversions', part, row => {
      if (!isMeant(row)) return 0;
      took(row.seq);
      lose(
        row,
        VISITOR_IDS.filter(each => isOthers(each, row)),
      );
      return 1;
    })) {
      yield { ...NONE, conversions };
    }

    // What others bought stays credited, to nobody's touch.
    const touchIds = new Set<string>();
    for (const _ of walk<TouchRow>('touches', part, row => {
      if (!isMeant(row)) return 0;
      took(row.seq);
      touchIds.add(row.id);
      return 0;
    })) {
      yield NONE;
    }
    for (const touchId of touchIds) {
      for (let left = STEP; left === STEP; yield NONE) {
        left = db.transaction(() => {
          const credited = ofTouch.all(accountId, touchId);
          for (const row of credited)
            loseTouch.run(sharedCampaign(row.campaign), accountId, row.pixel_id, row.seq);
          return credited.length;
        });
      }
    }
    for (const touches of walk<TouchRow>('touches', part, row =>
      isMeant(row) ? removeTouch.run(accountId, row.id).changes : 0,
    )) {
      yield { ...NONE, touches };
    }
    if (!isAlone) {
      db.transaction(() => {
        due[by].run(accountId, id);
        joined[by].run(accountId, id, until);
      });
    }

    for (const writeKey of writeKeys) {
      for (let place: [number, number] | undefined = [Number.MIN_SAFE_INTEGER, 0]; place; ) {
        const found: EventPlace[] = events[by].all(writeKey, id, ...(place as [number, number]));
        const some = fittingPlaces(found, STEP_BYTES);
        const meant = some.filter(isMeant);
        // Before his events, by which both are found.
        for (const row of meant) {
          const visitor = visitorOf(row);
          if (visitor === undefined) continue;
          for (const each of visits.drop(writeKey, visitor)) yield { ...NONE, visits: each };
        }
        const told = meant.filter(({ type }) => type !== 'page').flatMap(each => bySeq(each) ?? []);
        for (const order of ownOrders(told.map(eventOf))) {
          for (const events of refundsOf(accountId, order)) yield { ...NONE, events };
        }
        const erased = db.transaction(() => {
          const rows = meant.flatMap(each => bySeq(each) ?? []);
          for (const row of rows) {
            const visitor = visitorOf(row);
            if (visitor !== undefined) visits.mark({ writeKey, visitor });
            took(row.seq);
            leave(accountId, row);
          }
          return rows.length;
        });
        yield { ...NONE, events: erased };
        const last = some.at(-1);
        const isEnd = some.length === found.length && found.length < STEP;
        place = last && !isEnd ? [last.received_at, last.seq] : undefined;
      }
    }
  };
}
