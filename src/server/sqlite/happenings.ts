import { kindNamed } from '../../protocol/kinds.ts';
import { type Happening, happeningOf, otherWay, SAME_MS } from '../attribution/happening.ts';
import { type Records, type Said, saidBy } from '../attribution/said.ts';
import { VISITOR_IDS } from '../attribution/visitor.ts';
import type { StoredEvent } from '../store/event.ts';
import { eventOf } from '../store/eventOf.ts';
import { indexed } from '../store/indexed.ts';
import { markedOrder } from '../store/marks.ts';
import { mayTakePlace, type Replaced, takesPlace } from '../visits/takesPlace.ts';
import type { Connection } from './connection.ts';
import { markOf } from './husks.ts';
import { pixelRules } from './pixelRules.ts';
import { recordWords } from './recordWords.ts';
import type { EventRow } from './schema.ts';

/** What an event says, and which one told the same before. */
export interface Heard {
  said: Said;
  /** The event that told it first, and counts; undefined where it is this one. */
  first: First | undefined;
  /** The one that had told it first, and that this one counts in the place of. */
  replaced?: Replaced | undefined;
}

export interface First {
  seq: number;
  id: string;
  /** Its order's number as far as it is known, also by what told of it again; not of one that is gone. */
  orderId?: string;
}

/** What a store had noted of events, some of which may be gone. */
export interface Before {
  /** The first one of an event that is a repeat of one that is gone. */
  first(seq: number): First | undefined;
  /** Whether an event had taken the place of another, and whether of that one. */
  hasTaken(seq: number): boolean;
  isTakenBy(seq: number, by: number): boolean;
}

/** What `first_id` says of an event that took the place of another. Stored: never change. */
export const HAS_TAKEN = '';

type Ids = Record<(typeof VISITOR_IDS)[number], string>;

/** What an event says, by what the records of its account said when it arrived. */
export function says(db: Connection): (seq: number, event: StoredEvent) => Said | undefined {
  const account = db.prepare<{ account_id: string }>('SELECT account_id FROM tags WHERE write_key = ?');
  const rules = pixelRules(db);
  const words = recordWords(db);

  function recordsAt(writeKey: string, seq: number): Records {
    const ofAccount = <Found>(ask: (accountId: string) => Found): Found | undefined => {
      const found = account.get(writeKey);
      return found && ask(found.account_id);
    };
    return {
      word: id => ofAccount(each => words.at(each, id, seq)),
      category: pixelId => ofAccount(each => rules.at(each, seq, { pixelId })[0]?.pixel_conversion_event_id),
    };
  }

  return (seq, event) => saidBy(event, recordsAt(event.writeKey, seq));
}

/**
 * Notes what each event says, in the events' own order, and finds what was told before: by its order, and without one by
 * its visitor and value near its time, where one of the two is a pixel event.
 * @param before what a store had noted that is made again
 */
export function happenings(
  db: Connection,
  before?: Before,
): (seq: number, event: StoredEvent) => Heard | undefined {
  const say = says(db);
  const ofOrder = db.prepare<First>(
    `SELECT seq, message_id AS id, order_id AS orderId FROM happenings INDEXED BY happenings_by_order
     WHERE write_key = ? AND class = ? AND order_id = ? AND order_id <> '' AND first_seq IS NULL LIMIT 1`,
  );
  const marked = markedOrder(markOf(db));
  const near = VISITOR_IDS.map(id => ({
    id,
    statement: db.prepare<First & { time: number }>(
      `SELECT seq, message_id AS id, order_id AS orderId, time FROM happenings
       WHERE write_key = ? AND ${id} = ? AND ${id} <> '' AND class = ? AND value = ? AND way = ? AND is_ordered = ?
         AND first_seq IS NULL AND time >= ? AND time <= ? ORDER BY time, seq LIMIT 1`,
    ),
  }));
  const insert = db.prepare(
    `INSERT INTO happenings (seq, write_key, message_id, kind, class, way, time, anonymous_id, user_id, order_id, value,
       is_ordered, first_seq, first_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const learn = db.prepare(
    `UPDATE happenings SET order_id = ?, is_ordered = 1 WHERE seq = ? AND order_id = ''`,
  );
  const told = db.prepare<EventRow & { kind: string }>(
    'SELECT events.*, happenings.kind FROM events JOIN happenings USING (seq) WHERE seq = ?',
  );
  const replace = db.prepare('UPDATE happenings SET first_seq = ?, first_id = ? WHERE seq = ?');

  /** The event that told the same first, where a signed one takes its place. */
  function replacedBy(event: StoredEvent, seq: number): Replaced | undefined {
    const row = mayTakePlace(event) ? told.get(seq) : undefined;
    const first = row && eventOf(row);
    return first && takesPlace(event, first)
      ? { seq, event: first, said: { kind: kindNamed(row.kind)!, source: '' } }
      : undefined;
  }

  function nearest(event: StoredEvent, ids: Ids, happening: Happening): First | undefined {
    const { writeKey, time } = event;
    const { class: what, way, orderId, value } = happening;
    // Of two orders that are named, neither is the other.
    const ordered = orderId ? [0] : [0, 1];
    const found = near.flatMap(({ id, statement }) =>
      ids[id] === ''
        ? []
        : ordered.flatMap(is => {
            const values = [writeKey, ids[id], what, value, otherWay(way), is] as const;
            return statement.get(...values, time - SAME_MS, time + SAME_MS) ?? [];
          }),
    );
    return found.sort((a, b) => a.time - b.time || a.seq - b.seq)[0];
  }

  return (seq, event) => {
    const said = say(seq, event);
    const happening = happeningOf(event, said);
    if (!said || !happening) return said && { said, first: undefined };
    const { kind, class: what, way, orderId, value } = happening;
    const { writeKey, messageId, time } = event;
    const ids = { anonymous_id: indexed(event.anonymousId), user_id: indexed(event.userId) };
    const known = before?.first(seq);
    const earlier =
      known ??
      (orderId
        ? (ofOrder.get(writeKey, what, orderId) ?? ofOrder.get(writeKey, what, marked(orderId)))
        : undefined) ??
      nearest(event, ids, happening);
    const hasTaken = !known && (before?.hasTaken(seq) ?? false);
    // What it took the place of may be gone: it takes no other one's.
    const found = earlier && hasTaken && !before?.isTakenBy(earlier.seq, seq) ? undefined : earlier;
    const replaced = found && !known ? replacedBy(event, found.seq) : undefined;
    const first = replaced ? undefined : found;
    insert.run(
      seq,
      writeKey,
      messageId,
      kind,
      what,
      way,
      time,
      ids.anonymous_id,
      ids.user_id,
      orderId,
      value,
      orderId ? 1 : 0,
      first?.seq ?? null,
      first?.id ?? (replaced || hasTaken ? HAS_TAKEN : null),
    );
    if (replaced) replace.run(seq, messageId, replaced.seq);
    else if (first && orderId) learn.run(orderId, first.seq);
    return { said, first, replaced };
  };
}
