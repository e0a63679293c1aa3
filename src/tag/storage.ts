import { isGranted } from './consent.ts';
import { own } from './own.ts';
import { ofDocument, ofPlatform } from './platform.ts';
import { attempt, soon } from './say.ts';
import { settings } from './state.ts';

/** The longest that browsers let a cookie live (Chromium's cap). */
const MAX_AGE_SECONDS = 400 * 24 * 3600;

/** What the site knows of a person: unlike ids it stays out of cookies. */
export const PERSON = 'tgp_user';

/** The cookie that tries out domains. */
const PROBE = 'tgp_domain';

type Box = { [name: string]: string | undefined };

let box: Box | undefined;

/** Missing in pages that are not secure. Where storage is refused too, memory is nobody else's. */
export let locks: LockManager | undefined;

/**
 * What outlives the page: localStorage, opened when it is first needed, or the page's own memory where that is blocked or
 * something of the page's own stands in its place.
 */
export const openBox = (): Box =>
  (box =
    box ||
    attempt(() => {
      const { localStorage } = window;
      // Not by writing: what is full can be read.
      localStorage.getItem(PROBE);
      locks = attempt(() => window.navigator.locks);
      return localStorage as unknown as Box;
    }) ||
    own());

/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory: Box = /* @__PURE__ */ own();

/** What storage has had of it: once that is gone, another page has forgotten it. */
const had: { [name: string]: unknown } = /* @__PURE__ */ own();

/** Keeps a value: where localStorage has no room for it, and nothing under that name, in memory. */
export const keep = (name: string, value: string): unknown =>
  attempt(() => (openBox()[name] = value)) || openBox()[name] || (memory[name] = value);

/** What is kept under a name. */
export const kept = (name: string): string | undefined => openBox()[name] || memory[name];

/** The names of what is kept. */
export const keptNames = (): string[] => Object.keys(openBox()).concat(Object.keys(memory));

/** Keeps it no longer. */
export function drop(name: string): void {
  delete memory[name];
  delete openBox()[name];
}

/** What a cookie went on saying after it was forgotten: the browser did not let go of it, and it is not believed. */
const stale: Box = /* @__PURE__ */ own();

/** What outlives the page of a value: its cookie, else localStorage. */
const stored = (name: string) =>
  isGranted('analytics') && ((name !== PERSON && cookie(name)) || openBox()[name]);

/**
 * Reads a value, or what memory has of it. The first read of a page gives it back to the place that lacks it, and renews the
 * cookie.
 */
export function read(name: string): string | undefined {
  const value = stored(name) || (had[name] ? '' : memory[name]);
  return value && write(name, value);
}

/**
 * Writes a value everywhere where it is another one, or only to memory while consent allows no more.
 */
export function write(name: string, value: string): string {
  if (memory[name] !== value || stored(name) !== value) {
    memory[name] = value;
    if (isGranted('analytics')) {
      if (name !== PERSON) setCookie(name, value, findDomain());
      keep(name, value);
    }
    had[name] = stored(name);
  }
  return value;
}

/**
 * Forgets a value, and takes away every cookie of its name that the browser lets go of: the host's own and those of each
 * wider domain, of the whole site and of the page's folder. Other settings, other versions or the site itself may have
 * left them.
 */
export function forget(name: string): void {
  drop(name);
  if (!cookie(name)) return;
  // Of two paths the last counts, and none is the page's folder.
  domains().map(domain => ['', '/'].map(path => setCookie(name, '', domain + ';path=' + path)));
  stale[name] = cookie(name);
}

/** The text of the page's cookies, which takes long to get: known until the end of a task. */
let cookies = '';

// Every access throws where storage is blocked: sandboxed frames, data: pages, the visitor's own setting.
const cookie = (name: string): string | undefined =>
  attempt(() => {
    if (!cookies) {
      cookies = ofDocument<string>('cookie');
      soon(() => {
        cookies = '';
      });
    }
    return ('; ' + cookies)
      .split('; ' + name + '=')
      .slice(1)
      .map(rest => rest.split(';')[0])
      .filter(value => value !== stale[name])[0];
  });

/** Sets a cookie, or with an empty value removes it; gives what is there then. */
function setCookie(name: string, value: string, domain: string): string | undefined {
  attempt(() =>
    Reflect.set(
      // A setter that stands there is a consent tool's, which keeps cookies back.
      (Object.getOwnPropertyDescriptor(document, 'cookie') || own<PropertyDescriptor>()).set
        ? document
        : ofPlatform(),
      'cookie',
      name +
        '=' +
        value +
        ';path=/;samesite=lax;max-age=' +
        (value ? MAX_AGE_SECONDS : 0) +
        ';domain=' +
        domain +
        ';' +
        (location.protocol === 'https:' && 'Secure'),
      document,
    ),
  );
  cookies = '';
  return cookie(name);
}

/** The page's host, each wider domain, and none, which is the host's own. */
const domains = (host = location.hostname): string[] =>
  host ? [host].concat(domains(host.replace(/[^.]*\.?/, ''))) : [''];

/** The widest domain the browser takes a cookie for, found once a page. */
export function findDomain(): string {
  if (settings.cookieDomain == null) {
    settings.cookieDomain = '';
    domains().map(domain => {
      settings.cookieDomain = setCookie(PROBE, domain, domain) || settings.cookieDomain;
      setCookie(PROBE, '', domain);
    });
  }
  return settings.cookieDomain;
}
