import { a$1 as a, useSignal } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE, explain } from '../main.js';
import { Form } from './form.js';
import { SignedIn, useAnswer } from './signedIn.js';
import './signIn.js';

const T = TEXT.users;
/** Who may log in. */
function Users() {
    return a(SignedIn, { children: who.value?.accounts === '*' ? a(All, {}) : a(NotYours, {}) });
}
const NotYours = () => (a("main", { class: "narrow", children: a("section", { children: a("p", { children: T.notYours }) }) }));
function All() {
    const { answer, problem, load } = useAnswer('users');
    const failed = useSignal('');
    const mayChange = who.value?.scope === 'write';
    const remove = async (name) => {
        if (!confirm(T.sure(name)))
            return;
        failed.value = '';
        try {
            await callApi(`users/${encodeURIComponent(name)}?tokens=remove`, BY_COOKIE, { method: 'DELETE' });
            await load();
        }
        catch (error) {
            failed.value = explain(error);
        }
    };
    return (a("main", { class: "two", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), (problem.value || failed.value) && (a("p", { class: "hint problem", role: "status", children: problem.value || failed.value })), answer.value && (a("div", { class: "wide", children: a("table", { class: "list", children: [a("thead", { children: a("tr", { children: [[T.name, T.role, T.accounts].map(each => (a("th", { scope: "col", children: each }, each))), mayChange && a("td", {})] }) }), a("tbody", { children: answer.value.users.map(({ name, role, publish, accounts }) => (a("tr", { children: [a("th", { scope: "row", children: name }), a("td", { children: publish ? 'publisher' : role }), a("td", { children: accounts === '*' ? T.all : accounts.join(', ') }), mayChange && (a("td", { children: name === who.value?.actor.name ? (T.you) : (a("button", { type: "button", "aria-label": `${T.remove}: ${name}`, onClick: () => void remove(name), children: T.remove })) }))] }, name))) })] }) }))] }), mayChange && (a("section", { "aria-labelledby": "new-user", children: [a("h2", { id: "new-user", children: T.newUser }), a(Form, { submit: T.add, fields: [
                            { name: 'name', label: T.name, autocomplete: 'off', spellcheck: false },
                            {
                                name: 'password',
                                label: T.password,
                                hint: T.passwordHint,
                                type: 'password',
                                autocomplete: 'new-password',
                            },
                            {
                                name: 'role',
                                label: T.role,
                                options: Object.entries(T.roles).filter(([role]) => role !== 'publisher' || who.value?.publish),
                            },
                            { name: 'accounts', label: T.accounts, hint: T.accountsHint, value: '*', spellcheck: false },
                        ], onSubmit: async ({ name, password, role, accounts }) => {
                            const isPublisher = role === 'publisher';
                            const body = {
                                name,
                                password,
                                role: isPublisher ? 'editor' : role,
                                ...(isPublisher && { publish: true }),
                                accounts: accounts.trim() === '*' ? '*' : accounts.split(',').map(each => each.trim()),
                            };
                            await callApi('users', BY_COOKIE, { method: 'POST', body });
                            await load();
                        } })] }))] }));
}

export { Users as default };
