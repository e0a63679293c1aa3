import { type Signal, useSignal } from '@preact/signals';
import { type Report, useReport } from './useReport.ts';

/** Most of a choice: the others are searched for. */
const MOST = 100;

/** Records to choose from. */
export interface Some<Row> {
  /** Undefined until they came. While others are looked for, those before stay. */
  rows: Row[] | undefined;
  /** What is looked for; '' of all. */
  search: Signal<string>;
  /** Whether there are more than these. */
  hasMore: boolean;
  report: Report<unknown>;
}

/** A hundred records of a list, or of those that have a text. @param name what the answer calls them */
export function useSome<Name extends string, Row>(path: string, name: Name): Some<Row> {
  const search = useSignal('');
  const query = new URLSearchParams({ limit: String(MOST), ...(search.value && { search: search.value }) });
  const report = useReport<{ [name in Name]: Row[] } & { next: string | null }>(`${path}?${query}`);
  const answer = report.answer.value;
  return {
    rows: answer?.[name],
    search,
    hasMore: search.value !== '' || (answer !== undefined && answer.next !== null),
    report,
  };
}
