import { BusinessHistory } from '../../parts/manage/businessHistory.tsx';
import { type BusinessPixel, pixelsPath } from '../../parts/manage/businessPixel.ts';
import { nextOf, PAGE_SIZE, pathWith } from '../../parts/manage/dialects.ts';
import type { Kind } from '../../parts/manage/kind.ts';
import { when } from '../../parts/when.ts';
import { TEXT } from '../../text.ts';

const T = TEXT.manage['business-pixels'];
const enc = encodeURIComponent;
export const kind: Kind<BusinessPixel> = {
  name: 'business-pixels',
  text: T,
  sort: 'created_at',
  list: (account, { filters, sort, from }) =>
    pathWith(pixelsPath(account), { ...filters, sort, limit: PAGE_SIZE, offset: from }),
  csv: (account, { filters }) => pathWith(pixelsPath(account), { ...filters, format: 'csv' }),
  read(answer, { from }) {
    const { pixels, paging } = answer as { pixels: BusinessPixel[]; paging: { total_results: number } };
    const { total_results: count } = paging;
    return { rows: pixels, count, next: nextOf(from, pixels.length, count) };
  },
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  columns: [
    { title: T.name, cell: ({ name }) => name, sort: 'name' },
    { title: T.domain, cell: ({ domain }) => domain },
    { title: T.id, cell: ({ id }) => <code>{id}</code>, isExtra: true },
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
      { name: 'name', label: T.name, isNeeded: true, maxlength: 200 },
      { name: 'domain', label: T.domain, hint: T.domainHint, isNeeded: true },
      { name: 'dataset_id', label: T.dataset, hint: T.datasetHint, maxlength: 36 },
    ],
    // The history is asked for by itself, for the time that is wanted.
    one: (account, key) =>
      pathWith(`${pixelsPath(account)}/${enc(key)}`, {
        include_events: 'false',
        include_historical_events: 'false',
      }),
    readOne: answer => answer,
    add: (account, { scope }) =>
      scope === 'write' ? { path: pixelsPath(account), method: 'POST' } : undefined,
    made: answer => answer,
    change: (account, { id }) => ({ path: `${pixelsPath(account)}/${enc(id)}`, method: 'PATCH' }),
    beside: BusinessHistory,
  },
};
