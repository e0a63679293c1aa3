import { isGranted } from './consent.ts';
import { own } from './own.ts';
import { ofDocument, ofPlatform } from './platform.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';

/** The longest that browsers let a cookie live (Chromium's cap). */
const MAX_AGE_SECONDS = 400 * 24 * 3600;

/** The cookie that tries out domains. */
const PROBE = 'tgp_domain';

type Box = { [name: string]: string | undefined };

let box: Box | undefined;

/** Missing in pages that are not secure. Opaque origins refuse both them and storage, and memory is nobody else's. */
export let locks: LockManager | undefined;

/**
 * Does something with what outlives the page: localStorage, opened when it is first needed. From the first thing on that
 * it refuses (blocked, full, or something of the page's own in its place), the page's own memory serves.
 */
export function inBox<Value>(use: (box: Box) => Value): Value {
  try {
    if (!box) {
      box = window.localStorage as unknown as Box;
      locks = window.navigator.locks;
    }
    return use(box);
  } catch {
    locks = undefined;
    return use((box = own({} as Box)));
  }
}

/** Reads what was kept. */
export const kept = (name: string): string | undefined => inBox(box => box[name]);

/** Keeps a value. */
export const keep = (name: string, value: string): unknown => inBox(box => (box[name] = value));

/** Keeps it no longer. */
export const drop = (name: string): unknown => inBox(box => delete box[name]);

/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory = /* @__PURE__ */ own({} as Box);

/** What was last written for good. */
const written = /* @__PURE__ */ own({} as Box);

/** What a cookie went on saying after it was forgotten: the browser did not let go of it, and it is not believed. */
const stale = /* @__PURE__ */ own({} as Box);

/**
 * Reads a value: from its cookie, else localStorage, else memory. The first read of a page gives it back to the place
 * that lacks it, and renews the cookie.
 */
export function read(name: string): string | undefined {
  const value = (isGranted('analytics') && (cookie(name) || kept(name))) || memory[name];
  return value === memory[name] ? value : write(name, value!);
}

/**
 * Writes a value everywhere where it is another one, or only to memory while consent allows no more. JSON is what the site
 * knows of a person: unlike ids it stays out of cookies.
 */
export function write(name: string, value: string): string {
  memory[name] = value;
  if (isGranted('analytics') && written[name] !== value) {
    written[name] = value;
    // A cookie that is too long leaves the one before in place, which would speak for what is no longer so.
    if (value[0] !== '{' && setCookie(name, value, findDomain()) !== value) setCookie(name, '', findDomain());
    keep(name, value);
  }
  return value;
}

/**
 * Forgets a value, and takes away every cookie of its name that the browser lets go of: the host's own and those of each
 * wider domain, of the whole site and of the page's folder. Other settings, other versions or the site itself may have
 * left them.
 */
export function forget(name: string): void {
  memory[name] = written[name] = '';
  drop(name);
  if (!cookie(name)) return;
  const forgetIn = (domain: string) => {
    // Of two paths the last counts, and none is the page's folder.
    for (const path of ['', '/']) setCookie(name, '', domain + ';path=' + path);
    // A last label alone is no domain of cookies, and no domain is the host's own.
    if (domain) forgetIn(domain.replace(/[^.]*(\.[^.]*$|\.?)/, ''));
  };
  forgetIn(location.hostname);
  stale[name] = cookie(name);
}

/** The text of the page's cookies, which takes long to get: known until the end of a task. */
let cookies: string | undefined;

// Every access throws where storage is blocked: sandboxed frames, data: pages, the visitor's own setting.
const cookie = (name: string): string | undefined =>
  attempt(() => {
    if (cookies == null) {
      cookies = ofDocument<string>('cookie');
      Promise.resolve().then(forgetCookies);
    }
    return ('; ' + cookies)
      .split('; ' + name + '=')
      .slice(1)
      .map(rest => rest.split(';')[0])
      .find(value => value !== stale[name]);
  });

const forgetCookies = () => {
  cookies = undefined;
};

/** Sets a cookie, or with an empty value removes it; gives what is there then. */
function setCookie(name: string, value: string, domain: string): string | undefined {
  attempt(() =>
    Reflect.set(
      ofPlatform(),
      'cookie',
      name +
        '=' +
        value +
        ';path=/;samesite=lax;max-age=' +
        (value ? MAX_AGE_SECONDS : 0) +
        ';domain=' +
        domain +
        (location.protocol === 'https:' ? ';Secure' : ''),
      document,
    ),
  );
  forgetCookies();
  return cookie(name);
}

/** The widest domain the browser takes a cookie for, found once a page. */
export function findDomain(): string {
  if (settings.cookieDomain == null) {
    settings.cookieDomain = '';
    for (let wider = location.hostname; wider; wider = wider.replace(/[^.]*\.?/, '')) {
      settings.cookieDomain = setCookie(PROBE, wider, wider) || settings.cookieDomain;
      setCookie(PROBE, '', wider);
    }
  }
  return settings.cookieDomain;
}
