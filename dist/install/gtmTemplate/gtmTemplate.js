import { initOptions } from "../baseScript.js";
import { originOf } from "../endpoint.js";
import { prettyLiteral } from "../escape.js";
import { ga4Event } from "../gtm/ga4.js";
import { GTM_VARIABLES } from "../gtm/gtmVariables.js";
import { InstallError } from "../installError.js";
import { fixedValue } from "../pixelCall.js";
import { parameters } from "./parameters.js";
import { permissions } from "./permissions.js";
import { scenarios } from "./scenarios.js";
import { script } from "./script.js";
/**
 * Tag Manager's own form: a tag template, imported once, and a tag of it for each pixel. It runs sandboxed, so a
 * container that forbids Custom HTML takes it.
 */
export const gtmTemplate = {
    name: 'gtm-template',
    language: 'template',
    variables: GTM_VARIABLES,
    base({ settings }) {
        const { writeKey, scriptUrl, globalName, integrity } = settings;
        if (!scriptUrl.startsWith('https://'))
            throw new InstallError('settings.scriptUrl', 'a template loads scripts by https only');
        if (globalName !== 'tgp')
            throw new InstallError('settings.globalName', 'a template can call the tag by no other name than tgp');
        if (integrity)
            throw new InstallError('settings.integrity', 'a template can check no hash: use gtm');
        // Page views are tags of their own here, so `init` makes none.
        const { autoPage: _, ...others } = settings.options;
        const options = initOptions({ ...settings, options: others });
        return template(writeKey, scriptUrl, options);
    },
    event: job => JSON.stringify(fields(job), null, 2),
    files: ({ settings }) => ({ 'metadata.yaml': metadata(settings.scriptUrl) }),
    notes: ({ call }) => [
        'Save the base code as template.tpl. Templates > Tag Templates > New > ⋮ > Import: choose the file, run its tests, Save. Once for all pixels.',
        'Tags > New > tgp: fill in the fields as the event code has them.',
        `Trigger: ${call.type ? `Custom Event "${ga4Event(call.type)}"` : 'All Pages'}. Page views are a tag of their own, with the event "Page view".`,
        'With Consent Mode: in each tag Advanced Settings > Consent Settings > Require additional consent: analytics_storage. Tag Manager does not fire again what consent has blocked: let the page view fire on the Custom Event that your consent tool pushes on each page once it knows the choice, in place of All Pages.',
        'For the gallery: a repository with template.tpl, metadata.yaml (put the commit in it), a README and an Apache 2.0 LICENSE at its root.',
    ],
};
/** What the fields of the pixel's tag hold. */
function fields({ call, settings }) {
    const values = call.values.map(each => ({
        ...each,
        key: plain(each.key, each.field),
        text: each.source === 'variable' ? `{{${each.value}}}` : plain(`${fixedValue(each)}`, each.field),
    }));
    const own = (key) => values.find(({ field }) => field === `config.${key}`)?.text;
    return {
        writeKey: settings.writeKey,
        event: call.command,
        conversionType: call.type && plain(call.type, 'config.conversion_type'),
        revenue: own('revenue'),
        currency: own('currency'),
        properties: values
            .filter(({ field }) => field.startsWith('config.properties.'))
            .map(({ key, text }) => ({ key, value: text })),
        pixel: call.id,
    };
}
function plain(text, field) {
    if (!text.includes('{{'))
        return text;
    throw new InstallError(field, 'has {{ in it, which a field of a tag takes for a variable: use gtm');
}
/** The text of metadata.yaml, which the gallery reads versions from: the newest first. */
const metadata = (scriptUrl) => `homepage: ${JSON.stringify(originOf(scriptUrl))}
documentation: ${JSON.stringify(originOf(scriptUrl))}
versions:
  - sha: COMMIT_OF_TEMPLATE_TPL
    changeNotes: First version.
`;
/** The text of template.tpl. */
const template = (writeKey, scriptUrl, options) => `${[
    ['TERMS_OF_SERVICE', TERMS],
    ['INFO', prettyLiteral(INFO)],
    ['TEMPLATE_PARAMETERS', prettyLiteral(parameters(writeKey))],
    ['SANDBOXED_JS_FOR_WEB_TEMPLATE', script(scriptUrl, options)],
    ['WEB_PERMISSIONS', prettyLiteral(permissions(scriptUrl))],
    ['TESTS', scenarios(options)],
    ['NOTES', 'Made by tgp.'],
]
    .map(([section, text]) => `___${section}___\n\n${text}`)
    .join('\n\n\n')}\n`;
const TERMS = `By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.`;
const INFO = {
    type: 'TAG',
    id: 'cvt_temp_public_id',
    version: 1,
    securityGroups: [],
    displayName: 'tgp',
    categories: ['ANALYTICS', 'CONVERSIONS'],
    brand: { id: 'brand_dummy', displayName: 'tgp' },
    description: 'Loads the tgp tag and fires page views, conversions and microconversions.',
    containerContexts: ['WEB'],
};
