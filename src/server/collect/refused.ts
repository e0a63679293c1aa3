import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError, tooLarge } from '../http/errors.ts';
import { Away } from '../store/errors.ts';
import { answerRefused, beaconHeaders } from './beaconAnswer.ts';
import type { BeaconMeter } from './beaconMeter.ts';
import { refusalLog } from './refusalLog.ts';
import type { Refusals } from './refusals.ts';
import { refusedSent } from './refusedSent.ts';
import { sentRequest } from './sentRequest.ts';

/** Largest body of a POST, in bytes: what the real server takes as a URL. */
export const BODY_LIMIT = 512 * 1024;

/** Why a beacon is not stored, thrown from wherever that is found out. */
export class Refused extends Error {
  readonly status: number;
  readonly writeKey: unknown;
  /** In seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, reason: string, writeKey?: unknown, retryAfter?: number) {
    super(reason);
    this.status = status;
    this.writeKey = writeKey;
    this.retryAfter = retryAfter;
  }
}

/** How a refusal is told. */
export type Reporting = (reply: FastifyReply, refused: Refused) => FastifyReply;

const asText: Reporting = (reply, { status, message, retryAfter }) =>
  answerRefused(reply, status, message, retryAfter);

const BEACONS = { report: asText, limitOf: (_request: FastifyRequest): number => BODY_LIMIT };

/** Who is told of refusals. */
export interface RefusalEars {
  now: () => number;
  meter: Pick<BeaconMeter, 'refuse'>;
  refusals: Pick<Refusals, 'note'>;
}

/** The one place where a beacon that is not stored gets its answer and its line in the log. */
export function answerRefusals(
  app: FastifyInstance,
  { now, meter, refusals }: RefusalEars,
  { report, limitOf } = BEACONS,
) {
  const log = refusalLog(app.log, now);
  return (
    error: Error & { statusCode?: number; code?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    beaconHeaders(request, reply);
    const refused = error instanceof Refused ? error : asRefused(error, limitOf(request));
    // Its sender went away, or the collector stops, before all of it was there: nobody is refused, and nobody reads it.
    if (error.code === 'ECONNRESET') return report(reply, refused);
    const { status, message: reason, writeKey } = refused;
    meter.refuse(status);
    const key = typeof writeKey === 'string' ? writeKey : undefined;
    const err = error instanceof Refused ? undefined : error;
    void refusals.note(refusedSent(sentRequest(request), refused));
    log({ route: request.routeOptions.url!, method: request.method, status, reason, writeKey: key, err });
    return report(reply, refused);
  };
}

/** What went wrong here is for the sender a reason to try again, never one to forget the event. */
export function asRefused(error: Error & { statusCode?: number }, limit = BODY_LIMIT): Refused {
  const { message } = error;
  const statusCode = error instanceof HttpError ? error.status : (error.statusCode ?? 500);
  if (statusCode === 405) return new Refused(405, message);
  if (statusCode === 413) return new Refused(413, tooLarge(limit));
  if (statusCode < 500) return new Refused(400, message);
  return new Refused(503, `not stored, send it again: ${error instanceof Away ? message : 'internal error'}`);
}
