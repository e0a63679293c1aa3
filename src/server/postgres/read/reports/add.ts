import { exactSum } from '../../../attribution/exactSum.ts';
import type { Measures } from '../../../store/reports.ts';
import { roundedSum } from '../../../visits/roundedSum.ts';
import type { Tallied } from './tally.ts';

export const NOTHING: Measures = {
  visitors: 0,
  visits: 0,
  views: 0,
  events: 0,
  bounces: 0,
  seconds: 0,
  conversions: 0,
  revenue: {},
};

/** What several servers say, together: a visitor of two of them is two. */
export function addTallied(parts: readonly Tallied[]): Tallied {
  const all: Tallied = new Map();
  for (const [group, measures] of parts.flatMap(part => [...part])) {
    all.set(group, sumOf(all.get(group) ?? NOTHING, measures));
  }
  return new Map([...all].map(([group, measures]) => [group, rounded(measures)]));
}

const rounded = ({ seconds, revenue, ...counts }: Measures): Measures => ({
  ...counts,
  seconds: Math.round(seconds),
  revenue: Object.fromEntries(Object.entries(revenue).map(([currency, sum]) => [currency, roundedSum(sum)])),
});

function sumOf(a: Measures, b: Measures): Measures {
  const { revenue: _, ...numbers } = b;
  const sums = Object.entries(numbers).map(([name, value]) => [
    name,
    value + (a[name as keyof typeof numbers] ?? 0),
  ]);
  const currencies = [...new Set([...Object.keys(a.revenue), ...Object.keys(b.revenue)])];
  const amounts = currencies.map(
    currency => [currency, exactSum(a.revenue[currency] ?? 0, b.revenue[currency] ?? 0).value()] as const,
  );
  return { ...Object.fromEntries(sums), revenue: Object.fromEntries(amounts.filter(([, sum]) => sum !== 0)) };
}
