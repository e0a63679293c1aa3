import { platformOf } from "./platforms.js";
/** Why a variable of that name can't be read on a platform, to follow the name; undefined where it can. */
export function variableProblem(platform, name) {
    const { variables } = platformOf(platform);
    if (variables === 'none')
        return `can't be read: on ${platform} no script runs, so use a fixed value`;
    if (!name.trim())
        return 'is no name';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/u.test(name))
        return 'has a control character in it';
    if (name !== name.trim())
        return 'has a space at its beginning or end';
    return variables.problem(variables.named?.(name) ?? name);
}
