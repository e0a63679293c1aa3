import { ApiError, callApi, openApi } from './callApi.ts';
import type { LiveEvent } from './liveEvent.ts';
import type { Refusal } from './refusal.ts';
import { serverEvents } from './serverEvents.ts';

/** Most events on the page, and what is loaded at first. */
export const MAX_EVENTS = 200;

/** The collector shows every 15 s that it lives; twice and a half that is a dead line. */
const SILENCE_MS = 40_000;

/** The first wait before another try; each is twice as long as the last, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export type LineState = 'connecting' | 'live' | 'waiting' | 'refused';

export interface Line {
  token: string;
  writeKey: string;
  /** Gets events in the order in which they were stored; after a lost line some of them again. */
  onEvents: (events: LiveEvent[]) => void;
  /** Gets beacons that were refused, the last to happen last; some of them again. */
  onRefusals: (refusals: Refusal[]) => void;
  onState: (state: LineState, error?: ApiError) => void;
}

/** Follows a tag's events: the newest stored ones, then each as it is stored. Returns the function that ends it. */
export function followEvents(line: Line): () => void {
  const ended = new AbortController();
  void follow(line, ended.signal);
  return () => ended.abort();
}

async function follow(line: Line, ended: AbortSignal): Promise<void> {
  line.onState('connecting');
  for (let wait = FIRST_WAIT_MS; !ended.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      await read(line, ended, () => {
        wait = FIRST_WAIT_MS / 2;
      });
    } catch (error) {
      if (ended.aborted) return;
      // What was refused is refused the next time too, unless there was too much of it.
      if (error instanceof ApiError && error.status < 500 && error.status !== 429)
        return line.onState('refused', error);
    }
    if (ended.aborted) return;
    line.onState('waiting');
    await pause(wait, ended);
  }
}

async function read(line: Line, ended: AbortSignal, onLive: () => void): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS);
  const stillAlive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE_MS);
  };
  const signal = AbortSignal.any([ended, silent.signal]);
  const tag = new URLSearchParams({ writeKey: line.writeKey });
  try {
    // The stream first: what is stored while the older events load waits in it.
    const stream = await openApi(`/events/stream?${tag}&refusals=true`, line.token, { signal });
    const path = `/events?${tag}&limit=${MAX_EVENTS}`;
    const { events } = await callApi<{ events: LiveEvent[] }>(path, line.token, { signal });
    line.onEvents(events.reverse());
    const { refusals } = await callApi<{ refusals: Refusal[] }>(`/refusals?${tag}`, line.token, { signal });
    line.onRefusals(refusals.reverse());
    line.onState('live');
    onLive();
    const onNamed = (name: string, text: string) => {
      if (name === 'refusal') line.onRefusals([JSON.parse(text)]);
    };
    for await (const text of serverEvents(stream.body!, { onChunk: stillAlive, onNamed }))
      line.onEvents([JSON.parse(text)]);
  } finally {
    clearTimeout(timer);
    silent.abort();
  }
}

/** Ends early when the page is left alone or the network comes back. */
function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      removeEventListener('online', done);
      ended.removeEventListener('abort', done);
      resolve();
    }
    addEventListener('online', done);
    ended.addEventListener('abort', done);
  });
}
