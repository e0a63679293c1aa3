import { attempt } from './attempt.ts';
import { consents, isGranted, setConsent } from './consent.ts';
import { VERSION } from './context.ts';
import { fire, shared } from './fire.ts';
import { anonymousId, forget, identify, userId } from './identity.ts';
import { listen } from './listeners.ts';
import { log, warn } from './log.ts';
import { atMoment, type Call } from './moment.ts';
import { destinations, enqueue, release } from './queue.ts';
import { settings } from './settings.ts';
import type { Consent, InitOptions, Listeners } from './types.ts';
import { watchViews } from './views.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a page passes can be anything; each command checks its own
type Command = (call: Call, a?: any, b?: any, c?: any) => void;

/** What each command does with its call and the call's arguments. */
const commands: { [name: string]: Command } = {
  init(call, writeKey: string, options?: InitOptions) {
    const { autoPage, consent, endpoint = settings.endpoint, transport } = options || {};
    if (destinations.some(known => known[0] === writeKey)) return;
    // Eight characters are an id of Telegram's pixel: its install code found this global in place of its own.
    if (!writeKey || !endpoint || /^\w{8}$/.test(writeKey)) {
      throw "needs a write key and an endpoint. For Telegram's pixel, rename this tag";
    }
    if (consent) setConsent(consent, true);
    if (!destinations[0]) Object.assign(settings, options);
    destinations.push([writeKey, endpoint.replace(/\/$/, ''), transport]);
    if (autoPage) {
      const view = (at?: Call) => runCommand(Object.assign({}, at, ['page', {}, { to: writeKey }]));
      view(call);
      watchViews(autoPage === 'spa', () => {
        view();
        release();
      });
    }
  },
  page: fire,
  track: fire,
  event: fire,
  conversion: fire,
  microconversion: fire,
  identify: (_, id, traits) => identify(id, traits),
  reset: forget,
  set: (_, properties) => Object.assign(shared, properties),
  consent(_, consent: Consent) {
    setConsent(consent);
    if (consents.analytics === 'denied') forget();
  },
  on: (_, name: keyof Listeners, listener) => listen(name, listener),
  ready: (_, listener) =>
    listener({
      version: VERSION,
      anonymousId: isGranted('analytics') ? anonymousId() : undefined,
      userId: userId(),
    }),
};

/** The command that has most of a name's beginning. */
const nearest = (name: string): string =>
  Object.keys(commands).find(known => known.startsWith(name)) || nearest(name.slice(0, -1));

/** Runs one command, or has it wait for its turn. Nothing that goes wrong in it reaches the page. */
export function runCommand(queued: object): void {
  attempt(() => {
    const call = atMoment(queued);
    const name = call[0];
    const known = nearest(`${name}`);
    log(name, call);
    if (known !== name) return warn(name, 'is no command: did you mean', known);
    const run = () =>
      attempt(
        () => commands[name]!(call, call[1], call[2], call[3]),
        error => warn(name, error),
      );
    if (/^(init|set|consent|on)$/.test(name)) run();
    else enqueue(run);
  }, warn);
}
