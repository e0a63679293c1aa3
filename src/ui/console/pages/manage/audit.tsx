import { PAGE_SIZE, pathWith } from '../../parts/manage/dialects.ts';
import type { Asked, Kind } from '../../parts/manage/kind.ts';
import { when } from '../../parts/when.ts';
import { TEXT } from '../../text.ts';

interface Entry {
  time: string;
  actor: { kind: string; id: string; name: string };
  method: string;
  route: string;
  record_kind: string | null;
  record_id: string | null;
  account_id: string | null;
  status: number;
  published?: string;
}

const T = TEXT.manage.audit;

/** What is asked for, as the API has it: days are the reader's own, the last one whole. */
export const auditQuery = ({ from, to, ...filters }: Asked['filters']): { [name: string]: string } => ({
  ...filters,
  ...(from && { from: dayBegin(from, 0) }),
  ...(to && { to: dayBegin(to, 1) }),
});

function dayBegin(day: string, later: number): string {
  const time = new Date(`${day}T00:00`);
  time.setDate(time.getDate() + later);
  // What is no day of the calendar the collector refuses, by its name.
  return Number.isNaN(+time) ? day : time.toISOString();
}

export const kind: Kind<Entry> = {
  name: 'audit',
  text: T,
  isOfNone: true,
  sort: '',
  list: (_, { filters, from }) =>
    pathWith('audit', { ...auditQuery(filters), limit: PAGE_SIZE, cursor: from }),
  csv: (_, { filters }) => pathWith('audit', { ...auditQuery(filters), format: 'csv' }),
  read: answer => {
    const { entries, next } = answer as { entries: Entry[]; next: string | null };
    return { rows: entries, next };
  },
  filters: [
    { name: 'actor', label: T.by, hint: T.byHint },
    { name: 'record_kind', label: T.kind, options: [['', T.anything], ...Object.entries(T.kinds)] },
    { name: 'account_id', label: T.account },
    { name: 'from', label: T.from, is: 'date' },
    { name: 'to', label: T.to, is: 'date' },
  ],
  keyOf: ({ time, record_id, route, actor }) => `${time} ${record_id} ${route} ${actor.id}`,
  nameOf: ({ time }) => time,
  columns: [
    {
      title: T.time,
      cell: ({ time }) => when(time, undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
    },
    {
      title: T.actor,
      cell: ({ actor }) => (
        <>
          {actor.name} <span class="hint">{T.actors[actor.kind] ?? actor.kind}</span>
        </>
      ),
    },
    {
      title: T.what,
      cell: ({ record_kind, method, route }) =>
        record_kind ? (
          `${T.kinds[record_kind] ?? record_kind}: ${T.methods[method] ?? method}`
        ) : (
          <code>
            {method} {route}
          </code>
        ),
    },
    {
      title: T.record,
      cell: ({ record_id, published }) => (
        <>
          {record_id !== null && <code>{record_id}</code>}
          {published !== undefined && (
            <details>
              <summary>{T.published}</summary>
              <code class="whole">{published}</code>
            </details>
          )}
        </>
      ),
      isExtra: true,
    },
    { title: T.account, cell: ({ account_id }) => account_id ?? TEXT.manage.none, isExtra: true },
    { title: T.status, cell: ({ status }) => status, isExtra: true },
  ],
};
