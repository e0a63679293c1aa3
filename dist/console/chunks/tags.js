import { a$1 as a, useSignal, $ } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE, explain } from '../main.js';
import { useAccounts, AccountChoice, chosenAccount } from './accountChoice.js';
import { Form } from './form.js';
import { SignedIn, useAnswer } from './signedIn.js';
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
    const { answer, problem, load } = useAnswer(path);
    const failed = useSignal('');
    const mayChange = who.value?.scope === 'write';
    const tags = answer.value?.tags;
    const turn = async ({ write_key, name, disabled }) => {
        if (!disabled && !confirm(T.sure(name)))
            return;
        failed.value = '';
        try {
            const body = { disabled: !disabled };
            await callApi(`${path}/${encodeURIComponent(write_key)}`, BY_COOKIE, { method: 'PATCH', body });
            await load();
        }
        catch (error) {
            failed.value = explain(error);
        }
    };
    return (a($, { children: [(problem.value || failed.value) && (a("p", { class: "hint problem", role: "status", children: problem.value || failed.value })), tags?.length === 0 && a("p", { children: T.noTags }), tags && tags.length > 0 && (a("div", { class: "wide", children: a("table", { class: "list", children: [a("thead", { children: a("tr", { children: [[T.name, T.domain, T.writeKey, T.state].map(each => (a("th", { scope: "col", children: each }, each))), mayChange && a("td", {})] }) }), a("tbody", { children: tags.map(tag => (a("tr", { children: [a("th", { scope: "row", children: tag.name }), a("td", { children: tag.domain }), a("td", { children: a("code", { children: tag.write_key }) }), a("td", { children: tag.disabled ? T.off : T.on }), mayChange && (a("td", { children: a("button", { type: "button", "aria-label": `${tag.disabled ? T.turnOn : T.turnOff}: ${tag.name}`, onClick: () => void turn(tag), children: tag.disabled ? T.turnOn : T.turnOff }) }))] }, tag.write_key))) })] }) })), mayChange ? (a($, { children: [a("h2", { children: T.newTag }), a(Form, { submit: T.addTag, fields: [
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
