import { sql } from 'kysely';
import { HOUR_MS } from '../../protocol/durations.ts';
import type { ConversionFilter, ConversionGroup, ConversionTotal } from '../store/conversions.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { filters } from './conversions.ts';
import { build } from './kysely.ts';

/** Most conversions that are summed at once: beacons commit in between. */
const STEP = 5000;

const COLUMN = {
  pixel: sql<number>`pixel_id`.as('pixel_id'),
  line_item: sql<number | null>`line_item_id`.as('line_item_id'),
  attribution: sql<ConversionRow['attribution']>`attribution`.as('attribution'),
  hour: sql<number>`time - time % ${sql.lit(HOUR_MS)}`.as('hour'),
} satisfies Record<ConversionGroup, unknown>;

/** A code of three letters is the same one in either case. */
const CURRENCY =
  sql<string>`iif(trim(currency) GLOB '[A-Za-z][A-Za-z][A-Za-z]', upper(trim(currency)), currency)`.as(
    'currency',
  );

type Place = Pick<ConversionRow, 'time' | 'seq'>;

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. A few rows at a time. */
export async function conversionTotals(
  db: Connection,
  filter: ConversionFilter,
  by: ConversionGroup[],
  signal?: AbortSignal,
): Promise<ConversionTotal[]> {
  const { accounts, from = Number.MIN_SAFE_INTEGER + 1, to = Number.MAX_SAFE_INTEGER, limit } = filter;
  const totals = new Map<string, ConversionTotal>();
  for (const account of accounts) {
    let place: Place | undefined = { time: from - 1, seq: Number.MAX_SAFE_INTEGER };
    while (place && totals.size <= limit && db.isOpen) {
      signal?.throwIfAborted();
      const after: Place = place;
      const rows = build
        .selectFrom('conversions')
        .where('account_id', '=', account)
        .where('time', '<', to)
        .where(sql<boolean>`(time, seq) > (${after.time}, ${after.seq})`);
      const end: Place | undefined = db.first(
        rows
          .select(['time', 'seq'])
          .orderBy('time')
          .orderBy('seq')
          .limit(1)
          .offset(STEP - 1),
      );
      let those = end
        ? rows.where('time', '<=', end.time).where(sql<boolean>`(time, seq) <= (${end.time}, ${end.seq})`)
        : rows;
      for (const each of filters(filter)) those = those.where(each);
      const sums = those
        .select(by.map(group => COLUMN[group]))
        .select(({ fn }) => [
          CURRENCY,
          fn.countAll<number>().as('count'),
          fn.sum<number | null>('credited_value').as('value'),
        ]);
      add(totals, db.all([...by, 'currency'].reduce((query, _, at) => query.groupBy(sql.lit(at + 1)), sums)));
      place = end;
      // After each account too: there may be very many.
      await new Promise(setImmediate);
    }
  }
  return [...totals.values()].sort(compare).slice(0, limit);
}

/** Adds sums to those that there are, group by group. */
function add(totals: Map<string, ConversionTotal>, sums: ConversionTotal[]): void {
  for (const { count, value, ...group } of sums) {
    const key = JSON.stringify(group);
    const known = totals.get(key);
    if (!known) totals.set(key, { ...group, count, value });
    else {
      known.count += count;
      known.value = value === null ? known.value : (known.value ?? 0) + value;
    }
  }
}

/** By the groups as they stand in a row, then by currency: nothing first, texts by their bytes. */
function compare(a: ConversionTotal, b: ConversionTotal): number {
  for (const [name, value] of Object.entries(a)) {
    if (name === 'count' || name === 'value') continue;
    const other = b[name as keyof ConversionTotal] ?? null;
    if (value === other) continue;
    if (value === null || other === null) return value === null ? -1 : 1;
    return typeof value === 'number'
      ? value - Number(other)
      : Buffer.compare(Buffer.from(value), Buffer.from(String(other)));
  }
  return 0;
}
