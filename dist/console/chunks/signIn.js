import { A, a$1 as a } from './preact.js';
import { Form } from './form.js';
import { TEXT, logIn, go, who } from '../main.js';

/** @param stays true where it stands in the place of the page that was asked for, which comes after it */
function SignIn({ stays }) {
    const { title, name, password, submit, hint } = TEXT.signIn;
    A(() => {
        if (who.value && !stays)
            go('');
    }, []);
    return (a("main", { class: "narrow", children: a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: title }), a(Form, { submit: submit, fields: [
                        { name: 'name', label: name, autocomplete: 'username', autofocus: true, spellcheck: false },
                        { name: 'password', label: password, type: 'password', autocomplete: 'current-password' },
                    ], onSubmit: async (values) => {
                        await logIn(values.name, values.password);
                        if (!stays)
                            go('');
                    } }), a("p", { class: "hint", children: hint })] }) }));
}

export { SignIn as default };
