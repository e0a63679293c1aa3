import { TOLD } from '../../store/visitColumns.ts';
import {
  readVisitId,
  type StoredVisit,
  type VisitFilter,
  type VisitPage,
  type VisitRow,
  visitRow,
} from '../../store/visits.ts';
import type { Servers } from '../servers.ts';
import { ofTags } from './byServer.ts';
import { order } from './order.ts';
import { merged, walk } from './walk.ts';

/** A visit as a table has it. */
export type OwnVisit = StoredVisit & { account_id: string };

const newest = order<OwnVisit>(['started_at', 'account_id', 'seq']);

/** A page of visits, the last to begin first. */
export async function visits(
  servers: Servers,
  filter: VisitFilter,
  signal?: AbortSignal,
): Promise<VisitPage> {
  const { writeKeys, visitor, counted, from, to, limit, cursor } = filter;
  const after = cursor === undefined ? undefined : newest.placeAt(cursor);
  const parts = await ofTags(
    servers,
    writeKeys,
    (session, tags) =>
      walk<OwnVisit, (typeof tags)[number]>(session, {
        table: 'visits',
        columns: ['account_id', ...TOLD].join(', '),
        keys: tags,
        keyColumns: ['account_id', 'write_key'],
        time: 'started_at',
        ...(visitor !== undefined && { found: param => [`visitor = ${param(visitor)}`] }),
        ...(counted && { filters: param => [`counted = ${param(counted)}`] }),
        order: newest,
        from,
        to,
        limit,
        after,
      }),
    signal,
  );
  const { rows, next } = merged(parts, newest, limit);
  return { visits: rows.map(shown), next };
}

/** One visit by its name. */
export async function visit(servers: Servers, writeKey: string, id: string): Promise<VisitRow | undefined> {
  const key = readVisitId(id);
  if (!key) return undefined;
  const [row] = await ofTags(servers, [writeKey], (session, [tag]) =>
    session.first<OwnVisit>(
      'SELECT * FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = $3 AND session = $4',
      [tag!.account_id, writeKey, key.visitor, key.session],
    ),
  );
  return row && shown(row);
}

const shown = ({ account_id: _, ...visit }: OwnVisit): VisitRow => visitRow(visit);
