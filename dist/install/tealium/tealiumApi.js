import { extensionBase, extensionEvent } from "./tealium.js";
import { TEALIUM_VARIABLES } from "./tealiumVariables.js";
/** Tealium's profile API (version 3): the two extensions as bodies of a PATCH. */
export const tealiumApi = {
    name: 'tealium-api',
    language: 'json',
    variables: TEALIUM_VARIABLES,
    base: job => patch('tgp base', 'Before Load Rules', 'Run Once', extensionBase(job)),
    event: job => patch(`tgp ${job.name}`, 'After Load Rules', 'Run Always', extensionEvent(job)),
    notes: () => [
        'PATCH https://platform.tealiumapis.com/v3/tiq/accounts/{ACCOUNT}/profiles/{PROFILE} with a bearer token: the base code once, then the event code.',
        'Each makes a new version of the profile. Look at it in Tealium iQ and publish it there: the API does not publish.',
        'The API refuses to work while the profile is open in the app, and where the profile inherits a library.',
    ],
};
const patch = (name, scope, occurence, code) => JSON.stringify({
    saveType: 'saveAs',
    notes: `Adds the extension ${name}`,
    operationList: [
        {
            op: 'add',
            path: '/extensions',
            value: {
                object: 'extension',
                name,
                type: 'Javascript Code',
                scope,
                // Tealium's own spelling.
                occurence,
                status: 'active',
                selectedTargets: { dev: true, qa: true, prod: true },
                configuration: [{ name: 'code', value: code }],
            },
        },
    ],
}, null, 2);
