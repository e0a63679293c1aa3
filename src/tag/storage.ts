import { isGranted } from './consent.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';

/** The longest that browsers let a cookie live (Chromium's cap). */
const MAX_AGE_SECONDS = 400 * 24 * 3600;

/** The cookie that tries out domains. */
const PROBE = 'tgp_domain';

/** What outlives the page: localStorage, or the page's own memory where that is blocked. */
export let box: { [name: string]: string | undefined } = {};

/** Missing in pages that are not secure; opaque origins refuse both them and storage. */
export let locks: LockManager | undefined;

/** Takes what the browser has of them. */
export function openBox(): void {
  attempt(() => {
    box = localStorage || box;
    locks = navigator.locks;
  });
}

/** Keeps a value, in memory from the first one on that localStorage has no room for. */
export const keep = (name: string, value: string): unknown =>
  attempt(
    () => (box[name] = value),
    () => (box = { [name]: value }),
  );

/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory: { [name: string]: string | undefined } = {};

/**
 * Reads a value: from its cookie, else localStorage, else memory. The first read of a page gives it back to the place
 * that lacks it, and renews the cookie.
 */
export function read(name: string): string | undefined {
  const value = (isGranted('analytics') && (cookie(name) || box[name])) || memory[name];
  return value === memory[name] ? value : write(name, value!);
}

/**
 * Writes a value everywhere, or only to memory while consent allows no more. An empty one is forgotten. JSON
 * is what the site knows of a person: unlike ids it stays out of cookies.
 */
export function write(name: string, value: string): string {
  memory[name] = value;
  if (!value || isGranted('analytics')) {
    if (value ? value[0] !== '{' : cookie(name)) cookie(name, value, findDomain());
    if (value) keep(name, value);
    else delete box[name];
  }
  return value;
}

// Reads without a value, and writes otherwise. Every access throws where storage is blocked: sandboxed frames,
// data: pages, the visitor's own setting.
export const cookie = (name: string, value?: string, domain?: string) =>
  attempt(() => {
    if (value != null) {
      document.cookie =
        name +
        '=' +
        value +
        ';path=/;samesite=lax;max-age=' +
        (value ? MAX_AGE_SECONDS : 0) +
        ';domain=' +
        domain +
        (/^https:/.test(document.URL) ? ';Secure' : '');
    }
    return ('; ' + document.cookie).split('; ' + name + '=')[1]!.split(';')[0];
  });

/** The widest domain the browser takes a cookie for, found once a page. */
export function findDomain(): string {
  if (settings.cookieDomain == null) {
    settings.cookieDomain = '';
    for (let wider = location.hostname; wider; wider = wider.replace(/[^.]*\.?/, '')) {
      settings.cookieDomain = cookie(PROBE, wider, wider) || settings.cookieDomain;
      cookie(PROBE, '', wider);
    }
  }
  return settings.cookieDomain;
}
