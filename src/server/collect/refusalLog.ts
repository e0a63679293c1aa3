import type { FastifyBaseLogger } from 'fastify';
import { Away } from '../store/errors.ts';

/** Most lines a second: a flood of refused beacons must not fill the disk. */
const LINES_PER_SECOND = 20;

/** Longest write key and reason in a line: they hold whatever a stranger sent. */
const MAX_KEY = 64;
const MAX_REASON = 500;

export interface RefusedBeacon {
  route: string;
  method: string;
  status: number;
  reason: string;
  writeKey?: string | undefined;
  /** What went wrong, where it was not the beacon. */
  err?: Error | undefined;
}

/** Writes a line for each refused beacon, and for a flood of them the number that got none. */
export function refusalLog(logger: FastifyBaseLogger, now: () => number): (beacon: RefusedBeacon) => void {
  let second = 0;
  let lines = 0;
  let unsaid = 0;
  return ({ writeKey, reason, err, ...beacon }) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      if (unsaid) logger.warn({ unsaid }, 'more beacons refused');
      second = current;
      lines = unsaid = 0;
    }
    if (++lines > LINES_PER_SECOND) unsaid++;
    else {
      const cut = { reason: reason.slice(0, MAX_REASON), writeKey: writeKey?.slice(0, MAX_KEY) };
      logger.warn({ ...beacon, ...cut, ...(err && wrongOf(err, reason)) }, 'beacon refused');
    }
  };
}

/**
 * What went wrong: of a store that is away for a while its own words, where the reason has them not; a disk that is full must not get a
 * stack of calls with each beacon. Of anything else all there is.
 */
function wrongOf(err: Error, reason: string): { err: Error } | { why?: string } {
  if (!(err instanceof Away)) return { err };
  const words: string[] = [];
  for (let at: unknown = err; at instanceof Error; at = at.cause) {
    const { message } = at;
    if (![reason, ...words].some(said => said.includes(message))) words.push(message);
  }
  return words.length ? { why: words.join(': ').slice(0, MAX_REASON) } : {};
}
