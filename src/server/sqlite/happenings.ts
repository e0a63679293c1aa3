import { type Happening, happeningOf, otherWay, SAME_MS } from '../attribution/happening.ts';
import { type Records, type Said, saidBy } from '../attribution/said.ts';
import { VISITOR_IDS } from '../attribution/visitor.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import { markedOrder } from '../store/marks.ts';
import type { Connection } from './connection.ts';
import { markOf } from './husks.ts';
import { pixelRules } from './pixelRules.ts';
import { recordWords } from './recordWords.ts';

/** What an event says, and which one told the same before. */
export interface Heard {
  said: Said;
  /** The event that told it first, and counts; undefined where it is this one. */
  first: First | undefined;
}

export interface First {
  seq: number;
  id: string;
}

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
 * @param kept the first one of an event that is known to be a repeat of one that may be gone
 */
export function happenings(
  db: Connection,
  kept: (seq: number) => First | undefined = () => undefined,
): (seq: number, event: StoredEvent) => Heard | undefined {
  const say = says(db);
  const ofOrder = db.prepare<First>(
    `SELECT seq, message_id AS id FROM happenings INDEXED BY happenings_by_order
     WHERE write_key = ? AND class = ? AND order_id = ? AND order_id <> '' AND first_seq IS NULL LIMIT 1`,
  );
  const marked = markedOrder(markOf(db));
  const near = VISITOR_IDS.map(id => ({
    id,
    statement: db.prepare<First & { time: number }>(
      `SELECT seq, message_id AS id, time FROM happenings
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
    const first =
      kept(seq) ??
      (orderId
        ? (ofOrder.get(writeKey, what, orderId) ?? ofOrder.get(writeKey, what, marked(orderId)))
        : undefined) ??
      nearest(event, ids, happening);
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
      first?.id ?? null,
    );
    if (first && orderId) learn.run(orderId, first.seq);
    return { said, first };
  };
}
