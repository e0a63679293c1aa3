import { pathProblem, reservedWord } from "./path.js";
import { VARIABLE_KINDS } from "./platforms.js";
/** Why a variable of that name can't be read on a platform, to follow the name; undefined where it can. */
export function variableProblem(platform, name) {
    const kind = VARIABLE_KINDS[platform];
    if (kind === 'none')
        return `can't be read: on ${platform} no script runs, so use a fixed value`;
    if (!name.trim())
        return 'is no name';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/u.test(name))
        return 'has a control character in it';
    if (name !== name.trim())
        return 'has a space at its beginning or end';
    return PROBLEMS[kind](name);
}
const PROBLEMS = {
    page(name) {
        const word = reservedWord(name);
        return pathProblem(name) ?? (word && `starts with ${word}, a word of the language`);
    },
    gtm(name) {
        const [found] = /[{}:<>]/.exec(name) ?? [];
        return found && `has a ${found} in it, which no variable of Tag Manager can have`;
    },
    tealium: name => (name === '__proto__' ? 'is no variable: in JavaScript it is something else' : undefined),
    amp(name) {
        if (!/^[A-Za-z][\w.]*$/.test(name))
            return 'is no name of letters, digits, dots and underscores';
        return AMP_NAMES.has(name) ? "is AMP's own name: choose another" : undefined;
    },
    order: pathProblem,
    event: pathProblem,
};
/** AMP's names in the beacon: a variable of that name would hide AMP's. */
const AMP_NAMES = new Set('clientId canonicalUrl canonicalPath documentReferrer title browserLanguage userAgent timezoneCode screenWidth screenHeight extraUrlParams'.split(' '));
