/** What a report counts, as the API gives it. */
export interface Measures {
  visitors: number;
  visits: number;
  views: number;
  events: number;
  bounces: number;
  seconds: number;
  conversions: number;
  revenue: Record<string, number>;
}

/** What is shown of it: each as a card, and over time. */
export const MEASURES = [
  'visitors',
  'visits',
  'views',
  'conversions',
  'revenue',
  'bounceRate',
  'duration',
] as const;

export type Measure = (typeof MEASURES)[number];

/** A measure as a number; undefined where there is none of it to tell. @param currency of revenue */
export function measured(measure: Measure, of: Measures, currency: string): number | undefined {
  switch (measure) {
    case 'revenue':
      return Object.hasOwn(of.revenue, currency) ? of.revenue[currency] : 0;
    case 'bounceRate':
      return of.visits ? of.bounces / of.visits : undefined;
    case 'duration':
      return of.visits ? of.seconds / of.visits : undefined;
    default:
      return of[measure];
  }
}

/** How much more than before, as a share of that; undefined where nothing can be said. */
export function changeOf(now: number | undefined, before: number | undefined): number | undefined {
  if (now === undefined || before === undefined) return undefined;
  if (before === 0) return now === 0 ? 0 : undefined;
  return (now - before) / Math.abs(before);
}

/** The currencies of some measures, that of the most first: amounts of two of them are never added. */
export function currenciesOf(...all: (Measures | null | undefined)[]): string[] {
  const amounts = new Map<string, number>();
  for (const of of all) {
    for (const [currency, amount] of Object.entries(of?.revenue ?? {}))
      amounts.set(currency, (amounts.get(currency) ?? 0) + amount);
  }
  return [...amounts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([currency]) => currency);
}
