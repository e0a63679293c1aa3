import type { IncomingMessage } from 'node:http';

/** Why beacons were refused that the router has yet to answer. */
const refusals = new WeakMap<IncomingMessage, { reason: unknown }>();

/** Has a beacon's route refuse it, for what was found out before. */
export function refuseBefore(request: IncomingMessage, reason: unknown): void {
  refusals.set(request, { reason });
}

/** Throws what a beacon was refused for before its route had it. */
export function throwRefusedBefore(request: IncomingMessage): void {
  const refused = refusals.get(request);
  if (refused) throw refused.reason;
}
