import { type Expression, type SqlBool, sql } from 'kysely';
import { HOUR_MS } from '../../protocol/durations.ts';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionTotal,
} from '../store/conversions.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { among, build } from './kysely.ts';
import { pages } from './pages.ts';
import { walk } from './walk.ts';

const newest = pages<ConversionRow>(['time', 'seq'], 'pixel_id');

/** A page of conversions, newest first. */
export function conversions(db: Connection, filter: ConversionFilter): ConversionPage {
  const { accounts, from, to, limit, cursor } = filter;
  let ofEach = build.selectFrom('conversions').where('account_id', '=', 'each of them');
  if (from !== undefined) ofEach = ofEach.where('time', '>=', from);
  if (to !== undefined) ofEach = ofEach.where('time', '<=', to);
  const { rows, next } = walk(db, {
    table: 'conversions',
    keys: accounts,
    rows: ofEach,
    filters: filters(filter),
    order: newest,
    limit,
    cursor,
  });
  return { conversions: rows, next };
}

const COLUMN = {
  pixel: sql<number>`pixel_id`.as('pixel_id'),
  line_item: sql<number | null>`line_item_id`.as('line_item_id'),
  attribution: sql<ConversionRow['attribution']>`attribution`.as('attribution'),
  hour: sql<number>`time - time % ${sql.lit(HOUR_MS)}`.as('hour'),
} satisfies Record<ConversionGroup, unknown>;

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. */
export function conversionTotals(
  db: Connection,
  filter: ConversionFilter,
  by: ConversionGroup[],
): ConversionTotal[] {
  let query = matching(filter)
    .select(by.map(group => COLUMN[group]))
    .select(['currency'])
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.sum<number | null>('credited_value').as('value'),
    ]);
  for (let place = 1; place <= by.length + 1; place++) {
    query = query.groupBy(sql.lit(place)).orderBy(sql.lit(place));
  }
  return db.all(query.limit(filter.limit));
}

function filters({ pixelIds, lineItemIds, attribution }: ConversionFilter): Expression<SqlBool>[] {
  return [
    ...(pixelIds ? [among('pixel_id', pixelIds)] : []),
    ...(lineItemIds ? [among('line_item_id', lineItemIds)] : []),
    ...(attribution ? [among('attribution', [attribution])] : []),
  ];
}

function matching(filter: ConversionFilter) {
  const { accounts, from, to } = filter;
  let query = build.selectFrom('conversions').where(among('account_id', accounts));
  for (const each of filters(filter)) query = query.where(each);
  if (from !== undefined) query = query.where('time', '>=', from);
  if (to !== undefined) query = query.where('time', '<=', to);
  return query;
}
