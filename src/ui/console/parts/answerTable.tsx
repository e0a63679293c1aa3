import type { ComponentChildren } from 'preact';
import { Wide } from './wide.tsx';

export interface AnswerRow {
  /** No other row's. */
  key: string;
  /** One for each column; the first names the row. */
  cells: [ComponentChildren, ...ComponentChildren[]];
  /** What can be done with it. Default: no cell for that. */
  action?: ComponentChildren;
}

/** What the collector answered, a row each; wider than the page it scrolls by itself. */
export function AnswerTable({ columns, rows }: { columns: string[]; rows: AnswerRow[] }) {
  return (
    <Wide>
      <table class="list">
        <thead>
          <tr>
            {columns.map(each => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
            {rows.some(({ action }) => action) && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others], action }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((each, at) => (
                <td key={columns[at + 1]}>{each}</td>
              ))}
              {action && <td>{action}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
