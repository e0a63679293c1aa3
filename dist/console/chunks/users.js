import { a$1 as a } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE } from '../main.js';
import { SignedIn, useAnswer, ProblemLine, AnswerTable } from './signedIn.js';
import { Form } from './form.js';
import './signIn.js';

const T = TEXT.users;
/** Who may log in. */
function Users() {
    return a(SignedIn, { children: who.value?.accounts === '*' ? a(All, {}) : a(NotYours, {}) });
}
const NotYours = () => (a("main", { class: "narrow", children: a("section", { children: a("p", { children: T.notYours }) }) }));
function All() {
    const { answer, problem, load, change } = useAnswer('users');
    const mayChange = who.value?.scope === 'write';
    const remove = (name) => confirm(T.sure(name)) &&
        change(() => callApi(`users/${encodeURIComponent(name)}?tokens=remove`, BY_COOKIE, { method: 'DELETE' }));
    return (a("main", { class: "two", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), a(ProblemLine, { text: problem.value }), answer.value && (a(AnswerTable, { columns: [T.name, T.role, T.accounts], rows: answer.value.users.map(({ name, role, publish, accounts }) => ({
                            key: name,
                            cells: [name, publish ? 'publisher' : role, accounts === '*' ? T.all : accounts.join(', ')],
                            action: mayChange &&
                                (name === who.value?.actor.name ? (T.you) : (a("button", { type: "button", "aria-label": `${T.remove}: ${name}`, onClick: () => void remove(name), children: T.remove }))),
                        })) }))] }), mayChange && (a("section", { "aria-labelledby": "new-user", children: [a("h2", { id: "new-user", children: T.newUser }), a(Form, { submit: T.add, fields: [
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
