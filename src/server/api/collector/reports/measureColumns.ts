import type { Measures } from '../../../store/reports.ts';
import type { CsvRows } from '../../sendCsv.ts';

const COUNTED = ['visitors', 'visits', 'views', 'events', 'bounces', 'seconds', 'conversions'] as const;

/** What is before the measures of a row. */
type Row = Partial<Measures> & { revenue: Measures['revenue'] };

/** Rows for a CSV, whose revenue has a column for each currency of any of them. */
export function measureColumns(
  rows: readonly Row[],
  before: readonly string[],
  counted: readonly string[] = COUNTED,
): { columns: string[]; rows: CsvRows } {
  const currencies = [...new Set(rows.flatMap(({ revenue }) => Object.keys(revenue)))].sort();
  return {
    columns: [...before, ...counted, ...currencies.map(columnOf)],
    rows: rows.map(({ revenue, ...row }) => ({
      ...row,
      ...Object.fromEntries(currencies.map(each => [columnOf(each), revenue[each]])),
    })),
  };
}

const columnOf = (currency: string): string => `revenue_${currency || 'unknown'}`;
