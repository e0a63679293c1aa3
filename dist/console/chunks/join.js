import { useSignal, A, a$1 as a } from './preact.js';
import { Form } from './form.js';
import { ProblemLine } from './problemLine.js';
import { callApi, BY_COOKIE, explain, TEXT, linkTo, join, go } from '../main.js';

/** Asks what a link is good for. It is not asked for by an address: those are logged on their way. */
function useInvitation(key) {
    const given = useSignal(undefined);
    const problem = useSignal('');
    A(() => {
        callApi('session/invitation', BY_COOKIE, { method: 'POST', body: { key } }).then(answer => {
            given.value = answer;
        }, error => {
            problem.value = explain(error);
        });
    }, [key]);
    return { given, problem };
}

const T = TEXT.join;
/** What the link of an invitation opens. @param rest its key */
function Join({ rest: key = '' }) {
    const { given, problem } = useInvitation(key);
    return (a("main", { class: "narrow", children: a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), a(ProblemLine, { text: problem.value }), problem.value && (a("p", { children: a("a", { href: linkTo('sign-in'), children: TEXT.signIn.link }) })), given.value && (a(Form, { submit: T.submit, fields: [
                        {
                            name: 'name',
                            label: T.name,
                            autocomplete: 'username',
                            autofocus: true,
                            spellcheck: false,
                            ...(given.value.name && { value: given.value.name }),
                        },
                        {
                            name: 'password',
                            label: T.password,
                            hint: T.hint,
                            type: 'password',
                            autocomplete: 'new-password',
                        },
                    ], onSubmit: async (values) => {
                        await join(key, values.name, values.password);
                        // The key is of no use any more, and its address need not stay in the browser's history.
                        history.replaceState(null, '', linkTo(''));
                        go('');
                        dispatchEvent(new HashChangeEvent('hashchange'));
                    }, children: [a("p", { children: T.intro(TEXT.users.roles[given.value.role], given.value.accounts) }), a("p", { class: "hint", children: T.until(new Date(given.value.expires_at).toLocaleDateString()) })] }))] }) }));
}

export { Join as default };
