import type { Properties } from '../protocol/event.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { consents, isGranted } from './consent.ts';
import { cutQuery } from './cutQuery.ts';
import { tell } from './listeners.ts';
import { Later } from './platform.ts';
import { attempt, note, warn } from './say.ts';
import { NO_ANSWER, type Result, send } from './send.ts';
import { drop, keep, kept, keptNames, locks } from './storage.ts';
import type { Outcome } from './types.ts';
import { busy, hold, leave, lockSoon, untilFreed } from './underWay.ts';
import { uuid } from './uuid.ts';

/**
 * Begins the name of an entry of the outbox. The time it was made at follows, by which names sort, then a random id,
 * and at the end of another party's pixel two line breaks and its type.
 */
const NAME = 'tgp_out';

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

/** The wait for the next try doubles until it is that long, in seconds. */
const MAX_WAIT = 256;

/** By then every process sees what one of them wrote. */
const SEEN_MS = 500;

/** What became of events since the last beacon, which tells of it. */
let health: Properties = {};
/** Counts it. */
export const count = (what: 'retried' | 'dropped' | 'refused', more = 1): number =>
  (health[what] = ((health[what] as number) || 0) + more);

/** What a beacon's campaign says of the click that led to it, which consent to `ads` may have been taken back for since. */
const CLICK = /&context\.campaign\.(?!name|source|medium|term|content)[^&]+/g;

/** Seconds until the next try: they double with each that the clock makes, and begin anew when one is answered. */
let wait = 1;
let timer: number | undefined;

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
 * @param type of another party's pixel; none for a beacon of ours
 * @param callback told what became of this try
 * @param name of the entry, where there is one already
 */
export function post(
  url: string,
  type?: string,
  callback?: (outcome: Outcome) => void,
  name: string = NAME + +new Date() + uuid() + (type ? '\n\n' + type : ''),
): void {
  if (!type) {
    const told = writeQuery({ context: { tgp: health } }, warn);
    url += told && '&' + told;
    health = {};
  }
  note('out', url, type);
  const whole = url + '&sentAt=' + new Date().toISOString();
  keep(name, whole);
  busy[name] = { url };
  lockSoon();
  (!type && rejected >= MAX_REJECTED
    ? Later.resolve<Result>(['fail', NO_ANSWER])
    : send(type ? url : whole, type, Object.keys(busy))
  )
    .catch((error): Result => ['skip', error])
    .then(([status, reason, seconds]) => {
      if (!type) rejected = reason === NO_ANSWER ? rejected + +!!attempt(() => window.navigator.onLine) : NaN;
      if (status === 'fail' && !type) {
        leave(name);
        warn(reason);
        // What fails meanwhile does not put off the next try, unless the collector says how long.
        const delay = seconds! > 0 ? seconds! : !timer && wait;
        if (delay && !(rejected >= MAX_REJECTED)) {
          window.clearTimeout(timer);
          timer = window.setTimeout(resend, delay * 1e3 * (1 + Math.random()));
          if (wait < MAX_WAIT) wait *= 2;
        }
      } else {
        drop(name);
        // Another tab may see the entry for a moment after it was deleted here.
        if (busy[name]!.free) window.setTimeout(busy[name]!.free!, SEEN_MS);
        if (!type) {
          // The collector is back after more than one failed try: what waits need not wait longer.
          if (wait > 2) resend();
          wait = 1;
        }
        if (status === 'skip') {
          count('refused');
          warn(reason);
        }
      }
      delete busy[name];
      if (!type)
        tell(
          status,
          { status, reason, messageId: decodeURIComponent(url.replace(/^.*&messageId=|&.*/g, '')) },
          callback,
        );
    });
}

/** Sends what is left: of earlier pages, of dead tabs, of this page's failures. Drops what is too old or too much. */
export function resend(): void {
  timer = window.clearTimeout(timer) as undefined;
  // Prototype 1.6 has a `map` of its own for lists, which gives no third argument.
  const names = keptNames()
    .filter(name => /^tgp_out\d/.test(name) && kept(name))
    .sort();
  names.map((name, at) => {
    const type = name.split('\n')[2];
    const before = kept(name)!;
    const [url, sentAt] = before.split('&sentAt=') as [string, string];
    const states = [consents.analytics, type && consents.ads];
    // Names are compared as texts: times have thirteen digits until 2286.
    if (name < NAME + (+new Date() - MAX_AGE_MS) || names[at + MAX_ENTRIES] || states.includes('denied')) {
      drop(name);
      count('dropped');
    } else if (!states.includes('pending') && !busy[name]) {
      // By the time it is this page's turn, another tab may have sent it, be sending it, or have left it (without the
      // end that it had).
      const again = () => {
        if (busy[name] || !before.startsWith(kept(name)!)) return;
        count('retried');
        // As it would be made now.
        post(isGranted('ads') ? url : cutQuery(url).replace(CLICK, ''), type, undefined, name);
        // Whoever waits for it may be in a process that does not see `sentAt` yet.
        return untilFreed(name);
      };
      window.setTimeout(() => hold(name, again), sentAt ? (locks ? LEASE_MS : LEASE_MS_WITHOUT_LOCKS) : 0);
    }
  });
}
