import type { FastifyBaseLogger } from 'fastify';

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
  return ({ writeKey, reason, ...beacon }) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      if (unsaid) logger.warn({ unsaid }, 'more beacons refused');
      second = current;
      lines = unsaid = 0;
    }
    if (++lines > LINES_PER_SECOND) unsaid++;
    else {
      const cut = { reason: reason.slice(0, MAX_REASON), writeKey: writeKey?.slice(0, MAX_KEY) };
      logger.warn({ ...beacon, ...cut }, 'beacon refused');
    }
  };
}
