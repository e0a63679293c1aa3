import { count, duration, money, type Place, percent } from '../parts/format.ts';
import type { Measure } from './measures.ts';

/** A measure's value as its reader writes it. @param currency of revenue */
export function writeMeasure(measure: Measure, value: number, currency: string, place: Place = {}): string {
  switch (measure) {
    case 'revenue':
      return money(value, currency, place);
    case 'bounceRate':
      return percent(value, place);
    case 'duration':
      return duration(value, place);
    default:
      return count(value, place);
  }
}
