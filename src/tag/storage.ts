import { attempt } from './attempt.ts';
import { isGranted } from './consent.ts';
import { settings } from './settings.ts';

/** The longest that browsers let a cookie live (Chromium's cap). */
const MAX_AGE_SECONDS = 400 * 24 * 3600;
const DOMAIN = 'tgp_domain';

/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory: Record<string, string> = {};

/**
 * Reads a value: from its cookie, else localStorage, else memory. A place that lacks it gets it back, and the
 * first read of a page renews the cookie.
 * @param local keeps it out of cookies
 */
export function read(name: string, local?: boolean): string | undefined {
  if (!isGranted('analytics')) return memory[name];
  const entry = readEntry(name);
  const cookie = local ? entry : readCookie(name);
  const value = cookie || entry || memory[name];
  if (value && (value !== cookie || value !== entry || value !== memory[name])) write(name, value, local);
  return value;
}

/** Writes a value everywhere, or only to memory while consent allows no more. An empty one is forgotten. */
export function write(name: string, value: string, local?: boolean): void {
  memory[name] = value;
  if (value && !isGranted('analytics')) return;
  if (!local && (value || readCookie(name))) writeCookie(name, value, findDomain());
  writeEntry(name, value);
}

// Every access throws where storage is blocked: sandboxed frames, data: pages, the visitor's own setting.
const readEntry = (name: string) => attempt<string | undefined>(() => localStorage[name]);

const writeEntry = (name: string, value: string) =>
  attempt(() => {
    if (value) localStorage[name] = value;
    else delete localStorage[name];
  });

const readCookie = (name: string) =>
  attempt(() => decodeURIComponent(`; ${document.cookie}`.split(`; ${name}=`)[1]!.split(';')[0]!));

const writeCookie = (name: string, value: string, domain: string) =>
  attempt(() => {
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;SameSite=Lax;max-age=${
      value ? MAX_AGE_SECONDS : 0
    }${domain && `;domain=${domain}`}${location.protocol === 'https:' ? ';Secure' : ''}`;
  });

let domain: string | undefined;

/** The widest domain the browser takes a cookie for: tried once, then remembered, so that ids don't move. */
function findDomain(): string {
  domain ??= settings.cookieDomain;
  domain ??= readEntry(DOMAIN);
  if (domain === undefined) {
    domain = '';
    location.hostname.split('.').reduceRight((narrow, label) => {
      const wide = label + narrow;
      if (!domain) {
        writeCookie(DOMAIN, wide, wide);
        domain = readCookie(DOMAIN) || '';
        writeCookie(DOMAIN, '', wide);
      }
      return `.${wide}`;
    }, '');
    writeEntry(DOMAIN, domain);
  }
  return domain;
}
