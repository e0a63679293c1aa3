import type { EventRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Due } from './visitsDue.ts';

/** Events that are looked at at once. */
const STEP = 5000;

type Place = Pick<EventRow, 'seq' | 'received_at'>;

/** Where events of a visitor are, in their order. */
export interface Places {
  /** They are those after that one, until that one. */
  after: number;
  until: number;
  /** Some of those after an event. */
  from(seq: number, most: number): Place[];
}

/** Finds all that have arrived. Nothing is locked. */
export async function placesOf(
  server: Server,
  { account_id, write_key, visitor }: Due,
  after: number,
): Promise<Places> {
  const state = await server.first<{ next_seq: number }>(
    'SELECT next_seq FROM account_state WHERE account_id = $1',
    [account_id],
  );
  const until = (state?.next_seq ?? 1) - 1;
  const found = new Map<number, Place>();
  for (const by of ['anonymous_id', 'user_id']) {
    for (let last: Place | undefined = { received_at: Number.MIN_SAFE_INTEGER, seq: 0 }; last; ) {
      const { received_at, seq }: Place = last;
      const rows: Place[] = await server.all(
        `SELECT received_at, seq FROM events WHERE account_id = $1 AND write_key = $2 AND ${by} = $3 AND ${by} <> ''
           AND received_at >= $4 AND (received_at, seq) > ($4, $5) ORDER BY received_at, seq LIMIT ${STEP}`,
        [account_id, write_key, visitor, received_at, seq],
      );
      for (const row of rows) if (row.seq > after && row.seq <= until) found.set(row.seq, row);
      last = rows.length === STEP ? rows.at(-1) : undefined;
    }
  }
  const places = [...found.values()].sort((a, b) => a.seq - b.seq);
  return { after, until, from: (seq, most) => some(places, seq, most) };
}

/** By halving: there may be very many. */
function some(places: readonly Place[], after: number, most: number): Place[] {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.seq > after) high = middle;
    else low = middle + 1;
  }
  return places.slice(low, low + most);
}
