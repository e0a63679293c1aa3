import { endpointOf, pathOf } from "../endpoint.js";
import { prettyLiteral } from "../escape.js";
import { ga4Event } from "../gtm/ga4.js";
import { InstallError } from "../installError.js";
import { fixedValue } from "../pixelCall.js";
import { signNote } from "../signNote.js";
import { clientScript } from "./clientScript.js";
import { serverPermissions } from "./serverPermissions.js";
import { serverScenarios } from "./serverScenarios.js";
/**
 * Tag Manager's server container: a client template that takes the tag's beacons, gives them on to the collector, and
 * makes of each an event of the common event data, which all tags of the container read.
 */
export const gtmServer = {
    name: 'gtm-server',
    language: 'template',
    variables: {
        problem: () => undefined,
        source: ({ key, value }) => `the page, whose tag reads ${value} and sends it: here it is the event data ${dataKey(key)}`,
    },
    base: ({ settings }) => template(collectorOf(settings), pathOf(settings)),
    event: job => JSON.stringify(eventData(job), null, 2),
    notes: ({ call, settings }) => [
        'In a container of the type Server. Save the base code as template.tpl. Templates > Client Templates > New > ⋮ > Import: choose the file, run its tests, Save. Once for all pixels.',
        'Clients > New > tgp: Save. Nothing has to be filled in, unless the collector moves.',
        `On the site, use the code of another platform with the container's address as its endpoint: {"endpoint": "https://gtm.example.com"${ownPathOption(settings)}} among the options of init. The script itself stays at ${settings.scriptUrl}.`,
        'The collector counts what the container gives on to it: start it with --trust-proxy for the addresses of the container, or all visitors seem to come from there.',
        `Trigger for this pixel: Custom, Client Name equals tgp, Event Name equals ${eventName(call.type)}, and, for this pixel alone, Event Data "x-tgp-pixel" equals ${call.id}. The event code lists what its tags can read.`,
        'An event that the tag sends again, because no answer had reached the page, runs the container once, unless the collector was restarted in between, or another of several takes it. So give your tags what their vendors tell such events by: event_id where they have it, as Meta and TikTok do, and transaction_id.',
        'Preview, then Submit.',
        ...signNote(call, "To have the container vouch for it, sign in the tag that sends on: hmacSha256(text, secret, {outputEncoding: 'hex'}) of its sandbox, with the secret in a variable."),
    ],
};
/** With an endpoint, the tag goes by RudderStack's names unless it is told its path. */
function ownPathOption(settings) {
    const path = pathOf(settings);
    return path ? `, "path": "${path}"` : '';
}
/** The common event data's name of a property. */
const dataKey = (key) => key === 'revenue' ? 'value' : key === 'order_id' ? 'transaction_id' : key;
const eventName = (type) => (type === undefined ? 'page_view' : ga4Event(type));
/** What a tag of the container can read of a pixel's event: a fixed value as it is, of a variable where it is from. */
function eventData({ call }) {
    const values = call.values.map(each => [
        dataKey(each.key),
        each.source === 'fixed' ? fixedValue(each) : `(${each.value}, of the page)`,
    ]);
    return {
        event_name: eventName(call.type),
        'x-tgp-event': call.type ?? 'page',
        'x-tgp-pixel': call.id,
        ...Object.fromEntries(values),
    };
}
function collectorOf(settings) {
    const endpoint = endpointOf(settings);
    if (!endpoint.startsWith('https://'))
        throw new InstallError('settings.endpoint', 'a server container sends by https only');
    return endpoint;
}
/** The text of template.tpl. */
const template = (collector, ownPath) => `${[
    ['TERMS_OF_SERVICE', TERMS],
    ['INFO', prettyLiteral(INFO)],
    ['TEMPLATE_PARAMETERS', prettyLiteral(parameters(collector, ownPath))],
    ['SANDBOXED_JS_FOR_SERVER', clientScript()],
    ['SERVER_PERMISSIONS', prettyLiteral(serverPermissions(collector))],
    ['TESTS', serverScenarios(collector)],
    ['NOTES', 'Made by tgp.'],
]
    .map(([section, text]) => `___${section}___\n\n${text}`)
    .join('\n\n\n')}\n`;
const TERMS = `By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.`;
const INFO = {
    type: 'CLIENT',
    id: 'cvt_temp_public_id',
    version: 1,
    securityGroups: [],
    displayName: 'tgp',
    categories: ['ANALYTICS', 'CONVERSIONS'],
    brand: { id: 'brand_dummy', displayName: 'tgp' },
    description: 'Takes the beacons of the tgp tag, gives them on to the collector and makes events of them.',
    containerContexts: ['SERVER'],
};
const parameters = (collector, ownPath = '') => [
    {
        type: 'TEXT',
        name: 'collector',
        displayName: 'Collector',
        simpleValueType: true,
        defaultValue: collector,
        help: 'Where beacons go on to. Another one must be in the permissions of the template too. Empty: nowhere, the container is all there is.',
    },
    {
        type: 'TEXT',
        name: 'path',
        displayName: 'Path before the beacons',
        simpleValueType: true,
        defaultValue: '',
        valueHint: '/data',
        help: 'Where the endpoint of the tag has a path.',
    },
    {
        type: 'TEXT',
        name: 'ownPath',
        displayName: "The tag's own path",
        simpleValueType: true,
        defaultValue: ownPath,
        valueHint: 'garden',
        help: 'The path of the tag in the console, which its beacons have if init says so: {"path": "garden"}.',
    },
];
