import { collectorOf } from '../protocol/collectorOf.ts';
import { consents, heedPrivacyControl, isDenied, isGranted, setConsent } from './consent.ts';
import { fieldsOf } from './fieldsOf.ts';
import { fire, shared } from './fire.ts';
import { anonymousId, forgetPerson, identify, person } from './identity.ts';
import { listen } from './listeners.ts';
import { type Call, isPrerendering } from './moment.ts';
import { resend, retry } from './outbox.ts';
import { own } from './own.ts';
import { addPiggybacks, firePending } from './piggyback.ts';
import { hear, ofDocument } from './platform.ts';
import { attempt, hint, log, note, oneOf, soon, warn } from './say.ts';
import { forgetClicks } from './session.ts';
import { builtInPath, destinations, MAX_WAITING, pixels, settings, VERSION, waiting } from './state.ts';
import type { Consent, InitOptions } from './types.ts';
import { leaveAll } from './underWay.ts';
import { lastView, settleViews, watchViews } from './views.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a page passes can be anything; each command checks its own
type Command = (call: Call, a?: any, b?: any, c?: any) => void;

type Options = InitOptions & { [name: string]: unknown };

/** The options of `init`. */
const OPTIONS =
  /* @__PURE__ */ 'endpoint, path, transport, autoPage, consent, piggyback, idCookie, cookieDomain, sessionMinutes, clickIds, cutParameters, keepParameters, debug'.split(
    ', ',
  );

/** What each command does with its call and the call's arguments. */
const commands: { [name: string]: Command } = {
  init(call, writeKey: string, given?: Options) {
    const known = destinations.filter(each => each.writeKey === writeKey)[0];
    const options = fieldsOf(given) as Options;
    // Null is a word of it, and no grant.
    const { consent } = options;
    // Of several the first counts; and of views, the first that says something of them.
    if (known && (known[2]!.autoPage != null || options.autoPage == null)) return;
    Object.keys(options).map(name => {
      hint('init', OPTIONS, name);
      // An option that is undefined or null is not given, nor is an empty endpoint.
      if (options[name] == null || (name === 'endpoint' && !options[name])) delete options[name];
    });
    const {
      autoPage,
      piggyback,
      endpoint,
      path = builtInPath,
    } = own(
      options.endpoint ? { path: '' } : destinations[0] || collectorOf(settings.script || '', writeKey),
      options,
    ) as Options;
    // Eight characters are an id of Telegram's pixel, whose install code found this global in place of its own. In plain
    // form: no collector, or the write key as a text (`undefined` has nine characters) is shorter than ten. What is no text
    // is none either, nor what has a blank in its beginning.
    if (!/^[\w-]{10}/.test((endpoint && writeKey) as string)) throw 'no writeKey, endpoint';
    if (!destinations[0]) {
      Object.assign(settings, options);
      // By a command, which knew no name of the site's own for the cookie: what `init` itself says gives way to one that follows.
      if (isDenied()) forgetPerson();
    }
    heedPrivacyControl();
    if (consent !== undefined) setConsent(call, consent, true);
    const destination = known || { writeKey, endpoint: endpoint!.replace(/\/$/, ''), path };
    if (!known) destinations.push(destination);
    Object.assign(destination, call, { 2: options });
    // Before, there is nothing to listen for; and a script that only runs costs the page less.
    hear('pagehide', leaveAll);
    // The document's event, which does not bubble.
    hear('prerenderingchange', release);
    hear('online', retry);
    if (autoPage) {
      const page = ['page', {}, { to: writeKey }];
      const onView = (moment: object) => {
        runCommand(own(moment, page));
        release();
      };
      // Like the rest of the queue it waits for what the page sets up.
      runCommand(own(call, page));
      // Restored from the back/forward cache.
      hear('pageshow', (event: PageTransitionEvent) => event.persisted && onView({}));
      if (autoPage === 'spa') watchViews(onView);
    }
    window.setTimeout(resend);
    // Last: a wrong one throws.
    addPiggybacks(call, piggyback || []);
  },
  page: fire,
  piggyback: addPiggybacks,
  track: fire,
  event(call, id, given, options) {
    // The tag that the collector serves knows the ids of its saved pixels, and of pixel events (with nothing to call).
    const ids = Object.keys(pixels);
    if (id && ids[0]) hint('event', ids, id as string);
    (pixels[id as string] || fire)(call, id, given, options, runCommand);
  },
  conversion: fire,
  microconversion: fire,
  refund(call, given, options) {
    if (!fieldsOf(given).order_id) warn('refund', 'no order_id');
    fire(own(call, { 0: 'track' }), 'refund', given, options);
  },
  identify,
  reset: forgetPerson,
  set: (_, properties) => Object.assign(shared, fieldsOf(properties)),
  consent(call, consent: Consent) {
    setConsent(call, consent);
    firePending();
    if (isDenied()) forgetPerson();
    if (!isGranted('ads')) forgetClicks();
    // And so it does in what the site told.
    person();
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

/** A call with the page's moment, where the stub has not written it down. */
function atItsMoment(queued: object): Call {
  const now = own({
    t: +new Date(),
    u: location.href,
    d: ofDocument<string>('title'),
    r: lastView || ofDocument<string>('referrer'),
  });
  const call = own<object>(now, queued, isPrerendering() && { t: 0 }) as Call;
  // The stub writes down what stands there, which may be an element with `name="title"`, or the address of a frame that
  // Partytown runs it in.
  for (const name in now)
    if (typeof call[name as 'u'] !== typeof now[name as 'u'] || call[name as 'u'] === 'about:blank')
      call[name as 'u'] = now[name as 'u'];
  return call;
}

/** Runs one command, or has it wait for `release`. Nothing that goes wrong in it reaches the page. */
export function runCommand(queued: object, isReleased?: boolean): void {
  // What was released is itself: made again, it has the id it had.
  const call = (isReleased ? queued : atItsMoment(queued)) as Call;
  const name = call[0];
  attempt(
    () => {
      oneOf(Object.keys(commands), name);
      isReleased || (commands[name] === fire ? note : log)(name, call);
      // What sets up the others runs at once.
      if (isReleased || /^(init|on|set|consent|piggyback)$/.test(name)) {
        commands[name]!(call, call[1], call[2], call[3]);
      } else if (waiting[/page|track|event/.test(name) ? MAX_WAITING - 1 : 2 * MAX_WAITING - 1])
        // It is refused, since the others still wait.
        runCommand(call, true);
      else waiting.push(call);
    },
    error => warn(name, error),
  );
}

/** What the global does. */
export const run = (...call: unknown[]): void => {
  settleViews();
  runCommand(call);
  release();
};

/**
 * Runs what waits, unless something still holds it back. Firefox ends the script of a tab that closes in the middle of
 * whatever it does, and runs what was to follow: a call that it cut off is made again, as the same event.
 */
export function release(): void {
  if (!isPrerendering() && destinations[0] && consents.analytics !== 'pending') {
    waiting.splice(0).map(call => {
      let go = () => runCommand(call, true);
      soon(() => go());
      go();
      // Nothing, when the microtask comes.
      go = () => {};
    });
  }
}
