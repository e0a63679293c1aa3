import { element } from '../element.ts';
import { type EventRow, eventRow } from './eventRow.ts';
import { eventTree } from './eventTree.ts';
import type { EventWay } from './eventWay.ts';
import { type LiveEvent, textAt } from './liveEvent.ts';
import type { Place } from './parts/format.ts';
import { TEXT } from './text.ts';
import { type Visitor, visitorOf } from './visitor.ts';
import { wayList } from './wayList.ts';

/** What is done with an event of the list. */
export interface Looking {
  /** Fetches what only the head of is there. */
  readWhole: (event: LiveEvent) => Promise<LiveEvent>;
  /** Fetches what became of it. */
  readWay: (event: LiveEvent) => Promise<EventWay>;
  /** Whose time zone times are told in. Default: the reader's. */
  place?: () => Place;
  /** Shows a visitor's events alone. */
  onVisitor: (visitor: Visitor) => void;
}

/** One event in the list: a row, and on a click the whole of it with what became of it. */
export function eventItem(event: LiveEvent, looking: Looking): HTMLLIElement {
  const row = eventRow(event, looking.place?.());
  const field = (name: keyof EventRow, title?: string) =>
    element('span', { 'data-field': name, title: title || row[name] || undefined }, row[name]);
  const visitor = field('visitor', visitorOf(event)?.id);
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
      visitor,
      field('session', textAt(event, 'context', 'sessionId')),
    ),
  );
  // For the mouse; by the keyboard there is a button in what opens.
  visitor.addEventListener('click', click => {
    const whom = visitorOf(event);
    if (!whom) return;
    click.preventDefault();
    looking.onVisitor(whom);
  });
  // Two hundred trees that nobody opens would be most of the page.
  details.addEventListener('toggle', () => void showAll(details, event, looking), { once: true });
  return element('li', { class: row.kind, 'data-message-id': event.messageId }, details);
}

async function showAll(details: HTMLElement, event: LiveEvent, looking: Looking): Promise<void> {
  const way = element('div', { class: 'become' });
  details.append(way);
  const visitor = visitorOf(event);
  if (visitor) {
    const button = element('button', { type: 'button' }, TEXT.live.onlyVisitor);
    button.addEventListener('click', () => looking.onVisitor(visitor));
    way.append(button);
  }
  void showWay(way, event, looking);
  if (event.whole === undefined) return details.append(eventTree(event));
  const note = element('p', { class: 'hint', role: 'status' }, TEXT.live.fetching);
  details.append(note);
  try {
    note.replaceWith(eventTree(await looking.readWhole(event)));
  } catch (error) {
    note.textContent = TEXT.live.notAll((error as Error).message);
    details.append(eventTree(event));
  }
}

async function showWay(box: HTMLElement, event: LiveEvent, { readWay, place }: Looking): Promise<void> {
  const note = element('p', { class: 'hint', role: 'status' }, TEXT.way.asking);
  box.prepend(note);
  try {
    note.replaceWith(wayList(await readWay(event), place?.()));
  } catch (error) {
    note.textContent = TEXT.way.unknown((error as Error).message);
  }
}
