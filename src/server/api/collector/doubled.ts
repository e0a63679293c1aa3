import type { CheckedEvent } from '../../collect/checkedEvent.ts';

/** How close two views of a page are that are one. */
const SAME_MS = 3000;

/** The page views that came twice, as from two tags or from a tag that counts by itself and is told to as well. */
export function doubledViews(events: CheckedEvent[]): CheckedEvent[] {
  const views = events.filter(({ type }) => type === 'page');
  return views.filter((view, at) =>
    views.slice(0, at).some(({ path, at: before }) => path === view.path && view.at - before <= SAME_MS),
  );
}
