import { consents } from './consent.ts';

/** Sends an event, or settles it with the reason why it never will be. */
type Deliver = (refusal?: string) => void;

/** More than a page fires while a visitor reads a consent banner, few enough for any memory. */
const MAX_WAITING = 200;

/** Events that wait for an `init`, for consent, or for a prerendered page to be shown. */
let waiting: Deliver[] = [];

/** Where events go: one for each `init`ed write key. */
export interface Destination {
  writeKey: string;
  endpoint: string;
  transport: string | undefined;
}

export const destinations: Destination[] = [];

export const isPrerendering = (): boolean => (document as { prerendering?: boolean }).prerendering === true;

/** Has an event delivered as soon as it may leave. */
export function enqueue(deliver: Deliver): void {
  if (waiting.length < MAX_WAITING) waiting.push(deliver);
  else deliver('too many wait');
  release();
}

/** Delivers what waits, unless something still holds it back. */
export function release(): void {
  const { analytics } = consents;
  if (!destinations[0] || analytics === 'pending') return;
  if (isPrerendering()) return document.addEventListener('prerenderingchange', release, { once: true });
  const ready = waiting;
  waiting = [];
  for (const deliver of ready) deliver(analytics === 'denied' ? 'consent denied' : '');
}
