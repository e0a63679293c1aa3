import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError, callApi } from '../callApi.ts';
import { explain } from './explain.ts';
import { BY_COOKIE, who } from './who.ts';

export interface List<Answer> {
  answer: Signal<Answer | undefined>;
  problem: Signal<string>;
  /** Asks again. */
  load: () => Promise<void>;
  /** Does something that changes what is answered, and asks again; what is wrong with it is the problem. */
  change: (act: () => Promise<unknown>) => Promise<void>;
}

/** What the collector answers to whoever is logged in, asked when the path changes. @param path null: nothing is asked */
export function useAnswer<Answer>(path: string | null): List<Answer> {
  const answer = useSignal<Answer | undefined>(undefined);
  const problem = useSignal('');
  const load = async (isLeft: () => boolean = () => false) => {
    if (path === null) return;
    try {
      const given = await callApi<Answer>(path, BY_COOKIE);
      if (isLeft()) return;
      answer.value = given;
      problem.value = '';
    } catch (error) {
      if (isLeft()) return;
      if (error instanceof ApiError && error.status === 401) who.value = null;
      problem.value = explain(error);
    }
  };
  useEffect(() => {
    let isLeft = false;
    answer.value = undefined;
    void load(() => isLeft);
    return () => {
      isLeft = true;
    };
  }, [path]);
  const change = async (act: () => Promise<unknown>) => {
    problem.value = '';
    try {
      await act();
      await load();
    } catch (error) {
      problem.value = explain(error);
    }
  };
  return { answer, problem, load: () => load(), change };
}
