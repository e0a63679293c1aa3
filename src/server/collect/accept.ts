import type { StoredEvent } from '../store/event.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { BeaconLimits } from './beaconLimits.ts';
import { type CutAddresses, cutAddresses } from './cutAddresses.ts';
import type { Live } from './live.ts';
import { isStoredAs, otherEvent } from './otherEvent.ts';
import { storedSize } from './storedSize.ts';

export interface AcceptParts {
  store: Pick<Store, 'append' | 'event' | 'people'>;
  limits: Pick<BeaconLimits, 'countTag'>;
  live: Pick<Live, 'tell'>;
  /** What leaves the addresses of an event before anything else sees them. Default: what is a secret or a person. */
  cut?: CutAddresses;
  /** Told of what was cut. */
  log?: { debug(said: object, message: string): void };
}

/**
 * Settles once the event is durable: true if it is new, false if it was stored before. Another event of a known
 * `messageId` is new, under an id of its own. Throws `Refused` where its tag's events are too many, and `NotStored`.
 * @param size bytes it came in; 0 where whoever brings it bounds them
 * @param tag the one it counts for, which every sender finds in its own way
 */
export type Accept = (event: StoredEvent, size: number, tag: TagRow) => Promise<boolean>;

/** The one door for events: beacons, ads, conversion pixels and imports come in by what this makes. */
export function accept({ store, limits, live, cut = cutAddresses(), log }: AcceptParts): Accept {
  /** What it is counted as: a name that is an address has its parameters too. One that is nothing else keeps its first character. */
  const nameOf = ({ event }: StoredEvent, tag: TagRow): string =>
    (cut({ event }, tag).event as string) || event.slice(0, 1);

  return async (sent, size, tag) => {
    const gone: string[] = [];
    const fields = cut(sent.fields, tag, place => gone.push(place));
    const event = gone.length ? { ...sent, event: nameOf(sent, tag), fields } : sent;
    if (gone.length) log?.debug({ messageId: event.messageId, cut: gone }, 'parameters cut from addresses');
    const bytes = storedSize(event, size);
    limits.countTag(tag.write_key, event.receivedAt, bytes);
    if (await store.append(event, bytes)) {
      live.tell(event, tag.account_id);
      return true;
    }
    const other = otherEvent(event, await store.event(event.writeKey, event.messageId));
    if (!other || isStoredAs(event, await store.event(event.writeKey, other.oldId))) return false;
    const own = other.under(await store.people.mark({ by: 'message_id', id: other.name }));
    if (!(await store.append(own, bytes))) return false;
    live.tell(own, tag.account_id);
    return true;
  };
}
