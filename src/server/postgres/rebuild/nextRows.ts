import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';

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
  /** Events and husks, in their order. */
  rows: (EventRow | HuskRow)[];
  /** Whether there are more. */
  isMore: boolean;
}

/** The next of an account's events, with what is left of those that are gone and are counted still. */
export async function nextRows(session: Session, accountId: string, after: number): Promise<NextRows> {
  type Places = { many: number; seq: number; first: number; last: number };
  const { many, seq, first, last } = (await session.first<Places>(PLACES, [accountId, after]))!;
  const events = many ? await session.all<EventRow>(EVENTS, [accountId, after, seq, first, last]) : [];
  const isMore = many === STEP;
  const end = isMore ? seq : Number.MAX_SAFE_INTEGER;
  const gone = await session.all<HuskRow>(HUSKS, [accountId, after, end]);
  if (gone.length < STEP) return { rows: inOrder([...events, ...gone]), isMore };
  const until = gone.at(-1)!.seq;
  return { rows: inOrder([...events, ...gone].filter(row => row.seq <= until)), isMore: true };
}

const inOrder = (rows: (EventRow | HuskRow)[]) => rows.sort((a, b) => a.seq - b.seq);
