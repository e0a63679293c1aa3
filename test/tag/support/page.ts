import { afterEach, beforeEach, vi } from 'vitest';
import { decodeQuery } from '../../../src/protocol/query.ts';
import type { Listeners, Tgp } from '../../../src/tag/types.ts';
import { type Cookie, cookieJar } from './cookieJar.ts';
import { watchTimers } from './dueTimers.ts';

export { settled } from './dueTimers.ts';

// A page of a browser, as far as the tag sees one: only the network's edge, the cookies and the console are false.

/** One request that left the page, with its query read back. */
export interface Beacon {
  url: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of it
  fields: any;
  by: 'fetch' | 'image';
}

/** An image whose end the test decides. */
export class FakeImage {
  onload?: (event: { type: string }) => void;
  onerror?: (event: { type: string }) => void;
  set src(url: string) {
    images.push(this);
    record(url, 'image');
  }
  settle(type: 'load' | 'error'): void {
    this[`on${type}`]!({ type });
  }
}

export const HOME = 'https://www.shop.example/start?x=1';
export const KEY = 'a'.repeat(32);
export const OTHER_KEY = 'b'.repeat(32);
export const COLLECTOR = 'https://collect.example';

export let beacons: Beacon[] = [];
export let images: FakeImage[] = [];
export let cookies: Map<string, Cookie>;
/** Every `console.warn` of the page, as one line each. */
export let warnings: string[] = [];
export let logs: unknown[][] = [];

/** What the network answers: a status, or an error where nothing gets through. */
export let network: { answer: (url: string, init: RequestInit) => Promise<Response> };
export const answering = (status: number, body = '') => {
  network.answer = async () => (status === 200 ? stored() : new Response(body, { status }));
};

/** What the collector answers for a stored event. */
export const stored = (body: BodyInit | null = 'GIF') =>
  new Response(body, { headers: { 'Content-Type': 'image/gif' } });

const record = (url: string, by: Beacon['by']) => {
  const { pathname, search } = new URL(url);
  beacons.push({
    url,
    path: pathname,
    fields: JSON.parse(JSON.stringify(decodeQuery(search.slice(1)).fields)),
    by,
  });
};

type Added = [target: EventTarget, ...Parameters<EventTarget['addEventListener']>];
let added: Added[] = [];
let stopTimers: () => void;
const { pushState, replaceState } = history;

/** Where the document's own names are: happy-dom's document is none of the global `Document`. */
export const platform = Object.getPrototypeOf(document) as Document;

const replaced = new Map<string, PropertyDescriptor | undefined>();

/** Gives the document a property until the end of the test, where the platform has its own. */
export function onDocument(name: string, property: PropertyDescriptor): void {
  if (!replaced.has(name)) replaced.set(name, Object.getOwnPropertyDescriptor(platform, name));
  Object.defineProperty(platform, name, { ...property, configurable: true });
}

/** Goes to a URL as a browser does: the document is new, what it had said is gone. */
export function visit(url: string): void {
  // biome-ignore lint/suspicious/noExplicitAny: happy-dom's own
  (window as any).happyDOM.setURL(url);
}

beforeEach(() => {
  visit(HOME);
  stopTimers = watchTimers();
  beacons = [];
  images = [];
  warnings = [];
  logs = [];
  localStorage.clear();
  // happy-dom's fails where there is nothing to delete; browsers' don't.
  vi.stubGlobal(
    'localStorage',
    new Proxy(localStorage, {
      deleteProperty: (entries, name) => Reflect.deleteProperty(entries, name) || true,
    }),
  );
  document.head.innerHTML = '';
  document.title = 'Start';
  const jar = cookieJar();
  cookies = jar.cookies;
  onDocument('cookie', jar.property);
  network = { answer: async () => stored() };
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    record(url, 'fetch');
    return network.answer(url, init);
  });
  const createElement = platform.createElement.bind(document);
  onDocument('createElement', {
    value: (name: string) => (name === 'img' ? new FakeImage() : createElement(name)),
  });
  vi.spyOn(console, 'warn').mockImplementation((...parts) => void warnings.push(parts.map(String).join(' ')));
  vi.spyOn(console, 'log').mockImplementation((...parts) => void logs.push(parts));
  const { addEventListener } = globalThis;
  const { addEventListener: addToOthers } = platform;
  const hear = function (this: EventTarget, ...args: [string, EventListener, boolean?]) {
    added.push([this, ...args]);
    // The window is Node's global, with the functions of happy-dom's.
    if ((this as unknown) === globalThis) addEventListener(...args);
    else addToOthers.apply(this, args);
  };
  onDocument('addEventListener', { value: hear, writable: true });
});

afterEach(() => {
  for (const [target, name, listener, options] of added) target.removeEventListener(name, listener, options);
  added = [];
  Object.assign(history, { pushState, replaceState });
  for (const [name, own] of replaced)
    if (own) Object.defineProperty(platform, name, own);
    else Reflect.deleteProperty(platform, name);
  replaced.clear();
  for (const name of ['tgp', 'shopTag']) Reflect.deleteProperty(globalThis, name);
  vi.useRealTimers();
  stopTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The tag's global, for calls that the types would not let pass as well. */
export type LooseTgp = Tgp & ((...args: unknown[]) => void);

/** A call as the stub queues it. */
export function queuedCall(args: unknown[], moment: object = {}): IArguments {
  return Object.assign(
    (function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: that is what the stub keeps
      return arguments;
    })(...args),
    { t: Date.now(), u: document.URL, d: document.title, r: document.referrer },
    moment,
  );
}

/** The stub's global with calls in its queue. */
export function stub(...queue: IArguments[]): LooseTgp {
  const tgp = ((...args: unknown[]) => {
    if (tgp.run) tgp.run(...args);
    else tgp.queue!.push(queuedCall(args));
  }) as LooseTgp;
  return Object.assign(tgp, { tgp: 1 as const, queue });
}

/**
 * Loads the tag's script into the page.
 * @param name what the stub wrote onto the script element; none for a bare one
 * @param config what the collector has built in
 */
export async function loadScript(
  name?: string,
  src = `${COLLECTOR}/tgp.js`,
  config: unknown = [[]],
): Promise<LooseTgp> {
  const script = document.createElement('script');
  if (src) script.src = src;
  if (name) script.setAttribute('data-tgp', name);
  onDocument('currentScript', { value: script });
  vi.resetModules();
  Object.assign(globalThis, { tgpConfig: config });
  await import('../../../src/tag/index.ts');
  onDocument('currentScript', { value: null });
  return (globalThis as unknown as Record<string, LooseTgp>)[name || 'tgp']!;
}

/** A page with the tag and one destination. */
export async function start(options?: object): Promise<LooseTgp> {
  const tgp = await loadScript();
  tgp('init', KEY, options);
  return tgp;
}

/** Names of the events sent: that of a track event, or `page`. */
export const sentNames = () => beacons.map(({ fields, path }) => fields.event ?? path.split('/').pop());

export const last = (): Beacon => beacons[beacons.length - 1]!;

/** Listens to everything that becomes of events. */
export function outcomes(tgp: LooseTgp): string[] {
  const seen: string[] = [];
  for (const name of ['sent', 'skip', 'fail'] as const satisfies (keyof Listeners)[])
    tgp('on', name, ({ status, reason }) => void seen.push(reason ? `${status}: ${reason}` : status));
  return seen;
}
