import { type Busy, busyText } from '../busy.ts';

/** How long a report took, and how much CPU: on a machine with other work the two differ. */
export interface Took {
  ms: number;
  cpuMs: number;
}

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
  /** Medians of some reads, by `report, filters`. */
  took: Record<string, Took>;
}

const REPORTS = ['totals', 'days', 'sources', 'pages'];
const FILTERS = ['none', 'a source', 'a page', 'five'];

/** The table of the docs. */
export function table({ node, date, busy, events, visits, visitMb, columnMb, took }: Results): string {
  const cell = (report: string, filters: string) => {
    const { ms, cpuMs } = took[`${report}, ${filters}`]!;
    return `${Math.round(cpuMs)} ms (${Math.round(ms)} ms)`;
  };
  const number = (value: number) => Math.round(value).toLocaleString('en');
  return [
    `| filters | ${REPORTS.join(' | ')} |`,
    `|---|${REPORTS.map(() => '--:').join('|')}|`,
    ...FILTERS.map(filters => `| ${filters} | ${REPORTS.map(report => cell(report, filters)).join(' | ')} |`),
    '',
    `Of 90 days: ${number(visits)} visits of ${number(events)} events, which take ${number(visitMb)} MB, and their columns ${number(columnMb)} MB. Medians of CPU and, in brackets, of the time that it took with ${busyText(busy)} before it began, Node ${node} (${date}).`,
  ].join('\n');
}
