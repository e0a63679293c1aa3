import { a$1 as a, useSignal } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE, explain } from '../main.js';
import { Form } from './form.js';
import { SignedIn, useAnswer } from './signedIn.js';
import './signIn.js';

const T = TEXT.me;
const when = (time) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
/** One's own log-ins and password. */
function Me() {
    return (a(SignedIn, { children: a(Own, {}) }));
}
function Own() {
    const name = who.value?.actor.name ?? '';
    const { answer, problem, load } = useAnswer(`sessions?${new URLSearchParams({ user: name })}`);
    const failed = useSignal('');
    const end = async (id) => {
        failed.value = '';
        try {
            await callApi(`sessions/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' });
            await load();
        }
        catch (error) {
            failed.value = explain(error);
        }
    };
    return (a("main", { class: "two", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.sessions }), a("p", { children: [T.signedInAs, " ", a("b", { children: name })] }), (problem.value || failed.value) && (a("p", { class: "hint problem", role: "status", children: problem.value || failed.value })), answer.value && (a("div", { class: "wide", children: a("table", { class: "list", children: [a("thead", { children: a("tr", { children: [[T.began, T.used, T.kind].map(each => (a("th", { scope: "col", children: each }, each))), a("td", {})] }) }), a("tbody", { children: answer.value.sessions.map(({ id, kind, created_at, used_at, is_this }) => (a("tr", { children: [a("th", { scope: "row", children: when(created_at) }), a("td", { children: when(used_at) }), a("td", { children: T.kinds[kind] }), a("td", { children: is_this ? (T.this) : (a("button", { type: "button", "aria-label": `${T.end}: ${when(created_at)}`, onClick: () => void end(id), children: T.end })) })] }, id))) })] }) }))] }), a("section", { "aria-labelledby": "password", children: [a("h2", { id: "password", children: T.password }), a(Form, { submit: T.change, done: T.changed, username: name, fields: [
                            { name: 'password', label: T.now, type: 'password', autocomplete: 'current-password' },
                            { name: 'new_password', label: T.next, type: 'password', autocomplete: 'new-password' },
                        ], onSubmit: async (body) => {
                            await callApi('session/password', BY_COOKIE, { method: 'PUT', body });
                            await load();
                        } })] })] }));
}

export { Me as default };
