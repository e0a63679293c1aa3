import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** Says that whoever gives a beacon on acts on each event too, as a server container does. */
const RELAY = 'tgp-relay';

/** Tells a relay that it has acted on the event. */
export const REPEAT = { 'tgp-repeat': '1' };

/** Most events of a generation, some six megabytes for both. The tag sends again for a day at most. */
const MAX_EVENTS = 25_000;

/**
 * Knows of which events relays have heard that they are stored, so that none acts twice on one that the tag sends again. In
 * memory: that an event is stored does not say that a relay has acted on it, since the answer may have come too late or never,
 * and one that is acted on twice does less harm than one that is lost.
 */
export class Relays {
  /** Forgotten as a whole, as those of `RateLimit` are. */
  #older = new Set<string>();
  #newer = new Set<string>();

  /** How many events are remembered. */
  get size(): number {
    return this.#older.size + this.#newer.size;
  }

  /**
   * Has an answer tell of an event: true where a relay asks and has heard of it before. One that does not reach it tells nothing.
   * @param isNew whether the event was stored by this request
   */
  tell(request: IncomingMessage, response: ServerResponse, event: StoredEvent, isNew: boolean): boolean {
    if (request.headers[RELAY] === undefined) return false;
    const key = keyOf(event);
    if (!isNew && (this.#newer.has(key) || this.#older.has(key))) return true;
    if (response.destroyed) return false;
    this.#add(key);
    response.once('close', () => {
      if (!response.writableFinished) this.#remove(key);
    });
    return false;
  }

  #add(key: string): void {
    if (this.#newer.size >= MAX_EVENTS) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(key);
  }

  #remove(key: string): void {
    this.#older.delete(key);
    this.#newer.delete(key);
  }
}

/** With what tells events of one `messageId` apart, and with the visitor: nobody else finds out which orders there were. */
function keyOf({ writeKey, messageId, anonymousId, userId, type, event, fields }: StoredEvent): string {
  const order = (fields.properties as Fields | undefined)?.order_id;
  const text = JSON.stringify([writeKey, messageId, anonymousId, userId, type, event, order]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
