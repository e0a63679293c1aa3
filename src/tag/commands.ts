import type { Properties } from '../protocol/event.ts';
import { attempt } from './attempt.ts';
import { consents, isGranted, setConsent } from './consent.ts';
import { VERSION } from './context.ts';
import { fire, shared } from './fire.ts';
import { anonymousId, forget, identify, userId } from './identity.ts';
import { init } from './init.ts';
import { listen } from './listeners.ts';
import { log, warn } from './log.ts';
import { type Moment, readMoment } from './moment.ts';
import { release } from './queue.ts';
import type { Consent, Listeners } from './types.ts';

/** The arguments of a call, with its moment where the stub queued it. */
export type QueuedCall = [name: string, ...args: unknown[]] & Partial<Moment>;

// biome-ignore lint/suspicious/noExplicitAny: what a page passes can be anything; each command checks its own
type Command = (moment: Moment, a?: any, b?: any, c?: any) => void;

const conversion =
  (type: 'conversion' | 'microconversion'): Command =>
  (moment, name, properties, options) =>
    fire('track', moment, name, properties, options, { type, conversion_type: name });

/** What each command does with the moment and the arguments of its call. */
const commands: { [name: string]: Command } = {
  init: (moment, writeKey: string, options) => init(moment, writeKey, options || {}),
  page: (moment, name, properties, options) =>
    Object(name) === name
      ? fire('page', moment, '', name, properties)
      : fire('page', moment, name, properties, options),
  track: (moment, name, properties, options) => fire('track', moment, name, properties, options),
  event: (moment, id, properties, options) => fire('track', moment, id, properties, options, { id }),
  conversion: conversion('conversion'),
  microconversion: conversion('microconversion'),
  identify: (_, id, traits: Properties) => identify(id, traits),
  reset: forget,
  set: (_, properties) => Object.assign(shared, properties),
  consent(_, consent: Consent) {
    setConsent(consent);
    if (consents.analytics === 'denied') forget();
    release();
  },
  on: (_, name: keyof Listeners, listener) => listen(name, listener),
  ready: (_, listener) =>
    listener({
      version: VERSION,
      anonymousId: isGranted('analytics') ? anonymousId() : undefined,
      userId: userId(),
    }),
};

const names = Object.keys(commands);

/** The command that has most of a name's beginning. */
const nearest = (name: string): string =>
  names.find(known => known.startsWith(name)) || nearest(name.slice(0, -1));

/** Runs one command as of the moment of its call. Nothing that goes wrong in it reaches the page. */
export function runCommand(queued: QueuedCall): void {
  const [name, ...args] = queued;
  log(name, args);
  attempt(
    () => {
      if (names.includes(name)) commands[name]!(readMoment(queued), ...args);
      else warn(name, 'is no command: did you mean', nearest(`${name}`));
    },
    error => warn(name, error),
  );
}
