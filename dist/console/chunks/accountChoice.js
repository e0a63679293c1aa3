import { a$1 as a, a as a$1 } from './preact.js';
import { TEXT } from '../main.js';
import { useAnswer } from './signedIn.js';

/** Chosen by its id; it stays from page to page. */
const chosenAccount = a$1('');
/** The accounts that the reader may see, one of which is chosen. */
function useAccounts() {
    const { answer, problem, load } = useAnswer('accounts');
    const accounts = answer.value?.accounts;
    return {
        accounts,
        shown: accounts?.find(({ id }) => id === chosenAccount.value) ?? accounts?.[0],
        problem,
        load,
    };
}
/** The choice between accounts, or what is said where there is none. */
function AccountChoice({ accounts, shown, problem }) {
    if (problem)
        return a("p", { class: "hint problem", children: problem });
    if (!accounts)
        return a("p", { class: "hint", children: TEXT.loading });
    if (!accounts.length)
        return a("p", { children: TEXT.tags.none });
    return (a("p", { children: [a("label", { for: "account", children: TEXT.tags.account }), a("select", { id: "account", value: shown?.id, onChange: event => {
                    chosenAccount.value = event.currentTarget.value;
                }, children: accounts.map(({ id, name }) => (a("option", { value: id, children: name }, id))) })] }));
}

export { AccountChoice, chosenAccount, useAccounts };
