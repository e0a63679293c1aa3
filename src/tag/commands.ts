import { consents, setConsent } from './consent.ts';
import { fieldsOf } from './fieldsOf.ts';
import { fire, shared } from './fire.ts';
import { anonymousId, forget, identify, person } from './identity.ts';
import { listen } from './listeners.ts';
import { type Call, isPrerendering } from './moment.ts';
import { resend } from './outbox.ts';
import { addPiggybacks } from './piggyback.ts';
import { attempt, isOneOf, log, nearest, warn } from './say.ts';
import { destinations, MAX_WAITING, pixels, settings, VERSION, waiting } from './state.ts';
import type { Consent, InitOptions } from './types.ts';
import { lastView, settleViews, watchViews } from './views.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a page passes can be anything; each command checks its own
type Command = (call: Call, a?: any, b?: any, c?: any) => void;

type Options = InitOptions & { [name: string]: unknown };

/** The options of `init`. */
const OPTIONS =
  'endpoint, transport, autoPage, consent, piggyback, idCookie, cookieDomain, sessionMinutes, debug, clickIds'.split(
    ', ',
  );

/** What each command does with its call and the call's arguments. */
const commands: { [name: string]: Command } = {
  init(call, writeKey: string, given?: Options) {
    const options = fieldsOf(given) as Options;
    const { autoPage, consent, endpoint, piggyback } = options;
    const collector = endpoint || settings.endpoint;
    if (destinations.some(([key]) => key === writeKey)) return;
    // Eight characters are an id of Telegram's pixel, whose install code found this global in place of its own. In plain
    // form: no collector, or the write key as a text (`undefined` has nine characters) is shorter than ten.
    if (!/.{10}/.test((collector && writeKey) as string)) {
      throw 'no writeKey, endpoint';
    }
    if (consent != null) setConsent(call, consent, true);
    // An option that is undefined or null is not given.
    for (const name of Object.keys(options)) {
      const known = nearest(OPTIONS, name);
      if (known !== name) warn('init', name, 'try ' + known);
      else if (!destinations[0] && options[name] != null) (settings as Options)[name] = options[name];
    }
    destinations.push([writeKey, collector!.replace(/\/$/, '')]);
    if (autoPage) {
      const page = ['page', {}, { to: writeKey }];
      const onView = (moment: object) => {
        runCommand(Object.assign(moment, page));
        release();
      };
      runCommand(Object.assign({}, call, page));
      // Restored from the back/forward cache.
      addEventListener('pageshow', event => event.persisted && onView({}));
      if (autoPage === 'spa') watchViews(onView);
    }
    addEventListener('online', resend);
    setTimeout(resend);
    // Last: a wrong one throws.
    addPiggybacks(call, piggyback || []);
  },
  page: fire,
  piggyback: addPiggybacks,
  track: fire,
  event(call, id, given, options) {
    const pixel = pixels.get(id);
    // The tag that the collector serves knows its saved pixels.
    if (!pixel && pixels.size && /^pix_/.test(id))
      warn('event', id, 'try ' + nearest([...pixels.keys()], id));
    (pixel || fire)(call, id, given, options, runCommand);
  },
  conversion: fire,
  microconversion: fire,
  identify,
  reset: forget,
  set: (_, properties) => Object.assign(shared, fieldsOf(properties)),
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

/** Runs one command, or has it wait for `release`. Nothing that goes wrong in it reaches the page. */
export function runCommand(queued: object, isReleased?: boolean): void {
  // What was released is itself: made again, it has the id it had.
  const call = (
    isReleased
      ? queued
      : Object.assign(
          { t: +new Date(), u: document.URL, d: document.title, r: lastView || document.referrer },
          queued,
          isPrerendering() && { t: 0 },
        )
  ) as Call;
  const name = call[0];
  attempt(
    () => {
      const known = nearest(Object.keys(commands), name + '');
      if (known !== name) throw 'try ' + known;
      // What sets up the others runs at once, and so does what can't wait, so that it can be refused.
      if (isReleased || isOneOf('init, on, set, consent, piggyback', name)) {
        if (!isOneOf('page, track, event, conversion, microconversion', name)) log(name, call);
        commands[name]!(call, call[1], call[2], call[3]);
      } else {
        waiting.push(Object.assign(() => runCommand(call, true), { command: name }));
        if (waiting[MAX_WAITING]) {
          // As in the stub: the newest view or track gives way, or this call where there is none, which is the last.
          let at = MAX_WAITING + 1;
          while (at-- && !isOneOf('page, track, event', waiting[at]!.command));
          // It is refused, since the others still wait.
          waiting.splice(at, 1)[0]!();
        }
      }
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
    waiting.splice(0).map(go => {
      queueMicrotask(() => go());
      go();
      // Nothing, when the microtask comes.
      go = () => {};
    });
  }
}
