import { cutText } from '../../../store/cutText.ts';
import type { StoredEvent } from '../../../store/event.ts';
import { MAX_INDEXED } from '../../../store/indexed.ts';
import type { StoredVisit } from '../../../store/visits.ts';
import { SAME_VISIT_MS, sessionOf } from '../../../visits/sessionOf.ts';
import type { Value } from '../../texts.ts';
import type { FoundPlace } from '../eventRows.ts';

/** By its session's own id, `session`; else, where it told none, the latest of the visitor's at that time, `since` and `until`. */
const VISITS = `SELECT found.*, asked.at FROM
    unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
    AS asked (account_id, write_key, visitor, session, since, until, at)
  CROSS JOIN LATERAL (
    (SELECT * FROM visits
     WHERE account_id = asked.account_id AND write_key = asked.write_key AND visitor = asked.visitor AND session = asked.session)
    UNION ALL
    (SELECT * FROM (
       SELECT * FROM visits
       WHERE account_id = asked.account_id AND write_key = asked.write_key AND visitor = asked.visitor
         AND started_at <= asked.until
       ORDER BY started_at DESC, seq DESC LIMIT 1) AS latest
     WHERE ended_at >= asked.since)
    LIMIT 1) AS found`;

/** The visit that each event is in, as far as can be told afterwards. */
export async function visitsOf(
  events: readonly { place: FoundPlace; event: StoredEvent }[],
  signal?: AbortSignal,
): Promise<(StoredVisit | undefined)[]> {
  const found: (StoredVisit | undefined)[] = new Array(events.length);
  for (const server of new Set(events.map(({ place }) => place.server))) {
    const rows = events.flatMap(({ place, event }, at): Value[][] => {
      const of = place.server === server ? sessionOf(event) : undefined;
      if (!of) return [];
      const { writeKey, messageId, time } = event;
      const session = of.session || cutText(messageId, MAX_INDEXED);
      // One that told its session is in no other.
      const [since, until] = of.session ? [0, -1] : [time - SAME_VISIT_MS, time + SAME_VISIT_MS];
      return [[place.account_id, writeKey, of.visitor, session, since, until, at]];
    });
    const lists = Array.from({ length: 7 }, (_, column) => rows.map(row => row[column]));
    const visits = await server.within(signal).all<StoredVisit & { at: number }>(VISITS, lists);
    for (const { at, ...visit } of visits) found[at] = visit;
  }
  return found;
}
