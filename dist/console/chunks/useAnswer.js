import { useSignal, A } from './preact.js';
import { callApi, BY_COOKIE, ApiError, who, explain } from '../main.js';

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

export { useAnswer };
