import type { Fields } from '../../protocol/query.ts';
import { type Around, readShared } from './readJsonEvent.ts';
import { BODY_LIMIT, Refused } from './refused.ts';
import { mostStored } from './storedSize.ts';

/** Most events of a batch. */
export const MAX_BATCH = 500;

/** A batch as it was sent. */
export interface Batch {
  events: unknown[];
  /** What it says for all of them. */
  shared: Omit<Around, 'writeKey'>;
  /** The bytes that each of them has of that. */
  sharedBytes: number;
}

/**
 * Reads what a batch holds; throws `Refused` where that is none, or would be stored in far more than it came in: what it
 * says for all is stored with each.
 * @param size bytes it came in
 */
export function readBatch(sent: object, size: number): Batch {
  const { batch: events } = sent as { batch?: unknown };
  if (!Array.isArray(events)) throw new Refused(400, 'batch: send {"batch": [{"type": "track", …}]}');
  if (events.length > MAX_BATCH) {
    throw new Refused(400, `batch: ${events.length} events, send at most ${MAX_BATCH} at once`);
  }
  const shared = readShared(sent as Fields);
  const sharedBytes = bytesOf(shared);
  const stored = size + sharedBytes * (events.length - 1);
  if (sharedBytes > BODY_LIMIT || stored > mostStored(size, events.length)) {
    const problem = `its context is stored with each of its ${events.length} events, ${stored} bytes of ${size}`;
    throw new Refused(413, `batch: ${problem}, send less`);
  }
  return { events, shared, sharedBytes };
}

function bytesOf({ sentAt, context }: Batch['shared']): number {
  const isEmpty = sentAt === undefined && context === undefined;
  return isEmpty ? 0 : Buffer.byteLength(JSON.stringify({ sentAt, context }));
}
