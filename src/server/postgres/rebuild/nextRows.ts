import { eventOf } from '../../store/eventOf.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';
import type { Placed } from '../write/placed.ts';

/** Most events of one step. */
export const STEP = 1000;

/** Where the next events are: what was seen knows the days that they are in. */
const PLACES = `SELECT count(*) AS many, max(seq) AS seq, min(received_at) AS first, max(received_at) AS last
  FROM (SELECT seq, received_at FROM seen WHERE account_id = $1 AND seq > $2 ORDER BY seq LIMIT ${STEP}) AS next`;

const EVENTS = `SELECT * FROM events
  WHERE account_id = $1 AND seq > $2 AND seq <= $3 AND received_at >= $4 AND received_at <= $5 ORDER BY seq`;

const HUSKS = `SELECT * FROM husks WHERE account_id = $1 AND seq > $2 AND seq <= $3 AND type <> ''
  ORDER BY seq LIMIT ${STEP}`;

export interface NextRows {
  /** In their order, and those in theirs. */
  events: Placed[];
  husks: HuskRow[];
  /** The last one of them; undefined where there is none. */
  last: number | undefined;
  /** Whether there are more. */
  isMore: boolean;
}

/** The next of an account's events, with what is left of those that are gone and are counted still. */
export async function nextRows(session: Session, accountId: string, after: number): Promise<NextRows> {
  type Places = { many: number; seq: number; first: number; last: number };
  const { many, seq, first, last } = (await session.first<Places>(PLACES, [accountId, after]))!;
  const rows = many ? await session.all<EventRow>(EVENTS, [accountId, after, seq, first, last]) : [];
  const isMore = many === STEP;
  const end = isMore ? seq : Number.MAX_SAFE_INTEGER;
  const husks = await session.all<HuskRow>(HUSKS, [accountId, after, end]);
  const isFull = husks.length === STEP;
  const until = isFull ? husks.at(-1)!.seq : end;
  const events = rows.filter(row => row.seq <= until);
  const seqs = [events.at(-1)?.seq ?? 0, husks.at(-1)?.seq ?? 0];
  return {
    events: events.map(row => ({ accountId, seq: row.seq, event: eventOf(row) })),
    husks,
    last: events.length || husks.length ? Math.max(...seqs) : undefined,
    isMore: isMore || isFull,
  };
}
