import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { callApi } from '../callApi.ts';
import { explain } from './explain.ts';
import { type List, useAnswer } from './useAnswer.ts';
import { BY_COOKIE } from './who.ts';

/** Rows of a page. */
const PAGE_SIZE = 50;

type Answer<Name extends string, Row> = { [name in Name]: Row[] } & { next?: string | null };

export interface Pages<Row> extends Omit<List<unknown>, 'answer'> {
  /** Undefined until they came. */
  rows: Row[] | undefined;
  /** What is looked for; '' of all. */
  search: Signal<string>;
  hasMore: boolean;
  /** Reads the next page. */
  more: () => Promise<void>;
}

/** A list that is searched, and read on, by the collector. @param path with its `?`; @param name what the answer calls the rows */
export function usePages<Name extends string, Row>(path: string, name: Name): Pages<Row> {
  const search = useSignal('');
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    ...(search.value && { search: search.value }),
  });
  const asked = `${path}&${query}`;
  const { answer, problem, load, change } = useAnswer<Answer<Name, Row>>(asked);
  const first = answer.value;
  const others = useSignal<{ of: unknown; rows: Row[]; next: string | null }>({
    of: undefined,
    rows: [],
    next: null,
  });
  useEffect(() => {
    others.value = { of: first, rows: [], next: first?.next ?? null };
  }, [first]);
  const isOfThis = first !== undefined && others.value.of === first;
  const next = isOfThis ? others.value.next : null;
  const more = async () => {
    if (next === null) return;
    try {
      const page = await callApi<Answer<Name, Row>>(`${asked}&cursor=${encodeURIComponent(next)}`, BY_COOKIE);
      if (answer.value !== first) return;
      const rows = [...others.value.rows, ...page[name]];
      others.value = { of: first, rows, next: page.next ?? null };
    } catch (error) {
      problem.value = explain(error);
    }
  };
  return {
    rows: first && [...first[name], ...(isOfThis ? others.value.rows : [])],
    search,
    hasMore: next !== null,
    more,
    problem,
    load,
    change,
  };
}
