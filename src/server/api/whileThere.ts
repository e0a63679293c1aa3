import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { HttpError } from '../http/errors.ts';

const gone = () => new HttpError('unavailable', 'nobody waits for this any more');

/** One for each answer, however many pages it is read in. */
const SIGNALS = new WeakMap<ServerResponse, AbortSignal>();

/** Has what is read for an answer given up when its client goes. */
export function whileThere({ raw }: FastifyReply): AbortSignal {
  const known = SIGNALS.get(raw);
  if (known) return known;
  const there = new AbortController();
  if (raw.destroyed) there.abort(gone());
  else raw.once('close', () => there.abort(gone()));
  SIGNALS.set(raw, there.signal);
  return there.signal;
}
