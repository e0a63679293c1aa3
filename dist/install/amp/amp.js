import { MAX_URL_LENGTH } from "../../protocol/limits.js";
import { encodeQuery } from "../../protocol/query.js";
import { beaconUrl } from "../beaconUrl.js";
import { prettyLiteral } from "../escape.js";
import { InstallError } from "../installError.js";
import { ORDER_KEY } from "../orderMessageId.js";
import { variablesOf } from "../pixelCall.js";
/** What AMP itself knows. `tgp_id` is the tag's cookie: on the site's own domain the visitor is the same one. */
const KNOWN = [
    ['anonymousId', 'clientId(tgp_id)'],
    ['context.page.url', 'canonicalUrl'],
    ['context.page.path', 'canonicalPath'],
    ['context.page.referrer', 'documentReferrer'],
    ['context.page.title', 'title'],
    ['context.locale', 'browserLanguage'],
    ['context.userAgent', 'userAgent'],
    ['context.timezone', 'timezoneCode'],
    ['context.screen.width', 'screenWidth'],
    ['context.screen.height', 'screenHeight'],
];
/** AMP's names in the beacon: a variable of that name would hide AMP's. */
const AMP_NAMES = new Set([...KNOWN.map(([, name]) => name.replace(/\(.*/, '')), 'extraUrlParams']);
/**
 * AMP pages run no scripts of ours: `amp-analytics` sends the beacon. A variable is one of its `vars`, which the
 * server that renders the page fills in. AMP has no way to leave out a parameter whose variable is empty: the collector
 * takes that one for none, as it takes an order's `messageId` that ends where the order should be.
 */
export const amp = {
    name: 'amp',
    language: 'html',
    variables: {
        problem(name) {
            if (!/^[A-Za-z][\w.]*$/.test(name))
                return 'is no name of letters, digits, dots and underscores';
            return AMP_NAMES.has(name) ? "is AMP's own name: choose another" : undefined;
        },
        source: () => 'the vars of the amp-analytics element, written by the server',
    },
    base: () => '<script async custom-element="amp-analytics" src="https://cdn.ampproject.org/v0/amp-analytics-0.1.js"></script>',
    event: job => `<amp-analytics>\n<script type="application/json">\n${prettyLiteral(config(job))}\n</script>\n</amp-analytics>`,
    notes: ({ call }) => [
        'Paste the base code into the <head>, unless the page has amp-analytics already, and the event code into the <body>.',
        ...(variablesOf(call).length
            ? ['Let the server write the values into "vars". An empty one is none.']
            : []),
        'It fires once, when the page is seen.',
    ],
};
function config(job) {
    const { call } = job;
    const variables = variablesOf(call);
    const known = call.command === 'page' ? [...KNOWN, ...KNOWN.filter(isPage).map(asProperty)] : KNOWN;
    const order = variables.find(({ key }) => key === ORDER_KEY);
    const [url, query] = beaconUrl(job, 'tgp.amp', {}).split('?');
    const parameters = [
        // The first of a repeated parameter counts: what the pixel says goes before what AMP knows.
        ...variables.map(({ key, value }) => `${withoutNames(propertyName(key))}=\${${value}}`),
        ...(order && call.order
            ? [`${withoutNames(encodeQuery({ messageId: call.order }).query)}\${${order.value}}`]
            : []),
        ...known.map(([key, name]) => `${key}=\${${name}}`),
    ];
    const request = `${url}?${[withoutNames(query), ...parameters].join('&')}`;
    if (request.length > MAX_URL_LENGTH)
        throw new InstallError('config', 'is too long for one URL');
    return {
        ...(variables.length && { vars: Object.fromEntries(variables.map(({ value }) => [value, ''])) }),
        requests: { event: request },
        triggers: { event: { on: 'visible', request: 'event' } },
        transport: { beacon: true, xhrpost: false, image: true },
    };
}
/** AMP replaces its own names (`RANDOM`, `TITLE`) anywhere in a URL. All are capitals: these are written as escapes. */
const withoutNames = (query) => query.replace(/%[0-9A-F]{2}|[A-Z_]{2,}/g, part => part[0] === '%' ? part : part.replace(/[A-Z]/g, c => `%${c.charCodeAt(0).toString(16)}`));
const propertyName = (key) => encodeQuery({ properties: { [key]: '' } }).query.slice(0, -1);
const isPage = ([key]) => /^context\.page\.(url|path|referrer|title)$/.test(key);
const asProperty = ([key, name]) => [key.replace('context.page', 'properties'), name];
