import type { StoredEvent } from '../../store/event.ts';
import type { Store } from '../../store/store.ts';
import { eventJson } from './eventJson.ts';

/** Events as the API shows them, with what each was counted as, and the event that it tells of again. */
export async function toldJson(
  { kinds }: Pick<Store, 'kinds'>,
  events: StoredEvent[],
): Promise<Record<string, unknown>[]> {
  const may = events.filter(({ type }) => type === 'track' || type === 'fire');
  const told = may.length ? await kinds.told(may) : [];
  const placeOf = ({ writeKey, messageId }: { writeKey: string; messageId: string }) =>
    `${writeKey} ${messageId}`;
  const byPlace = new Map(told.map(each => [placeOf(each), each]));
  return events.map(event => {
    const json = eventJson(event);
    const found = byPlace.get(placeOf(event));
    if (!found) return json;
    const { kind, repeatOf } = found;
    return { ...json, countedAs: kind, ...(repeatOf !== null && { repeatOf }) };
  });
}
