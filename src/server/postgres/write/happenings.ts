import { happeningOf, otherWay, SAME_MS } from '../../attribution/happening.ts';
import type { Said } from '../../attribution/said.ts';
import { VISITOR_IDS } from '../../attribution/visitor.ts';
import { indexed } from '../../store/indexed.ts';
import { markedOrder } from '../../store/marks.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { Placed } from './placed.ts';

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

const ofOrder = (rank: number, value: string) =>
  `(SELECT ${rank} AS rank, seq, message_id, time FROM happenings
    WHERE account_id = $1 AND write_key = $3 AND class = $6 AND order_id = ${value} AND order_id <> '' AND first_seq IS NULL
    ORDER BY seq LIMIT 1)`;

const PLACES = { anonymous_id: '$9', user_id: '$10' };

/** Of two orders that are named, neither is the other. */
const near = (id: (typeof VISITOR_IDS)[number], isOrdered: 0 | 1) =>
  `(SELECT 2 AS rank, seq, message_id, time FROM happenings
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
const NOTE = `WITH first AS (SELECT seq, message_id FROM (${FIRST}) AS found ORDER BY rank, time, seq LIMIT 1)
  INSERT INTO happenings (${COLUMNS}) SELECT ${VALUES}, first.seq, first.message_id
  FROM (SELECT 1) AS this LEFT JOIN first ON true RETURNING first_seq AS seq, first_id AS id`;

const NOTE_REPEAT = `INSERT INTO happenings (${COLUMNS}) VALUES (${VALUES}, $13, $14)`;

const LEARN = `UPDATE happenings SET order_id = $3, is_ordered = 1 WHERE account_id = $1 AND seq = $2 AND order_id = ''`;

/**
 * Notes what each event says, in the events' own order, and finds what was told before: by its order, and without one by
 * its visitor and value near its time, where one of the two is a pixel event.
 * @param kept the first one of an event that is known to be a repeat of one that may be gone
 */
export function happenings(
  session: Session,
  mark: Context['mark'],
  kept?: (event: Placed) => Promise<First | undefined>,
): (event: Placed, said: Said | undefined) => Promise<Heard | undefined> {
  const marked = markedOrder(mark);

  return async (placed, said) => {
    const { accountId, seq, event } = placed;
    const happening = happeningOf(event, said);
    if (!said || !happening) return said && { said, first: undefined };
    const { kind, class: what, way, orderId, value } = happening;
    const values = [
      ...[accountId, seq, event.writeKey, event.messageId, kind, what, way, event.time],
      ...[indexed(event.anonymousId), indexed(event.userId), orderId, value],
    ];
    const known = await kept?.(placed);
    if (known) await session.run(NOTE_REPEAT, [...values, known.seq, known.id]);
    const noted =
      known ??
      (await session.first<First | { seq: null }>(NOTE, [
        ...values,
        orderId && marked(orderId),
        otherWay(way),
      ]));
    const first = noted && noted.seq !== null ? noted : undefined;
    if (first && orderId) await session.run(LEARN, [accountId, first.seq, orderId]);
    return { said, first };
  };
}
