import type { FastifyReply } from 'fastify';
import { HttpError } from '../http/errors.ts';
import type { Turns } from '../http/turns.ts';
import { whileThere } from './whileThere.ts';

/** Reads when its turn comes, for who is still there; throws what the client should hear where too many wait for theirs. */
export async function readInTurn<Result>(
  turns: Turns,
  reply: FastifyReply,
  read: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (turns.isFull(1)) throw new HttpError('unavailable', 'too many reads wait for their turn: try again');
  return turns.take(1, async () => {
    const signal = whileThere(reply);
    signal.throwIfAborted();
    return read(signal);
  });
}
