import { setTimeout } from 'node:timers/promises';

/** Waits for the first of these, but never longer; tells whether one came. */
export async function within(ms: number, ...ends: Promise<unknown>[]): Promise<boolean> {
  const done = new AbortController();
  const late = setTimeout(ms, false, { signal: done.signal }).catch(() => false);
  try {
    return await Promise.race([...ends.map(end => end.then(() => true)), late]);
  } finally {
    done.abort();
  }
}
