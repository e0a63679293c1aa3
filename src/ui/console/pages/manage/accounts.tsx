import { callApi } from '../../callApi.ts';
import type { Account } from '../../parts/account.ts';
import { cursorLists } from '../../parts/manage/dialects.ts';
import type { Kind } from '../../parts/manage/kind.ts';
import { when } from '../../parts/when.ts';
import { BY_COOKIE } from '../../parts/who.ts';
import { ownZone, zones } from '../../parts/zone.ts';
import { TEXT } from '../../text.ts';

interface Row extends Account {
  created_at: string;
}

const T = TEXT.manage.accounts;
const pathOf = ({ id }: { id: string }) => `accounts/${encodeURIComponent(id)}`;

export const kind: Kind<Row> = {
  name: 'accounts',
  text: T,
  isOfNone: true,
  sort: 'created_at',
  ...cursorLists<Row>(() => 'accounts', 'accounts'),
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  columns: [
    { title: T.name, cell: ({ name }) => name, sort: 'name' },
    { title: T.id, cell: ({ id }) => <code>{id}</code> },
    { title: T.advertiser, cell: ({ advertiser_id }) => <code>{advertiser_id}</code>, isExtra: true },
    { title: T.business, cell: ({ business_id }) => <code>{business_id}</code>, isExtra: true },
    {
      title: TEXT.manage.made_at,
      cell: ({ created_at }) => when(created_at),
      sort: 'created_at',
      isExtra: true,
    },
  ],
  record: {
    create: T.create,
    fields: (_, row) => [
      { name: 'name', label: T.name, isNeeded: true, maxlength: 200 },
      { name: 'id', label: T.id, hint: T.idHint, isNeeded: true, only: 'new', maxlength: 50 },
      {
        name: 'time_zone',
        label: T.zone,
        hint: T.zoneHint,
        is: 'choice',
        options: [['', T.noZone], ...zones(row?.time_zone ?? '')],
        initial: ownZone(),
      },
      { name: 'redirect_hosts', label: T.hosts, hint: T.hostsHint, is: 'lines', only: 'change' },
      { name: 'orders_across_tags', label: T.orders, hint: T.ordersHint, is: 'flag', only: 'change' },
    ],
    one: (_, key) => pathOf({ id: key }),
    readOne: answer => answer,
    add: (_, { owner, accounts }) =>
      owner && accounts === '*' ? { path: 'accounts', method: 'POST' } : undefined,
    made: answer => answer,
    change: (_, row) => ({ path: pathOf(row), method: 'PATCH' }),
    remove: {
      sure: ({ name }) => T.sure(name),
      typed: ({ id }) => id,
      path: (_, row) => pathOf(row),
      isLong: true,
      isFor: ({ owner, people }) => owner && people === true,
      notFor: T.notYours,
      async hangs(_, row) {
        const items = await Promise.all([tagsOf(row), ...AD_KINDS.map(each => adRecordsOf(row, each))]);
        return { title: T.hangs, items: [...items.filter(each => each !== undefined), T.all] };
      },
    },
    beside: ({ row }) => (
      <dl class="named-facts">
        <dt>{T.id}</dt>
        <dd>
          <code>{row.id}</code>
        </dd>
        <dt>{T.advertiser}</dt>
        <dd>
          <code>{row.advertiser_id}</code>
        </dd>
        <dt>{T.business}</dt>
        <dd>
          <code>{row.business_id}</code>
        </dd>
        <dt>{TEXT.manage.made_at}</dt>
        <dd>{when(row.created_at)}</dd>
      </dl>
    ),
  },
};

const AD_KINDS = [
  ['pixel', 'pixels'],
  ['line-item', 'line-items'],
  ['campaign', 'campaigns'],
  ['segment', 'segments'],
] as const;

async function tagsOf({ business_id }: Row): Promise<string> {
  const path = `businesses/${encodeURIComponent(business_id)}/pixels?limit=1`;
  const { paging } = await callApi<{ paging: { total_results: number } }>(path, BY_COOKIE);
  return T.kinds.tags(paging.total_results.toLocaleString());
}

/** How many there are, of those that are there. */
async function adRecordsOf(
  { id }: Row,
  [path, many]: (typeof AD_KINDS)[number],
): Promise<string | undefined> {
  const query = new URLSearchParams({ advertiser_code: id, num_elements: '1', fields: 'id' });
  const { response } = await callApi<{ response: { count: number } }>(`${path}?${query}`, BY_COOKIE);
  return response.count ? T.kinds[many](response.count.toLocaleString()) : undefined;
}
