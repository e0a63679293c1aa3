import { consents } from './consent.ts';
import { isPrerendering } from './moment.ts';

/** More than a page fires while a visitor reads a consent banner, few enough for any memory. */
const MAX_WAITING = 200;

/** Commands that wait for an `init`, for consent, or for a prerendered page to be shown. */
const waiting: (() => void)[] = [];

/** Where events go: one for each `init`ed write key. */
export const destinations: [writeKey: string, endpoint: string, transport?: string][] = [];

export const isFull = (): boolean => !!waiting[MAX_WAITING - 1];

/** Has a command run at the next `release`; at once where too many wait, so that it can be refused. */
export const enqueue = (run: () => void): void => {
  if (isFull()) run();
  else waiting.push(run);
};

/** Runs what waits, unless something still holds it back. */
export function release(): void {
  if (destinations[0] && consents.analytics !== 'pending' && !isPrerendering()) {
    for (const run of waiting.splice(0)) run();
  }
}
