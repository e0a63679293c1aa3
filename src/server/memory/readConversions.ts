import { HOUR_MS } from '../../protocol/durations.ts';
import { exactSum } from '../attribution/exactSum.ts';
import { readMarks } from '../store/conversionMarks.ts';
import type {
  ConversionFilter,
  ConversionGroup,
  ConversionPage,
  ConversionTotal,
} from '../store/conversions.ts';
import { MadeUp, OTHER_CURRENCIES } from '../store/currencies.ts';
import { refundedOf } from '../store/refunds.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { page } from './page.ts';

/** A page of conversions, newest first. */
export function readConversions({ conversions }: Memory, filter: ConversionFilter): ConversionPage {
  const { limit, cursor } = filter;
  const found = page(meant(conversions, filter), { limit, cursor, parts: 3 }, row => [
    row.time,
    row.seq,
    row.pixel_id,
  ]);
  return { conversions: found.page.map(row => ({ ...row })), next: found.next };
}

const GROUP: Record<ConversionGroup, (row: ConversionRow) => Partial<ConversionTotal>> = {
  pixel: ({ pixel_id }) => ({ pixel_id }),
  line_item: ({ line_item_id }) => ({ line_item_id }),
  attribution: ({ attribution }) => ({ attribution }),
  hour: ({ time }) => ({ hour: time - (time % HOUR_MS) }),
};

/** Sums by group, in the order of the groups; a currency of its own is a line of its own. */
export function totalConversions(
  { conversions }: Memory,
  filter: ConversionFilter,
  by: ConversionGroup[],
): ConversionTotal[] {
  const groups = new Map<
    string,
    { group: Partial<ConversionTotal>; currency: string; rows: ConversionRow[] }
  >();
  const found = meant(conversions, filter);
  const madeUp = new MadeUp();
  for (const row of found) madeUp.add(oneCase(row.currency));
  const isTold = madeUp.told();
  for (const row of found) {
    const own = oneCase(row.currency);
    const currency = isTold(own) ? own : OTHER_CURRENCIES;
    const group: Partial<ConversionTotal> = Object.assign({}, ...by.map(name => GROUP[name](row)));
    const key = JSON.stringify([group, currency]);
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { group, currency, rows: [row] });
  }
  return inOrder(groups.values(), ({ group, currency }) => [...Object.values(group), currency])
    .slice(0, filter.limit)
    .map(({ group, currency, rows }) => ({
      ...group,
      currency,
      count: rows.length,
      ...(currency === OTHER_CURRENCIES ? { value: null, refunded: 0 } : sum(rows)),
    }));
}

/** A code of three letters is the same one in either case. */
const oneCase = (currency: string): string =>
  /^ *[a-z]{3} *$/i.test(currency) ? currency.trim().toUpperCase() : currency;

/** What rows are worth, and what of it was given back, as decimal numbers are added; null where no row has a value. */
function sum(rows: ConversionRow[]): Pick<ConversionTotal, 'value' | 'refunded'> {
  const total = exactSum();
  const back = exactSum();
  let isKnown = false;
  for (const { credited_value, refunded } of rows) {
    if (credited_value === null) continue;
    isKnown = true;
    const given = refundedOf(credited_value, refunded);
    total.add(credited_value).add(-given);
    back.add(given);
  }
  return { value: isKnown ? total.value() : null, refunded: back.value() };
}

const meant = (rows: Iterable<ConversionRow>, filter: ConversionFilter): ConversionRow[] => {
  const {
    accounts,
    writeKeys,
    pixelIds,
    lineItemIds,
    attribution,
    mark,
    from = -Infinity,
    to = Infinity,
  } = filter;
  return [...rows].filter(
    row =>
      accounts.includes(row.account_id) &&
      (!writeKeys || writeKeys.includes(row.write_key)) &&
      (!pixelIds || pixelIds.includes(row.pixel_id)) &&
      (!lineItemIds || (row.line_item_id !== null && lineItemIds.includes(row.line_item_id))) &&
      (!attribution || row.attribution === attribution) &&
      (!mark || readMarks(row.marks).includes(mark)) &&
      row.time >= from &&
      row.time < to,
  );
};
