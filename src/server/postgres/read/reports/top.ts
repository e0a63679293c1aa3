import type { Dimension, ReportFilter, TopPage } from '../../../store/reports.ts';
import { readTopCursor, type TopPlace, topPage } from '../../../visits/topCursor.ts';
import type { Servers } from '../../servers.ts';
import type { Session } from '../../session.ts';
import { compareWritten } from '../../texts.ts';
import { ofTags } from '../byServer.ts';
import { params } from '../walk.ts';
import { addTallied, NOTHING } from './add.ts';
import { rowsOf } from './rowsOf.ts';
import { type Asked, tally } from './tally.ts';
import { countsFor, meant, those } from './those.ts';

interface AskedTop extends ReportFilter {
  dimension: Dimension;
  limit: number;
  cursor?: string | undefined;
}

/** The values with the most visits: those are found first, and what else there is to say is summed of the page's alone. */
export async function top(
  servers: Servers,
  { dimension, limit, cursor, writeKeys, ...filter }: AskedTop,
  signal?: AbortSignal,
): Promise<TopPage> {
  const after = cursor === undefined ? undefined : readTopCursor(cursor);
  const asked = await ofTags(servers, writeKeys, async (session, tags) => ({ session, tags }), signal);
  // What a value has on one server says nothing of what it has on all.
  const part = asked.length > 1 ? undefined : { limit: limit + 1, after };
  const parts = await Promise.all(
    asked.map(({ session, tags }) => valuesBy(session, { ...filter, tags }, dimension, part)),
  );
  const visits = new Map<string, number>();
  for (const row of parts.flat()) visits.set(row.value, row.visits + (visits.get(row.value) ?? 0));
  const counted = [...visits].map(([value, visits]) => ({ value, visits }));
  const { rows: found, next } = topPage(counted, { limit, cursor, compare: compareWritten });
  if (!found.length) return { rows: [], next };
  const only = found.map(({ value }) => value);
  const tallied = await Promise.all(
    asked.map(({ session, tags }) => tally(session, { ...filter, tags }, { by: dimension, only })),
  );
  const all = addTallied(tallied);
  const rows = only.map(value => ({ value, ...(all.get(value) ?? NOTHING) }));
  return { rows: topPage(rows, { limit, compare: compareWritten }).rows, next };
}

/** How many visits each value has, the one with the most first. @param part after which, and how many: default all */
async function valuesBy(
  session: Session,
  asked: Asked,
  dimension: Dimension,
  part: { limit: number; after: TopPlace | undefined } | undefined,
): Promise<TopPlace[]> {
  const { values, param } = params();
  const visits = `count(*) FILTER (WHERE ${meant(asked.who)})`;
  const { value, rows } = rowsOf(dimension, those(asked, param));
  const after = part?.after;
  const rest = after
    ? `HAVING ${visits} < ${param(after.visits)} OR (${visits} = ${param(after.visits)} AND ${value} > ${param(after.value)})`
    : '';
  return session.all<TopPlace>(
    `SELECT ${value} AS value, ${visits} AS visits FROM ${rows}
     AND ${countsFor(asked.who)} GROUP BY 1 ${rest}
     ORDER BY 2 DESC, 1 ${part ? `LIMIT ${param(part.limit)}` : ''}`,
    values,
  );
}
