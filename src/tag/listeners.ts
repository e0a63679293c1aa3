import { attempt } from './attempt.ts';
import { log, warn } from './log.ts';
import type { Listeners } from './types.ts';

type Listener = (value: unknown) => void;

const listeners: { [name in keyof Listeners]: Listener[] } = { send: [], sent: [], skip: [], fail: [] };

/** `tgp('on', name, listener)` */
export function listen(name: keyof Listeners, listener: Listener): void {
  if (!listeners[name]) throw 'knows send, sent, skip and fail';
  listeners[name].push(listener);
}

/** Tells the listeners, and in debug mode the console. What a listener throws goes no further. */
export function tell<Name extends keyof Listeners>(
  name: Name,
  value: Listeners[Name],
  callback?: (value: Listeners[Name]) => void,
): void {
  log(name, value);
  for (const listener of [...listeners[name], callback]) {
    if (listener) attempt(() => (listener as Listener)(value), warn);
  }
}
