import { pathProblem, reservedWord } from "../path.js";
/** The variables of a page: paths in it, or in its data layer. */
export const PAGE_VARIABLES = {
    problem(name) {
        const word = reservedWord(name);
        return pathProblem(name) ?? (word && `starts with ${word}, a word of the language`);
    },
    source: ({ value }) => `the page: ${value}, or the newest entry of dataLayer that has it`,
};
