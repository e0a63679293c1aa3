import { element } from '../element.ts';
import { type EventRow, eventRow } from './eventRow.ts';
import { eventTree } from './eventTree.ts';
import { type LiveEvent, textAt } from './liveEvent.ts';

/** One event in the list: a row, and the whole of it on a click. */
export function eventItem(event: LiveEvent): HTMLLIElement {
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
  details.addEventListener('toggle', () => details.append(eventTree(event)), { once: true });
  return element('li', { class: row.kind, 'data-message-id': event.messageId }, details);
}
