import { callApi } from './callApi.ts';
import type { LiveEvent } from './liveEvent.ts';

/** Fetches all of an event. Its own address is made here: a token goes nowhere that an event says. */
export async function readWhole(
  { messageId }: LiveEvent,
  { token, writeKey }: { token: string; writeKey: string },
): Promise<LiveEvent> {
  const path = `/events?${new URLSearchParams({ writeKey, messageId })}`;
  const { events } = await callApi<{ events: LiveEvent[] }>(path, token);
  if (!events[0]) throw new Error('it is not stored any more');
  return events[0];
}
