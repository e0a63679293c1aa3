import { Away } from '../store/errors.ts';

/** What its owner is told of an error: senders hear less. */
export const whyOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return error instanceof Away && cause instanceof Error ? cause.message : message;
};
