import { element } from '../element.ts';
import type { CountRow } from './countRows.ts';
import { hourBars } from './hourBars.ts';
import { TEXT } from './text.ts';

/** Most rows: anyone who has the write key can make up names without end. */
const MAX_ROWS = 20;

/** Fills the table's body with a row for each event. */
export function countTable(body: HTMLElement, rows: CountRow[]): void {
  const shown = rows
    .slice(0, MAX_ROWS)
    .map(({ name, total, hours }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row', title: name }, name),
        element('td', { class: 'total' }, total.toLocaleString()),
        element('td', {}, hourBars(hours)),
      ),
    );
  const more = rows.length - shown.length;
  if (more > 0) shown.push(element('tr', {}, element('td', { colspan: '3' }, TEXT.live.moreCounts(more))));
  body.replaceChildren(...shown);
}
