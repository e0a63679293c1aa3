import { initOptions } from "../baseScript.js";
import { endpointOf, pathOf } from "../endpoint.js";
import { scriptLiteral } from "../escape.js";
import { eventScript } from "../eventScript.js";
import { viewAtLoad, viewByInit } from "../oneView.js";
import { PAGE_READING } from "../page/pageReading.js";
import { PAGE_VARIABLES } from "../page/pageVariables.js";
import { signNote } from "../signNote.js";
import { packageUrl } from "./packageUrl.js";
/** A site with a bundler: the tag as a package, which the collector serves: no registry has it. */
export const npm = {
    name: 'npm',
    language: 'javascript',
    variables: PAGE_VARIABLES,
    base({ settings }) {
        // No script element tells the tag where its collector is.
        const path = pathOf(settings);
        const options = initOptions({ ...settings, endpoint: endpointOf(settings) });
        const init = ['init', settings.writeKey, { ...options, ...(path && { path }) }];
        const { autoPage } = settings.options;
        const view = settings.viewByPixel
            ? `\n${viewAtLoad('tgp', settings.writeKey)}`
            : autoPage
                ? `\n${viewByInit('tgp', settings.writeKey, autoPage)}`
                : '';
        return inModule(`tgp(${init.map(scriptLiteral).join(', ')});${view}`);
    },
    event: ({ call }) => inModule(eventScript(call, 'tgp', PAGE_READING)),
    notes: ({ call, settings }) => [
        installNote(packageUrl(settings)),
        'Run the base code once, where the app starts in the browser.',
        'Run the event code where the event happens. In an app you can also call tgp() with the values at hand.',
        ...signNote(call, 'To have your server vouch for it, give the page a signature with the order: options.signature.'),
    ],
};
/** An app's modules run on its server too, where the tag does nothing, and there is no page to read. */
const inModule = (code) => `import { tgp } from 'tgp';\n\nif (typeof window === 'object') {\n${code.replace(/^(?=.)/gm, '  ')}\n}\n`;
const installNote = (url) => url
    ? `The collector serves the tag as a package, which brings no other one. In the folder of the site: npm install ${url}`
    : 'Put the collector behind https, then ask for this code at its https address: this note then has the command that installs the package. Over http anybody on the way could change what npm brings into the site.';
