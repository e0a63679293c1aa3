/** More than a page fires while a visitor reads a consent banner, few enough for any memory. */
export const MAX_WAITING = 200;

/** What waits for an `init`, for consent, or for a prerendered page to be shown. */
export const waiting: (() => unknown)[] = [];

/** Where events go: one for each `init`ed write key. */
export const destinations: [writeKey: string, endpoint: string][] = [];
