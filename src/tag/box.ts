import { attempt } from './attempt.ts';

/** Missing in pages that are not secure; opaque origins refuse both them and storage. */
export const locks: LockManager | undefined = attempt(() => localStorage && navigator.locks);

/** What outlives the page: localStorage, or the page's own memory where that is blocked. */
export let box: { [name: string]: string | undefined } = attempt(() => localStorage) || {};

/** Keeps a value, in memory from the first one on that localStorage has no room for. */
export const keep = (name: string, value: string): unknown =>
  attempt(
    () => (box[name] = value),
    () => (box = { [name]: value }),
  );
