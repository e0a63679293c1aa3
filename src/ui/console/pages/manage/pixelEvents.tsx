import { EVENT_KINDS } from '../../../../protocol/eventTypes.ts';
import type { Account } from '../../parts/account.ts';
import { CopyText } from '../../parts/copyText.tsx';
import { nextOf, PAGE_SIZE, pathWith } from '../../parts/manage/dialects.ts';
import type { BesideProps, Kind } from '../../parts/manage/kind.ts';
import { ProblemLine } from '../../parts/problemLine.tsx';
import { useAnswer } from '../../parts/useAnswer.ts';
import { when } from '../../parts/when.ts';
import { TEXT } from '../../text.ts';

interface PixelEvent {
  id: string;
  title: string;
  type: string;
  status: 'active' | 'inactive';
  ads_count: number;
  created_at: string;
  last_triggered_at: string | null;
  code_snippet: string;
}

const T = TEXT.manage['pixel-events'];
const PATH = 'api/pixel_events';
const enc = encodeURIComponent;
const labelOf = (type: string) => EVENT_KINDS.find(({ value }) => value === type)?.label ?? type;

export const kind: Kind<PixelEvent> = {
  name: 'pixel-events',
  text: T,
  sort: 'created_at',
  // One more than a page shows: whether there is a next one is said by nothing else.
  list: ({ id }, { filters, sort, from }) =>
    pathWith(PATH, { account_id: id, ...filters, sort, limit: PAGE_SIZE + 1, offset: from }),
  csv: ({ id }, { filters }) => pathWith(PATH, { account_id: id, ...filters, format: 'csv' }),
  read(answer, { from }) {
    const { items } = answer as { items: PixelEvent[] };
    const rows = items.slice(0, PAGE_SIZE);
    return { rows, next: nextOf(from, rows.length, Number(from || 0) + items.length) };
  },
  keyOf: ({ id }) => id,
  nameOf: ({ title }) => title,
  columns: [
    { title: T.name, cell: ({ title }) => title, sort: 'name' },
    { title: T.type, cell: ({ type }) => labelOf(type) },
    { title: T.last, cell: ({ last_triggered_at: last }, account) => when(last, account) || T.never },
    { title: T.state, cell: ({ status }) => TEXT.manage.states[status], isExtra: true },
    { title: T.ads, cell: ({ ads_count }) => ads_count.toLocaleString(), isExtra: true },
    {
      title: TEXT.manage.made_at,
      cell: ({ created_at }, account) => when(created_at, account),
      sort: 'created_at',
      isExtra: true,
    },
  ],
  record: {
    create: T.create,
    fields: () => [
      { name: 'title', label: T.name, isNeeded: true, maxlength: 200 },
      {
        name: 'type',
        label: T.type,
        hint: T.typeHint,
        is: 'choice',
        only: 'new',
        initial: 'purchase',
        options: EVENT_KINDS.map(({ value, label }) => [value, label]),
      },
    ],
    // The dialect gives one by its list alone.
    one: ({ id }, key) => pathWith(PATH, { account_id: id, search: key }),
    readOne: (answer, key) => (answer as { items: PixelEvent[] }).items.find(({ id }) => id === key),
    add: ({ id }, { scope }) =>
      scope === 'write'
        ? { path: PATH, method: 'POST', wrap: fields => ({ account_id: id, ...fields }) }
        : undefined,
    made: answer => answer,
    change: (account, { id }) => ({
      path: `${PATH}/${enc(id)}`,
      method: 'PATCH',
      wrap: fields => ({ account_id: account.id, ...fields }),
    }),
    remove: {
      sure: ({ title }) => T.sure(title),
      path: (account, { id }) => `${PATH}/${enc(account.id)}/events/${enc(id)}`,
    },
    beside: Code,
  },
};

function Code({ row, account }: BesideProps<PixelEvent>) {
  const { answer, problem } = useAnswer<{ code_snippet: string }>(baseOf(account));
  return (
    <>
      <dl class="named-facts">
        <dt>{T.type}</dt>
        <dd>{labelOf(row.type)}</dd>
        <dt>{T.last}</dt>
        <dd>{when(row.last_triggered_at, account) || T.never}</dd>
      </dl>
      <CopyText title={T.event} text={row.code_snippet} />
      <ProblemLine text={problem.value} />
      {answer.value && <CopyText title={T.base} text={answer.value.code_snippet} />}
    </>
  );
}

const baseOf = ({ id }: Account): string => `${PATH}/${enc(id)}/code_snippet`;
