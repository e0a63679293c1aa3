import { a$1 as a } from './preact.js';
import { TEXT, callApi, BY_COOKIE } from '../main.js';
import { when, cursorLists } from './when.js';

const T = TEXT.manage.accounts;
const pathOf = ({ id }) => `accounts/${encodeURIComponent(id)}`;
const kind = {
    name: 'accounts',
    text: T,
    isOfNone: true,
    sort: 'created_at',
    ...cursorLists(() => 'accounts', 'accounts'),
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        { title: T.id, cell: ({ id }) => a("code", { children: id }) },
        { title: T.advertiser, cell: ({ advertiser_id }) => a("code", { children: advertiser_id }), isExtra: true },
        { title: T.business, cell: ({ business_id }) => a("code", { children: business_id }), isExtra: true },
        {
            title: TEXT.manage.made_at,
            cell: ({ created_at }) => when(created_at),
            sort: 'created_at',
            isExtra: true,
        },
    ],
    record: {
        create: T.create,
        fields: () => [
            { name: 'name', label: T.name, isNeeded: true, maxlength: 200 },
            { name: 'id', label: T.id, hint: T.idHint, isNeeded: true, only: 'new', maxlength: 50 },
            { name: 'redirect_hosts', label: T.hosts, hint: T.hostsHint, is: 'lines', only: 'change' },
            { name: 'orders_across_tags', label: T.orders, hint: T.ordersHint, is: 'flag', only: 'change' },
        ],
        one: (_, key) => pathOf({ id: key }),
        readOne: answer => answer,
        add: (_, { scope, accounts }) => scope === 'write' && accounts === '*' ? { path: 'accounts', method: 'POST' } : undefined,
        made: answer => answer,
        change: (_, row) => ({ path: pathOf(row), method: 'PATCH' }),
        remove: {
            sure: ({ name }) => T.sure(name),
            typed: ({ id }) => id,
            path: (_, row) => pathOf(row),
            isFor: ({ scope, accounts, people }) => scope === 'write' && accounts === '*' && people === true,
            notFor: T.notYours,
            async hangs(_, row) {
                const items = await Promise.all([tagsOf(row), ...AD_KINDS.map(each => adRecordsOf(row, each))]);
                return { title: T.hangs, items: [...items.filter(each => each !== undefined), T.all] };
            },
        },
        beside: ({ row }) => (a("dl", { class: "facts", children: [a("dt", { children: T.id }), a("dd", { children: a("code", { children: row.id }) }), a("dt", { children: T.advertiser }), a("dd", { children: a("code", { children: row.advertiser_id }) }), a("dt", { children: T.business }), a("dd", { children: a("code", { children: row.business_id }) }), a("dt", { children: TEXT.manage.made_at }), a("dd", { children: when(row.created_at) })] })),
    },
};
const AD_KINDS = [
    ['pixel', 'pixels'],
    ['line-item', 'line-items'],
    ['campaign', 'campaigns'],
    ['segment', 'segments'],
];
async function tagsOf({ business_id }) {
    const path = `businesses/${encodeURIComponent(business_id)}/pixels?limit=1`;
    const { paging } = await callApi(path, BY_COOKIE);
    return T.kinds.tags(paging.total_results.toLocaleString());
}
/** How many there are, of those that are there. */
async function adRecordsOf({ id }, [path, many]) {
    const query = new URLSearchParams({ advertiser_code: id, num_elements: '1', fields: 'id' });
    const { response } = await callApi(`${path}?${query}`, BY_COOKIE);
    return response.count ? T.kinds[many](response.count.toLocaleString()) : undefined;
}

export { kind };
