import { DAY_MS } from '../../../protocol/durations.ts';
import { MAX_HOLES } from '../../../protocol/limits.ts';
import type { StoredEvent } from '../../store/event.ts';
import { eventOf } from '../../store/eventOf.ts';
import type { EventRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';

/** Where an event is: the time names its partition. */
export type EventPlace = Pick<EventRow, 'account_id' | 'seq' | 'received_at'>;

/** The same with what its fields may come to as JSON, and on which server it is. */
export type SizedPlace = EventPlace & { size: number };
export type FoundPlace = SizedPlace & { server: Server };

/** In SQL what `jsonBytes` says of a row's fields. Of a long text the server knows the length without reading it. */
export const SIZE = `octet_length(fields) * CASE WHEN left(fields, 1) = '#' THEN 6 ELSE 1 END
  + CASE WHEN left(fields, 1) = '#' THEN ${5 * MAX_HOLES} ELSE 0 END AS size`;

/** So far from the first of them are those that are read at once: each day is a table of its own, and is locked while it is read. */
const NEAR_MS = 30 * DAY_MS;

/** Reads events by their places. One that is gone meanwhile is left out. */
export async function eventRows(session: Session, places: readonly EventPlace[]): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (let at = 0; at < places.length; ) {
    const since = places[at]!.received_at;
    const isNear = (place: EventPlace) => Math.abs(place.received_at - since) < NEAR_MS;
    const end = places.findIndex((place, n) => n >= at && !isNear(place));
    const some = places.slice(at, end < 0 ? undefined : end);
    rows.push(...(await nearRows(session, some)));
    at += some.length;
  }
  return rows;
}

function nearRows(session: Session, places: readonly EventPlace[]): Promise<EventRow[]> {
  const times = places.map(({ received_at }) => received_at);
  return session.all<EventRow>(
    // One row of one partition each, whatever the statistics say; the bounds leave out the partitions of other days.
    `SELECT found.* FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS place (account_id, seq, received_at, at)
     CROSS JOIN LATERAL (
       SELECT * FROM events WHERE account_id = place.account_id AND seq = place.seq AND received_at = place.received_at
         AND received_at BETWEEN $4 AND $5 LIMIT 1) AS found
     ORDER BY place.at`,
    [
      places.map(({ account_id }) => account_id),
      places.map(({ seq }) => seq),
      times,
      Math.min(...times),
      Math.max(...times),
    ],
  );
}

/** The same from several servers, in the order of the places. */
export async function eventsAt(
  places: readonly FoundPlace[],
  signal?: AbortSignal,
): Promise<{ place: FoundPlace; event: StoredEvent }[]> {
  const known = new Map<string, EventRow>();
  for (const server of new Set(places.map(place => place.server))) {
    const those = places.filter(place => place.server === server);
    for (const row of await eventRows(server.within(signal), those)) known.set(keyOf(row), row);
  }
  return places.flatMap(place => {
    const row = known.get(keyOf(place));
    return row ? [{ place, event: eventOf(row) }] : [];
  });
}

const keyOf = ({ account_id, seq }: EventPlace): string => `${account_id} ${seq}`;
