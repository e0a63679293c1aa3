import { TOLD } from '../../store/visitColumns.ts';
import {
  readVisitId,
  type StoredVisit,
  type VisitFilter,
  type VisitPage,
  type VisitRow,
  visitRow,
} from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { among, build } from '../kysely.ts';
import { pages } from '../pages.ts';
import { walk } from '../walk.ts';

const newest = pages<StoredVisit>(['started_at', 'seq']);

/** A page of visits, the last to begin first. */
export function readVisits(db: Connection, filter: VisitFilter): VisitPage {
  const { writeKeys, visitor, counted, from, to, limit, cursor } = filter;
  let ofEach = build.selectFrom('visits').where('write_key', '=', 'each of them');
  if (visitor !== undefined) ofEach = ofEach.where('visitor', '=', visitor);
  if (from !== undefined) ofEach = ofEach.where('started_at', '>=', from);
  if (to !== undefined) ofEach = ofEach.where('started_at', '<', to);
  const { rows, next } = walk<StoredVisit, 'visits'>(db, {
    table: 'visits',
    columns: TOLD,
    keys: writeKeys,
    rows: ofEach,
    filters: counted ? [among('counted', [counted])] : [],
    order: newest,
    limit,
    cursor,
  });
  return { visits: rows.map(visitRow), next };
}

/** One visit by its name. */
export function readVisitRow(db: Connection, writeKey: string, id: string): VisitRow | undefined {
  const key = readVisitId(id);
  const row =
    key &&
    db.first<StoredVisit>(
      build
        .selectFrom('visits')
        .selectAll()
        .where('write_key', '=', writeKey)
        .where('visitor', '=', key.visitor)
        .where('session', '=', key.session),
    );
  return row && visitRow(row);
}
