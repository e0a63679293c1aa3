import { useSignal, A, a$1 as a } from './preact.js';
import { callApi, BY_COOKIE, ApiError, who, explain } from '../main.js';
import SignIn from './signIn.js';

/** What the collector answers to whoever is logged in, asked when the path changes. @param path null: nothing is asked */
function useAnswer(path) {
    const answer = useSignal(undefined);
    const problem = useSignal('');
    const load = async (isLeft = () => false) => {
        if (path === null)
            return;
        try {
            const given = await callApi(path, BY_COOKIE);
            if (isLeft())
                return;
            answer.value = given;
            problem.value = '';
        }
        catch (error) {
            if (isLeft())
                return;
            if (error instanceof ApiError && error.status === 401)
                who.value = null;
            problem.value = explain(error);
        }
    };
    A(() => {
        let isLeft = false;
        answer.value = undefined;
        void load(() => isLeft);
        return () => {
            isLeft = true;
        };
    }, [path]);
    const change = async (act) => {
        problem.value = '';
        try {
            await act();
            await load();
        }
        catch (error) {
            problem.value = explain(error);
        }
    };
    return { answer, problem, load: () => load(), change };
}

/** What the collector answered, a row each; wider than the page it scrolls by itself. */
function AnswerTable({ columns, rows }) {
    return (a("div", { class: "wide", children: a("table", { class: "list", children: [a("thead", { children: a("tr", { children: [columns.map(each => (a("th", { scope: "col", children: each }, each))), rows.some(({ action }) => action) && a("td", {})] }) }), a("tbody", { children: rows.map(({ key, cells: [first, ...others], action }) => (a("tr", { children: [a("th", { scope: "row", children: first }), others.map((each, at) => (a("td", { children: each }, columns[at + 1]))), action && a("td", { children: action })] }, key))) })] }) }));
}

/** What is wrong, where something is. */
const ProblemLine = ({ text }) => text ? (a("p", { class: "hint problem", role: "status", children: text })) : null;

/** A page for whoever is logged in; everybody else is asked to. */
const SignedIn = ({ children }) => (who.value ? children : a(SignIn, { stays: true }));

export { AnswerTable, ProblemLine, SignedIn, useAnswer };
