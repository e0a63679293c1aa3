import { fittingPlaces } from '../../../store/fittingPlaces.ts';
import { indexed } from '../../../store/indexed.ts';
import type { PropertyRow, ReportFilter } from '../../../store/reports.ts';
import { matches } from '../../../visits/matches.ts';
import { MAX_BYTES, MAX_EVENTS, propertyCounts } from '../../../visits/propertyCounts.ts';
import type { Servers } from '../../servers.ts';
import { tagLists, tagsByServer } from '../byServer.ts';
import { type EventPlace, eventsAt, type FoundPlace, SIZE } from '../eventRows.ts';
import { order } from '../order.ts';
import { visitsOf } from './visitsOf.ts';

/** Events that are read at a time, and what they may come to. */
const STEP = 250;
const STEP_BYTES = 2 * 1024 * 1024;

interface Asked extends ReportFilter {
  event: string;
  property?: string | undefined;
  limit: number;
}

const newest = order<EventPlace>(['received_at', 'account_id', 'seq']);

const PLACES = `SELECT found.* FROM unnest($1::text[], $2::text[]) AS tag (account_id, write_key)
  CROSS JOIN LATERAL (
    SELECT account_id, seq, received_at, ${SIZE} FROM events
    WHERE account_id = tag.account_id AND write_key = tag.write_key AND event = $3 AND received_at >= $4 AND received_at < $5
    ORDER BY received_at DESC, seq DESC LIMIT $6) AS found
  ORDER BY received_at DESC, account_id DESC, seq DESC LIMIT $6`;

/** What the newest events of a name say, of visits that are meant. */
export async function properties(
  servers: Servers,
  { writeKeys, from, to, event: name, property, limit, ...filter }: Asked,
  signal?: AbortSignal,
): Promise<{ rows: PropertyRow[]; isWhole: boolean }> {
  signal?.throwIfAborted();
  const groups = [...(await tagsByServer(servers, writeKeys))];
  const parts = await Promise.all(
    groups.map(async ([server, tags]) => {
      const values = [...tagLists(tags), indexed(name), from, to, MAX_EVENTS + 1];
      const rows = await server.within(signal).all<Omit<FoundPlace, 'server'>>(PLACES, values);
      return rows.map(row => ({ ...row, server }));
    }),
  );
  const all = parts.flat().sort(newest.compare);
  const looked = fittingPlaces(all.slice(0, MAX_EVENTS), MAX_BYTES);
  const counts = propertyCounts({ property, limit });
  for (let at = 0; at < looked.length; ) {
    const places = fittingPlaces(looked.slice(at, at + STEP), STEP_BYTES);
    at += places.length;
    const found = await eventsAt(places, signal);
    const those = found.filter(({ event }) => event.type === 'track');
    const visits = await visitsOf(those, signal);
    for (const [index, { event, place }] of those.entries()) {
      const visit = visits[index];
      if (visit && matches(visit, filter)) counts.add(event, `${place.account_id} ${visit.seq}`);
    }
  }
  return { rows: counts.rows(), isWhole: looked.length === all.length };
}
