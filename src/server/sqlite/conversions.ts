import { type Expression, type SqlBool, sql } from 'kysely';
import type { ConversionFilter, ConversionPage } from '../store/conversions.ts';
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
  if (to !== undefined) ofEach = ofEach.where('time', '<', to);
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

/** What is asked of conversions, beside their accounts and times. */
export function filters({
  writeKeys,
  pixelIds,
  lineItemIds,
  attribution,
  mark,
}: ConversionFilter): Expression<SqlBool>[] {
  return [
    ...(writeKeys ? [among('write_key', writeKeys)] : []),
    ...(pixelIds ? [among('pixel_id', pixelIds)] : []),
    ...(lineItemIds ? [among('line_item_id', lineItemIds)] : []),
    ...(attribution ? [among('attribution', [attribution])] : []),
    ...(mark ? [sql<SqlBool>`instr(',' || marks || ',', ${`,${mark},`}) > 0`] : []),
  ];
}
