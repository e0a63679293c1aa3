import { useSignal, T, A, a, a$1 } from './preact.js';
import { callApi, BY_COOKIE, explain, TEXT } from '../main.js';
import { useAnswer } from './useAnswer.js';

/** Chosen by its id; it stays from page to page. */
const chosenAccount = a('');
/** Most accounts in the choice: the rest is searched for. */
const MOST = 100;
/** What is looked for among them. */
const search = a('');
/** Whether there are more than the choice has. */
const hasMore = a(false);
/**
 * The accounts that the reader may see, at most a hundred, one of which is chosen.
 * @param named the one that an address names: no other takes its place. Default: the chosen one, or the first
 */
function useAccounts(named) {
    const query = new URLSearchParams({ limit: String(MOST), ...(search.value && { search: search.value }) });
    const { answer, problem, load } = useAnswer(`accounts?${query}`);
    const wanted = named ?? chosenAccount.value;
    const other = useSignal(undefined);
    const missing = useSignal('');
    // While others are looked for, those before stay: the choice would go away under the reader's fingers.
    const last = T(undefined);
    if (answer.value)
        last.current = answer.value.accounts;
    const accounts = last.current;
    const found = accounts?.find(({ id }) => id === wanted);
    const isElsewhere = Boolean(wanted && accounts && !found);
    A(() => {
        if (answer.value)
            hasMore.value = answer.value.next !== null || search.value !== '';
    }, [answer.value]);
    A(() => {
        missing.value = '';
        if (!isElsewhere)
            return;
        let isLeft = false;
        callApi(`accounts/${encodeURIComponent(wanted)}`, BY_COOKIE).then(account => {
            if (!isLeft)
                other.value = account;
        }, error => {
            if (!isLeft && named !== undefined)
                missing.value = explain(error);
        });
        return () => {
            isLeft = true;
        };
    }, [isElsewhere, wanted]);
    const given = found ?? (other.value?.id === wanted ? other.value : undefined);
    return {
        accounts,
        shown: given ?? (named === undefined ? accounts?.[0] : undefined),
        problem: missing.value ? missing : problem,
        load,
    };
}
/** The choice between accounts, or what is said where there is none. */
function AccountChoice({ accounts, shown, problem, onChoose }) {
    if (problem)
        return a$1("p", { class: "hint problem", children: problem });
    if (!accounts)
        return a$1("p", { class: "hint", children: TEXT.loading });
    if (!accounts.length && !hasMore.value)
        return a$1("p", { children: TEXT.tags.none });
    const isListed = accounts.some(({ id }) => id === shown?.id);
    return (a$1("div", { class: "accounts", children: [a$1("div", { children: [a$1("label", { for: "account", children: TEXT.tags.account }), a$1("select", { id: "account", value: shown?.id, onChange: event => {
                            const { value } = event.currentTarget;
                            chosenAccount.value = value;
                            onChoose?.(value);
                        }, children: [shown && !isListed && a$1("option", { value: shown.id, children: shown.name }), accounts.map(({ id, name }) => (a$1("option", { value: id, children: name }, id)))] })] }), hasMore.value && a$1(AccountSearch, {})] }));
}
function AccountSearch() {
    const { find, some } = TEXT.manage;
    return (a$1("div", { children: [a$1("label", { for: "account-search", children: find }), a$1("input", { id: "account-search", type: "search", maxlength: 255, autocomplete: "off", spellcheck: false, "aria-describedby": "account-search-note", value: search.value, 
                // With each letter that is typed: what comes back late is dropped.
                onInput: event => {
                    search.value = event.currentTarget.value;
                } }), a$1("p", { id: "account-search-note", class: "hint", children: some })] }));
}

export { AccountChoice, chosenAccount, useAccounts };
