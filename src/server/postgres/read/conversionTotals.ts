import { HOUR_MS } from '../../../protocol/durations.ts';
import { exactSum } from '../../attribution/exactSum.ts';
import type { ConversionFilter, ConversionGroup, ConversionTotal } from '../../store/conversions.ts';
import { CURRENCIES, MAX_OTHER_CURRENCIES, MadeUp, OTHER_CURRENCIES } from '../../store/currencies.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';
import { compareWritten } from '../texts.ts';
import { ofAccounts } from './byServer.ts';
import { filters } from './conversions.ts';
import { BEYOND, type Param, params } from './walk.ts';

/** What groups are told by, under the names that they have in an answer. */
const COLUMN: Record<ConversionGroup, { name: string; sql: string }> = {
  pixel: { name: 'pixel_id', sql: 'pixel_id' },
  line_item: { name: 'line_item_id', sql: 'line_item_id' },
  attribution: { name: 'attribution', sql: 'attribution' },
  hour: { name: 'hour', sql: `time - time % ${HOUR_MS}` },
};

/** A code of three letters is the same one in either case. */
const CURRENCY = `CASE WHEN btrim(currency, ' ') ~ '^[A-Za-z]{3}$' THEN upper(btrim(currency, ' ')) ELSE currency END`;

/** What of a conversion's worth was given back, as `refundedOf` has it. */
const BACK = 'greatest(0, least(refunded, coalesce(credited_value, 0)))';

/** The shortest text that a number is read from is the decimal number that was meant: sums of those are exact. */
const exact = (number: string) => `(${number})::text::numeric`;

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. */
export async function conversionTotals(
  servers: Servers,
  filter: ConversionFilter,
  by: ConversionGroup[],
  signal?: AbortSignal,
): Promise<ConversionTotal[]> {
  const { accounts, limit } = filter;
  const parts = await ofAccounts(
    servers,
    accounts,
    async (session, ids) => {
      const all = await sumsOf(session, filter, { ids, by });
      const madeUp = new MadeUp();
      for (const { currency } of all) madeUp.add(currency);
      if (madeUp.size <= MAX_OTHER_CURRENCIES) return all;
      // Few have more: of those alone they are counted.
      return sumsOf(session, filter, { ids, by, told: await toldOf(session, filter, ids) });
    },
    signal,
  );
  const names = [...by.map(group => COLUMN[group].name), 'currency'] as (keyof ConversionTotal)[];
  return added(parts.flat(), names).slice(0, limit);
}

interface Asked {
  ids: readonly string[];
  by: ConversionGroup[];
  /** Currencies that are told apart. Default: all. */
  told?: readonly string[];
}

function sumsOf(
  session: Session,
  filter: ConversionFilter,
  { ids, by, told }: Asked,
): Promise<ConversionTotal[]> {
  const { values, param } = params();
  const isTold = told ? `${CURRENCY} = ANY(${param([...told])}::text[])` : 'true';
  const currency = `CASE WHEN ${isTold} THEN ${CURRENCY} ELSE '${OTHER_CURRENCIES}' END`;
  const groups = [...by.map(group => COLUMN[group]), { name: 'currency', sql: currency }];
  const places = groups.map((_, at) => at + 1);
  return session.all<ConversionTotal>(
    `SELECT ${groups.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')}, count(*) AS count,
       sum(CASE WHEN ${isTold} THEN ${exact('credited_value')} - ${exact(BACK)} END) AS value,
       sum(CASE WHEN ${isTold} THEN ${exact(BACK)} ELSE 0 END) AS refunded
     FROM conversions WHERE ${whereOf(filter, ids, param)}
     GROUP BY ${places.join(', ')} ORDER BY ${places.map(at => `${at} NULLS FIRST`).join(', ')} LIMIT ${param(filter.limit)}`,
    values,
  );
}

/** The currencies that are told apart where not all are. */
async function toldOf(session: Session, filter: ConversionFilter, ids: readonly string[]): Promise<string[]> {
  const { values, param } = params();
  const known = [...CURRENCIES];
  const madeUp = await session.all<{ currency: string }>(
    `SELECT currency FROM (SELECT ${CURRENCY} AS currency FROM conversions WHERE ${whereOf(filter, ids, param)}) AS each
     WHERE currency <> ALL(${param([...known, OTHER_CURRENCIES])}::text[])
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MAX_OTHER_CURRENCIES}`,
    values,
  );
  return [...known, ...madeUp.map(({ currency }) => currency)];
}

function whereOf(filter: ConversionFilter, ids: readonly string[], param: Param): string {
  const { from = 0, to = BEYOND } = filter;
  return [
    `account_id = ANY(${param([...ids])})`,
    `time >= ${param(from)}`,
    `time < ${param(to)}`,
    ...filters(filter, param),
  ].join(' AND ');
}

/** Totals of several servers, those of the same group together, in their order: nothing first, texts by their bytes. */
function added(totals: ConversionTotal[], names: (keyof ConversionTotal)[]): ConversionTotal[] {
  const known = new Map<string, ConversionTotal>();
  for (const total of totals) {
    const key = JSON.stringify(names.map(name => total[name]));
    const other = known.get(key);
    known.set(key, other ? sumOf(other, total) : total);
  }
  return [...known.values()].sort((a, b) => {
    for (const name of names) {
      const [one, other] = [a[name] ?? null, b[name] ?? null];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? -1 : 1;
      return typeof one === 'number' ? one - Number(other) : compareWritten(one, String(other));
    }
    return 0;
  });
}

const sumOf = (a: ConversionTotal, b: ConversionTotal): ConversionTotal => ({
  ...a,
  count: a.count + b.count,
  value: a.value === null || b.value === null ? (a.value ?? b.value) : exactSum(a.value, b.value).value(),
  refunded: exactSum(a.refunded, b.refunded).value(),
});
