import { eventItem, type Looking } from './eventItem.ts';
import { MAX_EVENTS } from './followEvents.ts';
import { isShown } from './isShown.ts';
import type { LiveEvent } from './liveEvent.ts';
import { isOf, type Visitor } from './visitor.ts';

/** How long events wait for others, so that a burst is one change of the page. */
const BATCH_MS = 30;

/** How many events there are. */
export interface Listed {
  all: number;
  /** Of those, the ones that the filter lets be seen. */
  shown: number;
  /** While it is paused: how many came since, seen or not any more. */
  waiting: number;
}

export interface EventList {
  /** Adds events, oldest first. One that is in the list already stays as it is. */
  add(events: LiveEvent[]): void;
  /** Stops adding until it is told to go on. */
  pause(isPaused: boolean): void;
  /** Shows those that have this text. Default: all. */
  filter(text: string): void;
  /** Takes one visitor's events alone; null: everybody's. Until `replace` it adds nothing. */
  follow(visitor: Visitor | null): void;
  /** Shows these in the place of all, oldest first, and then what came meanwhile. */
  replace(events: LiveEvent[]): void;
  clear(): void;
  /** What waits is shown no more: the list is gone. */
  stop(): void;
}

interface Item {
  event: LiveEvent;
  element: HTMLLIElement;
}

/** The newest events, newest on top. */
export function eventList(
  list: HTMLElement,
  onChange: (listed: Listed) => void,
  looking: Looking,
): EventList {
  const items = new Map<string, Item>();
  let waiting: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let text = '';
  let visitor: Visitor | null = null;
  let isPaused = false;
  let isReplaced = false;
  let came = 0;

  const tell = () => {
    const shown = [...items.values()].filter(({ element }) => !element.hidden).length;
    onChange({ all: items.size, shown, waiting: came });
  };
  const show = (events: LiveEvent[]) => {
    for (const event of events) {
      if (items.has(event.messageId)) continue;
      const element = eventItem(event, looking);
      element.hidden = !isShown(event, text);
      items.set(event.messageId, { event, element });
      list.prepend(element);
    }
    // A Map gives its keys in the order of their coming.
    for (const [messageId, { element }] of items) {
      if (items.size <= MAX_EVENTS) break;
      items.delete(messageId);
      element.remove();
    }
    tell();
  };
  const flush = () => {
    timer = undefined;
    if (isPaused || isReplaced) return tell();
    came = 0;
    show(waiting.splice(0));
  };
  const soon = () => {
    timer ??= setTimeout(flush, BATCH_MS);
  };
  const empty = () => {
    items.clear();
    list.replaceChildren();
  };

  return {
    add(events) {
      const taken = visitor ? events.filter(each => isOf(each, visitor!)) : events;
      if (isPaused) came += taken.filter(({ messageId }) => !items.has(messageId)).length;
      // In a tab that is not seen timers are slow; the events on top are all that will be shown.
      waiting = [...waiting, ...taken].slice(-MAX_EVENTS);
      soon();
    },
    pause(paused) {
      isPaused = paused;
      came = 0;
      flush();
    },
    filter(asked) {
      text = asked;
      for (const { event, element } of items.values()) element.hidden = !isShown(event, text);
      tell();
    },
    follow(whom) {
      visitor = whom;
      isReplaced = true;
      // What waited is among those that will be there instead.
      waiting = [];
      came = 0;
    },
    replace(events) {
      isReplaced = false;
      empty();
      show(events);
      soon();
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      came = 0;
      visitor = null;
      isReplaced = false;
      empty();
      tell();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
