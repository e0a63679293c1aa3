import type { FastifyReply } from 'fastify';
import { HttpError } from '../http/errors.ts';

const GONE = () => new HttpError('unavailable', 'nobody waits for this any more');

/** Has what is read for an answer given up when its client goes. */
export function whileThere({ raw }: FastifyReply): AbortSignal {
  const there = new AbortController();
  if (raw.destroyed) there.abort(GONE());
  else raw.once('close', () => there.abort(GONE()));
  return there.signal;
}
