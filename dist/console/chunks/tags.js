import { a$1 as a, $ } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE } from '../main.js';
import { useAccounts, AccountChoice, chosenAccount } from './accountChoice.js';
import { SignedIn, useAnswer, ProblemLine, AnswerTable } from './signedIn.js';
import { Form } from './form.js';
import './signIn.js';

const T = TEXT.tags;
/** Accounts and their tags. */
function Tags() {
    return (a(SignedIn, { children: a(Accounts, {}) }));
}
function Accounts() {
    const { accounts, shown, problem, load } = useAccounts();
    const mayMake = who.value?.scope === 'write' && who.value.accounts === '*';
    return (a("main", { class: "two", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), a(AccountChoice, { accounts: accounts, shown: shown, problem: problem.value }), shown && a(TagsOf, { account: shown.id }, shown.id)] }), mayMake && (a("section", { "aria-labelledby": "new-account", children: [a("h2", { id: "new-account", children: T.newAccount }), a(Form, { submit: T.addAccount, fields: [
                            { name: 'name', label: T.accountName, maxlength: 100 },
                            {
                                name: 'id',
                                label: T.accountId,
                                hint: T.accountIdHint,
                                spellcheck: false,
                                autocapitalize: 'off',
                            },
                        ], onSubmit: async ({ id, name }) => {
                            await callApi('accounts', BY_COOKIE, { method: 'POST', body: { id, name } });
                            await load();
                            chosenAccount.value = id;
                        } })] }))] }));
}
function TagsOf({ account }) {
    const path = `accounts/${encodeURIComponent(account)}/tags`;
    const { answer, problem, load, change } = useAnswer(path);
    const mayChange = who.value?.scope === 'write';
    const tags = answer.value?.tags;
    const turn = ({ write_key, name, disabled }) => (disabled || confirm(T.sure(name))) &&
        change(() => callApi(`${path}/${encodeURIComponent(write_key)}`, BY_COOKIE, {
            method: 'PATCH',
            body: { disabled: !disabled },
        }));
    return (a($, { children: [a(ProblemLine, { text: problem.value }), tags?.length === 0 && a("p", { children: T.noTags }), tags && tags.length > 0 && (a(AnswerTable, { columns: [T.name, T.domain, T.writeKey, T.state], rows: tags.map(tag => ({
                    key: tag.write_key,
                    cells: [
                        tag.name,
                        tag.domain,
                        a("code", { children: tag.write_key }, "key"),
                        tag.disabled ? T.off : T.on,
                    ],
                    action: mayChange && (a("button", { type: "button", "aria-label": `${tag.disabled ? T.turnOn : T.turnOff}: ${tag.name}`, onClick: () => void turn(tag), children: tag.disabled ? T.turnOn : T.turnOff })),
                })) })), mayChange ? (a($, { children: [a("h2", { children: T.newTag }), a(Form, { submit: T.addTag, fields: [
                            { name: 'name', label: T.name, maxlength: 100 },
                            {
                                name: 'domain',
                                label: T.domain,
                                hint: T.domainHint,
                                spellcheck: false,
                                autocapitalize: 'off',
                            },
                        ], onSubmit: async (body) => {
                            await callApi(path, BY_COOKIE, { method: 'POST', body });
                            await load();
                        } })] })) : (a("p", { class: "hint", children: T.readOnly }))] }));
}

export { Tags as default };
