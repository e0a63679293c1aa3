import { useSignal, a$1 as a, $ } from './preact.js';
import { when, cursorLists } from './when.js';
import { TEXT, explain, callApi, BY_COOKIE } from '../main.js';
import { CopyText, Question } from './manage.js';
import { ProblemLine } from './problemLine.js';
import './accountChoice.js';
import './useAnswer.js';
import './fieldRow.js';
import './signedIn.js';
import './signIn.js';
import './form.js';

const T$1 = TEXT.manage.tags;
/** What a tag is known by, and the secret that its site signs with: shown when it is made, and never again. */
function TagSecret({ row, account, mayChange, reload }) {
    const path = `accounts/${encodeURIComponent(account.id)}/tags/${encodeURIComponent(row.write_key)}/secret`;
    const made = useSignal('');
    const problem = useSignal('');
    const asking = useSignal(null);
    const since = row.secret_made_at;
    const make = async () => {
        const { secret } = await callApi(path, BY_COOKIE, { method: 'POST', body: {} });
        made.value = secret;
        asking.value = null;
        await reload();
    };
    const remove = async () => {
        await callApi(path, BY_COOKIE, { method: 'DELETE' });
        made.value = '';
        asking.value = null;
        await reload();
    };
    const makeFirst = () => {
        problem.value = '';
        make().catch(error => {
            problem.value = explain(error);
        });
    };
    return (a($, { children: [a(CopyText, { title: T$1.writeKey, text: row.write_key }), a("h3", { children: T$1.secret }), a("p", { class: "hint", children: T$1.secretIntro }), a("p", { children: since === null ? T$1.secretNone : T$1.secretSince(when(since)) }), made.value && (a("div", { class: "once", children: [a("p", { role: "status", children: TEXT.manage.once }), a(CopyText, { title: T$1.secret, text: made.value })] })), a(ProblemLine, { text: problem.value }), mayChange && (a("div", { class: "together", children: since === null ? (a("button", { type: "button", onClick: makeFirst, children: T$1.makeSecret })) : (a($, { children: [a("button", { type: "button", onClick: () => {
                                asking.value = 'replace';
                            }, children: T$1.replaceSecret }), a("button", { type: "button", class: "danger quiet", onClick: () => {
                                asking.value = 'remove';
                            }, children: T$1.removeSecret })] })) })), asking.value && (a(Question, { title: asking.value === 'replace' ? T$1.replaceSecret : T$1.removeSecret, submit: asking.value === 'replace' ? T$1.replaceSecret : T$1.removeSecret, onNo: () => {
                    asking.value = null;
                }, onYes: asking.value === 'replace' ? make : remove, children: a("p", { children: asking.value === 'replace' ? T$1.sureReplace : T$1.sureSecret }) }))] }));
}

const T = TEXT.manage.tags;
const enc = encodeURIComponent;
const pathOf = ({ id }) => `accounts/${enc(id)}/tags`;
const kind = {
    name: 'tags',
    text: T,
    sort: 'created_at',
    ...cursorLists(pathOf, 'tags'),
    keyOf: ({ write_key }) => write_key,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        { title: T.domain, cell: ({ domain }) => domain },
        { title: T.writeKey, cell: ({ write_key }) => a("code", { children: write_key }), isExtra: true },
        { title: T.state, cell: ({ disabled }) => (disabled ? T.off : T.on) },
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
            { name: 'domain', label: T.domain, hint: T.domainHint, isNeeded: true },
            { name: 'disabled', label: T.disabled, hint: T.disabledHint, is: 'flag', only: 'change' },
            { name: 'images_only', label: T.imagesOnly, hint: T.imagesOnlyHint, is: 'flag', only: 'change' },
            { name: 'path', label: T.path, hint: T.pathHint, isNullable: true, only: 'change', maxlength: 32 },
            { name: 'hosts', label: T.hosts, hint: T.hostsHint, is: 'lines', only: 'change' },
            {
                name: 'retention_days',
                label: T.retention,
                hint: T.retentionHint,
                is: 'number',
                only: 'change',
            },
            { name: 'cut_parameters', label: T.cut, hint: T.cutHint, is: 'lines', only: 'change' },
            { name: 'keep_parameters', label: T.keep, hint: T.keepHint, is: 'lines', only: 'change' },
        ],
        one: (account, key) => `${pathOf(account)}/${enc(key)}`,
        readOne: answer => answer,
        add: (account, { scope }) => (scope === 'write' ? { path: pathOf(account), method: 'POST' } : undefined),
        made: answer => answer,
        change: (account, { write_key }) => ({ path: `${pathOf(account)}/${enc(write_key)}`, method: 'PATCH' }),
        remove: {
            sure: ({ name }) => T.sure(name),
            typed: ({ name }) => name.trim(),
            path: (account, { write_key }) => `${pathOf(account)}/${enc(write_key)}`,
            isFor: ({ scope, people }) => scope === 'write' && people === true,
            notFor: TEXT.manage.noPeople,
        },
        beside: TagSecret,
    },
};

export { kind };
