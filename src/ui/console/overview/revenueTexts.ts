import { money, type Place } from '../parts/format.ts';

/** All of it, each currency by itself, always in the same order; large ones without their cents. */
export const revenueTexts = (revenue: Record<string, number>, place: Place = {}): string[] =>
  Object.entries(revenue)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => money(amount, currency, place, true));
