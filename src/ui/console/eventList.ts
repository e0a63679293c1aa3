import { eventItem } from './eventItem.ts';
import { MAX_EVENTS } from './followEvents.ts';
import type { LiveEvent } from './liveEvent.ts';

/** How long events wait for others, so that a burst is one change of the page. */
const BATCH_MS = 30;

export interface EventList {
  /** Adds events, oldest first. One that is in the list already stays as it is. */
  add(events: LiveEvent[]): void;
  clear(): void;
  /** What waits is shown no more: the list is gone. */
  stop(): void;
}

/**
 * The newest events, newest on top.
 * @param readWhole fetches what only the head of is there
 */
export function eventList(
  list: HTMLElement,
  onChange: (length: number) => void,
  readWhole: (event: LiveEvent) => Promise<LiveEvent>,
): EventList {
  const items = new Map<string, HTMLLIElement>();
  let waiting: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const event of waiting) {
      if (items.has(event.messageId)) continue;
      const item = eventItem(event, readWhole);
      items.set(event.messageId, item);
      list.prepend(item);
    }
    waiting = [];
    // A Map gives its keys in the order of their coming.
    for (const [messageId, item] of items) {
      if (items.size <= MAX_EVENTS) break;
      items.delete(messageId);
      item.remove();
    }
    onChange(items.size);
  };

  return {
    add(events) {
      // In a tab that is not seen timers are slow; the events on top are all that will be shown.
      waiting = [...waiting, ...events].slice(-MAX_EVENTS);
      timer ??= setTimeout(flush, BATCH_MS);
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      items.clear();
      list.replaceChildren();
      onChange(0);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
