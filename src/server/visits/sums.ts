import { exactSum } from '../attribution/exactSum.ts';

/** Most currencies of a visit; what is paid in others is not in its revenue. */
const MAX_CURRENCIES = 10;

/** Sums by currency, as JSON, with one more value. */
export const more = (json: string, currency: string, value: number): string =>
  changed(json, sums => {
    const before = sums.get(currency);
    if (before !== undefined || sums.size < MAX_CURRENCIES)
      sums.set(currency, exactSum(before ?? 0, value).value());
  });

/** Sums by currency, as JSON, without a value. */
export const less = (json: string, currency: string, value: number): string =>
  changed(json, sums => {
    const before = sums.get(currency);
    // What was paid in too many currencies is in none.
    if (before !== undefined) sums.set(currency, exactSum(before, -value).value());
  });

/** One text for the same sums, whatever way they came about: those that are nothing are not there. */
function changed(json: string, change: (sums: Map<string, number>) => void): string {
  const sums = new Map(Object.entries(JSON.parse(json) as Record<string, number>));
  change(sums);
  const left = [...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(left));
}
