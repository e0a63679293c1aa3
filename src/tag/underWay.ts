import { Later } from './platform.ts';
import { keep, kept, locks } from './storage.ts';

/**
 * When a tab asks for the lock of what it sends for the first time. Most answers come sooner and cost none; and Firefox puts no
 * page that holds a lock into its back/forward cache.
 */
const LOCK_MS = 1_000;

/** What this page is sending. */
interface Sending {
  /** What the entry says once it is left to others: without `sentAt`. */
  url: string;
  /** Gives the lock back, from when it was asked for. */
  free?: () => void;
}

export const busy: { [name: string]: Sending } = {};

/** Leaves an entry to others: without `sentAt`, and the lock free. */
export function leave(name: string): void {
  const { url, free } = busy[name]!;
  if (kept(name)) keep(name, url);
  if (free) free();
}

/**
 * Leaves everything to others, at the end of the page: what it does not live to confirm is the next one's. And who waits
 * for the lock of a page in the back/forward cache has that page dropped, with the images that it loads.
 */
export const leaveAll = (): unknown => Object.keys(busy).map(leave);

let lockTimer: unknown;

/**
 * Asks for the locks of what is under way: a tab that dies gives its own back, and one that lives keeps them till the end.
 */
function lockAll(): void {
  lockTimer = 0;
  Object.keys(busy).map(name => busy[name]!.free || hold(name, () => untilFreed(name)));
}

/** Has whoever has the lock of what is under way keep it until it gives it back. */
export const untilFreed = (name: string): unknown =>
  busy[name] &&
  new Later<void>(free => {
    busy[name]!.free = free;
  });

/** Has the entries that are under way locked soon. */
export function lockSoon(): void {
  lockTimer = lockTimer || window.setTimeout(lockAll, LOCK_MS);
}

/** Runs something with an entry's lock, where there are locks. */
export function hold(name: string, run: () => unknown): unknown {
  return locks ? locks.request(name, run) : run();
}
