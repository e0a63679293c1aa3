import { a$1 as a } from './preact.js';
import { Form } from './form.js';
import { TEXT, hasUsers, linkTo, makeFirstUser, go } from '../main.js';

/** What the link of the first start opens. @param rest its key */
function First({ rest: key = '' }) {
    const { title, intro, name, password, hint, submit, late } = TEXT.first;
    return (a("main", { class: "narrow", children: a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: title }), hasUsers.value ? (a("p", { children: [late, " ", a("a", { href: linkTo('sign-in'), children: TEXT.signIn.link })] })) : (a(Form, { submit: submit, fields: [
                        { name: 'name', label: name, autocomplete: 'username', autofocus: true, spellcheck: false },
                        { name: 'password', label: password, hint, type: 'password', autocomplete: 'new-password' },
                    ], onSubmit: async (values) => {
                        await makeFirstUser(key, values.name, values.password);
                        // The key is of no use any more, and its address need not stay in the browser's history.
                        history.replaceState(null, '', linkTo('manage/tags'));
                        go('manage/tags');
                        dispatchEvent(new HashChangeEvent('hashchange'));
                    }, children: a("p", { children: intro }) }))] }) }));
}

export { First as default };
