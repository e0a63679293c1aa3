import { eventOf } from '../../store/eventOf.ts';
import { indexed } from '../../store/indexed.ts';
import { jsonBytes } from '../../store/packFields.ts';
import type { PropertyRow, ReportFilter } from '../../store/reports.ts';
import { matches } from '../../visits/matches.ts';
import { MAX_BYTES, MAX_EVENTS, propertyCounts } from '../../visits/propertyCounts.ts';
import type { Connection } from '../connection.ts';
import type { EventRow } from '../schema.ts';
import { visitFinder } from '../visits/visitFinder.ts';

/** Events that are looked at before others have their turn, and what they may come to. */
const STEP = 200;
const STEP_BYTES = 2 * 1024 * 1024;

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
  const counts = propertyCounts({ property, limit });
  let isWhole = all.length <= MAX_EVENTS;
  let [bytes, stepEnd] = [0, 0];
  for (const [at, { seq }] of all.slice(0, MAX_EVENTS).entries()) {
    if (at % STEP === 0 || bytes > stepEnd) {
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      stepEnd = bytes + STEP_BYTES;
    }
    const row = bySeq.get(seq);
    if (!row) continue;
    const more = jsonBytes(row.fields);
    if (bytes && bytes + more > MAX_BYTES) {
      isWhole = false;
      break;
    }
    bytes += more;
    const event = eventOf(row);
    const visit = find(event);
    if (visit && matches(visit, filter)) counts.add(event, visit.seq);
  }
  return { rows: counts.rows(), isWhole };
}
