import { MINUTE_MS } from '../../protocol/durations.ts';
import { callApi } from './callApi.ts';
import { type Count, type CountRow, countRows, firstHour } from './countRows.ts';

/** The least time between two questions, however many events arrive. */
const GAP_MS = 1000;

/** Without events the hours still move on. */
const IDLE_MS = MINUTE_MS;

/** A day has at most 200 names that nobody knows in each hour: what is known comes to as much again at most. */
const MAX_PAGES = 10;

interface Page {
  counts: Count[];
  /** The cursor of the next page. */
  next: string | null;
}

export interface Counts {
  token: string;
  writeKey: string;
  onRows: (rows: CountRow[]) => void;
}

export interface CountsFollower {
  /** Says that there are new events. */
  refresh(): void;
  stop(): void;
}

/**
 * Keeps a tag's counts. It asks for them anew where it could add up what arrives: the collector alone knows
 * which events it counted, and in which hour.
 */
export function followCounts({ token, writeKey, onRows }: Counts): CountsFollower {
  const ended = new AbortController();
  let isBusy = false;
  let isStale = false;

  const refresh = async () => {
    isStale = true;
    if (isBusy) return;
    isBusy = true;
    while (isStale && !ended.signal.aborted) {
      isStale = false;
      // A failure shows in the line's state, which comes back here once it is live again.
      await read().catch(() => {});
      await new Promise(resolve => setTimeout(resolve, GAP_MS));
    }
    isBusy = false;
  };
  const read = async () => {
    const query = new URLSearchParams({ writeKey, from: String(firstHour(Date.now())) });
    const all: Count[] = [];
    for (let page = 0, next: string | null = ''; next !== null && page < MAX_PAGES; page++) {
      if (next) query.set('cursor', next);
      const answer: Page = await callApi<Page>(`/counts?${query}`, token, { signal: ended.signal });
      for (const count of answer.counts) all.push(count);
      ({ next } = answer);
    }
    if (!ended.signal.aborted) onRows(countRows(all, Date.now()));
  };

  const timer = setInterval(refresh, IDLE_MS);
  return {
    refresh,
    stop() {
      clearInterval(timer);
      ended.abort();
    },
  };
}
