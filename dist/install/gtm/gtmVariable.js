import { pathProblem } from "../path.js";
import { ga4Path } from "./ga4.js";
/** Variables that every container has and only has to switch on. Their type is their name in capitals, */
const BUILT_IN = /^(Page (URL|Hostname|Path)|Referrer|Event|(Click|Form) (Element|Classes|ID|Target|URL|Text)|Error (Message|URL|Line)|(New|Old) History (Fragment|State|URL)|History Source|Video (Provider|URL|Title|Duration|Percent|Visible|Status|Current Time)|Scroll Depth (Threshold|Units)|Container (ID|Version)|Analytics (Client ID|Session (ID|Number))|Debug Mode|Environment Name|Random Number|HTML ID)$/;
/** except where Tag Manager's people have renamed them. */
const RENAMED = {
    'Scroll Direction': 'SCROLL_DEPTH_DIRECTION',
    'Percent Visible': 'ELEMENT_VISIBILITY_RATIO',
    'On-Screen Duration': 'ELEMENT_VISIBILITY_TIME',
};
/**
 * Chooses what a variable reads, by its name: a prefix people use (`DLV - a.b`, `JS - a.b`), else a path, else where
 * GA4 has the property, else the name in lower case.
 */
export function gtmVariable(name, key) {
    if (BUILT_IN.test(name))
        return { kind: 'builtIn', type: name.toUpperCase().replace(/ /g, '_') };
    if (Object.hasOwn(RENAMED, name))
        return { kind: 'builtIn', type: RENAMED[name] };
    const [, prefix, rest] = /^(DLV?|dataLayer|JS|JSV) *[-.] *(\S+)$/.exec(name) ?? [];
    if (prefix && rest && !pathProblem(rest))
        return { kind: prefix.startsWith('JS') ? 'javascript' : 'dataLayer', path: inGtm(rest) };
    if (!pathProblem(name))
        return { kind: 'dataLayer', path: inGtm(name) };
    return { kind: 'dataLayer', path: ga4Path(key) ?? slug(name) };
}
/** Tag Manager has no brackets: `items.0.id`. */
const inGtm = (path) => path.replace(/\[(\d+)\]/g, '.$1');
const slug = (name) => name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '') || 'value';
/** The words that say so in Tag Manager's own terms. */
export function gtmVariableWords(name, key) {
    const variable = gtmVariable(name, key);
    if (variable.kind === 'builtIn')
        return 'a built-in variable: Variables > Configure';
    return variable.kind === 'dataLayer'
        ? `a Data Layer Variable, version 2, name "${variable.path}"`
        : `a JavaScript Variable, global variable name "${variable.path}"`;
}
