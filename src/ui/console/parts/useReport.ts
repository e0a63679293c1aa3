import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { MINUTE_MS } from '../../../protocol/durations.ts';
import { ApiError, callApi } from '../callApi.ts';
import { explain } from './explain.ts';
import { BY_COOKIE, demo, who } from './who.ts';

/** Younger than this, a page whose token is refused would be refused again: it must not reload for ever. */
const YOUNG_MS = 10_000;

export interface Report<Answer> {
  /** The last one, while another is waited for. */
  answer: Signal<Answer | undefined>;
  problem: Signal<string>;
  isBusy: Signal<boolean>;
  /** Asks again. */
  load: () => void;
}

/** Whose numbers are shown: of whoever is logged in, else the demo's. */
export const readerToken = (): string => (who.value ? BY_COOKIE : (demo?.token ?? BY_COOKIE));

/**
 * What the collector answers, asked when the path changes, and when the page is seen again after a minute. What was
 * answered stays until then.
 * @param path null: nothing is asked
 */
export function useReport<Answer>(path: string | null): Report<Answer> {
  const answer = useSignal<Answer | undefined>(undefined);
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const asked = useRef<{ ended: AbortController; at: number } | undefined>(undefined);
  const token = readerToken();

  const load = async () => {
    asked.current?.ended.abort();
    if (path === null) {
      answer.value = undefined;
      isBusy.value = false;
      return;
    }
    const ended = new AbortController();
    asked.current = { ended, at: Date.now() };
    isBusy.value = true;
    try {
      const given = await callApi<Answer>(path, token, { signal: ended.signal });
      if (ended.signal.aborted) return;
      answer.value = given;
      problem.value = '';
    } catch (error) {
      if (ended.signal.aborted) return;
      if (error instanceof ApiError && error.status === 401) onRefused();
      problem.value = explain(error);
    }
    isBusy.value = false;
  };

  useEffect(() => {
    void load();
    const onSeen = () => {
      if (!document.hidden && Date.now() - (asked.current?.at ?? 0) > MINUTE_MS) void load();
    };
    document.addEventListener('visibilitychange', onSeen);
    return () => {
      document.removeEventListener('visibilitychange', onSeen);
      asked.current?.ended.abort();
    };
  }, [path, token]);

  return { answer, problem, isBusy, load: () => void load() };
}

/** The log-in is over; or the collector started anew, and the page brings the demo's new token. */
function onRefused(): void {
  if (who.value) who.value = null;
  else if (performance.now() > YOUNG_MS) location.reload();
}
