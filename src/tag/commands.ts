import { collectorOf } from '../protocol/collectorOf.ts';
import { consents, setConsent } from './consent.ts';
import { fire, shared } from './fire.ts';
import { anonymousId, forget, identify, person } from './identity.ts';
import { listen } from './listeners.ts';
import { type Call, isPrerendering } from './moment.ts';
import { resend, retry } from './outbox.ts';
import { own } from './own.ts';
import { addPiggybacks } from './piggyback.ts';
import { hear, ofDocument } from './platform.ts';
import { attempt, isOneOf, log, warn } from './say.ts';
import { destinations, MAX_WAITING, pixels, settings, source, VERSION, waiting } from './state.ts';
import type { Consent, InitOptions } from './types.ts';
import { lastView, watchViews } from './views.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a page passes can be anything; each command checks its own
type Command = (call: Call, a?: any, b?: any, c?: any) => void;

type Options = InitOptions & { [name: string]: unknown };

/** What each command does with its call and the call's arguments. */
const commands: { [name: string]: Command } = {
  init(call, writeKey: string, options?: Options) {
    const { autoPage, consent, endpoint, piggyback } = own(options);
    const collector =
      endpoint || settings.endpoint || (source.url && collectorOf(source.url, writeKey, source.isOurs));
    if (destinations.some(([key]) => key === writeKey)) return;
    // Eight characters are an id of Telegram's pixel, whose install code found this global in place of its own. In plain
    // form: no collector, or the write key as a text (`undefined` has nine characters) is shorter than ten.
    if (!/.{10}/.test((collector && writeKey) as string)) {
      throw 'no writeKey, endpoint';
    }
    if (consent != null) setConsent(call, consent, true);
    // An option that is undefined or null is not given.
    if (!destinations[0])
      Object.keys(options || {}).map(name => {
        if (options![name] != null) (settings as Options)[name] = options![name];
      });
    settings.endpoint = settings.endpoint || collector!;
    destinations.push([writeKey, collector!.replace(/\/$/, '')]);
    if (autoPage) {
      const page = ['page', {}, { to: writeKey }];
      const onView = () => run(...page);
      runCommand(Object.assign({}, call, page));
      // Restored from the back/forward cache.
      hear('pageshow', (event: PageTransitionEvent) => event.persisted && onView());
      if (autoPage === 'spa') watchViews(onView);
    }
    hear('online', retry);
    window.setTimeout(resend);
    // Last: a wrong one throws.
    addPiggybacks(call, piggyback || []);
  },
  page: fire,
  piggyback: addPiggybacks,
  track: fire,
  event: (call, id, given, options) => (pixels.get(id) || fire)(call, id, given, options, runCommand),
  conversion: fire,
  microconversion: fire,
  identify,
  reset: forget,
  set: (_, properties) => Object.assign(shared, properties),
  consent(call, consent: Consent) {
    setConsent(call, consent);
    if (consents.analytics === 'denied') forget();
    resend();
  },
  on: listen,
  ready: (_, listener) =>
    listener({
      version: VERSION,
      anonymousId: anonymousId(),
      userId: person().userId,
    }),
};

/** The command that has most of a name's beginning. */
const nearest = (name: string): string =>
  Object.keys(commands).find(known => known.startsWith(name)) || nearest(name.slice(0, -1));

/** A call with the page's moment, where the stub has not written it down. */
function atItsMoment(queued: object): Call {
  const now = { u: location.href, d: ofDocument('title'), r: lastView || ofDocument('referrer') };
  const call = own({ t: +new Date() }, now, queued) as Call;
  // The stub writes down what stands there, which may be an element with `name="title"`.
  (['u', 'd', 'r'] as const).map(name => {
    if (typeof call[name] !== 'string') call[name] = now[name] as string;
  });
  if (isPrerendering()) call.t = 0;
  return call;
}

/** Runs one command, or has it wait for `release`. Nothing that goes wrong in it reaches the page. */
export function runCommand(queued: object, isReleased?: boolean): void {
  // What was released is itself: made again, it has the id it had.
  const call = (isReleased ? queued : atItsMoment(queued)) as Call;
  const name = call[0];
  attempt(
    () => {
      const known = nearest(Object.keys(commands), name + '');
      if (known !== name) throw 'try ' + known;
      // What sets up the others runs at once, and so does what can't wait, so that it can be refused.
      if (isReleased || isOneOf('init, on, set, consent, piggyback', name) || waiting[MAX_WAITING - 1]) {
        log(name, call);
        commands[name]!(call, call[1], call[2], call[3]);
      } else waiting.push(() => runCommand(call, true));
    },
    error => warn(name, error),
  );
}

/** What the global does. */
export const run = (...call: unknown[]): void => {
  runCommand(call);
  release();
};

/**
 * Runs what waits, unless something still holds it back. Firefox ends the script of a tab that closes in the middle of
 * whatever it does, and runs what was to follow: a call that it cut off is made again, as the same event.
 */
export function release(): void {
  if (!isPrerendering() && destinations[0] && consents.analytics !== 'pending') {
    waiting.splice(0).map(go => {
      window.queueMicrotask(() => go());
      go();
      // Nothing, when the microtask comes.
      go = () => {};
    });
  }
}
