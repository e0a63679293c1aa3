import { money, type Place } from '../parts/format.ts';

/** All of it, each currency by itself, the largest amount first. */
export const revenueTexts = (revenue: Record<string, number>, place: Place = {}): string[] =>
  Object.entries(revenue)
    .sort((a, b) => b[1] - a[1])
    .map(([currency, amount]) => money(amount, currency, place));
