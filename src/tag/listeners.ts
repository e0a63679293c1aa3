import type { Call } from './moment.ts';
import { attempt, log, note, oneOf, warn } from './say.ts';
import type { Listeners } from './types.ts';

type Listener = (value: unknown) => void;

const listeners: [name: string, listener?: Listener][] = [];

/** `tgp('on', name, listener)` */
export function listen(_: Call, name: string, listener: Listener): void {
  oneOf(['send', 'sent', 'skip', 'fail'], name);
  listeners.push([name, listener]);
}

/** Tells the listeners, and in debug mode the console. What a listener throws goes no further. */
export function tell<Name extends keyof Listeners>(
  name: Name,
  value: Listeners[Name],
  callback?: (value: Listeners[Name]) => void,
): void {
  // What is sent `fire` says itself, in words of the call.
  name === 'send' || (name === 'sent' ? note : log)(name, value);
  listeners
    .concat([[name, callback as Listener]])
    .map(([on, listener]) => on === name && listener && attempt(() => listener(value), warn));
}
