import type { StoredEvent } from '../../store/event.ts';
import { eventOf } from '../../store/eventOf.ts';
import { indexed } from '../../store/indexed.ts';
import type { PropertyRow, ReportFilter } from '../../store/reports.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { countProperties, MAX_EVENTS } from '../../visits/countProperties.ts';
import { matches } from '../../visits/matches.ts';
import type { Connection } from '../connection.ts';
import type { EventRow } from '../schema.ts';
import { visitFinder } from '../visits/visitFinder.ts';

/** Events that are looked at before others have their turn. */
const STEP = 200;

interface Asked extends ReportFilter {
  event: string;
  property?: string | undefined;
  limit: number;
}

type Place = Pick<EventRow, 'seq' | 'received_at'>;

/** What the newest events of a name say, of visits that are meant. */
export async function properties(
  db: Connection,
  { writeKeys, from, to, event: name, property, limit, ...filter }: Asked,
  signal?: AbortSignal,
): Promise<{ rows: PropertyRow[]; isWhole: boolean }> {
  const newest = db.prepare<Place>(
    `SELECT seq, received_at FROM events WHERE write_key = ? AND event = ? AND received_at >= ? AND received_at < ?
     ORDER BY received_at DESC, seq DESC LIMIT ${MAX_EVENTS + 1}`,
  );
  const bySeq = db.prepare<EventRow>(`SELECT * FROM events WHERE seq = ? AND type = 'track'`);
  const find = visitFinder(db);
  const all = [...new Set(writeKeys)]
    .flatMap(key => newest.all(key, indexed(name), from, to))
    .sort((a, b) => b.received_at - a.received_at || b.seq - a.seq);
  const meant: { event: StoredEvent; visit: StoredVisit['seq'] }[] = [];
  for (const [at, { seq }] of all.slice(0, MAX_EVENTS).entries()) {
    if (at % STEP === 0) {
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
    const row = bySeq.get(seq);
    const event = row && eventOf(row);
    const visit = event && find(event);
    if (visit && matches(visit, filter)) meant.push({ event, visit: visit.seq });
  }
  return { rows: countProperties(meant, { property, limit }), isWhole: all.length <= MAX_EVENTS };
}
