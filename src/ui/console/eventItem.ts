import { element } from '../element.ts';
import { type EventRow, eventRow } from './eventRow.ts';
import { eventTree } from './eventTree.ts';
import { type LiveEvent, textAt } from './liveEvent.ts';

/**
 * One event in the list: a row, and the whole of it on a click.
 * @param readWhole fetches what only the head of is there
 */
export function eventItem(
  event: LiveEvent,
  readWhole: (event: LiveEvent) => Promise<LiveEvent>,
): HTMLLIElement {
  const row = eventRow(event);
  const field = (name: keyof EventRow, title?: string) =>
    element('span', { 'data-field': name, title: title || row[name] || undefined }, row[name]);
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      field('time', event.timestamp),
      element('span', { class: 'what' }, field('name'), ' ', field('kind')),
      field('page', textAt(event, 'context', 'page', 'url')),
      field('campaign'),
      field('revenue'),
      field('visitor', textAt(event, 'anonymousId')),
      field('session', textAt(event, 'context', 'sessionId')),
    ),
  );
  // Two hundred trees that nobody opens would be most of the page.
  details.addEventListener('toggle', () => void showAll(details, event, readWhole), { once: true });
  return element('li', { class: row.kind, 'data-message-id': event.messageId }, details);
}

async function showAll(
  details: HTMLElement,
  event: LiveEvent,
  readWhole: (event: LiveEvent) => Promise<LiveEvent>,
): Promise<void> {
  if (event.whole === undefined) return details.append(eventTree(event));
  const note = element('p', { class: 'hint', role: 'status' }, 'A large event: fetching all of it…');
  details.append(note);
  try {
    note.replaceWith(eventTree(await readWhole(event)));
  } catch (error) {
    note.textContent = `Not all of it can be shown: ${(error as Error).message}`;
    details.append(eventTree(event));
  }
}
