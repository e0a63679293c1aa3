import { find } from '../find.ts';
import type { EventList, Listed } from './eventList.ts';
import { TEXT } from './text.ts';
import type { Visitor } from './visitor.ts';

const T = TEXT.live;

/** What takes the space bar for itself. */
const OWN_SPACE = 'a, button, summary, input, select, textarea, [contenteditable], [tabindex]';

export interface ListControls {
  /** Says how many events there are. */
  tell(listed: Listed): void;
  /** Shows one visitor's events alone; null: everybody's. */
  follow(visitor: Visitor | null): void;
  /** Whose events are shown. */
  visitor(): Visitor | null;
  /** Begins anew, for another tag. */
  reset(): void;
  stop(): void;
}

/**
 * What stands above the list: pause, a filter by text, and whose events it shows.
 * @param read fetches a visitor's newest events and has the list show them
 */
export function listControls(
  list: EventList,
  read: (visitor: Visitor | null) => Promise<void>,
): ListControls {
  const button = find('pause', HTMLButtonElement);
  const filter = find('filter', HTMLInputElement);
  const note = find('filter-note', HTMLElement);
  const box = find('visitor-box', HTMLElement);
  const ended = new AbortController();
  const { signal } = ended;
  let isPaused = false;
  let visitor: Visitor | null = null;

  const pause = (paused: boolean) => {
    isPaused = paused;
    button.setAttribute('aria-pressed', String(paused));
    list.pause(paused);
  };
  const follow = (whom: Visitor | null) => {
    visitor = whom;
    box.hidden = whom === null;
    find('visitor', HTMLElement).textContent = whom === null ? '' : T.visitor(whom.id);
    list.follow(whom);
    read(whom).catch(() => {
      // As the line's state says: what is there is shown.
      if (visitor === whom) list.replace([]);
    });
  };

  button.addEventListener('click', () => pause(!isPaused), { signal });
  filter.addEventListener('input', () => list.filter(filter.value), { signal });
  find('everybody', HTMLButtonElement).addEventListener(
    'click',
    () => {
      follow(null);
      filter.focus();
    },
    { signal },
  );
  addEventListener(
    'keydown',
    event => {
      const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
      if (ctrlKey || metaKey || altKey || repeat || !(target instanceof Element)) return;
      if (!(key === 'p' || key === ' ')) return;
      if (target.closest(key === ' ' ? OWN_SPACE : 'input, select, textarea, [contenteditable]')) return;
      event.preventDefault();
      pause(!isPaused);
    },
    { signal },
  );

  return {
    tell({ all, shown, waiting }) {
      find('no-events', HTMLElement).hidden = all > 0;
      const said = filter.value.trim() ? T.some(shown, all) : '';
      if (note.textContent !== said) note.textContent = said;
      button.textContent = isPaused ? T.goOn(waiting) : T.pause;
    },
    follow,
    visitor: () => visitor,
    reset() {
      visitor = null;
      box.hidden = true;
      list.clear();
      pause(false);
    },
    stop: () => ended.abort(),
  };
}
