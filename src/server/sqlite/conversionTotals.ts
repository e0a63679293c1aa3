import { sql } from 'kysely';
import { HOUR_MS } from '../../protocol/durations.ts';
import { type ExactSum, exactSum } from '../attribution/exactSum.ts';
import type { ConversionFilter, ConversionGroup, ConversionTotal } from '../store/conversions.ts';
import { MAX_OTHER_CURRENCIES, MadeUp, OTHER_CURRENCIES } from '../store/currencies.ts';
import { refundedOf } from '../store/refunds.ts';
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

/** Conversions of a group that are worth the same. */
type Alike = Omit<ConversionTotal, 'value'> & Pick<ConversionRow, 'credited_value'>;

/** What a group comes to so far. */
interface Sum {
  group: Omit<ConversionTotal, 'count' | 'value' | 'refunded'>;
  count: number;
  isKnown: boolean;
  value: ExactSum;
  refunded: ExactSum;
}

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. A few rows at a time. */
export async function conversionTotals(
  db: Connection,
  filter: ConversionFilter,
  by: ConversionGroup[],
  signal?: AbortSignal,
): Promise<ConversionTotal[]> {
  const all = await sumsOf(db, filter, by, undefined, signal);
  if (all) return told(all, filter.limit);
  // Few have made-up currencies: of those alone they are counted first.
  const madeUp = new MadeUp();
  for await (const those of parts(db, filter, signal)) {
    const counts = those
      .select(({ fn }) => [CURRENCY, fn.countAll<number>().as('count')])
      .groupBy(sql.lit(1))
      .orderBy('count', 'desc');
    for (const { currency, count } of db.all(counts)) madeUp.add(currency, count);
  }
  return told((await sumsOf(db, filter, by, madeUp.told(), signal))!, filter.limit);
}

/**
 * What each group comes to; undefined where there are too many made-up currencies to tell all of them apart.
 * @param isTold which are. Default: each
 */
async function sumsOf(
  db: Connection,
  filter: ConversionFilter,
  by: ConversionGroup[],
  isTold: ((currency: string) => boolean) | undefined,
  signal: AbortSignal | undefined,
): Promise<Map<string, Sum> | undefined> {
  const totals = new Map<string, Sum>();
  const madeUp = new MadeUp();
  for await (const those of parts(db, filter, signal)) {
    const sums = those
      .select(by.map(group => COLUMN[group]))
      .select(({ fn }) => [CURRENCY, 'credited_value', 'refunded', fn.countAll<number>().as('count')]);
    const columns = [...by, 'currency', 'credited_value', 'refunded'];
    const rows = db.all(columns.reduce((query, _, at) => query.groupBy(sql.lit(at + 1)), sums));
    if (isTold)
      add(
        totals,
        rows.map(row => (isTold(row.currency) ? row : untold(row))),
      );
    else {
      for (const { currency } of rows) madeUp.add(currency);
      if (madeUp.size > MAX_OTHER_CURRENCIES) return undefined;
      add(totals, rows);
    }
    if (totals.size > filter.limit) break;
  }
  return totals;
}

const untold = (row: Alike): Alike => ({
  ...row,
  currency: OTHER_CURRENCIES,
  credited_value: null,
  refunded: 0,
});

/** The conversions of a filter, some of each account after the other. */
async function* parts(db: Connection, filter: ConversionFilter, signal: AbortSignal | undefined) {
  const { accounts, from = Number.MIN_SAFE_INTEGER + 1, to = Number.MAX_SAFE_INTEGER } = filter;
  for (const account of accounts) {
    let place: Place | undefined = { time: from - 1, seq: Number.MAX_SAFE_INTEGER };
    while (place && db.isOpen) {
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
      yield those;
      place = end;
      // After each account too: there may be very many.
      await new Promise(setImmediate);
    }
  }
}

function told(totals: Map<string, Sum>, limit: number): ConversionTotal[] {
  return [...totals.values()]
    .map(({ group, count, isKnown, value, refunded }) => ({
      ...group,
      count,
      value: isKnown ? value.value() : null,
      refunded: refunded.value(),
    }))
    .sort(compare)
    .slice(0, limit);
}

/** Adds what is worth the same to what there is, group by group: as decimal numbers, which a sum in SQL would not be. */
function add(totals: Map<string, Sum>, rows: Alike[]): void {
  for (const { count, credited_value, refunded, ...group } of rows) {
    const key = JSON.stringify(group);
    const known = totals.get(key) ?? {
      group,
      count: 0,
      isKnown: false,
      value: exactSum(),
      refunded: exactSum(),
    };
    totals.set(key, known);
    known.count += count;
    if (credited_value === null) continue;
    known.isKnown = true;
    const back = refundedOf(credited_value, refunded);
    known.value.add(credited_value, count).add(-back, count);
    known.refunded.add(back, count);
  }
}

/** By the groups as they stand in a row, then by currency: nothing first, texts by their bytes. */
function compare(a: ConversionTotal, b: ConversionTotal): number {
  for (const [name, value] of Object.entries(a)) {
    if (name === 'count' || name === 'value' || name === 'refunded') continue;
    const other = b[name as keyof ConversionTotal] ?? null;
    if (value === other) continue;
    if (value === null || other === null) return value === null ? -1 : 1;
    return typeof value === 'number'
      ? value - Number(other)
      : Buffer.compare(Buffer.from(value), Buffer.from(String(other)));
  }
  return 0;
}
