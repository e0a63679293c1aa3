import { type Busy, busyText } from '../busy.ts';

/** What the bench found. Times are ms. */
export interface Results {
  node: string;
  date: string;
  /** Load before it began. */
  busy: Busy;
  events: number;
  visits: number;
  /** What visits take, and what their columns take beside them. */
  visitMb: number;
  columnMb: number;
  /** CPU to make all columns. */
  makeMs: number;
  /** Median of some reads, by `report, filters`. */
  took: Record<string, number>;
}

const REPORTS = ['totals', 'days', 'sources', 'pages'];
const FILTERS = ['none', 'a source', 'a page', 'five'];

/** The table of the docs. */
export function table({ node, date, busy, events, visits, visitMb, columnMb, took }: Results): string {
  const cell = (report: string, filters: string) => `${Math.round(took[`${report}, ${filters}`]!)} ms`;
  const number = (value: number) => Math.round(value).toLocaleString('en');
  return [
    `| filters | ${REPORTS.join(' | ')} |`,
    `|---|${REPORTS.map(() => '--:').join('|')}|`,
    ...FILTERS.map(filters => `| ${filters} | ${REPORTS.map(report => cell(report, filters)).join(' | ')} |`),
    '',
    `Of 90 days: ${number(visits)} visits of ${number(events)} events, which take ${number(visitMb)} MB, and their columns ${number(columnMb)} MB. Medians, with ${busyText(busy)} before it began, Node ${node} (${date}).`,
  ].join('\n');
}
