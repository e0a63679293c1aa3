import { gtmVariableWords } from "./gtmVariable.js";
/** The variables of Tag Manager, by their names. */
export const GTM_VARIABLES = {
    // In Tag Manager people see and copy them in braces.
    named: written => /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(written)?.[1] || written,
    problem(name) {
        const [found] = /[{}:<>]/.exec(name) ?? [];
        return found && `has a ${found} in it, which no variable of Tag Manager can have`;
    },
    source: ({ value, key }) => `a variable of Tag Manager with this name, for example ${gtmVariableWords(value, key)}`,
};
