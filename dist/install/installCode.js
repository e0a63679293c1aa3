import { checkSettings } from "./checkSettings.js";
import { endpointOf } from "./endpoint.js";
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
    // The tag itself finds none either.
    endpointOf(settings);
    const { variables, language, autoPage = true, base, event, files, archive, notes } = platformOf(name);
    const call = named(pixelCall(pixel, settings.writeKey), variables);
    // A saved page view is the page view: a second one would count every page twice.
    const viewByPixel = call.command === 'page' && !settings.options;
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
            options: settings.options ?? { autoPage: !viewByPixel && autoPage },
            viewByPixel,
        },
    };
    return {
        platform: name,
        language,
        base_code: base === 'none' ? '' : base(job),
        event_code: event(job),
        ...(files && { files: files(job) }),
        ...(archive && { archive }),
        required_variables: [...from].map(([name, from]) => ({ name, from })),
        notes: notes(job),
    };
}
/** The call with each variable's name as the platform has it. */
const named = (call, variables) => ({
    ...call,
    values: call.values.map(each => each.source === 'variable' && variables !== 'none' && variables.named
        ? { ...each, value: variables.named(each.value) }
        : each),
});
