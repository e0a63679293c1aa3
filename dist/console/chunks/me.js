import { a$1 as a } from './preact.js';
import { who, TEXT, callApi, BY_COOKIE } from '../main.js';
import { AnswerTable } from './answerTable.js';
import { Form } from './form.js';
import { ProblemLine } from './problemLine.js';
import { SignedIn } from './signedIn.js';
import { useAnswer } from './useAnswer.js';
import './signIn.js';

const T = TEXT.me;
const when = (time) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
/** One's own log-ins and password. */
function Me() {
    return (a(SignedIn, { children: a(Own, {}) }));
}
function Own() {
    const name = who.value?.actor.name ?? '';
    const { answer, problem, load, change } = useAnswer(`sessions?${new URLSearchParams({ user: name })}`);
    const end = (id) => change(() => callApi(`sessions/${encodeURIComponent(id)}`, BY_COOKIE, { method: 'DELETE' }));
    return (a("main", { class: "two", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.sessions }), a("p", { children: [T.signedInAs, " ", a("b", { children: name })] }), a(ProblemLine, { text: problem.value }), answer.value && (a(AnswerTable, { columns: [T.began, T.used, T.kind], rows: answer.value.sessions.map(({ id, kind, created_at, used_at, is_this }) => ({
                            key: id,
                            cells: [when(created_at), when(used_at), T.kinds[kind]],
                            action: is_this ? (T.this) : (a("button", { type: "button", "aria-label": `${T.end}: ${when(created_at)}`, onClick: () => void end(id), children: T.end })),
                        })) }))] }), a("section", { "aria-labelledby": "password", children: [a("h2", { id: "password", children: T.password }), a(Form, { submit: T.change, done: T.changed, username: name, fields: [
                            { name: 'password', label: T.now, type: 'password', autocomplete: 'current-password' },
                            { name: 'new_password', label: T.next, type: 'password', autocomplete: 'new-password' },
                        ], onSubmit: async (body) => {
                            await callApi('session/password', BY_COOKIE, { method: 'PUT', body });
                            await load();
                        } })] })] }));
}

export { Me as default };
