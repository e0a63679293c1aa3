import { callApi } from '../callApi.ts';
import { collectorPath } from '../collectorPath.ts';
import type { LiveEvent } from '../liveEvent.ts';
import { TEXT } from '../text.ts';
import { BY_COOKIE } from './who.ts';

/** Sends a beacon as a page does, without anybody's log-in. Throws why it was refused, in the collector's own words. */
async function send(path: string): Promise<void> {
  const answer = await fetch(`${collectorPath()}/${path}`, {
    headers: { accept: 'text/plain' },
    credentials: 'omit',
    cache: 'no-store',
  });
  if (!answer.ok) throw new Error(TEXT.refused((await answer.text()).trim()));
}

/** What the collector has of an event, as soon as it answered for it. */
async function arrived(writeKey: string, id: string): Promise<LiveEvent> {
  const query = new URLSearchParams({ writeKey, anonymousId: id, limit: '1' });
  const { events } = await callApi<{ events: LiveEvent[] }>(`events?${query}`, BY_COOKIE);
  if (!events[0]) throw new Error(TEXT.pixelTest.notThere);
  return events[0];
}

/** Sends a beacon through the door of all beacons, and reads what is stored of it. */
export async function sendTest(path: string, writeKey: string, id: string): Promise<LiveEvent> {
  await send(path);
  return arrived(writeKey, id);
}
