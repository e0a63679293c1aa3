import { checkSettings } from "./checkSettings.js";
import { InstallError } from "./installError.js";
import { pixelCall, variablesOf } from "./pixelCall.js";
import { platformOf } from "./platforms.js";
import { variableProblem } from "./variableProblem.js";
export { InstallError } from "./installError.js";
/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
export function installCode(name, pixel, settings) {
    checkSettings(settings);
    const call = pixelCall(pixel);
    const { variables, language, base, event, files, notes } = platformOf(name);
    const from = new Map();
    for (const variable of variablesOf(call)) {
        const { value, field } = variable;
        const problem = variableProblem(name, value);
        if (problem)
            throw new InstallError(field, `${value} ${problem}`);
        if (variables !== 'none')
            from.set(value, variables.source(variable));
    }
    const job = {
        call,
        name: pixel.name,
        settings: {
            ...settings,
            globalName: settings.globalName ?? 'tgp',
            // A saved page view is the page view: a second one would count every page twice.
            options: settings.options ?? { autoPage: call.command !== 'page' },
        },
    };
    return {
        platform: name,
        language,
        base_code: base === 'none' ? '' : base(job),
        event_code: event(job),
        ...(files && { files: files(job) }),
        required_variables: [...from].map(([name, from]) => ({ name, from })),
        notes: notes(job),
    };
}
