import type { StoredEvent } from '../../../store/event.ts';
import { indexed } from '../../../store/indexed.ts';
import type { PropertyRow, ReportFilter } from '../../../store/reports.ts';
import { countProperties, MAX_EVENTS } from '../../../visits/countProperties.ts';
import { matches } from '../../../visits/matches.ts';
import type { Servers } from '../../servers.ts';
import { tagLists, tagsByServer } from '../byServer.ts';
import { type EventPlace, eventsAt, type FoundPlace } from '../eventRows.ts';
import { order } from '../order.ts';
import { visitsOf } from './visitsOf.ts';

/** Events that are read at a time: what they say is long. */
const STEP = 250;

interface Asked extends ReportFilter {
  event: string;
  property?: string | undefined;
  limit: number;
}

const newest = order<EventPlace>(['received_at', 'account_id', 'seq']);

const PLACES = `SELECT found.*, 0 AS size FROM unnest($1::text[], $2::text[]) AS tag (account_id, write_key)
  CROSS JOIN LATERAL (
    SELECT account_id, seq, received_at FROM events
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
  const looked = all.slice(0, MAX_EVENTS);
  const meant: { event: StoredEvent; visit: string }[] = [];
  for (let at = 0; at < looked.length; at += STEP) {
    const found = await eventsAt(looked.slice(at, at + STEP), signal);
    const those = found.filter(({ event }) => event.type === 'track');
    const visits = await visitsOf(those, signal);
    for (const [index, { event, place }] of those.entries()) {
      const visit = visits[index];
      if (visit && matches(visit, filter)) meant.push({ event, visit: `${place.account_id} ${visit.seq}` });
    }
  }
  return { rows: countProperties(meant, { property, limit }), isWhole: all.length <= MAX_EVENTS };
}
