import type { Properties } from '../protocol/event.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { attempt } from './attempt.ts';
import { box, keep, locks } from './box.ts';
import { consents } from './consent.ts';
import { tell } from './listeners.ts';
import { log, warn } from './log.ts';
import { type Done, send } from './send.ts';
import { settings } from './settings.ts';
import type { Outcome } from './types.ts';

/** Begins the name of an entry of the outbox. The time it was made at follows: names sort by it. */
const NAME = 'tgp_out';

/** Most entries that wait to go again: the oldest are dropped first. */
const MAX_ENTRIES = 50;

/** As long as the collector believes an event's time. */
const MAX_AGE_MS = 24 * 3_600_000;

/** How long a tab has an entry for itself where there are no locks. */
const LEASE_MS = 30_000;

/** The wait for the next try doubles until it is that long, in seconds. */
const MAX_WAIT = 256;

/** By then every process sees what one of them wrote. */
const SEEN_MS = 500;

/** What this page is sending, each with what frees its lock. */
const busy: { [name: string]: () => void } = {};

/** While the page is being left: a lock that it asked for would be its own in the back/forward cache. */
let isLeft: unknown;

// Firefox puts no page that holds a lock into its back/forward cache.
addEventListener('pagehide', () => {
  isLeft = setTimeout(() => (isLeft = 0), SEEN_MS);
  for (const name in busy) busy[name]!();
});

/** What became of events since the last beacon, which tells of it. */
let health: Properties = {};
const count = (what: 'retried' | 'dropped' | 'refused'): number =>
  (health[what] = -~(health[what] as number));

/** Seconds until the next try. */
let wait = 1;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Sends a URL, and keeps it until an answer has confirmed it. Another party's pixel goes once: what it answers is not
 * ours to judge.
 * @param id lines of nothing, of the event's id, and of `img` or `js` where it is a piggyback
 * @param callback told what became of this try
 * @param name of the entry, where there is one already
 * @returns settled when the entry is no longer this page's
 */
export function post(
  url: string,
  id: string,
  callback?: (outcome: Outcome) => void,
  name: string = NAME + +new Date() + Math.random() + id,
): Promise<void> {
  const [, messageId, type] = name.split('\n') as [string, string, string];
  if (!type) {
    const told = writeQuery({ context: { tgp: health } }, log);
    if (told) url += '&' + told;
    health = {};
  }
  const whole = url + '&sentAt=' + new Date().toJSON();
  keep(name, whole);
  const sending = new Promise<void>(resolve => (busy[name] = resolve));
  // The lock of a tab that dies is free at once, and others wait for that of one that lives. Asked for in a task of its
  // own, for listeners to `pagehide` that were there before the tag's. Who waits for a page in the back/forward cache
  // has it dropped, with the images that it loads.
  setTimeout(() => isLeft || (locks && locks.request(name, () => sending)));
  const done: Done = (status, reason, seconds) => {
    // Another tab may see the entry for a moment after it was deleted here.
    setTimeout(busy[name]!, SEEN_MS);
    delete busy[name];
    if (status === 'fail' && !type) {
      // Without its `sentAt` nobody has a lease on it.
      if (box[name]) box[name] = url;
      if (timer) clearTimeout(timer);
      else warn(status, reason);
      timer = setTimeout(resend, (seconds || wait) * 1e3 * (1 + Math.random()));
    } else {
      delete box[name];
      wait = 1;
      if (status === 'skip') {
        count('refused');
        warn(status, reason);
      }
    }
    if (messageId) tell(status, { status, reason, messageId }, callback);
  };
  attempt(
    () => send(type ? url : whole, type || settings.transport, Object.keys(busy), done),
    error => done('skip', error as never),
  );
  return sending;
}

/** Sends what is left: of earlier pages, of dead tabs, of this page's failures. Drops what is too old or too much. */
export function resend(): void {
  wait += wait < MAX_WAIT ? wait : 0;
  Object.keys(box)
    .filter(name => name.startsWith(NAME))
    .sort()
    .map((name, at, names) => {
      const [url, sentAt] = box[name]!.split('&sentAt=') as [string, string?];
      const state = (consents.analytics as string) + (name.split('\n')[2] && consents.ads);
      // By the time it is this page's turn, another tab may have sent it.
      const again = () => box[name] && count('retried') && post(url, '', undefined, name);
      if (name < NAME + (+new Date() - MAX_AGE_MS) || names[at + MAX_ENTRIES] || /denied/.test(state)) {
        delete box[name];
        count('dropped');
      } else if (!/pending/.test(state) && !busy[name]) {
        if (locks) locks.request(name, again);
        else sentAt! > new Date(+new Date() - LEASE_MS).toJSON() || again();
      }
    });
}
