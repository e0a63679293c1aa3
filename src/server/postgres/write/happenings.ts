import { kindNamed } from '../../../protocol/kinds.ts';
import { happeningOf, otherWay, SAME_MS } from '../../attribution/happening.ts';
import type { Said } from '../../attribution/said.ts';
import { VISITOR_IDS } from '../../attribution/visitor.ts';
import { eventOf } from '../../store/eventOf.ts';
import { indexed } from '../../store/indexed.ts';
import { markedOrder } from '../../store/marks.ts';
import { mayTakePlace, type Replaced, takesPlace } from '../../visits/takesPlace.ts';
import type { Context } from '../context.ts';
import { type EventPlace, eventRows } from '../read/eventRows.ts';
import type { Session } from '../session.ts';
import type { Placed } from './placed.ts';

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
  first(event: Placed): Promise<First | undefined>;
  /** Whether an event had taken the place of another, and whether of that one. */
  hasTaken(event: Placed): Promise<boolean>;
  isTakenBy(seq: number, by: Placed): Promise<boolean>;
}

/** What `first_id` says of an event that took the place of another. Stored: never change. */
export const HAS_TAKEN = '';

type Found = First & { kind: string };

const ofOrder = (rank: number, value: string) =>
  `(SELECT ${rank} AS rank, seq, message_id, order_id, kind, time FROM happenings
    WHERE account_id = $1 AND write_key = $3 AND class = $6 AND order_id = ${value} AND order_id <> '' AND first_seq IS NULL
    ORDER BY seq LIMIT 1)`;

const PLACES = { anonymous_id: '$9', user_id: '$10' };

/** Of two orders that are named, neither is the other. */
const near = (id: (typeof VISITOR_IDS)[number], isOrdered: 0 | 1) =>
  `(SELECT 2 AS rank, seq, message_id, order_id, kind, time FROM happenings
    WHERE account_id = $1 AND write_key = $3 AND ${id} = ${PLACES[id]} AND ${id} <> '' AND class = $6 AND value = $12
      AND way = $14 AND is_ordered = ${isOrdered} ${isOrdered ? `AND $11 = ''` : ''} AND first_seq IS NULL
      AND time >= $8::bigint - ${SAME_MS} AND time <= $8::bigint + ${SAME_MS} ORDER BY time, seq LIMIT 1)`;

const FIRST = [
  ofOrder(0, '$11'),
  ofOrder(1, '$13'),
  ...VISITOR_IDS.flatMap(id => [near(id, 0), near(id, 1)]),
].join(' UNION ALL ');

const COLUMNS = `account_id, seq, write_key, message_id, kind, class, way, time, anonymous_id, user_id, order_id, value,
  is_ordered, first_seq, first_id`;

const VALUES = `$1, $2::bigint, $3, $4, $5, $6, $7, $8::bigint, $9, $10, $11, $12, CASE WHEN $11 = '' THEN 0 ELSE 1 END`;

/** Looks for the one that told it first, and notes what this one tells. */
const NOTE = `WITH first AS (
    SELECT seq, message_id, order_id, kind FROM (${FIRST}) AS found ORDER BY rank, time, seq LIMIT 1),
  noted AS (
    INSERT INTO happenings (${COLUMNS}) SELECT ${VALUES}, first.seq, first.message_id
    FROM (SELECT 1) AS this LEFT JOIN first ON true)
  SELECT seq, message_id AS id, order_id AS "orderId", kind FROM first`;

const NOTE_REPEAT = `INSERT INTO happenings (${COLUMNS}) VALUES (${VALUES}, $13, $14)`;

/** Has one take the place of another. */
const REPLACE = `UPDATE happenings SET first_seq = CASE WHEN seq = $2::bigint THEN NULL ELSE $2::bigint END,
    first_id = CASE WHEN seq = $2::bigint THEN '${HAS_TAKEN}' ELSE $3 END
  WHERE account_id = $1 AND seq IN ($2::bigint, $4::bigint)`;

/** Has one that took the place of what may be gone be no repeat. */
const KEEP = `UPDATE happenings SET first_seq = NULL, first_id = '${HAS_TAKEN}' WHERE account_id = $1 AND seq = $2`;

const PLACE = 'SELECT account_id, seq, received_at FROM seen WHERE account_id = $1 AND seq = $2';

const LEARN = `UPDATE happenings SET order_id = $3, is_ordered = 1 WHERE account_id = $1 AND seq = $2 AND order_id = ''`;

/**
 * Notes what each event says, in the events' own order, and finds what was told before: by its order, and without one by
 * its visitor and value near its time, where one of the two is a pixel event.
 * @param before what a store had noted that is made again
 */
export function happenings(
  session: Session,
  mark: Context['mark'],
  before?: Before,
): (event: Placed, said: Said | undefined) => Promise<Heard | undefined> {
  const marked = markedOrder(mark);

  /** The event that told the same first, where a signed one takes its place. */
  async function replacedBy(
    { accountId, event }: Placed,
    { seq, kind }: Found,
  ): Promise<Replaced | undefined> {
    if (!mayTakePlace(event)) return undefined;
    const places = await session.all<EventPlace>(PLACE, [accountId, seq]);
    const [row] = await eventRows(session, places);
    const first = row && eventOf(row);
    return first && takesPlace(event, first)
      ? { seq, event: first, said: { kind: kindNamed(kind)!, source: '' } }
      : undefined;
  }

  return async (placed, said) => {
    const { accountId, seq, event } = placed;
    const happening = happeningOf(event, said);
    if (!said || !happening) return said && { said, first: undefined };
    const { kind, class: what, way, orderId, value } = happening;
    const values = [
      ...[accountId, seq, event.writeKey, event.messageId, kind, what, way, event.time],
      ...[indexed(event.anonymousId), indexed(event.userId), orderId, value],
    ];
    const known = await before?.first(placed);
    if (known) {
      await session.run(NOTE_REPEAT, [...values, known.seq, known.id]);
      if (orderId) await session.run(LEARN, [accountId, known.seq, orderId]);
      return { said, first: known };
    }
    const found = await session.first<Found>(NOTE, [...values, orderId && marked(orderId), otherWay(way)]);
    if ((await before?.hasTaken(placed)) && !(found && (await before?.isTakenBy(found.seq, placed)))) {
      // What it took the place of is gone: it takes no other one's.
      await session.run(KEEP, [accountId, seq]);
      return { said, first: undefined };
    }
    const replaced = found && (await replacedBy(placed, found));
    const first = replaced ? undefined : found;
    if (replaced) await session.run(REPLACE, [accountId, seq, event.messageId, replaced.seq]);
    else if (first && orderId) await session.run(LEARN, [accountId, first.seq, orderId]);
    return { said, first, replaced };
  };
}
