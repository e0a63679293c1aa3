import type { Properties } from '../protocol/event.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { consents } from './consent.ts';
import { tell } from './listeners.ts';
import { own } from './own.ts';
import { attempt, log, warn } from './say.ts';
import { type Done, NO_ANSWER, send } from './send.ts';
import { keep, locks, openBox } from './storage.ts';
import type { Outcome } from './types.ts';

/**
 * Begins the name of an entry of the outbox. The time it was made at follows, by which names sort, then a random number
 * and, on a line of its own, what is known of the entry as JSON.
 */
const NAME = 'tgp_out';

/** What is known of an entry beside its URL. */
interface Entry {
  /** The event's id, of a beacon of ours. */
  messageId?: string | undefined;
  /** `img` or `js`, where it is another party's pixel. */
  type?: string | undefined;
}

/** Reads what is known of an entry out of its name. */
function readEntry(name: string): Entry {
  const [, record, type] = name.split('\n');
  // What 0.1.0 left behind may wait for a day: it has a line of the event's id, and one of the pixel's type.
  return (record![0] === '{' && attempt(() => JSON.parse(record!))) || { messageId: record, type };
}

/** Most entries that wait to go again: the oldest are dropped first. */
const MAX_ENTRIES = 50;

/** As long as the collector believes an event's time. */
const MAX_AGE_MS = 24 * 3_600_000;

/**
 * How long others leave an entry with `sentAt` alone before they ask for its lock: a tab that lives has got it by then.
 */
const LEASE_MS = 2_000;

/** The same where there are no locks: most answers have come by then. */
const LEASE_MS_WITHOUT_LOCKS = 30_000;

/**
 * When a tab asks for the lock of what it sends. Most answers come sooner and cost none; and Firefox puts no page that
 * holds a lock into its back/forward cache.
 */
const LOCK_MS = 1_000;

/** The wait for the next try doubles until it is that long, in seconds. */
const MAX_WAIT = 256;

/** By then every process sees what one of them wrote. */
const SEEN_MS = 500;

/** What this page is sending. */
interface Sending {
  /** What the entry says once it is left to others: without `sentAt`. */
  url: string;
  /** Gives the lock back, from when it was asked for. */
  free?: () => void;
}

const busy = /* @__PURE__ */ own<{ [name: string]: Sending }>();

/** Leaves an entry to others: without `sentAt`, and the lock free. */
function leave(name: string, { url, free }: Sending): void {
  if (openBox()[name]) keep(name, url);
  if (free) free();
}

/**
 * Leaves everything to others, at the end of the page: what it does not live to confirm is the next one's. And who waits
 * for the lock of a page in the back/forward cache has that page dropped, with the images that it loads.
 */
export const leaveAll = (): unknown => Object.keys(busy).map(name => leave(name, busy[name]!));

let lockTimer: unknown;

/**
 * Asks for the locks of what is under way: a tab that dies gives its own back, and one that lives keeps them till the end.
 * Asked for twice, a lock comes again when it is free, and is given back.
 */
function lockAll(): void {
  lockTimer = 0;
  Object.keys(busy).map(name => {
    const sending = busy[name]!;
    hold(
      name,
      () =>
        busy[name] === sending &&
        new Promise<void>(free => {
          sending.free = free;
        }),
    );
  });
}

/** What became of events since the last beacon, which tells of it. */
let health: Properties = /* @__PURE__ */ own();
/** Counts it. */
export const count = (what: 'retried' | 'dropped' | 'refused', more = 1): number =>
  (health[what] = ((health[what] as number) || 0) + more);

/** Seconds until the next try: they double with each that the clock makes, and begin anew when one is answered. */
let wait = 1;
let timer: number | undefined;

/** What the console was told last of failing, which it need not be told again of what is given up for it. */
let toldReason: string | undefined;

/** Rejected while the browser was online and nothing was ever answered: so many, and a blocker is at work. */
const MAX_REJECTED = 3;

/** How many were, in a page where none is answered; NaN from the first answer on, which is neither more nor less. */
let rejected = 0;

/** The network is back: what a blocker seemed to hold back is tried again. */
export function retry(): void {
  rejected *= 0;
  resend();
}

/**
 * Sends a URL, and keeps it until an answer has confirmed it. Another party's pixel goes once: what it answers is not
 * ours to judge.
 * @param entry what is known of it
 * @param callback told what became of this try
 * @param name of the entry, where there is one already
 */
export function post(
  url: string,
  entry: Entry,
  callback?: (outcome: Outcome) => void,
  name: string = NAME +
    +new Date() +
    Math.random() +
    '\n' +
    // Without a prototype, on which a page may have put a `toJSON`.
    JSON.stringify(own(entry)),
): void {
  const { messageId, type } = entry;
  if (!type) {
    const told = writeQuery({ context: { tgp: health } }, log);
    if (told) url += '&' + told;
    health = own();
  }
  const whole = url + '&sentAt=' + new Date().toISOString();
  keep(name, whole);
  const sending: Sending = (busy[name] = { url });
  const done: Done = (status, reason, seconds) => {
    // What of the page's own stands for fetch or an image may answer more than once.
    if (busy[name] !== sending) return;
    delete busy[name];
    if (!type) rejected = reason === NO_ANSWER ? rejected + +window.navigator.onLine : NaN;
    if (status === 'fail' && !type) {
      leave(name, sending);
      // Told where failing begins, not at each try.
      if (!timer && wait < 2) warn(status, (toldReason = reason));
      // What fails meanwhile does not put off the next try, unless the collector says how long.
      if (!(rejected >= MAX_REJECTED) && (seconds! > 0 || !timer)) {
        window.clearTimeout(timer);
        timer = window.setTimeout(resend, (seconds! > 0 ? seconds! : wait) * 1e3 * (1 + Math.random()));
        wait += wait < MAX_WAIT ? wait : 0;
      }
    } else {
      delete openBox()[name];
      // Another tab may see the entry for a moment after it was deleted here.
      if (sending.free) window.setTimeout(() => sending.free!(), SEEN_MS);
      if (!type) {
        // The collector is back after more than one failed try: what waits need not wait longer.
        if (wait > 2) resend();
        wait = 1;
      }
      if (status === 'skip') {
        count('refused');
        if (reason !== toldReason) warn(status, reason);
      }
    }
    if (messageId) tell(status, { status, reason, messageId }, callback);
  };
  if (!type && rejected >= MAX_REJECTED) done('fail', NO_ANSWER);
  else
    attempt(
      () => send(type ? url : whole, type, Object.keys(busy), done),
      error => done('skip', error as never),
    );
  lockTimer = lockTimer || window.setTimeout(lockAll, LOCK_MS);
}

/** Sends what is left: of earlier pages, of dead tabs, of this page's failures. Drops what is too old or too much. */
export function resend(): void {
  timer = window.clearTimeout(timer) as undefined;
  const box = openBox();
  Object.keys(box)
    .filter(name => /^tgp_out\d/.test(name))
    .sort()
    .map((name, at, names) => {
      const entry = readEntry(name);
      const before = box[name]!;
      const [url, sentAt] = before.split('&sentAt=') as [string, string];
      const states = [consents.analytics, entry.type && consents.ads];
      // By the time it is this page's turn, another tab may have sent it, be sending it, or have left it (without the
      // end that it had).
      const again = () => {
        if (before.startsWith(openBox()[name]!)) {
          count('retried');
          post(url, entry, undefined, name);
        }
      };
      // Names are compared as texts: times have thirteen digits until 2286.
      if (name < NAME + (+new Date() - MAX_AGE_MS) || names[at + MAX_ENTRIES] || states.includes('denied')) {
        delete openBox()[name];
        count('dropped');
      } else if (!states.includes('pending') && !busy[name]) {
        window.setTimeout(() => hold(name, again), sentAt ? (locks ? LEASE_MS : LEASE_MS_WITHOUT_LOCKS) : 0);
      }
    });
}

/** Runs something with an entry's lock, where there are locks. */
function hold(name: string, run: () => unknown): unknown {
  return locks ? locks.request(name, run) : run();
}
