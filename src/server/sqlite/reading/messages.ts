import { Away, BadCursor } from '../../store/errors.ts';
import type { LongRead } from './reads.ts';

/** What a thread is asked: to read, to give a read up, or to end. */
export type Question =
  | { ask: 'read'; id: number; name: LongRead; args: unknown[] }
  | { ask: 'giveUp'; id: number }
  | { ask: 'end' };

/** What it answers: what it has read, or why it could not. */
export type Answer = { id: number; result: unknown } | { id: number; error: Failure };

/** An error on its way between threads, where it loses its class. */
interface Failure {
  name?: keyof typeof NAMED | undefined;
  message: string;
  stack?: string | undefined;
}

/** The errors of the contract that a read may throw. */
const NAMED = { BadCursor, Away };

export function failureOf(error: unknown): Failure {
  const { message, stack } = error as Error;
  const name = (['BadCursor', 'Away'] as const).find(each => error instanceof NAMED[each]);
  return { name, message, stack };
}

export function errorOf({ name, message, stack }: Failure): Error {
  const error = new (name ? NAMED[name] : Error)(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
