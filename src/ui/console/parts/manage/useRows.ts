import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, callApi } from '../../callApi.ts';
import { explain } from '../explain.ts';
import { BY_COOKIE, who } from '../who.ts';
import type { Asked, Rows } from './kind.ts';

/** Most pages that are looked through by themselves for a first row: each ends after some thousand rows that are not meant. */
const MAX_EMPTY = 10;

export interface Listing<Row> {
  /** Undefined until the first page is there; a page stays until the next one is. */
  page: Signal<Rows<Row> | undefined>;
  problem: Signal<string>;
  isBusy: Signal<boolean>;
  /** Asks again. */
  load: () => Promise<void>;
}

/** A page of a list, asked for when what is asked changes; an answer to an older question is dropped. */
export function useRows<Row>(
  pathOf: (asked: Asked) => string,
  read: (answer: never, asked: Asked) => Rows<Row>,
  asked: Asked,
): Listing<Row> {
  const page = useSignal<Rows<Row> | undefined>(undefined);
  const problem = useSignal('');
  const isBusy = useSignal(true);
  const turn = useRef<AbortController | undefined>(undefined);
  const load = async () => {
    turn.current?.abort();
    const ended = new AbortController();
    turn.current = ended;
    const { signal } = ended;
    isBusy.value = true;
    try {
      const found = await readOn(pathOf, read, asked, signal);
      if (signal.aborted) return;
      page.value = found;
      problem.value = '';
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status === 401) who.value = null;
      problem.value = explain(error);
    }
    isBusy.value = false;
  };
  useEffect(() => {
    void load();
    return () => turn.current?.abort();
  }, [pathOf(asked)]);
  return { page, problem, isBusy, load };
}

async function readOn<Row>(
  pathOf: (asked: Asked) => string,
  read: (answer: never, asked: Asked) => Rows<Row>,
  asked: Asked,
  signal: AbortSignal,
): Promise<Rows<Row>> {
  let from = asked.from;
  for (let turns = 1; ; turns++) {
    const now = { ...asked, from };
    const found = read(await callApi<never>(pathOf(now), BY_COOKIE, { signal }), now);
    if (found.rows.length || found.next === null || turns === MAX_EMPTY) return found;
    from = found.next;
  }
}
