import { callApi } from './callApi.ts';
import type { EventWay } from './eventWay.ts';
import type { LiveEvent } from './liveEvent.ts';

/** Fetches what became of an event. */
export const readWay = (
  { messageId }: LiveEvent,
  { token, writeKey }: { token: string; writeKey: string },
): Promise<EventWay> =>
  callApi<EventWay>(`/events/way?${new URLSearchParams({ writeKey, messageId })}`, token);
