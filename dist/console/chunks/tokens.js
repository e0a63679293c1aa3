import { a$1 as a } from './preact.js';
import { TEXT, callApi, BY_COOKIE } from '../main.js';
import { chosenAccount } from './accountChoice.js';
import { when, cursorLists } from './when.js';
import './useAnswer.js';

const T = TEXT.manage.tokens;
const pathOf = ({ id }) => `tokens/${encodeURIComponent(id)}`;
const stateOf = ({ revoked_at, expires_at }) => {
    if (revoked_at)
        return T.revoked(when(revoked_at));
    return expires_at && Date.parse(expires_at) <= Date.now() ? T.ended : T.valid;
};
const rightsOf = ({ scope, publish, people }) => [
    T.scopes[scope],
    ...(publish ? [T.publish] : []),
    ...(people ? [T.people] : []),
];
const kind = {
    name: 'tokens',
    text: T,
    isOfNone: true,
    sort: 'created_at.desc',
    ...cursorLists(() => 'tokens', 'tokens'),
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        { title: T.scope, cell: ({ scope }) => T.scopes[scope] },
        {
            title: T.accounts,
            cell: ({ accounts }) => (accounts === '*' ? T.all : accounts.join(', ')),
            isExtra: true,
        },
        { title: T.state, cell: stateOf },
        { title: T.expires, cell: ({ expires_at }) => when(expires_at) || T.never, isExtra: true },
        {
            title: TEXT.manage.made_at,
            cell: ({ created_at }) => when(created_at),
            sort: 'created_at',
            isExtra: true,
        },
    ],
    record: {
        create: T.create,
        fields: (who, row) => (row ? [] : newFields(who)),
        one: (_, key) => pathOf({ id: key }),
        readOne: answer => answer,
        add: (_, { scope }) => (scope === 'write' ? { path: 'tokens', method: 'POST' } : undefined),
        made: answer => answer,
        secretOf: answer => ({ title: T.token, text: answer.token }),
        remove: {
            text: T.revoke,
            sure: ({ name }) => T.sure(name),
            path: (_, row) => pathOf(row),
            isFor: ({ scope }, { revoked_at }) => scope === 'write' && revoked_at === null,
            done: T.revokedNow,
            async hangs(_, row) {
                const { tokens } = await callApi(pathOf(row), BY_COOKIE);
                const items = tokens.filter(({ revoked_at }) => !revoked_at).map(({ name }) => name);
                return items.length ? { title: T.hangs, items } : undefined;
            },
        },
        beside: ({ row }) => (a("dl", { class: "facts", children: [a("dt", { children: T.state }), a("dd", { children: stateOf(row) }), a("dt", { children: T.rights }), a("dd", { children: rightsOf(row).join('; ') }), a("dt", { children: T.accounts }), a("dd", { children: row.accounts === '*' ? T.all : row.accounts.join(', ') }), a("dt", { children: T.expires }), a("dd", { children: when(row.expires_at) || T.never }), a("dt", { children: TEXT.manage.made_at }), a("dd", { children: when(row.created_at) }), a("dt", { children: T.maker }), a("dd", { children: row.made_by ? `${row.made_by.kind} ${row.made_by.id}` : TEXT.manage.none })] })),
    },
};
/** Nobody gives a right that he has not. */
function newFields({ accounts, publish, people }) {
    return [
        { name: 'name', label: T.name, hint: T.nameHint, isNeeded: true, maxlength: 200 },
        { name: 'scope', label: T.scope, is: 'choice', options: Object.entries(T.scopes) },
        {
            name: 'accounts',
            label: T.accounts,
            hint: accounts === '*' ? T.accountsHintAll : T.accountsHint,
            is: 'lines',
            // The least that is of use.
            initial: chosenAccount.value || (accounts === '*' ? '' : (accounts[0] ?? '')),
            isNeeded: true,
            write: (text) => {
                const ids = text.split(/[\n,]/).flatMap(each => each.trim() || []);
                return ids.length === 1 && ids[0] === '*' ? '*' : ids;
            },
        },
        ...(publish ? [{ name: 'publish', label: T.publish, is: 'flag' }] : []),
        ...(people ? [{ name: 'people', label: T.people, is: 'flag' }] : []),
        { name: 'expires_at', label: T.expires, hint: T.expiresHint, is: 'time' },
    ];
}

export { kind };
