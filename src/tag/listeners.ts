import type { Call } from './moment.ts';
import { attempt, log, oneOf, warn } from './say.ts';
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
  if (/skip|fail/.test(name)) log(name, value);
  for (const [on, listener] of [...listeners, [name, callback as Listener] as const]) {
    if (on === name && listener) attempt(() => listener(value), warn);
  }
}
