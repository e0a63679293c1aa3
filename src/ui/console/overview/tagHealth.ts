import { type LiveEvent, textAt } from '../liveEvent.ts';

/** How a tag's newest events came, as they tell it themselves. */
export interface TagHealth {
  /** Of how many events this is told. */
  events: number;
  /** When the newest arrived: ISO 8601; '' where there is none. */
  newest: string;
  /** Requests that were sent again, given up, and refused for good. */
  retried: number;
  dropped: number;
  refused: number;
  /** Events of pages whose host is none of the tag's. */
  elsewhere: number;
  /** Events with a value that could not be read, or whose signature is missing or wrong. */
  doubtful: number;
}

const DOUBTFUL = ['unreadable', 'unsigned', 'signature'];

export function tagHealth(events: LiveEvent[]): TagHealth {
  const marksOf = (event: LiveEvent) => textAt(event, 'context', 'tgp', 'marks').split(',');
  const sum = (name: string) =>
    events.reduce((all, event) => all + (Number.parseInt(textAt(event, 'context', 'tgp', name), 10) || 0), 0);
  return {
    events: events.length,
    newest: events[0] ? textAt(events[0], 'receivedAt') : '',
    retried: sum('retried'),
    dropped: sum('dropped'),
    refused: sum('refused'),
    elsewhere: events.filter(event => marksOf(event).includes('host')).length,
    doubtful: events.filter(event => marksOf(event).some(mark => DOUBTFUL.includes(mark))).length,
  };
}

/** What the collector refused since its start, by reason, as its metrics say it: none is left out. */
export function refusedBy(metrics: string): [reason: string, count: number][] {
  const lines = metrics.matchAll(/^tgp_beacons_refused_total\{reason="(\w+)"\} (\d+)$/gm);
  return [...lines]
    .map(([, reason, count]): [string, number] => [reason!, Number(count)])
    .filter(([, count]) => count);
}
