import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionTotal,
} from '../store/conversions.ts';
import type { ConversionRow } from '../store/schema.ts';
import { BadCursor } from '../store/store.ts';

/** A page of conversions, newest first. */
export function readConversions(db: DatabaseSync, filter: ConversionFilter): ConversionPage {
  const { where, values } = conditions(filter);
  const rows = db
    .prepare(`SELECT * FROM conversions ${where} ORDER BY time DESC, seq DESC, pixel_id LIMIT ?`)
    .all(...values, filter.limit + 1) as unknown as ConversionRow[];
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const more = last && rows.length > page.length;
  return { conversions: page, next: more ? `${last.time}-${last.seq}-${last.pixel_id}` : null };
}

const COLUMN: Record<ConversionGroup, string> = {
  pixel: 'pixel_id',
  line_item: 'line_item_id',
  attribution: 'attribution',
  hour: 'time - time % 3600000 AS hour',
};

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. */
export function totalConversions(
  db: DatabaseSync,
  filter: ConversionFilter,
  by: ConversionGroup[],
): ConversionTotal[] {
  const { where, values } = conditions(filter);
  const columns = [...by.map(group => COLUMN[group]), 'currency'];
  const places = columns.map((_, at) => at + 1).join(', ');
  return db
    .prepare(
      `SELECT ${columns.join(', ')}, count(*) AS count, sum(credited_value) AS value
       FROM conversions ${where} GROUP BY ${places} ORDER BY ${places} LIMIT ?`,
    )
    .all(...values, filter.limit) as unknown as ConversionTotal[];
}

function conditions(filter: ConversionFilter): { where: string; values: SQLInputValue[] } {
  const parts: [sql: string, ...values: SQLInputValue[]][] = [oneOf('account_id', filter.accounts)];
  if (filter.pixelIds) parts.push(oneOf('pixel_id', filter.pixelIds));
  if (filter.lineItemIds) parts.push(oneOf('line_item_id', filter.lineItemIds));
  if (filter.attribution) parts.push(['attribution = ?', filter.attribution]);
  if (filter.from !== undefined) parts.push(['time >= ?', filter.from]);
  if (filter.to !== undefined) parts.push(['time <= ?', filter.to]);
  if (filter.cursor !== undefined) {
    const place = /^(\d{1,15})-(\d{1,15})-(\d{1,10})$/.exec(filter.cursor)?.slice(1).map(Number);
    if (!place) throw new BadCursor(filter.cursor);
    const [time, seq, pixel] = place as [number, number, number];
    parts.push(['(time, seq, -pixel_id) < (?, ?, ?)', time, seq, -pixel]);
  }
  return {
    where: `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`,
    values: parts.flatMap(([, ...values]) => values),
  };
}

const oneOf = (column: string, values: SQLInputValue[]): [string, ...SQLInputValue[]] => [
  `${column} IN (${values.map(() => '?').join(', ')})`,
  ...values,
];
