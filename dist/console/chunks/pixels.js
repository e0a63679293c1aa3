import { useSignal, a$1 as a, $, T as T$5, A } from './preact.js';
import { collectorPath, TEXT, callApi, BY_COOKIE, explain, who, ApiError } from '../main.js';
import { useAccounts, AccountChoice } from './accountChoice.js';
import { AnswerTable } from './answerTable.js';
import { CONVERSION_TYPES, PIXEL_PROPERTIES } from './conversions2.js';
import { FieldRow } from './fieldRow.js';
import { InstallError, scriptLiteral, oneView, baseScript, beaconAddress, prettyLiteral, BEACON_PATH, OWN_NAMES, pathOf, endpointOf, initOptions, originOf, javascript, scriptElement, attributeText, viewAtLoad, viewByInit, scriptPath } from './scriptPath.js';
import { kindNamed } from './kinds.js';
import { useAnswer } from './useAnswer.js';
import { ProblemLine } from './problemLine.js';
import { SignedIn } from './signedIn.js';
import './signIn.js';
import './form.js';

/** A dotted path: `shop.order.total`, `items[0].id`, `items.0.id`. */
const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\.\d+|\[\d+\])*$/;
/** Words that can't stand for a variable in some mode or edition of the language. */
const RESERVED = new Set(`arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof var void while with yield`.split(/\s+/));
/** Why that is no path, to follow it; undefined if it is one. */
function pathProblem(path) {
    if (!PATH.test(path))
        return 'is no path like shop.order.total or items[0].id';
    return pathSteps(path).includes('__proto__') ? 'has __proto__ in it, which is no value' : undefined;
}
/** The word of the language that a path starts with, if it does. */
const reservedWord = (path) => pathSteps(path).find((step, index) => index === 0 && RESERVED.has(step));
/** The names and indexes on a path. */
const pathSteps = (path) => path.split(/[.[\]]+/).filter(Boolean);
/** A path as an expression of the language: `010` would be an octal number. */
const pathExpression = (path) => path.replace(/\.(\d+)|\[(\d+)\]/g, (_, dotted, bracketed) => `["${dotted ?? bracketed}"]`);

/** Throws an InstallError for settings that no code can be made of. */
function checkSettings({ writeKey, scriptUrl, endpoint, version, globalName, integrity, }) {
    const check = (isRight, field, reason) => {
        if (!isRight)
            throw new InstallError(`settings.${field}`, reason);
    };
    check(!!writeKey, 'writeKey', 'is missing');
    check(/^(https?:\/\/|\/)\S+$/.test(scriptUrl), 'scriptUrl', 'must be a URL, like https://collect.example.com/tgp.js');
    check(endpoint === undefined || /^(https?:\/\/|\/\/)[^\s?#]+$/.test(endpoint), 'endpoint', 'must be a URL without ? and #, like https://collect.example.com');
    check(version === undefined || /^\d+\.\d+\.\d+[\w.+-]*$/.test(version), 'version', 'must be a version, like 1.2.3');
    check(globalName === undefined || (/^[A-Za-z_$][\w$]*$/.test(globalName) && !reservedWord(globalName)), 'globalName', 'must be a name of letters, digits, $ and _, and no word of the language');
    check(integrity === undefined || /^sha(256|384|512)-[\w+/]+=*( sha(256|384|512)-[\w+/]+=*)*$/.test(integrity), 'integrity', 'must be a hash, like sha384-…');
}

/**
 * Reads a saved pixel as a call; its own fields win over properties of the same name, and a fixed text with nothing in
 * it is no value.
 * @param writeKey the tag's. Default: the call has no id of its own for an order
 */
function pixelCall({ id, config }, writeKey) {
    const { type, conversion_type, revenue, currency, properties = [] } = config;
    const own = [];
    if (revenue)
        own.push({ ...revenue, field: 'config.revenue', key: 'revenue', isNumber: true });
    if (currency)
        own.push({ ...currency, field: 'config.currency', key: 'currency' });
    const others = properties
        .map((property, index) => ({ ...property, field: `config.properties.${index}` }))
        .filter(({ key }) => !own.some(value => value.key === key));
    const values = [...own, ...others].filter(({ source, value, isNumber }) => source === 'variable' || isNumber || value.trim());
    for (const { field, key, source, value, isNumber } of values) {
        if (key === '__proto__')
            throw new InstallError(field, 'no object can have a property named __proto__');
        if (source === 'fixed' && isNumber && !isNumeric(value))
            throw new InstallError(field, 'is no number');
    }
    if (type === 'pageview')
        return { command: 'page', values, id, writeKey };
    if (!conversion_type)
        throw new InstallError('config.conversion_type', `a ${type} needs one`);
    const order = writeKey && { order: `${writeKey}:${conversion_type}:` };
    return { command: type, type: conversion_type, values, id, writeKey, ...order };
}
const isNumeric = (text) => text.trim() !== '' && Number.isFinite(Number(text));
/** A fixed value as it is passed: numbers as numbers. */
const fixedValue = ({ value, isNumber }) => isNumber ? Number(value) : value;
/** The values that the platform's variables hold. */
const variablesOf = ({ values }) => values.filter(({ source }) => source === 'variable');
/** The arguments of the call, given an object of its properties. */
const callArguments = ({ command, type }) => (type ? [command, type] : [command]);

/** The property by which an event is an order's. */
const ORDER_KEY = 'order_id';
/** Longest `messageId` that the collector takes. */
const MAX_MESSAGE_ID = 255;
/**
 * The `messageId` of an order's event: write key, event name and order id. It is the same on every platform and at each
 * reload, so that the collector counts the order once. Undefined where there is no order.
 */
function orderMessageId({ order }, id) {
    const text = typeof id === 'number' || typeof id === 'string' ? `${id}`.trim() : '';
    return order !== undefined && text ? (order + text).slice(0, MAX_MESSAGE_ID) : undefined;
}
/**
 * The same as statements of a script: they give `options` the id, unless the page gave one.
 * @param elsewhere the expression of an order's id where the properties have none
 */
const orderStatements = ({ order }, elsewhere) => order === undefined
    ? []
    : [
        `value = properties.${ORDER_KEY};`,
        ...(elsewhere ? [`if (value == null) value = ${elsewhere};`] : []),
        'if (typeof value == "number") value += "";',
        'if (typeof value == "string" && value.trim() && !options.messageId) {',
        `  options.messageId = (${scriptLiteral(order)} + value.trim()).slice(0, ${MAX_MESSAGE_ID});`,
        '}',
    ];

/** What comes before the arguments of a call, where the base code may not have run, or the name be another script's. */
const fireFrom = (globalName) => `if ((window.${globalName} || 0).tgp === 1) window.${globalName}`;
/** What comes before the arguments of a pixel's call: page views look first whether another code has counted them. */
function fireOf({ command, writeKey }, fire, views) {
    if (command !== 'page' || views === 'asked')
        return fire;
    return oneView(fire.slice(fire.lastIndexOf(' ') + 1), writeKey, views);
}
/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing or
 * empty is left out: undefined would hide what `set` has set.
 * @param fire what comes before the arguments of the call; it ends in the tag's expression, after a space
 */
function eventScript(call, fire, reading) {
    const args = callArguments(call).map(scriptLiteral);
    const { finish = [], afterOrder = [], locals = '', statements = [], isOpen, order, views } = reading;
    const callee = fireOf(call, fire, views);
    const isFixed = call.values.every(({ source }) => source === 'fixed');
    if (isFixed && !finish.length && !order) {
        const properties = Object.fromEntries(call.values.map(value => [value.key, fixedValue(value)]));
        const messageId = orderMessageId(call, properties[ORDER_KEY]);
        const options = scriptLiteral({ pixel: call.id, ...(messageId && { messageId }) });
        return `${callee}(${[...args, scriptLiteral(properties), options].join(', ')});`;
    }
    const mayHaveOrder = isOpen || order || call.values.some(({ key }) => key === ORDER_KEY);
    const end = [...finish, ...(mayHaveOrder ? orderStatements(call, order) : []), ...afterOrder];
    const options = scriptLiteral({ pixel: call.id });
    const rows = call.values.map(value => `  [${row$1(value, reading).join(', ')}]`);
    return [
        '(function (rows) {',
        `  var properties = {}, i, row, value${end.length ? `, options = ${options}` : ''}${locals};`,
        '  for (i = 0; i < rows.length; i++) {',
        '    row = rows[i];',
        '    value = row[1];',
        ...statements.map(line => `    ${line}`),
        '    if (typeof value == "string" && !value.trim()) continue;',
        // Without `isFinite`, which a page may have a variable of.
        '    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;',
        '    if (value != null && typeof value != "function") properties[row[0]] = value;',
        '  }',
        ...end.map(line => `  ${line}`),
        `  ${callee}(${[...args, 'properties', end.length ? 'options' : options].join(', ')});`,
        '})([',
        rows.join(',\n'),
        ']);',
    ].join('\n');
}
function row$1(value, { expression, columns }) {
    const key = scriptLiteral(value.key);
    if (value.source === 'fixed')
        return [key, scriptLiteral(fixedValue(value))];
    return [key, expression(value), value.isNumber ? '1' : '0', ...(columns?.(value) ?? [])];
}

/**
 * Adobe Experience Platform Tags (Launch): two rules, each with an action "Custom Code" of the Core extension. Such
 * code is a function of `event`, and in it a data element's name between two percent signs is replaced.
 */
const adobe = {
    name: 'adobe-tags',
    language: 'javascript',
    variables: {
        problem: name => pathSteps(name).includes('__proto__') ? 'has __proto__ in it, which is no value' : undefined,
        source: ({ value }) => `a data element with this name; without one, detail.${value} of the direct call: _satellite.track("…", detail)`,
    },
    base: ({ settings }) => withoutTokens(baseScript(settings)),
    event: ({ call, settings }) => withoutTokens(eventScript(call, fireFrom(settings.globalName), READING)),
    notes: ({ call, settings }) => [
        `Rules > Create New Rule "${settings.globalName} base". Event: Core, Library Loaded (Page Top), Order 1. Action: Core, Custom Code, Language JavaScript, "Execute globally" off: Open Editor, paste the base code.`,
        `Rules > Create New Rule. Event: Core, ${call.type
            ? `Direct Call, Identifier "${call.type.trim()}": the site calls _satellite.track("${call.type.trim()}", {…}) where it happens`
            : 'DOM Ready: it is the page view, so the base code makes none by itself'}. Action: Core, Custom Code, Language JavaScript, "Execute globally" off: paste the event code.`,
        ...(variablesOf(call).length
            ? [
                'Data Elements: make those that are listed, under exactly these names, or give their values as the detail.',
            ]
            : []),
        'A page with a Content-Security-Policy: the Core extension has a field for the nonce, which its custom code gets.',
        'Publishing Flow: add both rules to a library, build it for Development, look, then publish.',
    ],
};
const READING = {
    expression: ({ value }) => `_satellite.getVar(${scriptLiteral(value)}, event)`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', path, k',
    statements: [
        'path = row[3];',
        'if (path && value == null) {',
        '  value = event && event.detail;',
        '  for (k = 0; k < path.length && value != null; k++) {',
        '    value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '  }',
        '}',
    ],
};
/** Percent signs stand in texts alone here, and there this is the same character. */
const withoutTokens = (code) => code.replace(/%/g, '\\u0025');

/** Longest URL a beacon may have, in characters. nginx and the large CDNs stop at 8 KB of request line. */
const MAX_URL_LENGTH = 8000;
/** Longest body that a browser lets outlive its page: 64 KiB, with what else is on its way. */
const MAX_KEEPALIVE_BODY = 60_000;
/** Deepest path a key may name, in segments. The recorded server vectors reach 100. */
const MAX_DEPTH = 100;
/** Most `key=value` pairs one query may hold; a 200-product order of ten fields has 2,000. */
const MAX_KEYS = 5000;
/** Highest array index a key may name: a bare index of a million would be a 4 MB array of nulls. */
const MAX_INDEX = 999;

/**
 * The order in which pairs get a place, each group as it stands but for what is long, the shortest of which goes first:
 * ids, times, context and properties; items of lists; what is long; context that a beacon can do without. What
 * attribution reads (`context.campaign`, `context.page.url`) is none of that, nor is context that has no name here.
 */
const rank = (pair) => /^context\.(screen|timezone|locale|traits|userAgent)[.=]/.test(pair)
    ? 1e9
    : pair[999]
        ? pair.length
        : +/^[^=]*\.\d+[.=]/.test(pair);
/** Says that a beacon was cut. At its end: some blockers judge a URL by what its query begins with. */
const MARK = '&context.truncated=true';
/**
 * Makes a URL that is too long fit: some pairs of its query have no place in it. None is cut in two, for half an id, an
 * address or a text is a wrong one.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
function fitUrl(whole, maxLength) {
    const [path, ...pairs] = whole.split(/[?&]/);
    let url = path + '?';
    pairs
        .sort((a, b) => rank(a) - rank(b))
        .map(pair => {
        if (!(url + pair)[maxLength - MARK.length])
            url += pair + '&';
    });
    return url.slice(0, -1) + MARK;
}

/**
 * Runs something that can throw for reasons of the page's or the browser's own: storage that is blocked,
 * text that is not JSON, a callback with a mistake in it.
 */
function attempt(run, report) {
    try {
        return run();
    }
    catch (error) {
    }
}

/** What the engine calls a value's kind: `Object`, `Array`, `HTMLDivElement`. A proxy may not say: then it is an object. */
const kindOf = (value) => attempt(() => ({}).toString.call(value).slice(8, -1)) || 'Object';
/** What elements of React and Vue have, and events of React and jQuery: the whole page hangs on them. */
const OF_THE_PAGE = ['$$typeof', '__v_isVNode', 'nativeEvent', 'originalEvent'];
/**
 * What of a value can travel: itself, or what it says of itself. Throws what it is where that is no data: a Map, an
 * element of the page, an event. A page may have given a `toJSON` to every object, list and text (Prototype up to 1.6):
 * none is asked but a value's own, or its class's.
 */
function asData(value) {
    if (Object(value) !== value)
        return value;
    const kind = kindOf(value);
    if (kind === 'Array')
        return value;
    if (kind === 'Date')
        return value.toISOString();
    const toJSON = attempt(() => value.toJSON);
    if (toJSON && toJSON !== {}.toJSON)
        return value.toJSON();
    if (kind !== 'Object' || OF_THE_PAGE.some(name => name in value))
        throw 'no data: ' + kind;
    return value;
}

/** A text as it stands in a query. A lone surrogate has no UTF-8 form: few texts have one, and looking for it takes long. */
function encodeText(text) {
    return (attempt(() => encodeURIComponent(text)) ||
        // In Unicode mode the class matches nothing but lone ones.
        encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')));
}

/** A key that needs no escape, and is no index. */
const PLAIN_KEY = /^[a-z]\w*$/i;
/** A text that is the same in a query. */
const PLAIN_TEXT = /^[\w\-.!~*'()]*$/;
const tagOf = Object.prototype.toString;
/**
 * What `writeQuery` does, for servers: the same query and the same skips in a fraction of the time, in more bytes than a
 * page should load.
 */
function writeFields(fields, skip) {
    const pairs = [];
    /** The objects that are being written, each in the one before it. */
    const open = [fields];
    let keys = 0;
    const visit = (parent, prefix) => {
        const depth = open.length;
        const isItem = Array.isArray(parent);
        for (const key of Object.keys(parent)) {
            const path = prefix + segmentOf(key, prefix !== '', isItem);
            try {
                const value = dataOf(parent[key]);
                const isNested = (typeof value === 'object' && value !== null) || typeof value === 'function';
                if ((isNested && open.includes(value)) ||
                    depth > MAX_DEPTH ||
                    keys++ >= MAX_KEYS ||
                    (isItem && !(Number(key) <= MAX_INDEX))) {
                    skip(path, 'too many');
                }
                else if (isNested) {
                    open.push(value);
                    visit(value, `${path}.`);
                }
                else if (path && isText(value))
                    pairs.push(`${path}=${escaped(String(value))}`);
                else
                    skip(path, path && typeof value === 'symbol' ? 'throws' : value != null && 'no text');
            }
            catch (reason) {
                skip(path, reason);
            }
            open.length = depth;
        }
    };
    visit(fields, '');
    return pairs.join('&');
}
/** A key as it stands in a path: see `writeQuery`. */
function segmentOf(key, isBelow, isItem) {
    if (PLAIN_KEY.test(key) || (isItem && /^\d+$/.test(key)))
        return key;
    const known = isBelow && !isItem ? KNOWN$1.get(key) : undefined;
    if (known !== undefined)
        return known;
    const clear = key.replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&');
    if (!isBelow || isItem)
        return encodeText(clear);
    const segment = encodeText(/^(-1|\d*)$/.test(clear) ? `:${clear}` : clear);
    if (KNOWN$1.size < MAX_KNOWN && key.length < 100)
        KNOWN$1.set(key, segment);
    return segment;
}
/** Keys that had to be escaped: they are few in a site's events, and the same in each. */
const KNOWN$1 = new Map();
const MAX_KNOWN = 1000;
/** `asData`, which is asked only where it would not give the value itself. */
function dataOf(value) {
    if (typeof value === 'string' || value === null)
        return value;
    if (typeof value !== 'object' && typeof value !== 'function')
        return value;
    const isPlain = tagOf.call(value) === '[object Object]' &&
        !('toJSON' in value) &&
        !('$$typeof' in value || '__v_isVNode' in value || 'nativeEvent' in value || 'originalEvent' in value);
    return isPlain ? value : asData(value);
}
const isText = (value) => typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'bigint' ||
    Number.isFinite(value);
/** `encodeText`, which takes long for what it need not change. */
const escaped = (text) => (PLAIN_TEXT.test(text) ? text : encodeText(text));

/**
 * Writes nested fields as a query string in dot notation, so that a RudderStack server and `decodeQuery`
 * read every key back as it was. Never throws: what has no text form is left out and named in `skipped`.
 * @param fields the event, with `writeKey`, `anonymousId`, … at its root
 * @param options.maxLength most characters the query may have; a longer one loses optional context first,
 *   then its longest pairs, then items of lists, and says `context.truncated=true`. Default: no limit.
 */
function encodeQuery(fields, { maxLength = Infinity } = {}) {
    const skipped = [];
    const skip = (path, reason) => {
        const said = typeof reason === 'string' ? reason : 'throws';
        skipped.push({ key: decodeURIComponent(path), reason: reason === false ? 'no value' : said });
    };
    let query = '';
    try {
        const whole = writeFields(fields, skip);
        if (whole.length <= maxLength)
            return { query: whole, skipped };
        query = fitUrl(`?${whole}`, maxLength + 1).slice(1);
        // Too short a limit even for `context.truncated=true` leaves room for nothing.
        if (query.length > maxLength)
            query = '';
        const kept = new Set(query.split('&'));
        for (const pair of whole.split('&')) {
            if (pair && !kept.has(pair))
                skip(pair.split('=', 1)[0], 'too long');
        }
    }
    catch {
        // A proxy that won't name its keys.
        skip('', 'throws');
    }
    return { query, skipped };
}

/** Where the beacon of a call goes, below the endpoint, and the fields that the call itself gives it. */
function beaconFields({ command, type, id }, properties) {
    const pixel = command === 'page' ? { id } : { id, type: command, conversion_type: type };
    return {
        route: command === 'page' ? 'page' : 'track',
        fields: { event: type, context: { pixel }, properties },
    };
}

/**
 * The URL of a beacon that no tag makes: all of it is known beforehand.
 * @param library the name by which the collector sees what made the beacon
 */
function beaconUrl({ call, settings }, library, identity) {
    const properties = Object.fromEntries(call.values.filter(({ source }) => source === 'fixed').map(value => [value.key, fixedValue(value)]));
    const { route, fields } = beaconFields(call, properties);
    const messageId = orderMessageId(call, properties[ORDER_KEY]);
    const { context, ...rest } = fields;
    const base = `${beaconAddress(settings, route)}?`;
    const { query, skipped } = encodeQuery({
        writeKey: settings.writeKey,
        ...(messageId && { messageId }),
        ...identity,
        ...rest,
        context: { library: { name: library }, ...context },
    }, { maxLength: MAX_URL_LENGTH - base.length });
    const lost = skipped.find(({ key }) => key !== 'event');
    if (lost)
        throw new InstallError(lost.key, `${lost.key} can't be sent: ${lost.reason}`);
    return base + query;
}

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
const amp = {
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

/** Names that Google's own vocabulary (GA4) has for ours; it has the others as they are. */
const EVENTS$2 = {
    signup: 'sign_up',
    lead: 'generate_lead',
    download: 'file_download',
    initiate_checkout: 'begin_checkout',
    complete_registration: 'sign_up',
    view_content: 'view_item',
};
/** Where a GA4 data layer has what a saved pixel asks for. */
const PATHS = {
    revenue: 'ecommerce.value',
    currency: 'ecommerce.currency',
    order_id: 'ecommerce.transaction_id',
    coupon: 'ecommerce.coupon',
    shipping: 'ecommerce.shipping',
    tax: 'ecommerce.tax',
    sku: 'ecommerce.items.0.item_id',
    brand: 'ecommerce.items.0.item_brand',
    category: 'ecommerce.items.0.item_category',
    variant: 'ecommerce.items.0.item_variant',
};
/** The data layer event of a conversion type. */
const ga4Event = (conversionType) => Object.hasOwn(EVENTS$2, conversionType) ? EVENTS$2[conversionType] : conversionType;
/** The data layer's path of a property; undefined where GA4 has none. */
const ga4Path = (key) => Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;

/** Variables that every container has and only has to switch on. Their type is their name in capitals, */
const BUILT_IN = /^(Page (URL|Hostname|Path)|Referrer|Event|(Click|Form) (Element|Classes|ID|Target|URL|Text)|Error (Message|URL|Line)|(New|Old) History (Fragment|State|URL)|History Source|Video (Provider|URL|Title|Duration|Percent|Visible|Status|Current Time)|Scroll Depth (Threshold|Units)|Container (ID|Version)|Analytics (Client ID|Session (ID|Number))|Debug Mode|Environment Name|Random Number|HTML ID)$/;
/** except where Tag Manager's people have renamed them. */
const RENAMED$1 = {
    'Scroll Direction': 'SCROLL_DEPTH_DIRECTION',
    'Percent Visible': 'ELEMENT_VISIBILITY_RATIO',
    'On-Screen Duration': 'ELEMENT_VISIBILITY_TIME',
};
/**
 * Chooses what a variable reads, by its name: a prefix people use (`DLV - a.b`, `JS - a.b`), else a path, else where
 * GA4 has the property, else the name in lower case.
 */
function gtmVariable(name, key) {
    if (BUILT_IN.test(name))
        return { kind: 'builtIn', type: name.toUpperCase().replace(/ /g, '_') };
    if (Object.hasOwn(RENAMED$1, name))
        return { kind: 'builtIn', type: RENAMED$1[name] };
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
function gtmVariableWords(name, key) {
    const variable = gtmVariable(name, key);
    if (variable.kind === 'builtIn')
        return 'a built-in variable: Variables > Configure';
    return variable.kind === 'dataLayer'
        ? `a Data Layer Variable, version 2, name "${variable.path}"`
        : `a JavaScript Variable, global variable name "${variable.path}"`;
}

/** The variables of Tag Manager, by their names. */
const GTM_VARIABLES = {
    // In Tag Manager people see and copy them in braces.
    named: written => /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(written)?.[1] || written,
    problem(name) {
        const [found] = /[{}:<>]/.exec(name) ?? [];
        return found && `has a ${found} in it, which no variable of Tag Manager can have`;
    },
    source: ({ value, key }) => `a variable of Tag Manager with this name, for example ${gtmVariableWords(value, key)}`,
};

/** The base code in a Custom HTML tag. */
const gtmBase = ({ settings }) => inTag$1(baseScript(settings));
/** The event code in a Custom HTML tag. */
const gtmEvent = ({ call, settings }) => inTag$1(eventScript(call, fireFrom(settings.globalName), {
    // Without quotes: that is the value itself, of its own type, and undefined where there is none.
    expression: ({ value }) => `{{${value}}}`,
}));
// Tag Manager makes the script again without its attributes, so there are none.
const inTag$1 = (code) => `<script>\n${code}\n</script>`;
/** Tag Manager by hand: two Custom HTML tags. */
const gtm = {
    name: 'gtm',
    language: 'html',
    variables: GTM_VARIABLES,
    base: gtmBase,
    event: gtmEvent,
    notes: ({ call }) => [
        'Tags > New > Custom HTML: paste the base code. Trigger: Initialization - All Pages. Advanced Settings > Tag firing options: Once per event.',
        `Tags > New > Custom HTML: paste the event code. Trigger: ${call.type ? `Custom Event "${ga4Event(call.type)}"` : 'All Pages'}.`,
        ...(variablesOf(call).length
            ? ['Variables: make those that are listed, under exactly these names, before you save the tag.']
            : []),
        `With Consent Mode: in both tags Advanced Settings > Consent Settings > Require additional consent: analytics_storage. Tag Manager does not fire again what consent has blocked: in the event tag choose the base tag as Setup Tag (Tag Sequencing), and give the base tag${call.type ? '' : ' and the event tag'} one more trigger, the Custom Event that your consent tool pushes after its update (cookie_consent_update, OneTrustGroupsUpdated, …), or the pages seen before the choice are never counted.`,
        'Leave "Support document.write" off. A strict Content-Security-Policy needs \'strict-dynamic\' for Custom HTML.',
        'Preview, then Submit.',
    ],
};

const ACCOUNT = { accountId: '1', containerId: '1' };
/** Import takes any number. A fixed one, and a fixed time, make the same file of the same pixel. */
const FINGERPRINT = '1767225600000';
const EXPORT_TIME = '2026-01-01 00:00:00';
/** Triggers that every container has. */
const ALL_PAGES = '2147479553';
const INITIALIZATION = '2147479573';
const template$2 = (key, value) => ({ type: 'TEMPLATE', key, value });
const CONSENT_ID = '4';
const CONSENT_NAME = 'tgp - consent has changed';
/**
 * The events that consent tools push when the visitor has chosen: Cookiebot and CookieYes (cookie_consent_update),
 * OneTrust (OneTrustGroupsUpdated, OptanonLoaded), Didomi (didomi-consent), Axeptio (axeptio_update), Complianz
 * (cmplz_event_…), Usercentrics (consent_status), iubenda (iubenda_consent_given), Klaro and home-made ones. Tag Manager itself
 * has no event for it, and does not fire again what consent has blocked. One too many does no harm: the code looks.
 */
const CONSENT_EVENTS = '[Cc]onsent|CONSENT|[Cc]ookie|OneTrust|Optanon|[Dd]idomi|[Aa]xeptio|cmplz|iubenda|[Cc]mp|CMP|[Pp]rivacy|GDPR|gdpr';
/** Tag Manager in one step: a container to import, with both tags, the trigger and the variables. */
const gtmContainer = {
    name: 'gtm-container',
    language: 'json',
    variables: {
        ...GTM_VARIABLES,
        source: ({ value, key }) => `the container, which makes it: ${gtmVariableWords(value, key)}`,
    },
    base: 'none',
    event: job => JSON.stringify(container$1(job), null, 2),
    notes: ({ call }) => [
        'Save the code as a .json file. Admin > Import Container: choose the file, an existing workspace, Merge, Rename conflicting: what is there stays as it is. Of two base tags, delete one.',
        `Both tags ask for analytics_storage: without Consent Mode on the site they fire; with it, only where it is granted. Where consent comes late, the trigger "${CONSENT_NAME}" makes up for the page view: it knows the events that consent tools push after their update. Look whether yours pushes one of them, and change the trigger where it doesn't.`,
        call.type
            ? `The event fires on the data layer's "${ga4Event(call.type)}": change the trigger where the site says otherwise.`
            : 'The event fires on All Pages: it is the page view, so the base tag makes none by itself.',
        'Look at what each variable reads, preview, then Submit.',
    ],
};
function container$1(job) {
    const { call, name } = job;
    // Tag Manager refuses some characters in names, and two tags of one name.
    const baseName = 'tgp base';
    const eventName = `tgp - ${name.replace(/[^\p{L}\p{N}\p{P} ]|[:{}<>]/gu, ' ').trim() || call.id}`;
    const trigger = call.type === undefined ? [] : [customEvent(ga4Event(call.type))];
    const first = trigger[0] ? [trigger[0].triggerId] : [ALL_PAGES, CONSENT_ID];
    const chosen = new Map(variablesOf(call).map(({ value, key }) => [value, gtmVariable(value, key)]));
    return {
        exportFormatVersion: 2,
        exportTime: EXPORT_TIME,
        containerVersion: {
            path: 'accounts/1/containers/1/versions/0',
            ...ACCOUNT,
            containerVersionId: '0',
            container: {
                path: 'accounts/1/containers/1',
                ...ACCOUNT,
                name: 'tgp',
                publicId: 'GTM-TGP0000',
                usageContext: ['WEB'],
                fingerprint: FINGERPRINT,
            },
            tag: [
                {
                    ...htmlTag('1', baseName, gtmBase(job)),
                    firingTriggerId: [INITIALIZATION, CONSENT_ID],
                    // Not once per page: what consent has blocked once would count as done. A second time changes nothing.
                    tagFiringOption: 'ONCE_PER_EVENT',
                },
                {
                    ...htmlTag('2', eventName, gtmEvent(job)),
                    firingTriggerId: first,
                    tagFiringOption: 'ONCE_PER_EVENT',
                    // Where consent came after Initialization, and no trigger knew of it, the base tag has not fired yet.
                    setupTag: [{ tagName: baseName, stopOnSetupFailure: false }],
                },
            ],
            trigger: [...trigger, eventTrigger(CONSENT_ID, CONSENT_NAME, 'MATCH_REGEX', CONSENT_EVENTS)],
            variable: [...chosen].flatMap(([variableName, variable], index) => variable.kind === 'builtIn'
                ? []
                : [
                    {
                        ...ACCOUNT,
                        variableId: `${10 + index}`,
                        name: variableName,
                        ...shape(variable),
                        fingerprint: FINGERPRINT,
                        formatValue: {},
                    },
                ]),
            builtInVariable: [...chosen].flatMap(([variableName, variable]) => variable.kind === 'builtIn' ? [{ ...ACCOUNT, type: variable.type, name: variableName }] : []),
            fingerprint: FINGERPRINT,
        },
    };
}
const htmlTag = (tagId, name, html) => ({
    ...ACCOUNT,
    tagId,
    name,
    type: 'html',
    parameter: [template$2('html', html), { type: 'BOOLEAN', key: 'supportDocumentWrite', value: 'false' }],
    fingerprint: FINGERPRINT,
    monitoringMetadata: { type: 'MAP' },
    consentSettings: {
        consentStatus: 'NEEDED',
        consentType: { type: 'LIST', list: [{ type: 'TEMPLATE', value: 'analytics_storage' }] },
    },
});
function customEvent(event) {
    // In a plain text, `{{` is a reference.
    const [type, value] = event.includes('{{')
        ? ['MATCH_REGEX', `^${event.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`]
        : ['EQUALS', event];
    const name = `tgp - ${event.replace(/[^\p{L}\p{N}_ -]/gu, ' ').trim() || 'event'}`;
    return eventTrigger('3', name, type, value);
}
const eventTrigger = (triggerId, name, type, value) => ({
    ...ACCOUNT,
    triggerId,
    name,
    type: 'CUSTOM_EVENT',
    customEventFilter: [{ type, parameter: [template$2('arg0', '{{_event}}'), template$2('arg1', value)] }],
    fingerprint: FINGERPRINT,
});
const shape = ({ kind, path }) => kind === 'javascript'
    ? { type: 'j', parameter: [template$2('name', path)] }
    : {
        type: 'v',
        parameter: [
            { type: 'INTEGER', key: 'dataLayerVersion', value: '2' },
            { type: 'BOOLEAN', key: 'setDefaultValue', value: 'false' },
            template$2('name', path),
        ],
    };

/**
 * How the site's server vouches for what a conversion is worth; nothing for other events.
 * @param where the server says it on this platform
 */
const signNote = ({ command }, where) => command === 'conversion'
    ? [
        `A page can say that an order is worth anything. ${where} Make the tag's secret with POST /accounts/{id}/tags/{write_key}/secret; docs/conversion-pixels.md, "Signing", has the code.`,
    ]
    : [];

const RENAMED = CONVERSION_TYPES.map(({ value }) => [value, ga4Event(value)]).filter(([own, ga4]) => own !== ga4);
/**
 * The sandboxed script of the client. The sandbox has neither regular expressions nor `new`, so that it reads the
 * query's notation character by character. An event is the container's only when the collector has taken it: the tag
 * sends what is refused again, and the container would count it twice.
 */
const clientScript = () => `const Object = require('Object');
const claimRequest = require('claimRequest');
const decodeUriComponent = require('decodeUriComponent');
const getRemoteAddress = require('getRemoteAddress');
const getRequestBody = require('getRequestBody');
const getRequestHeader = require('getRequestHeader');
const getRequestMethod = require('getRequestMethod');
const getRequestPath = require('getRequestPath');
const getRequestQueryString = require('getRequestQueryString');
const getType = require('getType');
const makeNumber = require('makeNumber');
const returnResponse = require('returnResponse');
const runContainer = require('runContainer');
const sendHttpRequest = require('sendHttpRequest');
const setPixelResponse = require('setPixelResponse');
const setResponseBody = require('setResponseBody');
const setResponseHeader = require('setResponseHeader');
const setResponseStatus = require('setResponseStatus');

const renamed = ${scriptLiteral(Object.fromEntries(RENAMED))};

const isOwn = (object, key) => Object.keys(object).indexOf(key) >= 0;

// The steps of a path: a backslash takes the next character as it is, a colon before a step makes it a name.
const stepsOf = path => {
  const steps = [];
  let name = '';
  let isName = false;
  for (let i = 0; i <= path.length; i++) {
    const character = path.charAt(i);
    if (i === path.length || character === '.') {
      const number = makeNumber(name);
      const isIndex = !isName && name !== '' && name.trim() === name && number >= 0 && number === number && (number + '') === name;
      steps.push({name: name, isIndex: isIndex, index: number});
      name = '';
      isName = false;
    } else if (character === '\\\\') {
      i++;
      name += path.charAt(i);
    } else if (character === ':' && name === '' && !isName) isName = true;
    else name += character;
  }
  return steps;
};

const put = (fields, path, value) => {
  const steps = stepsOf(path);
  if (steps.length > ${MAX_DEPTH}) return;
  for (let i = 0; i < steps.length; i++) {
    if (steps[i].name === '__proto__' || (steps[i].isIndex && steps[i].index > ${MAX_INDEX})) return;
  }
  let parent = fields;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    const inList = getType(parent) === 'array';
    if (inList && !step.isIndex) return;
    const key = inList ? step.index : step.name;
    const known = inList ? parent[key] : isOwn(parent, key) ? parent[key] : undefined;
    if (i === steps.length - 1) {
      if (known === undefined) parent[key] = value;
      return;
    }
    const kind = getType(known);
    if (kind === 'object' || kind === 'array') parent = known;
    else if (known === undefined || known === null) {
      parent[key] = steps[i + 1].isIndex ? [] : {};
      parent = parent[key];
    } else return;
  }
};

const decode = text => decodeUriComponent(text.split('+').join(' '));

const read = query => {
  const fields = {};
  query.split('&').slice(0, ${MAX_KEYS}).forEach(pair => {
    const at = pair.indexOf('=');
    const key = decode(at < 0 ? pair : pair.substring(0, at));
    const value = at < 0 ? '' : decode(pair.substring(at + 1));
    if (key && value !== undefined) put(fields, key, value);
  });
  return fields;
};

const number = value => {
  const parsed = makeNumber(value);
  return getType(value) === 'string' && value.trim() && parsed === parsed ? parsed : value;
};

const own = (fields, path) => {
  let value = fields;
  path.split('.').forEach(step => {
    value = getType(value) === 'object' && isOwn(value, step) ? value[step] : undefined;
  });
  return value;
};

const itemOf = product => {
  const item = {};
  Object.keys(product).forEach(key => {
    if (key === 'price' || key === 'quantity' || key === 'discount') item[key] = number(product[key]);
    else if (key === 'name' || key === 'brand' || key === 'category' || key === 'variant') item['item_' + key] = product[key];
    else item[key] = product[key];
  });
  const id = own(product, 'sku') || own(product, 'product_id') || own(product, 'id');
  if (item.item_id === undefined && id !== undefined) item.item_id = id;
  return item;
};

const eventOf = (fields, isPage) => {
  const event = {};
  const set = (key, value) => {
    if (value !== undefined && value !== null && value !== '') event[key] = value;
  };
  const properties = own(fields, 'properties') || {};
  Object.keys(properties).forEach(key => set(key, properties[key]));
  const list = own(properties, 'items') || own(properties, 'products');
  if (getType(list) === 'array') set('items', list.filter(each => getType(each) === 'object').map(itemOf));
  set('value', number(own(properties, 'revenue')));
  set('transaction_id', own(properties, 'order_id'));
  const type = own(fields, 'event');
  event.event_name = isPage ? 'page_view' : isOwn(renamed, type) ? renamed[type] : type;
  set('event_id', own(fields, 'messageId'));
  set('client_id', own(fields, 'anonymousId'));
  set('user_id', own(fields, 'userId'));
  set('page_location', own(fields, 'context.page.url'));
  set('page_path', own(fields, 'context.page.path'));
  set('page_referrer', own(fields, 'context.page.referrer'));
  set('page_title', own(fields, 'context.page.title'));
  set('language', own(fields, 'context.locale'));
  set('ip_override', getRemoteAddress());
  set('user_agent', own(fields, 'context.userAgent') || getRequestHeader('user-agent'));
  const width = own(fields, 'context.screen.width');
  const height = own(fields, 'context.screen.height');
  if (width && height) event.screen_resolution = width + 'x' + height;
  event['x-tgp-event'] = isPage ? 'page' : type;
  set('x-tgp-pixel', own(fields, 'context.pixel.id'));
  set('x-tgp-write_key', own(fields, 'writeKey'));
  const granted = own(fields, 'context.consentManagement.allowedConsentIds');
  const denied = own(fields, 'context.consentManagement.deniedConsentIds');
  ['analytics', 'ads'].forEach(category => {
    if (getType(granted) === 'array' && granted.indexOf(category) >= 0) event['x-tgp-consent_' + category] = 'granted';
    if (getType(denied) === 'array' && denied.indexOf(category) >= 0) event['x-tgp-consent_' + category] = 'denied';
  });
  return event;
};

const allow = () => {
  const origin = getRequestHeader('origin');
  setResponseHeader('Cache-Control', 'no-store');
  if (!origin) return;
  setResponseHeader('Vary', 'Origin');
  setResponseHeader('Access-Control-Allow-Origin', origin);
  setResponseHeader('Access-Control-Allow-Credentials', 'true');
  setResponseHeader('Access-Control-Expose-Headers', 'Retry-After');
};

const refuse = (status, body, retryAfter) => {
  allow();
  if (retryAfter) setResponseHeader('Retry-After', retryAfter);
  setResponseStatus(status);
  setResponseBody(body);
  returnResponse();
};

const accept = (fields, isPage) => {
  runContainer(eventOf(fields, isPage), () => {
    setPixelResponse();
    allow();
    returnResponse();
  });
};

// The tag's names for its routes: RudderStack's, and the short ones below a path of its own.
const routeOf = path => {
  const own = data.ownPath ? '/' + data.ownPath + '/' : '';
  if (path === ${scriptLiteral(`${BEACON_PATH}page`)} || (own && path === own + ${scriptLiteral(OWN_NAMES.page)})) return 'page';
  if (path === ${scriptLiteral(`${BEACON_PATH}track`)} || (own && path === own + ${scriptLiteral(OWN_NAMES.track)})) return 'track';
};

const main = () => {
  const prefix = data.path || '';
  const whole = getRequestPath();
  const path = whole.indexOf(prefix) === 0 ? whole.substring(prefix.length) : '';
  const route = routeOf(path);
  const method = getRequestMethod();
  if (!route || (method !== 'GET' && method !== 'POST' && method !== 'OPTIONS')) return;
  claimRequest();
  if (method === 'OPTIONS') {
    allow();
    setResponseHeader('Access-Control-Allow-Methods', 'GET, POST');
    setResponseHeader('Access-Control-Allow-Headers', 'Content-Type');
    setResponseStatus(204);
    return returnResponse();
  }
  const body = method === 'POST' ? getRequestBody() || '' : '';
  const query = getRequestQueryString() || '';
  const fields = read(body || query);
  if (!own(fields, 'writeKey')) return refuse(401, 'writeKey is missing');
  if (route === 'track' && !own(fields, 'event')) return refuse(400, 'event is missing');
  if (!data.collector) return accept(fields, route === 'page');
  const headers = {
    'Accept': 'image/gif',
    'User-Agent': getRequestHeader('user-agent') || 'tgp',
    'X-Forwarded-For': getRemoteAddress(),
  };
  ['origin', 'referer', 'content-type', 'sec-gpc', 'dnt'].forEach(name => {
    const value = getRequestHeader(name);
    if (value) headers[name] = value;
  });
  const to = data.collector + path + (query ? '?' + query : '');
  sendHttpRequest(to, {method: method, headers: headers, timeout: 5000}, body || undefined).then(
    answer => {
      if (answer.statusCode >= 200 && answer.statusCode < 300) return accept(fields, route === 'page');
      refuse(answer.statusCode, answer.body, answer.headers['retry-after']);
    },
    () => refuse(503, 'the collector does not answer', '5')
  );
};

main();`;

const text$1 = (string) => ({ type: 1, string });
const permission$1 = (publicId, param) => ({
    instance: { key: { publicId, versionId: '1' }, param },
    clientAnnotations: { isEditedByUser: true },
    isRequired: true,
});
const any = (...keys) => keys.map(key => ({ key, value: text$1('any') }));
/** What the client may do: read requests and answer them, run the container, and send to the collector alone. */
const serverPermissions = (collector) => [
    permission$1('read_request', any('requestAccess', 'headerAccess', 'queryParameterAccess')),
    permission$1('access_response', any('writeResponseAccess', 'writeHeaderAccess')),
    permission$1('return_response', []),
    permission$1('run_container', []),
    permission$1('send_http', [
        { key: 'allowedUrls', value: text$1('specific') },
        { key: 'urls', value: { type: 2, listItem: [text$1(`${collector}/*`)] } },
    ]),
];

/** The scenarios that the template carries: Tag Manager's template editor runs them as its tests. */
function serverScenarios(collector) {
    const texts = SCENARIOS$1.map(([name, code]) => `- name: ${name}\n  code: |-\n${indent$1(code, 4)}`);
    return `scenarios:\n${texts.join('\n')}\nsetup: |-\n${indent$1(setup(collector), 2)}`;
}
const indent$1 = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const setup = (collector) => `const data = {collector: ${scriptLiteral(collector)}, path: ''};
let path = ${scriptLiteral(`${BEACON_PATH}track`)};
let status = 200;
let query = 'writeKey=k&event=purchase&messageId=m&anonymousId=a&properties.revenue=59.90&properties.products.0.sku=S1';
mock('getRequestPath', () => path);
mock('getRequestMethod', () => 'GET');
mock('getRequestQueryString', () => query);
mock('getRequestHeader', name => name === 'origin' ? 'https://shop.example' : undefined);
mock('getRemoteAddress', () => '192.0.2.1');
mock('sendHttpRequest', () => ({then: (done, failed) => status ? done({statusCode: status, headers: {}, body: ''}) : failed()}));
mock('runContainer', (event, done) => done());`;
const SCENARIOS$1 = [
    [
        'Makes an event of a beacon',
        `runCode(data);
assertApi('claimRequest').wasCalled();
assertApi('runContainer').wasCalled();
assertApi('setPixelResponse').wasCalled();
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Leaves other requests alone',
        `path = '/g/collect';
runCode(data);
assertApi('claimRequest').wasNotCalled();
assertApi('returnResponse').wasNotCalled();`,
    ],
    [
        'Says what the collector says',
        `status = 429;
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(429);
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Has the tag try again where the collector does not answer',
        `status = 0;
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(503);`,
    ],
    [
        'Refuses a beacon without a write key',
        `query = 'event=purchase';
runCode(data);
assertApi('sendHttpRequest').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(401);`,
    ],
];

/**
 * Tag Manager's server container: a client template that takes the tag's beacons, gives them on to the collector, and
 * makes of each an event of the common event data, which all tags of the container read.
 */
const gtmServer = {
    name: 'gtm-server',
    language: 'template',
    variables: {
        problem: () => undefined,
        source: ({ key, value }) => `the page, whose tag reads ${value} and sends it: here it is the event data ${dataKey(key)}`,
    },
    base: ({ settings }) => template$1(collectorOf(settings), pathOf(settings)),
    event: job => JSON.stringify(eventData(job), null, 2),
    notes: ({ call, settings }) => [
        'In a container of the type Server. Save the base code as template.tpl. Templates > Client Templates > New > ⋮ > Import: choose the file, run its tests, Save. Once for all pixels.',
        'Clients > New > tgp: Save. Nothing has to be filled in, unless the collector moves.',
        `On the site, use the code of another platform with the container's address as its endpoint: {"endpoint": "https://gtm.example.com"${ownPathOption(settings)}} among the options of init. The script itself stays at ${settings.scriptUrl}.`,
        'The collector counts what the container gives on to it: start it with --trust-proxy for the addresses of the container, or all visitors seem to come from there.',
        `Trigger for this pixel: Custom, Client Name equals tgp, Event Name equals ${eventName(call.type)}, and, for this pixel alone, Event Data "x-tgp-pixel" equals ${call.id}. The event code lists what its tags can read.`,
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
const template$1 = (collector, ownPath) => `${[
    ['TERMS_OF_SERVICE', TERMS$1],
    ['INFO', prettyLiteral(INFO$1)],
    ['TEMPLATE_PARAMETERS', prettyLiteral(parameters$1(collector, ownPath))],
    ['SANDBOXED_JS_FOR_SERVER', clientScript()],
    ['SERVER_PERMISSIONS', prettyLiteral(serverPermissions(collector))],
    ['TESTS', serverScenarios(collector)],
    ['NOTES', 'Made by tgp.'],
]
    .map(([section, text]) => `___${section}___\n\n${text}`)
    .join('\n\n\n')}\n`;
const TERMS$1 = `By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.`;
const INFO$1 = {
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
const parameters$1 = (collector, ownPath = '') => [
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

/** The fields of a tag that is made of the template. */
const parameters = (writeKey) => [
    {
        type: 'TEXT',
        name: 'writeKey',
        displayName: 'Write key',
        simpleValueType: true,
        defaultValue: writeKey,
        alwaysInSummary: true,
        valueValidators: [{ type: 'NON_EMPTY' }],
    },
    {
        type: 'SELECT',
        name: 'event',
        displayName: 'Event',
        simpleValueType: true,
        defaultValue: 'page',
        alwaysInSummary: true,
        macrosInSelect: false,
        selectItems: [
            { value: 'page', displayValue: 'Page view' },
            { value: 'conversion', displayValue: 'Conversion' },
            { value: 'microconversion', displayValue: 'Microconversion' },
            { value: 'init', displayValue: 'None: only load the tag' },
        ],
    },
    {
        type: 'TEXT',
        name: 'conversionType',
        displayName: 'Conversion type',
        simpleValueType: true,
        valueHint: 'purchase',
        enablingConditions: [when('conversion'), when('microconversion')],
        valueValidators: [{ type: 'NON_EMPTY' }],
    },
    {
        type: 'TEXT',
        name: 'revenue',
        displayName: 'Revenue',
        simpleValueType: true,
        enablingConditions: [when('conversion')],
    },
    {
        type: 'TEXT',
        name: 'currency',
        displayName: 'Currency',
        simpleValueType: true,
        valueHint: 'EUR',
        enablingConditions: [when('page'), when('conversion'), when('microconversion')],
    },
    {
        type: 'SIMPLE_TABLE',
        name: 'properties',
        displayName: 'Properties',
        newRowButtonText: 'Add property',
        enablingConditions: [when('page'), when('conversion'), when('microconversion')],
        simpleTableColumns: [
            {
                name: 'key',
                displayName: 'Name',
                type: 'TEXT',
                defaultValue: '',
                isUnique: true,
                valueValidators: [{ type: 'NON_EMPTY' }],
            },
            { name: 'value', displayName: 'Value', type: 'TEXT', defaultValue: '' },
        ],
    },
    {
        type: 'TEXT',
        name: 'pixel',
        displayName: 'Saved pixel',
        simpleValueType: true,
        valueHint: 'pix_…',
        help: 'The id of the saved pixel, by which its events are counted.',
    },
];
function when(event) {
    return { paramName: 'event', paramValue: event, type: 'EQUALS' };
}

const text = (string) => ({ type: 1, string });
const yesNo = (boolean) => ({ type: 8, boolean });
const global = (key, rights) => ({
    type: 3,
    mapKey: ['key', 'read', 'write', 'execute'].map(text),
    mapValue: [text(key), yesNo(!!rights.read), yesNo(!!rights.write), yesNo(!!rights.execute)],
});
const permission = (publicId, values) => ({
    instance: {
        key: { publicId, versionId: '1' },
        param: Object.entries(values).map(([key, value]) => ({ key, value })),
    },
    clientAnnotations: { isEditedByUser: true },
    isRequired: true,
});
/** What the sandboxed script may do: exactly what it does. */
const permissions = (scriptUrl) => [
    permission('access_globals', {
        keys: {
            type: 2,
            listItem: [
                global('tgp', { execute: true }),
                global('tgp.tgp', { read: true }),
                global('tgp.queue', { read: true }),
                global('tgp.views', { read: true, write: true }),
            ],
        },
    }),
    permission('get_url', { urlParts: text('any'), queriesAllowed: text('any') }),
    permission('inject_script', { urls: { type: 2, listItem: [text(scriptUrl)] } }),
    permission('logging', { environments: text('debug') }),
];

/** The scenarios that the template carries: Tag Manager's template editor runs them as its tests. */
function scenarios(options) {
    const init = `'init', 'key', ${scriptLiteral(options)}`;
    const texts = SCENARIOS.map(([name, code]) => `- name: ${name}\n  code: |-\n${indent(code.replace('INIT', init), 4)}`);
    return `scenarios:\n${texts.join('\n')}\nsetup: |-\n${indent(SETUP, 2)}`;
}
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const SETUP = `let mark = 1;
let views;
let queue = [];
mock('copyFromWindow', key => key === 'tgp.tgp' ? mark : key === 'tgp.views' ? views : key === 'tgp.queue' ? queue : undefined);
mock('setInWindow', (key, value) => {
  views = value;
  return true;
});
mock('getUrl', () => 'https://shop.example/a#top');
mock('callInWindow', () => undefined);
mock('injectScript', (url, onSuccess) => onSuccess());`;
const SCENARIOS = [
    [
        'Starts the tag',
        `runCode({event: 'init', writeKey: 'key'});
assertApi('injectScript').wasCalled();
assertApi('callInWindow').wasCalledWith('tgp', INIT);
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Fires a page view',
        `runCode({event: 'page', writeKey: 'key', pixel: 'pix_1', properties: [{key: 'section', value: 'news'}]});
assertApi('callInWindow').wasCalledWith('tgp', 'page', {section: 'news'}, {pixel: 'pix_1', to: 'key'});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Counts the page once, and tells of each pixel once',
        `runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
runCode({event: 'page', writeKey: 'key', pixel: 'pix_2'});
assertApi('callInWindow').wasCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_2', to: 'key'});
assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_2', {}, {pixel: 'pix_2', to: 'key'});`,
    ],
    [
        'Counts no page that the base code has counted',
        `queue = [{0: 'init', 1: 'key', 2: {autoPage: true}, u: 'https://shop.example/a'}];
runCode({event: 'page', writeKey: 'key', pixel: 'pix_1'});
assertApi('callInWindow').wasNotCalledWith('tgp', 'page', {}, {pixel: 'pix_1', to: 'key'});
assertApi('callInWindow').wasCalledWith('tgp', 'track', 'pix_1', {}, {pixel: 'pix_1', to: 'key'});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Fires a conversion with its revenue as a number',
        `runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', revenue: '59.90', currency: 'EUR'});
assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {revenue: 59.9, currency: 'EUR'}, {});
assertApi('gtmOnSuccess').wasCalled();`,
    ],
    [
        'Leaves out what is missing',
        `runCode({event: 'microconversion', writeKey: 'key', conversionType: 'lead', properties: [{key: 'sku', value: undefined}]});
assertApi('callInWindow').wasCalledWith('tgp', 'microconversion', 'lead', {}, {});`,
    ],
    [
        'Gives an order the same id at each time',
        `runCode({event: 'conversion', writeKey: 'key', conversionType: 'purchase', properties: [{key: 'order_id', value: 7}, {key: 'coupon', value: ' '}]});
assertApi('callInWindow').wasCalledWith('tgp', 'conversion', 'purchase', {order_id: 7}, {messageId: 'key:purchase:7'});`,
    ],
    [
        "Leaves another script's tgp alone",
        `mark = undefined;
runCode({event: 'page', writeKey: 'key'});
assertApi('callInWindow').wasNotCalled();
assertApi('gtmOnFailure').wasCalled();`,
    ],
    [
        'Fails where the script is blocked',
        `mock('injectScript', (url, onSuccess, onFailure) => onFailure());
runCode({event: 'page', writeKey: 'key'});
assertApi('callInWindow').wasNotCalled();
assertApi('gtmOnFailure').wasCalled();`,
    ],
];

/**
 * What `oneView` is for the codes of a page, in words of the sandbox: the page view is counted once, whatever codes of
 * ours are in the page. The sandbox sees copies, so the view that they share is written back as a whole. When this runs
 * the tag is there, and has made the views that `init` is to make. A browser whose queue has no addresses (they are no
 * part of a list) has made its view at this one.
 */
const VIEW_SCRIPT = `// An anchor has no page of its own, but #/ and #! have.
const address = url => {
  const parts = url.split('#');
  let result = parts[0];
  for (let i = 1; i < parts.length && (parts[i].charAt(0) === '/' || parts[i].charAt(0) === '!'); i++) {
    result = result + '#' + parts[i];
  }
  return result;
};

const countView = (properties, options) => {
  const here = address(getUrl());
  const id = '.' + data.pixel;
  const views = copyFromWindow('tgp.views') || {};
  let view = views['.' + data.writeKey];
  let all = view && view.all;
  let made = false;
  let isNew = false;
  (copyFromWindow('tgp.queue') || []).forEach(call => {
    if (!call || call[0] !== 'init' || call[1] !== data.writeKey) return;
    const auto = call[2] && call[2].autoPage;
    if (auto === 'spa') all = true;
    else if (auto && !view && (getType(call.u) !== 'string' || address(call.u) === here)) made = true;
  });
  if (!view || view.url !== here) {
    view = {url: here, all: all, told: {}};
    isNew = !made && !all;
  }
  if (view.told[id]) return;
  view.told[id] = 1e9;
  if (!all) view.by = view.by || id;
  views['.' + data.writeKey] = view;
  setInWindow('tgp.views', views, true);
  options.to = data.writeKey;
  if (isNew) callInWindow('tgp', 'page', properties, options);
  else if (data.pixel) callInWindow('tgp', 'track', data.pixel, properties, options);
};`;

/**
 * The sandboxed script. It makes no stub: Tag Manager's own queue would go on queueing when the tag is there. The
 * tag's `tgp` carries a mark, and another vendor's doesn't.
 */
const script = (scriptUrl, options) => `const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const getType = require('getType');
const getUrl = require('getUrl');
const injectScript = require('injectScript');
const logToConsole = require('logToConsole');
const makeNumber = require('makeNumber');
const setInWindow = require('setInWindow');

const url = ${scriptLiteral(scriptUrl)};

const number = value => {
  const parsed = makeNumber(value);
  return getType(value) === 'string' && value.trim() && parsed === parsed ? parsed : value;
};

${VIEW_SCRIPT}

const fire = () => {
  if (copyFromWindow('tgp.tgp') !== 1) {
    logToConsole('tgp: tgp() is taken by another script');
    return data.gtmOnFailure();
  }
  const init = ${scriptLiteral(options)};
  // Page views are tags of their own; without one, other code of the page may have the tag count them.
  if (data.event === 'page') init.autoPage = false;
  callInWindow('tgp', 'init', data.writeKey, init);
  const properties = {};
  const put = (key, value) => {
    if (value === undefined || value === null || (getType(value) === 'string' && !value.trim())) return;
    properties[key] = value;
  };
  if (data.event === 'conversion') put('revenue', number(data.revenue));
  put('currency', data.currency);
  (data.properties || []).forEach(row => put(row.key, row.value));
  const options = data.pixel ? {pixel: data.pixel} : {};
  const order = properties.${ORDER_KEY};
  if (data.event !== 'page' && (getType(order) === 'string' || getType(order) === 'number')) {
    options.messageId = (data.writeKey + ':' + data.conversionType + ':' + ('' + order).trim()).slice(0, ${MAX_MESSAGE_ID});
  }
  if (data.event === 'page') countView(properties, options);
  else if (data.event !== 'init') callInWindow('tgp', data.event, data.conversionType, properties, options);
  data.gtmOnSuccess();
};

injectScript(url, fire, data.gtmOnFailure, url);`;

/**
 * Tag Manager's own form: a tag template, imported once, and a tag of it for each pixel. It runs sandboxed, so a
 * container that forbids Custom HTML takes it.
 */
const gtmTemplate = {
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

/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step that
 * is `null` ends the search, as it does in Tag Manager.
 */
const PAGE_READING = {
    // A function outside of ours: our names do not hide the page's, and what the page declares with `const` counts too.
    expression: ({ value }) => `function () { return ${pathExpression(value)}; }`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', layer = window.dataLayer, path, n, k',
    statements: [
        'path = row[3];',
        'if (path) {',
        '  try {',
        '    value = value();',
        '    if (value && value.nodeType) value = undefined;',
        '  } catch (e) { value = undefined; }',
        '  for (n = (layer && layer.length) || 0; value === undefined && n--; ) {',
        '    value = layer[n];',
        '    for (k = 0; k < path.length && value != null; k++) {',
        '      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '    }',
        '  }',
        '}',
    ],
};

/** The variables of a page: paths in it, or in its data layer. */
const PAGE_VARIABLES = {
    problem(name) {
        const word = reservedWord(name);
        return pathProblem(name) ?? (word && `starts with ${word}, a word of the language`);
    },
    source: ({ value }) => `the page: ${value}, or the newest entry of dataLayer that has it`,
};

/** The event's code in a page that reads its variables so. */
const pageEvent = ({ call, settings }, reading) => scriptElement(eventScript(call, fireFrom(settings.globalName), reading), settings);
/** A plain page: the base code in its head, the event's code where the event has happened. */
const page = {
    name: 'javascript',
    language: 'html',
    variables: PAGE_VARIABLES,
    base: ({ settings }) => javascript(settings),
    event: job => pageEvent(job, PAGE_READING),
    notes: ({ call }) => [
        'Paste the base code into the <head>, before other scripts. The base code goes on every page, once for all pixels of this tag.',
        call.command === 'page'
            ? 'Paste the event code after it: it is the page view, so the base code makes none by itself.'
            : 'Put the event code on the page that confirms the event, or run what is inside its <script> when it happens.',
        ...signNote(call, 'To have your server vouch for it, have its template write a signature: options.signature.'),
    ],
};

/** The texts that Squarespace writes into the code of the Order Confirmation Page: it gives orders in no other way. */
const ORDER_TEXTS = ['orderId', 'orderGrandTotal', 'orderSubtotal'];
/** The one that an order's property is, where the variable is no name of Squarespace's and no page has it. */
const OF_ORDER = { revenue: 'orderGrandTotal', order_id: 'orderId' };
const isOrder = ({ command, type }) => command === 'conversion' && type === 'purchase';
function orderText(call, { key, value }) {
    if (ORDER_TEXTS.includes(value))
        return value;
    return isOrder(call) && Object.hasOwn(OF_ORDER, key) ? OF_ORDER[key] : undefined;
}
/** On another page, Squarespace leaves the text as it is: that is no value. */
const reading = (call) => ({
    ...PAGE_READING,
    columns: value => {
        const text = orderText(call, value);
        return [...PAGE_READING.columns(value), ...(text ? [`"{${text}}"`] : [])];
    },
    statements: [
        ...PAGE_READING.statements,
        'if (value === undefined && row[4] && row[4].charAt(0) !== "{") value = row[4];',
    ],
    ...(isOrder(call) && { order: '("{orderId}".charAt(0) !== "{" && "{orderId}")' }),
});
/** Squarespace: the code of a plain page, and where that builder takes it. */
const squarespace = {
    ...page,
    name: 'squarespace',
    variables: {
        ...PAGE_VARIABLES,
        named: written => /^\{(\w+)\}$/.exec(written)?.[1] ?? written,
        source: value => ORDER_TEXTS.includes(value.value)
            ? `Squarespace, which writes it for {${value.value}} on the Order Confirmation Page`
            : PAGE_VARIABLES.source(value),
    },
    event: job => pageEvent(job, reading(job.call)),
    notes: ({ call }) => [
        'Settings > Developer Tools > Code Injection > Header: paste the base code. Code injection needs a plan that has it.',
        ...(call.command === 'page'
            ? ['Paste the event code below it.']
            : isOrder(call)
                ? [
                    'Settings > Developer Tools > Code Injection > Order Confirmation Page: paste the event code. Squarespace writes the order into it: variables can be orderId, orderGrandTotal and orderSubtotal; revenue and order_id are the order\u2019s where the page has no variable of theirs.',
                ]
                : [
                    'Paste the event code on the page that confirms the event: Page settings > Advanced > Page Header Code Injection.',
                ]),
    ],
};

/** Webflow: the code of a plain page, and where that builder takes it. */
const webflow = {
    ...page,
    name: 'webflow',
    notes: ({ call }) => [
        'Site settings > Custom code > Head code: paste the base code. Save, then publish the site.',
        call.command === 'page'
            ? 'Paste the event code below it.'
            : 'Page settings of the page that confirms the event > Custom code > Before </body> tag: paste the event code. A field takes 10,000 characters; custom code needs a paid site plan.',
    ],
};

/** Wix: the code of a plain page, and where that builder takes it. */
const wix = {
    ...page,
    name: 'wix',
    autoPage: 'spa',
    event: job => pageEvent(job, { ...PAGE_READING, views: { eachView: true } }),
    notes: ({ call }) => [
        'Settings > Custom Code > Add Custom Code: paste the base code, All pages, Load code once, Head. Wix moves between pages without a load: the tag counts each by its address, and "once" keeps it from starting twice. Needs a connected domain.',
        call.command === 'page'
            ? 'Add the event code the same way, All pages, Load code on each new page, Head.'
            : 'Add the event code the same way: Choose specific pages, the page that confirms the event, Load code on each new page, Body - end.',
    ],
};

/** The beacon as the address of an image, as it stands in HTML. */
const imageSource = (job, library, anonymousId) => attributeText(beaconUrl(job, library, { anonymousId }));

/** What the mailing tool replaces by the recipient's id. */
const RECIPIENT = 'RECIPIENT_ID';
/** For e-mail: an open pixel. */
const email = {
    name: 'email',
    language: 'html',
    variables: 'none',
    base: 'none',
    event(job) {
        const url = imageSource(job, 'tgp.email', RECIPIENT);
        if (!/^https?:\/\//.test(url))
            throw new InstallError('settings.endpoint', 'an e-mail needs a whole URL');
        return `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0">`;
    },
    notes: () => [
        `Put your mailing tool's merge tag for a lasting id of the recipient (not the address) in place of ${RECIPIENT}.`,
        'Paste it before </body>. Mail proxies load images early, or not at all: opens are a rough number.',
    ],
};

/** Who a beacon of a browser without scripts is from: there is nobody to remember. */
const NOBODY = 'noscript';
/** For browsers without scripts: an image in the body. */
const noscript = {
    name: 'noscript',
    language: 'html',
    variables: 'none',
    base: 'none',
    event: job => `<noscript><img src="${imageSource(job, 'tgp.noscript', NOBODY)}" width="1" height="1" alt="" style="display:none"></noscript>`,
    notes: () => [
        'Paste it right after <body>, beside the code for browsers with scripts: in the head it is no valid HTML, and in a tag manager it never loads.',
        `All browsers without scripts count as one visitor, "${NOBODY}".`,
    ],
};

/** A text as a PHP literal. Between single quotes PHP reads nothing but these two; a lone surrogate has no UTF-8. */
const phpString = (text) => `'${text.replace(/[\\']/g, '\\$&').replace(/[\ud800-\udfff]/gu, '\ufffd')}'`;

/**
 * A pixel as a JavaScript function of `data`, which a shop's own code calls with what it knows of an order. Its texts
 * hold for a script element of a page.
 */
function shopEvent({ call, settings }) {
    const script = eventScript(call, fireFrom(settings.globalName), {
        expression: () => 'data',
        columns: ({ value }) => [scriptLiteral(pathSteps(value))],
        locals: ', path, k',
        statements: [
            'path = row[3];',
            'for (k = 0; path && k < path.length && value != null; k++) {',
            '  value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
            '}',
        ],
        order: 'data.order_id',
    });
    return `function (data) {\n${script}\n}`;
}

const PLACES$1 = {
    purchase: 'order',
    begin_checkout: 'checkout',
    initiate_checkout: 'checkout',
};
/**
 * The place of a pixel's event.
 * @param more places that only this shop's module has
 */
const shopPlace = ({ call: { command, type } }, more = {}) => {
    if (command === 'page')
        return 'page';
    return new Map(Object.entries({ ...PLACES$1, ...more })).get(type) ?? 'placed';
};
/**
 * A pixel as a file of PHP that gives it back.
 * @param known a constant that only the platform defines, so that nobody runs the file by its address
 */
const pixelPhp = (job, known, place = shopPlace(job)) => `<?php
if (!defined('${known}')) {
    exit;
}
return array(
    'id' => ${phpString(job.call.id)},
    'place' => '${place}',
    'script' => ${phpString(shopEvent(job))},
);
`;
/** A pixel's id as part of a file's name. */
const pixelName = (job) => job.call.id.toLowerCase().replace(/[^a-z0-9_]/g, '_');
/** The expression of PHP that writes a value into a script, safe in HTML as well. */
const JSON_FLAGS = 'JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_INVALID_UTF8_SUBSTITUTE';

// Texts that stand for what the shop's settings hold. Nothing else of a base code has them.
const URL_PLACE = '/\u0001url';
const KEY_PLACE = '\u0001key';
/**
 * The base code as an expression of PHP, whose write key and script URL are expressions too.
 * @param key gives the write key as JSON
 * @param url gives the script's URL as JSON
 */
function basePhp({ settings }, key, url) {
    const script = baseScript({ ...settings, writeKey: KEY_PLACE, scriptUrl: URL_PLACE });
    const written = (text) => text.split(scriptLiteral(KEY_PLACE)).map(phpString).join(` . ${key} . `);
    return script.split(scriptLiteral(URL_PLACE)).map(written).join(` . ${url} . `);
}
/** The script's URL in two parts: the collector's, and a path in which `{key}` stands for the write key. */
function scriptParts({ settings: { scriptUrl, writeKey } }) {
    const [, collector = '', path = ''] = /^(https?:\/\/[^/]+)?(.*)$/s.exec(scriptUrl);
    const named = encodeURIComponent(writeKey);
    return { collector, path: path.replace(`/${named}.js`, '/{key}.js') };
}

/** What tells Magento that the module is there. */
const REGISTRATION = `<?php

use Magento\\Framework\\Component\\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Tgp_Tag', __DIR__);
`;
/** What writes a block's script: Magento's own renderer gives it a nonce or a hash where a policy asks for one. */
const TEMPLATE = `<?php
/** @var \\Tgp\\Tag\\Block\\Pixels $block */
/** @var \\Magento\\Framework\\View\\Helper\\SecureHtmlRenderer $secureRenderer */
?>
<?php foreach ($block->getScripts() as $script): ?>
<?= /* @noEscape */ $secureRenderer->renderTag('script', [], "\\n" . $script . "\\n", false) ?>

<?php endforeach; ?>
`;
/** The base code as a block of the head. It is the same for all visitors, so that whole pages can be cached. */
function baseBlock(job) {
    const { path } = scriptParts(job);
    const origin = job.settings.preconnect && originOf(endpointOf(job.settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    const preconnect = `
    /**
     * @return string
     */
    protected function _toHtml()
    {
        return ${phpString(link)} . parent::_toHtml();
    }
`;
    return `<?php

namespace Tgp\\Tag\\Block;

/** Loads the tag. */
class Base extends Pixels
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        $writeKey = (string) $this->getSetting('write_key');
        $key = $this->json($writeKey);
        $path = str_replace('{key}', rawurlencode($writeKey), ${phpString(path)});
        $url = $this->json(rtrim((string) $this->getSetting('collector'), '/') . $path);
        return [${basePhp(job, '$key', '$url')}];
    }
${link && preconnect}}
`;
}
/** The pixels of one place, or one of them. */
const PIXELS_BLOCK = `<?php

namespace Tgp\\Tag\\Block;

use Magento\\Framework\\View\\Element\\Template;
use Magento\\Store\\Model\\ScopeInterface;

/** Fires the pixels of a place ("page", "checkout"), or the one that the argument "pixel" names. */
class Pixels extends Template
{
    /**
     * @return string[]
     */
    public function getScripts()
    {
        return $this->scriptsWith([]);
    }

    /**
     * @param array $data what the pixels can read
     * @return string[]
     */
    protected function scriptsWith(array $data)
    {
        $scripts = [];
        foreach ((array) glob(dirname(__DIR__) . '/pixels/*.php') as $file) {
            $pixel = include $file;
            if (!is_array($pixel) || !isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                continue;
            }
            if ($pixel['id'] === $this->getData('pixel') || $pixel['place'] === $this->getData('place')) {
                $scripts[] = '(' . $pixel['script'] . ')(' . $this->json((object) $data) . ');';
            }
        }
        return $scripts;
    }

    /**
     * @param string $name
     * @return mixed
     */
    protected function getSetting($name)
    {
        return $this->_scopeConfig->getValue('tgp/tag/' . $name, ScopeInterface::SCOPE_STORE);
    }

    /**
     * @param mixed $value
     * @return string the value as it stands in a script of a page
     */
    protected function json($value)
    {
        return json_encode($value, ${JSON_FLAGS});
    }
}
`;
/** The pixels of the page that confirms an order. Magento shows that page once, and forgets the order then. */
const ORDER_BLOCK = `<?php

namespace Tgp\\Tag\\Block;

use Magento\\Checkout\\Model\\Session;
use Magento\\Framework\\View\\Element\\Template\\Context;
use Magento\\Sales\\Model\\Order as SalesOrder;

/** Fires the pixels of an order that is a sale. */
class Order extends Pixels
{
    /**
     * @var Session
     */
    private $session;

    /**
     * @param Context $context
     * @param Session $session
     * @param array $data
     */
    public function __construct(Context $context, Session $session, array $data = [])
    {
        parent::__construct($context, $data);
        $this->session = $session;
    }

    /**
     * @return string[]
     */
    public function getScripts()
    {
        $order = $this->session->getLastRealOrder();
        return $order && $order->getId() && $this->counts($order) ? $this->scriptsWith($this->orderData($order)) : [];
    }

    /**
     * @param SalesOrder $order
     * @return bool whether it is a sale: the page confirms orders whose payment is still open too
     */
    private function counts($order)
    {
        $state = $order->getState();
        if (in_array($state, [SalesOrder::STATE_PROCESSING, SalesOrder::STATE_COMPLETE], true)) {
            return true;
        }
        return $this->getSetting('awaiting')
            && in_array(
                $state,
                [SalesOrder::STATE_NEW, SalesOrder::STATE_PAYMENT_REVIEW, SalesOrder::STATE_HOLDED],
                true
            );
    }

    /**
     * @param SalesOrder $order
     * @return array
     */
    private function orderData($order)
    {
        $items = [];
        foreach ($order->getAllVisibleItems() as $item) {
            $items[] = [
                'id' => $item->getProductId(),
                'sku' => $item->getSku(),
                'name' => $item->getName(),
                'price' => (float) $item->getPriceInclTax(),
                'quantity' => (float) $item->getQtyOrdered(),
            ];
        }
        $data = [
            'id' => $order->getIncrementId(),
            'total' => (float) $order->getGrandTotal(),
            'currency' => $order->getOrderCurrencyCode(),
            'tax' => (float) $order->getTaxAmount(),
            'shipping' => (float) $order->getShippingAmount(),
            'discount' => abs((float) $order->getDiscountAmount()),
            'coupon' => $order->getCouponCode(),
            'items' => $items,
        ];
        return [
            'order' => $data,
            'order_id' => $data['id'],
            'order_total' => $data['total'],
            'order_currency' => $data['currency'],
            'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
        ];
    }
}
`;

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const document$1 = (name, schema, content) => `<?xml version="1.0"?>
<${name} ${XSI} xsi:noNamespaceSchemaLocation="urn:magento:${schema}">
${content}
</${name}>
`;
/** The module's name, and what must be loaded before it. */
const MODULE_XML = document$1('config', 'framework:Module/etc/module.xsd', `    <module name="Tgp_Tag">
        <sequence>
            <module name="Magento_Checkout"/>
            <module name="Magento_Sales"/>
        </sequence>
    </module>`);
/** What the settings hold until somebody changes them. */
function configXml(job) {
    const { writeKey } = job.settings;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no way to write
    if (/[\u0000-\u001f\ufffe\uffff\ud800-\udfff]/u.test(writeKey))
        throw new InstallError('settings.writeKey', 'has a character in it that a setting of Magento can hold not');
    return document$1('config', 'module:Magento_Store:etc/config.xsd', `    <default>
        <tgp>
            <tag>
                <write_key>${attributeText(writeKey)}</write_key>
                <collector>${attributeText(scriptParts(job).collector)}</collector>
                <awaiting>0</awaiting>
            </tag>
        </tgp>
    </default>`);
}
/** The right to change the settings. */
const ACL = document$1('config', 'framework:Acl/etc/acl.xsd', `    <acl>
        <resources>
            <resource id="Magento_Backend::admin">
                <resource id="Magento_Backend::stores">
                    <resource id="Magento_Backend::stores_settings">
                        <resource id="Magento_Config::config">
                            <resource id="Tgp_Tag::config" title="tgp"/>
                        </resource>
                    </resource>
                </resource>
            </resource>
        </resources>
    </acl>`);
const field = (id, type, sortOrder, content) => `                <field id="${id}" type="${type}" sortOrder="${sortOrder}" showInDefault="1" showInWebsite="1" showInStore="1">
${content}
                </field>`;
/** The page of settings: Magento checks the form's key, and who may see it. */
const SYSTEM_XML = document$1('config', 'module:Magento_Config:etc/system_file.xsd', `    <system>
        <section id="tgp" sortOrder="341" showInDefault="1" showInWebsite="1" showInStore="1">
            <label>tgp</label>
            <tab>sales</tab>
            <resource>Tgp_Tag::config</resource>
            <group id="tag" sortOrder="10" showInDefault="1" showInWebsite="1" showInStore="1">
                <label>Tag</label>
${[
    field('write_key', 'text', 10, '                    <label>Write key</label>\n                    <validate>required-entry</validate>'),
    field('collector', 'text', 20, '                    <label>Collector</label>\n                    <validate>validate-url</validate>'),
    field('awaiting', 'select', 30, '                    <label>Count orders that wait for their payment</label>\n                    <source_model>Magento\\Config\\Model\\Config\\Source\\Yesno</source_model>'),
].join('\n')}
            </group>
        </section>
    </system>`);
/** The collector among the hosts that the shop's policy lets a page load from and send to. None for one of its own. */
function cspXml(job) {
    const hosts = [scriptParts(job).collector, endpointOf(job.settings)]
        .map(url => /^(?:https?:)?\/\/([^/?#]+)/.exec(url)?.[1])
        .filter(host => host !== undefined);
    if (!hosts.length)
        return {};
    const values = [...new Set(hosts)].map((host, index) => `                <value id="tgp${index || ''}" type="host">${attributeText(host)}</value>`);
    const policies = ['script-src', 'connect-src', 'img-src'].map(id => `        <policy id="${id}">
            <values>
${values.join('\n')}
            </values>
        </policy>`);
    const content = `    <policies>\n${policies.join('\n')}\n    </policies>`;
    return {
        'etc/csp_whitelist.xml': document$1('csp_whitelist', 'module:Magento_Csp:etc/csp_whitelist.xsd', content),
    };
}
const block = (parent, name, kind, place, more = '') => {
    // The head's is a block of Magento's own, the page's content a container.
    const reference = parent === 'content' ? 'referenceContainer' : 'referenceBlock';
    return `        <${reference} name="${parent}">
            <block class="Tgp\\Tag\\Block\\${kind}" name="tgp.${name}" template="Tgp_Tag::script.phtml"${more}>
                <arguments>
                    <argument name="place" xsi:type="string">${place}</argument>
                </arguments>
            </block>
        </${reference}>`;
};
const layout = (content) => document$1('page', 'framework:View/Layout/etc/page_configuration.xsd', `    <body>\n${content}\n    </body>`);
/** Which block is on which page. */
const LAYOUTS = {
    'view/frontend/layout/default.xml': layout([
        block('head.additional', 'base', 'Base', 'base'),
        block('head.additional', 'page', 'Pixels', 'page', ' after="tgp.base"'),
    ].join('\n')),
    'view/frontend/layout/checkout_index_index.xml': layout(block('content', 'checkout', 'Pixels', 'checkout')),
    'view/frontend/layout/checkout_onepage_success.xml': layout(block('content', 'order', 'Order', 'order', ' cacheable="false"')),
};

/** Magento 2 and Adobe Commerce: a module for app/code, with its settings among the shop's. */
const magento = {
    name: 'magento',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: ({ value }) => `what the module knows of an order: order.id, order.total, order.currency, order.items[0].sku; ${value} is read there`,
    },
    base: baseBlock,
    event: pixelFile$2,
    archive: 'tgp-magento.zip',
    files: job => Object.fromEntries(Object.entries({
        'registration.php': REGISTRATION,
        'etc/module.xml': MODULE_XML,
        'etc/config.xml': configXml(job),
        'etc/acl.xml': ACL,
        'etc/adminhtml/system.xml': SYSTEM_XML,
        ...cspXml(job),
        'Block/Base.php': baseBlock(job),
        'Block/Pixels.php': PIXELS_BLOCK,
        'Block/Order.php': ORDER_BLOCK,
        ...LAYOUTS,
        'view/frontend/templates/script.phtml': TEMPLATE,
        [`pixels/${pixelName(job)}.php`]: pixelFile$2(job),
    }).map(([name, text]) => [`Tgp/Tag/${name}`, text])),
    notes: job => [
        'Download the zip (format=zip) and unpack it in app/code of the shop. There: bin/magento module:enable Tgp_Tag, bin/magento setup:upgrade, in production also bin/magento setup:di:compile; then bin/magento cache:flush.',
        'Stores > Configuration > Sales > tgp: the write key, the collector, and whether orders that wait for their payment count. etc/csp_whitelist.xml of the module names the collector too: change it with that.',
        `Another pixel: save its event code as app/code/Tgp/Tag/pixels/${pixelName(job)}.php, with its own id, and flush the cache.`,
        ...(shopPlace(job) === 'placed'
            ? [
                `Put it into the layout of the page that confirms the event: <block class="Tgp\\Tag\\Block\\Pixels" template="Tgp_Tag::script.phtml"><arguments><argument name="pixel" xsi:type="string">${job.call.id}</argument></arguments></block>`,
            ]
            : []),
        ...(shopPlace(job) === 'order'
            ? [
                'It fires once for each order, on the page that confirms it: those in the states processing and complete, and those that are new, in review or on hold if the settings say so. A cancelled, closed or unpaid order never counts.',
            ]
            : []),
        ...(variablesOf(job.call).length
            ? [
                "Variables are paths in an order's data: order.id, order.total, order.currency, order.items[0].sku; order_total and product_sku are there too.",
            ]
            : []),
        ...signNote(job.call, "To have the shop's server vouch for it, sign in an observer of sales_order_invoice_pay."),
    ],
};
function pixelFile$2(job) {
    return pixelPhp(job, 'BP');
}

/** Matomo Tag Manager: two Custom HTML tags. In their scripts a variable's name between braces is its value. */
const matomo = {
    name: 'matomo',
    language: 'html',
    variables: {
        problem(name) {
            // Matomo keeps names as HTML has them, and would not find one of these again.
            const [found] = /[{}<>&"'\\]/.exec(name) ?? [];
            return found && `has a ${found} in it, by which Matomo would not find the variable`;
        },
        source: ({ value }) => `a variable of Matomo with this name, for example a Data-Layer variable that reads what _mtm.push({"${value}": …}) has set`,
    },
    base: ({ settings }) => inTag(baseScript(settings)),
    event: ({ call, settings }) => inTag(eventScript(call, fireFrom(settings.globalName), {
        // Without quotes: that is the value itself, of its own type.
        expression: ({ value }) => `{{${value}}}`,
    })),
    notes: ({ call }) => [
        'Tag Manager > Tags > Create New Tag > Custom HTML: paste the base code, Position "Head End". Trigger: Pageview. Advanced: Fire limit "Once per pageview", Priority 1, so that it runs before other tags.',
        `Create New Tag > Custom HTML: paste the event code, Position "Head End". Trigger: ${call.type
            ? `Custom Event, Event name "${call.type}": the site calls _mtm.push({"event": "${call.type}", …})`
            : 'Pageview. It is the page view, so the base code makes none by itself'}.`,
        ...(variablesOf(call).length
            ? [
                'Variables: make those that are listed, under exactly these names, before you save the tag. A name that Matomo does not know stays in the script as it is, and the tag does nothing.',
            ]
            : []),
        'Preview / Debug, then Publish.',
    ],
};
/** In text beside a variable Matomo reads a brace behind a backslash as the brace alone. */
const inTag = (code) => `<script>\n${code.replace(/\\([{}])/g, (_, brace) => `\\\\u00${brace.charCodeAt(0).toString(16)}`)}\n</script>`;

/** Where the collector serves the tag's package, for a command line; undefined where it has no https address. */
function packageUrl(settings) {
    const endpoint = endpointOf(settings);
    if (!endpoint.startsWith('https://'))
        return undefined;
    return forShell(`${endpoint}/tgp${settings.version ? `-${settings.version}` : ''}.tgz`);
}
/** A URL with everything as an escape that a shell could take for its own. */
const forShell = (url) => encodeText(url)
    .replace(/%(3A|2F|40|2B|25)/g, escaped => decodeURIComponent(escaped))
    .replace(/[!'()*~]/g, character => `%${character.charCodeAt(0).toString(16)}`);

/** A site with a bundler: the tag as a package, which the collector serves: no registry has it. */
const npm = {
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
const inModule = (code) => `import { tgp } from 'tgp';\n\n${code}\n`;
const installNote = (url) => url
    ? `The collector serves the tag as a package, which brings no other one. In the folder of the site: npm install ${url}`
    : 'Put the collector behind https, then ask for this code at its https address: this note then has the command that installs the package. Over http anybody on the way could change what npm brings into the site.';

/** The module's one class: the base code in the head, each pixel at its place, and the page of settings. */
function moduleFile(job) {
    const { settings } = job;
    const { collector, path } = scriptParts(job);
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    const open = `<script${settings.nonce ? ` nonce="${attributeText(settings.nonce)}"` : ''}>`;
    return `<?php
if (!defined('_PS_VERSION_')) {
    exit;
}

/** Loads the tgp tag; counts page views, check-outs and orders that are paid. */
class Tgp extends Module
{
    const DEFAULTS = array(
        'TGP_WRITE_KEY' => ${phpString(settings.writeKey)},
        'TGP_COLLECTOR' => ${phpString(collector)},
        'TGP_AWAITING' => '0',
    );

    public function __construct()
    {
        $this->name = 'tgp';
        $this->tab = 'analytics_stats';
        $this->version = ${phpString(settings.version ?? '1.0.0')};
        $this->author = 'tgp';
        $this->need_instance = 0;
        $this->bootstrap = true;
        $this->ps_versions_compliancy = array('min' => '1.7.0.0', 'max' => _PS_VERSION_);
        parent::__construct();
        $this->displayName = 'tgp';
        $this->description = 'Loads the tgp tag; counts page views, check-outs and orders that are paid.';
    }

    public function install()
    {
        foreach (self::DEFAULTS as $name => $value) {
            Configuration::updateValue($name, $value);
        }
        return parent::install()
            && $this->registerHook('displayHeader')
            && $this->registerHook('displayOrderConfirmation')
            && $this->registerHook('displayTgp');
    }

    public function uninstall()
    {
        foreach (array_keys(self::DEFAULTS) as $name) {
            Configuration::deleteByName($name);
        }
        return parent::uninstall();
    }

    public function hookDisplayHeader($params)
    {
        $writeKey = (string) Configuration::get('TGP_WRITE_KEY');
        $key = $this->json($writeKey);
        $path = str_replace('{key}', rawurlencode($writeKey), ${phpString(path)});
        $url = $this->json(Configuration::get('TGP_COLLECTOR') . $path);
        $html = ${phpString(link)} . $this->script(${basePhp(job, '$key', '$url')});
        $html .= $this->fireAt('page');
        if (isset($this->context->controller->php_self) && $this->context->controller->php_self === 'order') {
            $html .= $this->fireAt('checkout');
        }
        return $html;
    }

    public function hookDisplayTgp($params)
    {
        $pixels = $this->pixels();
        $id = isset($params['pixel']) ? $params['pixel'] : '';
        return isset($pixels[$id]) ? $this->fire($pixels[$id], array()) : '';
    }

    public function hookDisplayOrderConfirmation($params)
    {
        // Before 1.7 the order had another name.
        $order = isset($params['order']) ? $params['order'] : null;
        if (!Validate::isLoadedObject($order) || !$this->counts($order)) {
            return '';
        }
        // The page that confirms can be loaded again.
        $seen = array_filter(explode('-', (string) $this->context->cookie->tgp_orders));
        if (in_array((string) $order->id, $seen, true)) {
            return '';
        }
        $this->context->cookie->tgp_orders = implode('-', array_slice(array_merge($seen, array($order->id)), -10));
        return $this->fireAt('order', $this->orderData($order));
    }

    /** Whether an order is a sale: PrestaShop confirms those whose payment failed too. */
    private function counts($order)
    {
        $state = $order->getCurrentOrderState();
        if (!Validate::isLoadedObject($state)) {
            return false;
        }
        if ($this->isOneOf($state, array('PS_OS_ERROR', 'PS_OS_CANCELED', 'PS_OS_REFUND'))) {
            return false;
        }
        return $state->paid
            || (Configuration::get('TGP_AWAITING') && $this->isOneOf($state, array(
                'PS_OS_BANKWIRE',
                'PS_OS_CHEQUE',
                'PS_OS_COD_VALIDATION',
                'PS_OS_OUTOFSTOCK_UNPAID',
            )));
    }

    private function isOneOf($state, array $names)
    {
        return in_array((int) $state->id, array_filter(array_map('intval', array_map(array('Configuration', 'get'), $names))), true);
    }

    private function orderData($order)
    {
        $currency = new Currency((int) $order->id_currency);
        $items = array();
        foreach ($order->getProducts() as $product) {
            $items[] = array(
                'id' => (int) $product['product_id'],
                'sku' => $product['product_reference'],
                'name' => $product['product_name'],
                'price' => (float) $product['unit_price_tax_incl'],
                'quantity' => (int) $product['product_quantity'],
            );
        }
        $total = (float) $order->total_paid_tax_incl;
        return array(
            'order' => array(
                'id' => (int) $order->id,
                'reference' => $order->reference,
                'total' => $total,
                'currency' => $currency->iso_code,
                'tax' => round($total - (float) $order->total_paid_tax_excl, 6),
                'shipping' => (float) $order->total_shipping_tax_incl,
                'discount' => (float) $order->total_discounts_tax_incl,
                'items' => $items,
            ),
            'order_id' => (int) $order->id,
            'order_total' => $total,
            'order_currency' => $currency->iso_code,
            'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
        );
    }

    private function pixels()
    {
        $pixels = array();
        foreach ((array) glob(__DIR__ . '/pixels/*.php') as $file) {
            // The folder has an index that sends browsers away.
            $pixel = basename($file) === 'index.php' ? null : include $file;
            if (is_array($pixel) && isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                $pixels[$pixel['id']] = $pixel;
            }
        }
        return $pixels;
    }

    private function fireAt($place, array $data = array())
    {
        $html = '';
        foreach ($this->pixels() as $pixel) {
            if ($pixel['place'] === $place) {
                $html .= $this->fire($pixel, $data);
            }
        }
        return $html;
    }

    private function fire(array $pixel, array $data)
    {
        return $this->script('(' . $pixel['script'] . ')(' . $this->json((object) $data) . ');');
    }

    private function script($script)
    {
        return ${phpString(`${open}\n`)} . $script . "\\n</script>\\n";
    }

    /** A value as it stands in a script of a page. */
    private function json($value)
    {
        return json_encode($value, ${JSON_FLAGS});
    }

    /** The page of settings. PrestaShop runs it for who may configure modules, and checks the form's token. */
    public function getContent()
    {
        $html = '';
        if (Tools::isSubmit('submitTgp')) {
            $html .= $this->save() ? $this->displayConfirmation('Saved.') : $this->displayError('A value makes no sense, and was not saved.');
        }
        $helper = new HelperForm();
        $helper->module = $this;
        $helper->name_controller = $this->name;
        $helper->token = Tools::getAdminTokenLite('AdminModules');
        $helper->currentIndex = AdminController::$currentIndex . '&configure=' . $this->name;
        $helper->submit_action = 'submitTgp';
        foreach (array_keys(self::DEFAULTS) as $name) {
            $helper->fields_value[$name] = Configuration::get($name);
        }
        $yesNo = array(
            array('id' => 'on', 'value' => 1, 'label' => 'Yes'),
            array('id' => 'off', 'value' => 0, 'label' => 'No'),
        );
        return $html . $helper->generateForm(array(array('form' => array(
            'legend' => array('title' => 'tgp'),
            'input' => array(
                array('type' => 'text', 'name' => 'TGP_WRITE_KEY', 'label' => 'Write key', 'required' => true),
                array('type' => 'text', 'name' => 'TGP_COLLECTOR', 'label' => 'Collector', 'required' => true),
                array('type' => 'switch', 'name' => 'TGP_AWAITING', 'label' => 'Count orders that wait for their payment', 'values' => $yesNo),
            ),
            'submit' => array('title' => 'Save'),
        ))));
    }

    /** Keeps what makes sense of what was sent, and says whether all of it did. */
    private function save()
    {
        $key = trim((string) Tools::getValue('TGP_WRITE_KEY'));
        $collector = rtrim(trim((string) Tools::getValue('TGP_COLLECTOR')), '/');
        $isKey = (bool) preg_match('/^[\\w.-]{1,100}$/D', $key);
        $isCollector = (bool) preg_match('#^https?://[^?\\#\\s"\\'<>]+$#D', $collector);
        if ($isKey) {
            Configuration::updateValue('TGP_WRITE_KEY', $key);
        }
        if ($isCollector) {
            Configuration::updateValue('TGP_COLLECTOR', $collector);
        }
        Configuration::updateValue('TGP_AWAITING', Tools::getValue('TGP_AWAITING') ? '1' : '0');
        return $isKey && $isCollector;
    }
}
`;
}

/** PrestaShop 1.7 and later: a module to upload, with a page of settings. */
const prestashop = {
    name: 'prestashop',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: ({ value }) => `what the module knows of an order: order.id, order.total, order.currency, order.items[0].sku; ${value} is read there`,
    },
    base: moduleFile,
    event: pixelFile$1,
    archive: 'tgp.zip',
    files: job => ({
        'tgp/tgp.php': moduleFile(job),
        [`tgp/pixels/${pixelName(job)}.php`]: pixelFile$1(job),
        // PrestaShop asks for one in each folder, so that no server lists it.
        'tgp/index.php': INDEX,
        'tgp/pixels/index.php': INDEX,
    }),
    notes: job => [
        'Needs PHP 7.2 or later. Download the zip (format=zip). Modules > Module Manager > Upload a module: choose it. Nothing else of this page has to be copied.',
        'Configure: the write key, the collector, and whether orders that wait for their payment count.',
        `Another pixel: save its event code as modules/tgp/pixels/${pixelName(job)}.php, with its own id.`,
        ...(shopPlace(job) === 'placed'
            ? [
                `Put {hook h="displayTgp" mod="tgp" pixel="${job.call.id}"} into the template of the page that confirms the event.`,
            ]
            : []),
        ...(shopPlace(job) === 'order'
            ? [
                'It fires once for each order, on the page that confirms it: paid ones alone, and those that wait for a transfer, a cheque or cash if the settings say so. A failed, cancelled or refunded order never counts.',
            ]
            : []),
        ...(variablesOf(job.call).length
            ? [
                "Variables are paths in an order's data: order.id, order.reference, order.total, order.currency, order.items[0].sku; order_total and product_sku are there too.",
            ]
            : []),
        ...signNote(job.call, "To have the shop's server vouch for it, sign in a module of your own at hookActionPaymentConfirmation."),
    ],
};
function pixelFile$1(job) {
    return pixelPhp(job, '_PS_VERSION_');
}
const INDEX = `<?php
header('Location: ../');
exit;
`;

/** Made by scripts/queryText.mjs from asData.ts, attempt.ts, encodeText.ts, fitUrl.ts, limits.ts, writeQuery.ts of src/protocol. */
const QUERY_TEXT = [
    "(() => {",
    "  function attempt(run, report) {",
    "    try {",
    "      return run();",
    "    } catch (error) {}",
    "  }",
    "  const kindOf = value => attempt(() => ({}.toString.call(value).slice(8, -1))) || \"Object\";",
    "  const OF_THE_PAGE = [ \"$$typeof\", \"__v_isVNode\", \"nativeEvent\", \"originalEvent\" ];",
    "  function asData(value) {",
    "    if (Object(value) !== value) return value;",
    "    const kind = kindOf(value);",
    "    if (kind === \"Array\") return value;",
    "    if (kind === \"Date\") return value.toISOString();",
    "    const toJSON = attempt(() => value.toJSON);",
    "    if (toJSON && toJSON !== {}.toJSON) return value.toJSON();",
    "    if (kind !== \"Object\" || OF_THE_PAGE.some(name => name in value)) throw \"no data: \" + kind;",
    "    return value;",
    "  }",
    "  function encodeText(text) {",
    "    return attempt(() => encodeURIComponent(text)) || encodeURIComponent(text.replace(/[\\ud800-\\udfff]/gu, \"\\ufffd\"));",
    "  }",
    "  const MAX_DEPTH = 100;",
    "  const MAX_KEYS = 5e3;",
    "  const MAX_INDEX = 999;",
    "  function writeQuery(fields, skip) {",
    "    const pairs = [];",
    "    let keys = 0;",
    "    const visit = (parent, prefix, open) => {",
    "      const isItem = Array.isArray(parent);",
    "      Object.keys(parent).map(key => {",
    "        const path = /^[a-z]\\w*$/i.test(key) ? prefix + key : prefix + encodeText(key.replace(/[\\\\.*?|#@]|^[:[{!]/g, \"\\\\$&\").replace(/^(-1|\\d*)$/, prefix && !isItem ? \":$&\" : \"$&\"));",
    "        try {",
    "          const value = asData(parent[key]);",
    "          if (open.includes(value) || open[MAX_DEPTH] || keys++ >= MAX_KEYS || isItem && !(key <= MAX_INDEX)) {",
    "            throw \"too many\";",
    "          }",
    "          if (Object(value) === value) visit(value, path + \".\", [ ...open, value ]); else if (path && /^([sb]|number-?\\d)/.test(typeof value + value)) {",
    "            pairs.push(path + \"=\" + encodeText(value + \"\"));",
    "          } else skip(path, value != null && \"no text\");",
    "        } catch (reason) {",
    "          skip(path, reason);",
    "        }",
    "      });",
    "    };",
    "    visit(fields, \"\", [ fields ]);",
    "    return pairs.join(\"&\");",
    "  }",
    "  const rank = pair => /^context\\.(screen|timezone|locale|traits|userAgent)[.=]/.test(pair) ? 1e9 : pair[999] ? pair.length : +/^[^=]*\\.\\d+[.=]/.test(pair);",
    "  const MARK = \"&context.truncated=true\";",
    "  function fitUrl(whole, maxLength) {",
    "    const [path, ...pairs] = whole.split(/[?&]/);",
    "    let url = path + \"?\";",
    "    pairs.sort((a, b) => rank(a) - rank(b)).map(pair => {",
    "      if (!(url + pair)[maxLength - MARK.length]) url += pair + \"&\";",
    "    });",
    "    return url.slice(0, -1) + MARK;",
    "  }",
    "  return {",
    "    writeQuery: writeQuery,",
    "    fitUrl: fitUrl",
    "  };",
    "})()",
].join('\n');

/** The custom pixel that writes the beacon of one event of Shopify's. */
function pixelScript({ call, settings }, event) {
    const { route, fields } = beaconFields(call, {});
    const address = beaconAddress(settings, route);
    if (!/^https?:\/\//.test(address))
        throw new InstallError('settings.endpoint', 'Shopify needs a whole URL');
    const rows = call.values.map(value => {
        const column = value.source === 'fixed'
            ? scriptLiteral(fixedValue(value))
            : `read(${scriptLiteral(pathSteps(value.value))}${value.isNumber ? ', true' : ''})`;
        return `    [${scriptLiteral(value.key)}, ${column}],`;
    });
    const order = call.order === undefined
        ? ''
        : `  const order = properties.${ORDER_KEY}${event === 'checkout_completed' ? ' || read(["checkout", "order", "id"])' : ''};
  const hasOrder = typeof order === "number" || (typeof order === "string" && order.trim());
  const messageId = hasOrder ? (${scriptLiteral(call.order)} + String(order).trim()).slice(0, ${MAX_MESSAGE_ID}) : event.id;
`;
    const idCookie = settings.options.idCookie ?? 'tgp_id';
    return `analytics.subscribe(${scriptLiteral(event)}, async (event) => {
  // What the tag itself is made of: fields as a query, and a URL that is cut to fit.
  const { writeQuery, fitUrl } = ${QUERY_TEXT.replace(/\n/g, '\n  ')};
  const read = (path, isNumber) => {
    for (const root of [event, event.data, event.customData]) {
      let value = root;
      for (const key of path) value = value === null || value === undefined ? undefined : value[key];
      if (value === null || value === undefined || typeof value === "function") continue;
      if (typeof value === "string" && !value.trim()) continue;
      return isNumber && typeof value === "string" && isFinite(value) ? Number(value) : value;
    }
  };
  let visitor = "";
  try {
    visitor = await browser.cookie.get(${scriptLiteral(idCookie)});
  } catch (error) {}
  const { document: doc, navigator: nav, window: win } = event.context;
  const { href, pathname, search } = doc.location;
  const page = { url: href, path: pathname, referrer: doc.referrer, title: doc.title, search };
  const properties = {${route === 'page' ? ' ...page ' : ''}};
  for (const [key, value] of [
${rows.join('\n')}
  ]) if (value !== undefined) properties[key] = value;
${order}  const query = writeQuery({
    writeKey: ${scriptLiteral(settings.writeKey)},
    messageId${call.order === undefined ? ': event.id' : ''},
    anonymousId: visitor || event.clientId || event.id,
    originalTimestamp: event.timestamp,
    sentAt: new Date().toISOString(),
    event: ${scriptLiteral(fields.event ?? null)},
    context: {
      library: { name: "tgp.shopify" },
      page,
      locale: nav.language,
      userAgent: nav.userAgent,
      screen: { width: win.screen && win.screen.width, height: win.screen && win.screen.height },
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      pixel: ${scriptLiteral(fields.context.pixel)},
    },
    properties,
  }, () => {});
  const path = ${scriptLiteral(address)};
  const url = path + "?" + query;
  const send = (to, body) => fetch(to, {
    method: body ? "POST" : "GET",
    body,
    keepalive: !body || body.length <= ${MAX_KEEPALIVE_BODY},
    mode: "no-cors",
    credentials: "omit",
  });
  if (url.length <= ${MAX_URL_LENGTH}) return send(url);
  try {
    await send(path, query);
  } catch (error) {
    await send(fitUrl(url, ${MAX_URL_LENGTH}));
  }
});`;
}

/** Shopify's names for ours. */
const EVENTS$1 = {
    purchase: 'checkout_completed',
    add_to_cart: 'product_added_to_cart',
    remove_from_cart: 'product_removed_from_cart',
    view_cart: 'cart_viewed',
    begin_checkout: 'checkout_started',
    initiate_checkout: 'checkout_started',
    add_payment_info: 'payment_info_submitted',
    add_shipping_info: 'checkout_shipping_info_submitted',
    view_content: 'product_viewed',
    view_item: 'product_viewed',
    view_item_list: 'collection_viewed',
    search: 'search_submitted',
};
/** What Shopify publishes itself, its events of the page among them. https://shopify.dev/docs/api/web-pixels-api */
const STANDARD = new Set([
    'alert_displayed',
    'cart_viewed',
    'checkout_address_info_submitted',
    'checkout_completed',
    'checkout_contact_info_submitted',
    'checkout_shipping_info_submitted',
    'checkout_started',
    'collection_viewed',
    'page_viewed',
    'payment_info_submitted',
    'product_added_to_cart',
    'product_removed_from_cart',
    'product_viewed',
    'search_submitted',
    'ui_extension_errored',
    'clicked',
    'form_submitted',
    'input_blurred',
    'input_changed',
    'input_focused',
]);
const eventOf = (type) => type === undefined ? 'page_viewed' : Object.hasOwn(EVENTS$1, type) ? EVENTS$1[type] : type;
/**
 * A custom pixel. It runs in a sandboxed frame of no origin: no cookies, no localStorage, another URL. The tag would
 * make a new visitor of each event there, so the pixel writes the beacon itself, from what Shopify hands it.
 */
const shopify = {
    name: 'shopify',
    language: 'javascript',
    variables: {
        problem: pathProblem,
        source: ({ value }) => `the event that Shopify hands over: event.${value}, or below event.data or event.customData`,
    },
    base: 'none',
    event: job => pixelScript(job, eventOf(job.call.type)),
    notes({ call }) {
        const event = eventOf(call.type);
        const isOwn = !STANDARD.has(event);
        return [
            'Settings > Customer events > Add custom pixel: replace all of the code by this. Save, then Connect.',
            'Permission: Required, Analytics (and Marketing, if the events feed ads), so that Shopify asks the visitor.',
            ...(isOwn
                ? [
                    `Shopify has no such event: the theme publishes it, Shopify.analytics.publish(${JSON.stringify(event)}, {…}).`,
                ]
                : []),
            'Visitors are those of the tag in the theme where there is one, else those of Shopify. An event that comes twice counts once, and so does an order.',
            ...signNote(call, "To have a server of yours vouch for it, sign where the webhook orders/paid arrives: Shopify's pixels run in the visitor's browser."),
        ];
    },
};

/**
 * Tealium's names for ours: the standard events of its Tealium Events extension.
 * https://docs.tealium.com/iq-tag-management/extensions/extensions-list/tealium-events-extension/
 */
const EVENTS = {
    add_to_cart: 'cart_add',
    begin_checkout: 'checkout',
    initiate_checkout: 'checkout',
    signup: 'user_register',
    sign_up: 'user_register',
    complete_registration: 'user_register',
    subscribe: 'email_signup',
    login: 'user_login',
    logout: 'user_logout',
    remove_from_cart: 'cart_remove',
    view_cart: 'cart_view',
    view_content: 'product_view',
    view_item: 'product_view',
    view_item_list: 'category_view',
    share: 'social_share',
};
/** What `tealium_event` is at an event of that conversion type: Tealium's own name first, then ours. */
const tealiumNames = (conversionType) => Object.hasOwn(EVENTS, conversionType) ? [EVENTS[conversionType], conversionType] : [conversionType];
/** The condition of an event's code. */
const tealiumTest = (conversionType) => tealiumNames(conversionType)
    .map(name => `b["tealium_event"] === ${scriptLiteral(name)}`)
    .join(' || ');
/** The names as people read them. */
const tealiumWords = (conversionType) => tealiumNames(conversionType)
    .map(name => `"${name}"`)
    .join(' or ');

/** The event's code, on its condition. */
const tealiumEvent = (call, globalName, expression) => [
    call.type ? `if (${tealiumTest(call.type)}) {` : 'if (a === "view") {',
    eventScript(call, fireFrom(globalName), tealiumReading(call, globalName, expression)),
    '}',
].join('\n');
/** Names of the arrays that have one item for each product. */
const PRODUCT_ARRAY = /^(product_|_c(prod|prodname|sku|brand|cat|cat2|quan|price|pdisc)$)/;
const TO_PRODUCTS = '1';
const FIRST_ITEM = '2';
const AS_IT_IS = '0';
const tealiumReading = ({ command }, globalName, expression) => ({
    expression,
    columns: ({ key, value }) => [
        key === 'revenue' || key === 'currency' ? FIRST_ITEM : PRODUCT_ARRAY.test(value) ? TO_PRODUCTS : AS_IT_IS,
    ],
    locals: ', products = [], k, sent',
    statements: [
        'if (row[3] && Object.prototype.toString.call(value) == "[object Array]") {',
        `  if (row[3] == ${FIRST_ITEM}) value = value[0];`,
        '  else {',
        '    for (k = 0; k < value.length; k++) {',
        '      products[k] = products[k] || {};',
        '      if (value[k] != null && value[k] !== "") products[k][row[0]] = value[k];',
        '    }',
        '    continue;',
        '  }',
        '}',
    ],
    finish: ['if (products.length && !properties.products) properties.products = products;'],
    // A virtual page of the site's may have the address of the one before.
    views: { eachRun: true },
    ...(command === 'conversion' && {
        order: 'b["order_id"] || b["_corder"]',
        afterOrder: onceForEachOrder(globalName),
    }),
});
/** Every utag.view with that event runs the code again. */
const onceForEachOrder = (globalName) => [
    `if (options.messageId && (window.${globalName} || 0).tgp === 1) {`,
    `  sent = window.${globalName}.sent = window.${globalName}.sent || {};`,
    '  if (sent["." + options.messageId]) return;',
    '  sent["." + options.messageId] = 1;',
    '}',
];

/** The variables of Tealium's data layer. */
const TEALIUM_VARIABLES = {
    problem: name => (name === '__proto__' ? 'is no variable: in JavaScript it is something else' : undefined),
    source: ({ value }) => `the data layer: utag_data.${value}, or the data of utag.view and utag.link`,
};

/** The base code as an extension. */
const extensionBase = ({ settings }) => baseScript(settings);
/** The event code as an extension. */
const extensionEvent = ({ call, settings }) => tealiumEvent(call, settings.globalName, ({ value }) => `b[${scriptLiteral(value)}]`);
/** Tealium by hand: two JavaScript Code extensions, which run with `a` (view or link) and `b` (the data). */
const tealium = {
    name: 'tealium',
    language: 'javascript',
    variables: TEALIUM_VARIABLES,
    base: extensionBase,
    event: extensionEvent,
    notes: ({ call }) => [
        'Extensions > Add Extension > JavaScript Code, Scope: Before Load Rules, Occurrence: Run Once. Paste the base code.',
        'Extensions > Add Extension > JavaScript Code, Scope: After Load Rules, Occurrence: Run Always. Paste the event code.',
        call.type
            ? `It fires where tealium_event is ${tealiumWords(call.type)}: change its first line where the site says otherwise.`
            : 'It fires on every utag.view: it is the page view, so the base code makes none by itself.',
        'Save, publish to Dev, look, then publish to Prod.',
    ],
};

/** Tealium's profile API (version 3): the two extensions as bodies of a PATCH. */
const tealiumApi = {
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

/** Tealium's Custom Container: a tag of its own, with load rules and mappings. */
const tealiumContainer = {
    name: 'tealium-container',
    language: 'template',
    variables: TEALIUM_VARIABLES,
    base: 'none',
    event: container,
    notes({ call }) {
        const keys = variablesOf(call).map(({ key }) => key);
        return [
            'Tags > Add Tag > Tealium Custom Container; then Edit Templates: put this in place of the template of this tag, in every environment.',
            call.type
                ? `Load rule: tealium_event equals ${tealiumWords(call.type)}. The code asks for it as well.`
                : 'Load rule: All Pages. It is the page view, so the tag makes none by itself.',
            ...(keys.length
                ? [`Data Mappings are optional: map a variable to ${keys.join(', ')} to read another one.`]
                : []),
            'Save, publish to Dev, look, then publish to Prod.',
        ];
    },
};
function container({ call, settings }) {
    return [
        '//~~tv:20010.20140827',
        '//~~tc: Tealium Custom Container',
        'try {',
        '/* Start Tag Library Code */',
        baseScript(settings),
        '/* End Tag Library Code */',
        '(function (id, loader) {',
        '  var u = {};',
        '  utag.o[loader].sender[id] = u;',
        '  u.ev = { "view": 1, "link": 1 };',
        '  u.initialized = true;',
        '  ##UTGEN##',
        '  u.send = function (a, b) {',
        '    if (!u.ev[a]) return;',
        '    var c, d, e, f, i;',
        '    u.data = {};',
        '    /* Start Tag-Scoped Extensions Code */',
        '    ##UTEXTEND##',
        '    /* End Tag-Scoped Extensions Code */',
        '    /* Start Mapping Code */',
        ...variablesOf(call).map(({ key, value }) => `    u.data[${scriptLiteral(key)}] = b[${scriptLiteral(value)}];`),
        '    for (d in u.map || {}) {',
        // Pages extend prototypes.
        '      if (Object.prototype.hasOwnProperty.call(u.map, d) && b[d] !== undefined && b[d] !== "") {',
        '        e = u.map[d].split(",");',
        '        for (f = 0; f < e.length; f++) u.data[e[f]] = b[d];',
        '      }',
        '    }',
        '    /* End Mapping Code */',
        '    /* Start Tag Sending Code */',
        tealiumEvent(call, settings.globalName, ({ key }) => `u.data[${scriptLiteral(key)}]`),
        '    /* End Tag Sending Code */',
        '  };',
        '  utag.o[loader].loader.LOAD(id);',
        '})("##UTID##", "##UTLOADERID##");',
        '} catch (error) {',
        '  utag.DB(error);',
        '}',
    ].join('\n');
}

/** On every page. */
const everyPage = () => `add_action('wp_head', function () use ($tgp_fire) {
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
}, 2);`;
/** Where the site's owner puts the pixel's shortcode. */
const shortcode = name => `add_shortcode(${phpString(`tgp_${name}`)}, function () use ($tgp_fire) {
    ob_start();
    $tgp_fire((array) apply_filters('tgp_data', array(), null));
    return ob_get_clean();
});`;
const checkout = () => `add_action('wp_head', function () use ($tgp_fire) {
    if (function_exists('is_checkout') && is_checkout() && !is_order_received_page()) {
        $tgp_fire((array) apply_filters('tgp_data', array(), null));
    }
}, 2);`;
/** An addition without a page of its own waits in the shop's session. */
const addToCart = name => `$tgp_added = array();
add_action('woocommerce_add_to_cart', function ($key, $product_id, $quantity = 1, $variation_id = 0) use (&$tgp_added) {
    $product = wc_get_product($variation_id ? $variation_id : $product_id);
    $price = $product ? $product->get_price() : null;
    $data = array(
        'product' => array(
            'id' => $product_id,
            'variation' => $variation_id ? $variation_id : null,
            'sku' => $product ? $product->get_sku() : null,
            'name' => $product ? $product->get_name() : null,
            'price' => $price,
        ),
        'quantity' => $quantity,
        'value' => is_numeric($price) ? $price * $quantity : null,
        'currency' => get_woocommerce_currency(),
    );
    $data['product_sku'] = $data['product']['sku'];
    $tgp_added[] = (array) apply_filters('tgp_data', $data, $product);
    if (WC()->session) {
        $waiting = (array) WC()->session->get(${phpString(`tgp_${name}`)}, array());
        // A shop whose pages all come from a cache must not fill its session.
        WC()->session->set(${phpString(`tgp_${name}`)}, array_slice(array_merge($waiting, $tgp_added), -20));
        $tgp_added = array();
    }
}, 10, 4);
$tgp_print = function () use (&$tgp_added, $tgp_fire) {
    if (function_exists('WC') && WC()->session) {
        $tgp_added = array_merge((array) WC()->session->get(${phpString(`tgp_${name}`)}, array()), $tgp_added);
        if ($tgp_added) {
            WC()->session->set(${phpString(`tgp_${name}`)}, array());
        }
    }
    foreach ($tgp_added as $data) {
        $tgp_fire($data);
    }
    $tgp_added = array();
};
add_action('wp_head', $tgp_print, 2);
add_action('wp_footer', $tgp_print, 2);`;
const thankYou = name => `add_action('woocommerce_thankyou', function ($order_id) use ($tgp_fire) {
    $order = wc_get_order($order_id);
    // The page that thanks runs this at each reload,
    if (!$order || $order->get_meta(${phpString(`_tgp_${name}`)})) {
        return;
    }
    // and for orders whose payment has failed or is still to come.
    $statuses = (array) apply_filters('tgp_order_statuses', array('processing', 'completed'), $order);
    if ($order->has_status(array('failed', 'cancelled', 'refunded', 'pending')) || (!$order->is_paid() && !$order->has_status($statuses))) {
        return;
    }
    $order->update_meta_data(${phpString(`_tgp_${name}`)}, '1');
    $order->save();
    $items = array();
    foreach ($order->get_items() as $item) {
        $product = $item->get_product();
        $items[] = array(
            'id' => $item->get_product_id(),
            'sku' => $product ? $product->get_sku() : null,
            'name' => $item->get_name(),
            'price' => $order->get_item_total($item),
            'quantity' => $item->get_quantity(),
        );
    }
    $data = array(
        'order' => array(
            'id' => $order->get_id(),
            'number' => $order->get_order_number(),
            'total' => $order->get_total(),
            'currency' => $order->get_currency(),
            'tax' => $order->get_total_tax(),
            'shipping' => $order->get_shipping_total(),
            'discount' => $order->get_discount_total(),
            'coupons' => $order->get_coupon_codes(),
            'items' => $items,
        ),
    );
    $data['order_id'] = $data['order']['id'];
    $data['order_total'] = $data['order']['total'];
    $data['order_currency'] = $data['order']['currency'];
    $data['product_sku'] = isset($items[0]) ? $items[0]['sku'] : null;
    $tgp_fire((array) apply_filters('tgp_data', $data, $order));
});`;
/** Where WooCommerce has the event itself. */
const PLACES = {
    add_to_cart: addToCart,
    begin_checkout: checkout,
    initiate_checkout: checkout,
    purchase: thankYou,
};
/** Where an event of that conversion type happens. */
const placeOf$1 = (type) => (Object.hasOwn(PLACES, type) ? PLACES[type] : undefined) ?? shortcode;

/** WordPress and WooCommerce: two files for wp-content/mu-plugins, which need no theme and no activation. */
const wordpress = {
    name: 'wordpress',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: () => 'the data of the filter tgp_data; an order is there as order',
    },
    base: baseFile,
    event: eventFile,
    notes({ call }) {
        const name = fileName(call.id);
        const place = whereOf(call);
        return [
            'Save the base code as wp-content/mu-plugins/tgp.php, once for all pixels.',
            `Save the event code as wp-content/mu-plugins/tgp-${name}.php.`,
            ...(place === shortcode ? [`Put [tgp_${name}] on the page that confirms the event.`] : []),
            ...(place === PLACES.purchase
                ? [
                    "It fires once for each order, on the page that thanks for it, if the order is paid, processing or completed: never for a failed payment or a refund. The filter tgp_order_statuses gives and takes the statuses that count, so that a shop can add 'on-hold' for bank transfers.",
                ]
                : []),
            ...(place === PLACES.add_to_cart
                ? [
                    'It fires for what WooCommerce has put into the cart. Where that happens without a new page, it fires on the next one. A page from a cache has none.',
                ]
                : []),
            ...(variablesOf(call).length
                ? [
                    place === PLACES.add_to_cart
                        ? "Variables are paths in the data of the filter tgp_data; the product's are there: product.id, product.sku, product.name, product.price, quantity, value, currency."
                        : "Variables are paths in the data of the filter tgp_data; an order's are there: order.id, order.total, order.currency, order.items[0].sku.",
                ]
                : []),
            ...signNote(call, "To have the shop's server vouch for it, take the plugin (wordpress-plugin), which signs, or sign at woocommerce_payment_complete."),
        ];
    },
};
const whereOf = ({ command, type }) => (command === 'page' ? everyPage : placeOf$1(type));
function baseFile({ settings }) {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    return `${HEAD}
add_action('wp_head', function () {
${origin ? `    printf('<link rel="preconnect" href="%s" crossorigin>', esc_url(${phpString(origin)}));\n` : ''}    wp_print_inline_script_tag(${phpString(baseScript(settings))}${attributes(settings.nonce)});
}, 1);
`;
}
function eventFile({ call, settings }) {
    return `${HEAD}
$tgp_fire = function (array $data) {
${FIRE}
    $rows = array(
${call.values.map(value => `        ${row(value)},`).join('\n')}
    );
    $arguments = array(${callArguments(call).map(phpString).join(', ')});
    $options = array('pixel' => ${phpString(call.id)});
    $properties = $read($rows);
${call.order === undefined ? '' : orderId(call.order)}    $print($arguments, $properties, $options, ${phpString(fireOf(call, fireFrom(settings.globalName), undefined))}, array(${attributes(settings.nonce).replace(/^, array\(|\)$/g, '')}));
};
${whereOf(call)(fileName(call.id))}
`;
}
/** Gives an order's event its id; an order of WooCommerce's has one that the pixel need not name. */
const orderId = (prefix) => `    $order_id = isset($properties->${ORDER_KEY}) ? $properties->${ORDER_KEY} : (isset($data['order']['id']) ? $data['order']['id'] : '');
    $order_id = is_scalar($order_id) && !is_bool($order_id) ? preg_replace('/^[\\s\\p{Z}\\x{FEFF}]+|[\\s\\p{Z}\\x{FEFF}]+$/u', '', (string) $order_id) : '';
    if ((string) $order_id !== '') {
        $options['messageId'] = ${phpString(prefix)} . $order_id;
        // As long as browsers make it, who count a character beyond the first 65,536 as two.
        $left = ${MAX_MESSAGE_ID};
        $characters = preg_split('//u', $options['messageId'], -1, PREG_SPLIT_NO_EMPTY);
        foreach ($characters as $at => $character) {
            $left -= strlen($character) > 3 ? 2 : 1;
            if ($left < 0) {
                $options['messageId'] = implode('', array_slice($characters, 0, $at));
                break;
            }
        }
    }
`;
const HEAD = `<?php
if (!defined('ABSPATH')) {
    exit;
}
`;
const attributes = (nonce) => nonce ? `, array('nonce' => ${phpString(nonce)})` : '';
/** Reads the rows and prints the call. Closures: a second pixel's file declares nothing twice. */
const FIRE = `    $read = function (array $rows) use ($data) {
        $properties = array();
        foreach ($rows as $row) {
            $value = isset($row['path']) ? $data : $row['value'];
            foreach (isset($row['path']) ? $row['path'] : array() as $step) {
                $value = is_array($value) && isset($value[$step]) ? $value[$step] : null;
            }
            if (!empty($row['number']) && is_numeric($value)) {
                $value = $value + 0;
            }
            if ($value !== null && !(is_string($value) && trim($value) === '')) {
                $properties[$row['key']] = $value;
            }
        }
        return (object) $properties;
    };
    $print = function (array $arguments, $properties, array $options, $call, array $attributes) {
        $flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT;
        $texts = array();
        foreach (array_merge($arguments, array($properties, $options)) as $argument) {
            $texts[] = wp_json_encode($argument, $flags);
        }
        wp_print_inline_script_tag($call . '(' . implode(', ', $texts) . ');', $attributes);
    };`;
function row({ key, source, value, isNumber }) {
    const parts = [
        `'key' => ${phpString(key)}`,
        source === 'fixed'
            ? `'value' => ${phpString(value)}`
            : `'path' => array(${pathSteps(value).map(phpString).join(', ')})`,
        ...(isNumber ? ["'number' => true"] : []),
    ];
    return `array(${parts.join(', ')})`;
}
/** A pixel's id as part of a file's and a shortcode's name. */
const fileName = (id) => id.toLowerCase().replace(/[^a-z0-9_]/g, '_');

/** The plugin's page of settings: for who may manage options, with a nonce, each value checked before it is kept. */
const ADMIN = `<?php
if (!defined('ABSPATH')) {
    exit;
}

/** The states of an order that its shop may choose; what is failed, cancelled or refunded is never a sale. */
function tgp_state_labels() {
    return array(
        'processing' => 'Processing: paid, to be sent',
        'completed' => 'Completed',
        'on-hold' => 'On hold: waits for its payment, as by bank transfer',
    );
}

/** What may be kept of what was sent. What makes no sense leaves the old value. */
function tgp_sanitize(array $sent, array $old) {
    $kept = $old;
    $key = isset($sent['write_key']) && is_string($sent['write_key'])
        ? sanitize_text_field($sent['write_key'])
        : '';
    if (preg_match('/^[\\\\w.-]{1,100}$/', $key)) {
        $kept['write_key'] = $key;
    }
    $collector = isset($sent['collector']) && is_string($sent['collector'])
        ? esc_url_raw(trim($sent['collector']), array('https', 'http'))
        : '';
    // Without a query; a path is right where a proxy of the site's own stands before the collector.
    if (preg_match('#^https?://[^?\\\\#\\\\s]+#', $collector, $found)) {
        $kept['collector'] = rtrim($found[0], '/');
    }
    $states = isset($sent['states']) && is_array($sent['states'])
        ? array_filter($sent['states'], 'is_string')
        : array();
    $kept['states'] = array_values(array_intersect(array_keys(tgp_state_labels()), $states));
    return $kept;
}

add_action('admin_post_tgp_save', function () {
    if (!current_user_can('manage_options')) {
        wp_die('You may not change these settings.', '', array('response' => 403));
    }
    check_admin_referer('tgp_save');
    $sent = isset($_POST['tgp']) && is_array($_POST['tgp']) ? wp_unslash($_POST['tgp']) : array();
    update_option('tgp_settings', tgp_sanitize($sent, tgp_settings()));
    wp_safe_redirect(add_query_arg('updated', '1', admin_url('options-general.php?page=tgp')));
    exit;
});

add_action('admin_menu', function () {
    add_options_page('tgp', 'tgp', 'manage_options', 'tgp', 'tgp_settings_page');
});

function tgp_settings_page() {
    if (!current_user_can('manage_options')) {
        return;
    }
    $settings = tgp_settings();
    ?>
    <div class="wrap">
        <h1>tgp</h1>
        <form method="post" action="<?php echo esc_url(admin_url('admin-post.php')); ?>">
            <input type="hidden" name="action" value="tgp_save">
            <?php wp_nonce_field('tgp_save'); ?>
            <table class="form-table" role="presentation">
                <tr>
                    <th scope="row"><label for="tgp_write_key">Write key</label></th>
                    <td><input id="tgp_write_key" class="regular-text" name="tgp[write_key]" value="<?php echo esc_attr($settings['write_key']); ?>"></td>
                </tr>
                <tr>
                    <th scope="row"><label for="tgp_collector">Collector</label></th>
                    <td><input id="tgp_collector" class="regular-text" type="url" name="tgp[collector]" value="<?php echo esc_attr($settings['collector']); ?>"></td>
                </tr>
                <tr>
                    <th scope="row">Orders that count</th>
                    <td>
                        <?php foreach (tgp_state_labels() as $state => $label) : ?>
                            <label><input type="checkbox" name="tgp[states][]" value="<?php echo esc_attr($state); ?>"<?php checked(in_array($state, (array) $settings['states'], true)); ?>> <?php echo esc_html($label); ?></label><br>
                        <?php endforeach; ?>
                    </td>
                </tr>
            </table>
            <?php submit_button(); ?>
        </form>
    </div>
    <?php
}
`;

/** The plugin's main file: the base code, and each pixel at its place. */
function mainFile(job) {
    const { settings } = job;
    const { collector, path } = scriptParts(job);
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const attributes = settings.nonce ? `array('nonce' => ${phpString(settings.nonce)})` : 'array()';
    return `<?php
/**
 * Plugin Name: tgp
 * Description: Loads the tgp tag; counts page views, check-outs and orders that are paid.
 * Version: ${settings.version ?? '1.0.0'}
 * Requires at least: 5.7
 * Requires PHP: 7.2
 * License: MIT
 */
if (!defined('ABSPATH')) {
    exit;
}

/** What the page of settings holds, and until it is saved, what the plugin came with. */
function tgp_settings() {
    $saved = get_option('tgp_settings', array());
    return array_merge(
        array(
            'write_key' => ${phpString(settings.writeKey)},
            'collector' => ${phpString(collector)},
            'states' => array('processing', 'completed'),
        ),
        is_array($saved) ? $saved : array()
    );
}

/** A value as it stands in a script of a page. */
function tgp_json($value) {
    return wp_json_encode($value, ${JSON_FLAGS});
}

function tgp_print($script) {
    wp_print_inline_script_tag($script, ${attributes});
}

/** All pixels: those of the plugin, and those that the site's owner has added. */
function tgp_pixels() {
    $pixels = array();
    foreach (array(__DIR__ . '/pixels', WP_CONTENT_DIR . '/tgp-pixels') as $folder) {
        foreach ((array) glob($folder . '/*.php') as $file) {
            $pixel = include $file;
            if (is_array($pixel) && isset($pixel['id'], $pixel['place'], $pixel['script'])) {
                $pixels[$pixel['id']] = $pixel;
            }
        }
    }
    return $pixels;
}

/** Prints the call of a pixel, with what the filter makes of the data. */
function tgp_fire(array $pixel, array $data = array(), $order = null) {
    $data = (object) apply_filters('tgp_data', $data, $order, $pixel['id']);
    tgp_print('(' . $pixel['script'] . ')(' . tgp_json($data) . ');');
}

function tgp_fire_at($place, array $data = array(), $order = null) {
    foreach (tgp_pixels() as $pixel) {
        if ($pixel['place'] === $place) {
            tgp_fire($pixel, $data, $order);
        }
    }
}

add_action('wp_head', function () {
    $settings = tgp_settings();
    $key = tgp_json($settings['write_key']);
    $path = str_replace('{key}', rawurlencode($settings['write_key']), ${phpString(path)});
    $url = tgp_json($settings['collector'] . $path);
${origin ? `    printf('<link rel="preconnect" href="%s" crossorigin>', esc_url(${phpString(origin)}));\n` : ''}    tgp_print(${basePhp(job, '$key', '$url')});
}, 1);

add_action('wp_head', function () {
    tgp_fire_at('page');
    if (function_exists('is_checkout') && is_checkout() && !is_order_received_page()) {
        tgp_fire_at('checkout');
    }
}, 2);

add_shortcode('tgp', function ($attributes) {
    $pixels = tgp_pixels();
    $id = is_array($attributes) && isset($attributes['pixel']) ? $attributes['pixel'] : '';
    if (!isset($pixels[$id])) {
        return '';
    }
    ob_start();
    tgp_fire($pixels[$id]);
    return ob_get_clean();
});

/** Whether an order is a sale. WooCommerce thanks for failed payments too. */
function tgp_counts($order) {
    $chosen = apply_filters('tgp_order_statuses', tgp_settings()['states'], $order);
    $states = array_intersect((array) $chosen, array('processing', 'completed', 'on-hold'));
    if ($order->has_status(array('processing', 'completed', 'on-hold'))) {
        return $order->has_status($states);
    }
    // A shop's own states: WooCommerce knows which of them are paid.
    return $order->is_paid() && !$order->has_status(array('failed', 'cancelled', 'refunded', 'pending'));
}

function tgp_order_data($order) {
    $items = array();
    foreach ($order->get_items() as $item) {
        $product = $item->get_product();
        $items[] = array(
            'id' => $item->get_product_id(),
            'sku' => $product ? $product->get_sku() : null,
            'name' => $item->get_name(),
            'price' => $order->get_item_total($item),
            'quantity' => $item->get_quantity(),
        );
    }
    return array(
        'order' => array(
            'id' => $order->get_id(),
            'number' => $order->get_order_number(),
            'total' => $order->get_total(),
            'currency' => $order->get_currency(),
            'tax' => $order->get_total_tax(),
            'shipping' => $order->get_shipping_total(),
            'discount' => $order->get_discount_total(),
            'coupons' => $order->get_coupon_codes(),
            'items' => $items,
        ),
        'order_id' => $order->get_id(),
        'order_total' => $order->get_total(),
        'order_currency' => $order->get_currency(),
        'product_sku' => isset($items[0]) ? $items[0]['sku'] : null,
    );
}

add_action('woocommerce_thankyou', function ($order_id) {
    $order = wc_get_order($order_id);
    // The page that thanks runs this at each reload.
    if (!$order || $order->get_meta('_tgp_counted') || !tgp_counts($order)) {
        return;
    }
    $order->update_meta_data('_tgp_counted', '1');
    $order->save();
    tgp_fire_at('order', tgp_order_data($order), $order);
});

/** What was put into the cart and has had no page yet: kept in the shop's session, where there is one. */
function tgp_added(?array $kept = null) {
    static $here = array();
    $session = function_exists('WC') && WC()->session ? WC()->session : null;
    $added = array_merge($session ? (array) $session->get('tgp_added', array()) : array(), $here);
    if ($kept !== null) {
        $here = $session ? array() : $kept;
        if ($session && ($kept || $added)) {
            $session->set('tgp_added', $kept);
        }
    }
    return $added;
}

add_action('woocommerce_add_to_cart', function ($key, $product_id, $quantity = 1, $variation_id = 0) {
    $product = wc_get_product($variation_id ? $variation_id : $product_id);
    $price = $product ? $product->get_price() : null;
    $sku = $product ? $product->get_sku() : null;
    $data = array(
        'product' => array(
            'id' => $product_id,
            'variation' => $variation_id ? $variation_id : null,
            'sku' => $sku,
            'name' => $product ? $product->get_name() : null,
            'price' => $price,
        ),
        'quantity' => $quantity,
        'value' => is_numeric($price) ? $price * $quantity : null,
        'currency' => get_woocommerce_currency(),
        'product_sku' => $sku,
    );
    // A shop whose pages all come from a cache must not fill its session.
    tgp_added(array_slice(array_merge(tgp_added(), array($data)), -20));
}, 10, 4);

function tgp_print_added() {
    $added = tgp_added(array());
    foreach ($added as $data) {
        tgp_fire_at('cart', $data);
    }
}
add_action('wp_head', 'tgp_print_added', 3);
add_action('wp_footer', 'tgp_print_added');

require_once __DIR__ . '/signed.php';
if (is_admin()) {
    require_once __DIR__ . '/admin.php';
}
`;
}

/** What WordPress runs when the plugin is deleted: its settings go; a mark on an order is the shop's own history. */
const UNINSTALL = `<?php
if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}
delete_option('tgp_settings');
`;
/** The plugin's readme, in WordPress' own form. */
const README = `=== tgp ===
Requires at least: 5.7
Requires PHP: 7.2
License: MIT

Loads the tgp tag; counts page views, check-outs and orders that are paid.

== Description ==

The write key and the collector are under Settings > tgp. Pixels are files in the folder pixels of this plugin, and in
wp-content/tgp-pixels, where they stay when the plugin is replaced.
`;

/**
 * Functions of PHP that sign: the address of an event that the secret of a tag vouches for, as the collector reads it.
 * Values are texts, and are sent as they are signed.
 */
const SIGNED_PHP = `/** The signature of what an order is worth, by the secret of the tag. */
function tgp_signature($secret, $key, $event, $order_id, $value, $currency) {
    return hash_hmac('sha256', implode("\\n", array('v1', $key, $event, $order_id, $value, $currency)), $secret);
}

/** The address of a signed event; $more are its other parameters, such as its visitor. */
function tgp_signed_url($collector, $secret, $key, $event, $order_id, $value, $currency, array $more) {
    $query = array('writeKey' => $key, 'event' => $event, 'properties.order_id' => $order_id);
    if ($value !== '') {
        $query['properties.value'] = $value;
    }
    if ($currency !== '') {
        $query['properties.currency'] = $currency;
    }
    $query['context.signature'] = tgp_signature($secret, $key, $event, $order_id, $value, $currency);
    return $collector . '/pixel/v1/track?' . http_build_query($query + $more, '', '&', PHP_QUERY_RFC3986);
}
`;

/** The part of the plugin that tells the collector of sales and refunds itself, signed, where the shop has the tag's secret. */
const SIGNED = `<?php
if (!defined('ABSPATH')) {
    exit;
}

${SIGNED_PHP}
/** wp-config.php has the secret: define('TGP_SECRET', 'tgps_…'); the database is read by too many. */
function tgp_send_signed($event, $order, $value, $message_id) {
    if (!defined('TGP_SECRET') || TGP_SECRET === '') {
        return;
    }
    $settings = tgp_settings();
    $visitor = (string) $order->get_meta('_tgp_visitor');
    $user = (int) $order->get_customer_id();
    // One of the two must be there.
    $more = array('messageId' => $message_id) + ($visitor !== '' ? array('anonymousId' => $visitor) : array());
    if ($user || $visitor === '') {
        $more['userId'] = $user ? (string) $user : 'order ' . $order->get_id();
    }
    $url = tgp_signed_url(
        $settings['collector'],
        TGP_SECRET,
        $settings['write_key'],
        $event,
        (string) $order->get_id(),
        (string) $value,
        (string) $order->get_currency(),
        $more
    );
    // The shop does not wait for the answer.
    wp_remote_get($url, array('blocking' => false, 'timeout' => 5));
}

/** The visitor's id is in a cookie of his: the bank's answer comes without. */
function tgp_keep_visitor($order) {
    $id = isset($_COOKIE['tgp_id']) && is_string($_COOKIE['tgp_id']) ? sanitize_text_field($_COOKIE['tgp_id']) : '';
    if ($id !== '' && strlen($id) <= 255 && !$order->get_meta('_tgp_visitor')) {
        $order->update_meta_data('_tgp_visitor', $id);
        $order->save();
    }
}
add_action('woocommerce_checkout_order_processed', function ($order_id) {
    $order = wc_get_order($order_id);
    if ($order) {
        tgp_keep_visitor($order);
    }
});
add_action('woocommerce_store_api_checkout_order_processed', 'tgp_keep_visitor');

add_action('woocommerce_payment_complete', function ($order_id) {
    $order = wc_get_order($order_id);
    if ($order) {
        $key = tgp_settings()['write_key'];
        tgp_send_signed('purchase', $order, $order->get_total(), $key . ':purchase:' . $order->get_id());
    }
});

add_action('woocommerce_order_refunded', function ($order_id, $refund_id) {
    $order = wc_get_order($order_id);
    $refund = wc_get_order($refund_id);
    if ($order && $refund) {
        $key = tgp_settings()['write_key'];
        tgp_send_signed('refund', $order, $refund->get_amount(), $key . ':refund:' . $refund_id);
    }
}, 10, 2);
`;

/** WordPress and WooCommerce as a plugin: a zip to upload, with a page of settings. */
const wordpressPlugin = {
    name: 'wordpress-plugin',
    language: 'php',
    variables: {
        problem: pathProblem,
        source: () => 'the data of the filter tgp_data; an order is there as order',
    },
    base: mainFile,
    event: pixelFile,
    archive: 'tgp.zip',
    files: job => ({
        'tgp/tgp.php': mainFile(job),
        'tgp/admin.php': ADMIN,
        'tgp/signed.php': SIGNED,
        'tgp/uninstall.php': UNINSTALL,
        'tgp/readme.txt': README,
        [`tgp/pixels/${pixelName(job)}.php`]: pixelFile(job),
    }),
    notes: job => [
        'Download the zip (format=zip). Plugins > Add New > Upload Plugin: choose it, Install Now, Activate. Nothing else of this page has to be copied.',
        'Settings > tgp: the write key, the collector, and whether orders that wait for their payment count.',
        `Another pixel: save its event code as wp-content/tgp-pixels/${pixelName(job)}.php, with its own id. There it stays when the plugin is replaced.`,
        ...(placeOf(job) === 'placed'
            ? [`Put [tgp pixel="${job.call.id}"] on the page that confirms the event.`]
            : []),
        ...(placeOf(job) === 'order'
            ? [
                'It fires once for each order, on the page that thanks for it: paid ones alone, and those on hold if the settings say so. A failed, cancelled or refunded order never counts.',
                "To have the shop's server vouch for its orders: make the tag's secret (POST /accounts/{id}/tags/{write_key}/secret) and put define('TGP_SECRET', '…'); into wp-config.php. Then sales and refunds are sent by the server too, signed; each order counts once. Of two equal refunds of one order one counts.",
            ]
            : []),
        ...(placeOf(job) === 'cart'
            ? [
                'It fires for what WooCommerce has put into the cart. Where that happens without a new page, it fires on the next one. A page from a cache has none.',
            ]
            : []),
        ...(variablesOf(job.call).length
            ? [
                placeOf(job) === 'cart'
                    ? "Variables are paths in the data of the filter tgp_data; the product's are there: product.id, product.sku, product.name, product.price, quantity, value, currency."
                    : "Variables are paths in the data of the filter tgp_data; an order's are there: order.id, order.total, order.currency, order.items[0].sku.",
            ]
            : []),
    ],
};
/** WooCommerce says as well when something goes into the cart. */
const placeOf = (job) => shopPlace(job, { add_to_cart: 'cart' });
function pixelFile(job) {
    return pixelPhp(job, 'ABSPATH', placeOf(job));
}

const ALL = [
    page,
    gtm,
    gtmContainer,
    gtmTemplate,
    gtmServer,
    tealium,
    tealiumApi,
    tealiumContainer,
    adobe,
    matomo,
    noscript,
    email,
    amp,
    wordpress,
    wordpressPlugin,
    prestashop,
    magento,
    shopify,
    webflow,
    wix,
    squarespace,
    npm,
];
/** The names of all platforms, in the order in which people look for them. */
const PLATFORMS = ALL.map(({ name }) => name);
/** The platform of that name. */
const platformOf = (name) => ALL.find(each => each.name === name);

/** Why a variable of that name can't be read on a platform, to follow the name; undefined where it can. */
function variableProblem(platform, name) {
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

/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
function installCode(name, pixel, settings) {
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

const nothing = { source: 'none', value: '' };
const newDraft = {
    name: '',
    description: '',
    target_platform: 'javascript',
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: nothing,
    currency: nothing,
    properties: [],
};
/** A saved pixel, to go on writing. */
function draftOf(pixel) {
    const { name, description, target_platform, config } = pixel;
    const { type, conversion_type = '', revenue = nothing, currency = nothing, properties = [] } = config;
    return {
        name,
        description: description ?? '',
        target_platform,
        type,
        conversion_type,
        revenue: { ...revenue },
        currency: { ...currency },
        properties: properties.map(each => ({ ...each })),
    };
}
/** What a draft says, with the fields that its type takes. */
function configOf({ type, conversion_type, revenue, currency, properties }) {
    return {
        type,
        ...(type !== 'pageview' && { conversion_type: conversion_type.trim() }),
        ...(type === 'conversion' && isSent(revenue) && { revenue: sentValue(revenue) }),
        ...(isSent(currency) && type !== 'pageview' && { currency: sentValue(currency) }),
        ...(properties.length && {
            properties: properties.map(({ key, ...value }) => ({ key, ...sentValue(value) })),
        }),
    };
}
/** What the API stores. */
const bodyOf = (draft) => ({
    name: draft.name,
    description: draft.description || null,
    target_platform: draft.target_platform,
    config: configOf(draft),
});
const isSent = ({ source }) => source !== 'none';
const sentValue = ({ source, value }) => ({
    source: source === 'variable' ? 'variable' : 'fixed',
    value,
});
/** Whose variables a platform's code reads. */
const targetOf = (platform) => platform.startsWith('gtm') ? 'gtm' : platform.startsWith('tealium') ? 'tealium' : 'javascript';

/** What an event of a pixel is counted as where it is no test. */
function countedAs({ type, conversion_type }, pixels) {
    const kind = kindNamed(type === 'pageview' ? 'page_view' : (conversion_type ?? ''));
    const by = pixels.filter(({ state, pixel_conversion_event_id }) => state === 'active' && kind?.category !== undefined && pixel_conversion_event_id === kind.category);
    return { kind: kind?.kind, by: by.map(({ name }) => name) };
}

/** Most fields that are shown: a test has a few, a page may send thousands. */
const MAX_FIELDS = 200;
/** All that an event says, a row each, by the path of each value. */
function eventFields(event) {
    const rows = [];
    const read = (value, path) => {
        if (rows.length >= MAX_FIELDS)
            return;
        if (typeof value !== 'object' || value === null)
            rows.push([path, String(value)]);
        else
            for (const [key, each] of Object.entries(value))
                read(each, path ? `${path}.${key}` : key);
    };
    read(event, '');
    return rows;
}

/** Sends a beacon as a page does, without anybody's log-in. Throws why it was refused, in the collector's own words. */
async function send(path) {
    const answer = await fetch(`${collectorPath()}/${path}`, {
        headers: { accept: 'text/plain' },
        credentials: 'omit',
        cache: 'no-store',
    });
    if (!answer.ok)
        throw new Error(TEXT.refused((await answer.text()).trim()));
}
/** What the collector has of an event, as soon as it answered for it. */
async function arrived(writeKey, id) {
    const query = new URLSearchParams({ writeKey, anonymousId: id, limit: '1' });
    const { events } = await callApi(`events?${query}`, BY_COOKIE);
    if (!events[0])
        throw new Error(TEXT.pixelTest.notThere);
    return events[0];
}
/** Sends a beacon through the door of all beacons, and reads what is stored of it. */
async function sendTest(path, writeKey, id) {
    await send(path);
    return arrived(writeKey, id);
}

/** What a variable of a page may hold. */
const sampleOf = ({ key }) => key === 'revenue' ? '12.50' : key === 'currency' ? 'EUR' : `test ${key}`;
/** The beacon that a pixel's code sends, marked as a test: its path below the collector's address. */
function testBeacon(call, { writeKey, id, samples }) {
    const properties = Object.fromEntries(call.values.map(each => [
        each.key,
        each.source === 'fixed' ? each.value : (samples[each.field] ?? sampleOf(each)),
    ]));
    const { route, fields } = beaconFields(call, properties);
    const { context, ...rest } = fields;
    const { query } = encodeQuery({
        writeKey,
        messageId: id,
        anonymousId: id,
        ...rest,
        context: { ...context, test: true, library: { name: 'tgp-console' } },
    });
    return `pixel/v1/${route}?${query}`;
}

const T$4 = TEXT.pixelTest;
/** Fires the pixel as it is written just now, and shows what arrived: marked as a test, so that it is in no report. */
function PixelTest({ account, id, draft, writeKey }) {
    const samples = useSignal({});
    const event = useSignal(undefined);
    const counted = useSignal('');
    const note = useSignal('');
    const isBusy = useSignal(false);
    const config = configOf(draft);
    const call = callOf(id, draft);
    if (typeof call === 'string')
        return a("p", { class: "hint", children: call });
    const send = async (submit) => {
        submit.preventDefault();
        isBusy.value = true;
        event.value = undefined;
        note.value = T$4.sending;
        try {
            const own = `test-${crypto.randomUUID()}`;
            event.value = await sendTest(testBeacon(call, { writeKey, id: own, samples: samples.value }), writeKey, own);
            note.value = T$4.arrived;
            const { kind, by } = countedAs(config, await conversionPixels(account));
            counted.value = kind ? T$4.countedAs(kind, by) : T$4.countedByName(config.conversion_type ?? '');
        }
        catch (error) {
            note.value = error instanceof Error && error.name === 'Error' ? error.message : explain(error);
        }
        finally {
            isBusy.value = false;
        }
    };
    return (a("form", { class: "test", method: "post", onSubmit: send, children: [variablesOf(call).map(variable => {
                const field = `sample-${variable.field}`;
                return (a("div", { class: "sample", children: [a("label", { for: field, children: T$4.holds(variable.value) }), a("input", { id: field, maxlength: 500, value: samples.value[variable.field] ?? sampleOf(variable), onInput: ({ currentTarget }) => {
                                samples.value = { ...samples.value, [variable.field]: currentTarget.value };
                            } })] }, field));
            }), a("div", { class: "together", children: [a("button", { type: "submit", disabled: isBusy.value, children: T$4.send }), a("p", { class: "hint", role: "status", children: note.value })] }), event.value && (a($, { children: [a("p", { children: counted.value }), a("p", { class: "hint", children: T$4.inNoReport }), a(AnswerTable, { columns: [T$4.field, T$4.value], rows: eventFields(event.value).map(([path, value]) => ({
                            key: path,
                            cells: [a("code", { children: path }, "path"), value],
                        })) })] }))] }));
}
/** The call that the code makes, or why there is none. */
function callOf(id, draft) {
    const config = configOf(draft);
    if (config.conversion_type === '')
        return TEXT.pixels.incomplete;
    try {
        return pixelCall({ id, name: draft.name, config });
    }
    catch (error) {
        if (error instanceof InstallError)
            return T$4.cannot(error.message);
        throw error;
    }
}
/** Those of the account; of the first hundred. */
async function conversionPixels(account) {
    const query = new URLSearchParams({ advertiser_code: account, num_elements: '100' });
    const { response } = await callApi(`pixel?${query}`, BY_COOKIE);
    return response.pixels;
}

const T$3 = TEXT.pixels;
/** Stands in the code of a pixel that is not saved, which has no id yet. */
const NO_ID = 'pix_unsaved';
/** The code of a pixel as it is written just now, for any platform. */
function PixelCode({ account, id, draft, platform, onPlatform }) {
    const { answer, problem } = useAnswer(`accounts/${encodeURIComponent(account)}/tags`);
    const chosen = useSignal('');
    const tags = answer.value?.tags.filter(({ disabled }) => !disabled);
    const tag = tags?.find(({ write_key }) => write_key === chosen.value) ?? tags?.[0];
    const name = platform;
    const made = tag && makeCode(name, draft, { id, tag });
    return (a("section", { class: "code", "aria-labelledby": "code-title", children: [a("h2", { id: "code-title", children: T$3.code }), a("div", { class: "together", children: [a("div", { children: [a("label", { for: "platform", children: T$3.platform }), a("select", { id: "platform", value: platform, onChange: event => onPlatform(event.currentTarget.value), children: PLATFORMS.map(each => (a("option", { value: each, children: T$3.platforms[each] ?? each }, each))) })] }), tags && tags.length > 1 && (a("div", { children: [a("label", { for: "code-tag", children: T$3.tag }), a("select", { id: "code-tag", value: tag?.write_key, onChange: event => {
                                    chosen.value = event.currentTarget.value;
                                }, children: tags.map(each => (a("option", { value: each.write_key, children: [each.name, " (", each.domain, ")"] }, each.write_key))) })] }))] }), problem.value && a("p", { class: "hint problem", children: problem.value }), tags?.length === 0 && a("p", { children: T$3.noTag }), typeof made === 'string' && (a("p", { class: "hint", role: "status", children: made })), typeof made === 'object' && tag && (a(Shown, { code: made, zip: id && zipOf(name, { account, id, writeKey: tag.write_key }) })), tag && (a($, { children: [a("h3", { children: TEXT.pixelTest.title }), a(PixelTest, { account: account, id: id || NO_ID, draft: draft, writeKey: tag.write_key })] }))] }));
}
/** The code, or why there is none. */
function makeCode(platform, draft, { id, tag }) {
    const config = configOf(draft);
    if (config.conversion_type === '')
        return T$3.incomplete;
    const { write_key: writeKey, path } = tag;
    const scriptUrl = location.origin + collectorPath() + scriptPath(writeKey, path);
    try {
        return installCode(platform, { id: id || NO_ID, name: draft.name, config }, { writeKey, scriptUrl });
    }
    catch (error) {
        if (error instanceof InstallError)
            return T$3.cannot(error.message);
        throw error;
    }
}
/** Where the collector makes the zip of a platform that has one. */
function zipOf(platform, { account, id, writeKey }) {
    if (!platformOf(platform).archive)
        return undefined;
    const query = { account_id: account, platform, write_key: writeKey, format: 'zip' };
    return `saved-pixels/${encodeURIComponent(id)}/code?${new URLSearchParams(query)}`;
}
const ENDINGS = {
    html: 'html',
    javascript: 'js',
    json: 'json',
    php: 'php',
    template: 'tpl',
};
function Shown({ code, zip }) {
    const { platform, language, base_code, event_code, required_variables, notes, archive, files = {} } = code;
    const ending = ENDINGS[language] ?? 'txt';
    return (a($, { children: [archive &&
                (zip ? (a("p", { children: a("a", { class: "button", href: zip, download: archive, children: T$3.download(archive) }) })) : (a("p", { class: "hint", children: T$3.zipLater }))), base_code && a(Text, { title: T$3.base, text: base_code, file: `${platform}-base.${ending}` }), event_code && (a(Text, { title: base_code ? T$3.event : T$3.whole, text: event_code, file: base_code ? `${platform}-event.${ending}` : `${platform}.${ending}` })), !archive &&
                Object.entries(files).map(([name, text]) => a(Text, { title: name, text: text, file: name }, name)), required_variables.length > 0 && (a($, { children: [a("h3", { children: T$3.variables }), a("dl", { children: required_variables.map(({ name, from }) => (a("div", { children: [a("dt", { children: a("code", { children: name }) }), a("dd", { children: from })] }, name))) })] })), a("h3", { children: T$3.steps }), a("ol", { children: notes.map(each => (a("li", { children: each }, each))) })] }));
}
/** A text to copy or to download. */
function Text({ title, text, file }) {
    const area = T$5(null);
    const note = useSignal('');
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text);
            note.value = T$3.copied;
        }
        catch {
            // Away from https and localhost there is no clipboard: then all that is left to do is a key press.
            area.current?.select();
            note.value = T$3.notCopied;
        }
    };
    const download = () => {
        const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
        const link = Object.assign(document.createElement('a'), { href: url, download: file });
        link.click();
        setTimeout(() => URL.revokeObjectURL(url), 1000);
    };
    return (a($, { children: [a("h3", { children: title }), a("textarea", { ref: area, rows: Math.min(14, Math.max(3, text.split('\n').length)), readonly: true, spellcheck: false, "aria-label": title, value: text }), a("div", { class: "together", children: [a("button", { type: "button", "aria-label": `${T$3.copy}: ${title}`, onClick: () => void copy(), children: T$3.copy }), a("button", { type: "button", "aria-label": T$3.download(file), onClick: download, children: T$3.download(file) }), a("p", { class: "hint", role: "status", children: note.value })] })] }));
}

const T$2 = TEXT.pixels;
/** A value that is always the same, or a variable's. */
function PixelValue({ field, label, value, isNeeded, problem, onChange }) {
    const sources = isNeeded ? ['fixed', 'variable'] : ['none', 'fixed', 'variable'];
    const { source, value: text } = value;
    return (a(FieldRow, { field: `${field}.value`, label: label, problem: problem, children: props => (a("div", { class: "value", children: [a("select", { "aria-label": T$2.source(label), value: source, onChange: event => onChange({ source: event.currentTarget.value, value: text }), children: sources.map(each => (a("option", { value: each, children: T$2.sources[each] }, each))) }), a("input", { ...props, maxlength: 500, required: source !== 'none', disabled: source === 'none', value: text, onInput: event => onChange({ source, value: event.currentTarget.value }) })] })) }));
}

const T$1 = TEXT.pixels;
const TYPES = ['pageview', 'conversion', 'microconversion'];
/** A saved pixel as it is being built, and its code, which changes with it. */
function PixelBuilder({ account, id, onSaved, onClose }) {
    const query = new URLSearchParams({ account_id: account });
    const path = id ? `saved-pixels/${encodeURIComponent(id)}?${query}` : `saved-pixels?${query}`;
    const draft = useSignal(id ? null : newDraft);
    const problems = useSignal([]);
    const note = useSignal('');
    const platform = useSignal('javascript');
    const mayChange = who.value?.scope === 'write';
    A(() => {
        if (!id)
            return;
        callApi(path, BY_COOKIE).then(({ data }) => {
            draft.value = draftOf(data);
            platform.value = data.target_platform;
        }, error => {
            note.value = explain(error);
        });
    }, [path]);
    if (!draft.value) {
        return (a("section", { children: a("p", { class: "hint", children: note.value || TEXT.loading }) }));
    }
    const now = draft.value;
    const change = (part) => {
        draft.value = { ...now, ...part };
        note.value = '';
    };
    const save = async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        problems.value = [];
        try {
            const body = bodyOf({ ...now, target_platform: targetOf(platform.value) });
            const { data } = await callApi(path, BY_COOKIE, {
                method: id ? 'PUT' : 'POST',
                body,
            });
            await onSaved(data.id);
        }
        catch (error) {
            problems.value = error instanceof ApiError ? error.problems : [];
            const first = problems.value.map(({ field }) => form.elements.namedItem(field)).find(Boolean);
            if (first instanceof HTMLElement)
                first.focus();
            else
                note.value = explain(error);
        }
    };
    const problemAt = (field) => problems.value.find(each => each.field === field)?.message;
    return (a("div", { class: "builder", children: [a("section", { "aria-labelledby": "builder-title", children: [a("h2", { id: "builder-title", children: id ? now.name : T$1.create }), a("form", { class: "fields", method: "post", onSubmit: save, children: [a(FieldRow, { field: "name", label: T$1.name, problem: problemAt('name'), children: props => (a("input", { ...props, required: true, maxlength: 100, value: now.name, onInput: event => change({ name: event.currentTarget.value }) })) }), a(FieldRow, { field: "config.type", label: T$1.type, problem: problemAt('config.type'), children: props => (a("select", { ...props, value: now.type, onChange: event => change({ type: event.currentTarget.value }), children: TYPES.map(type => (a("option", { value: type, children: T$1.types[type] }, type))) })) }), now.type !== 'pageview' && (a(FieldRow, { field: "config.conversion_type", label: T$1.conversionType, hint: T$1.conversionHint, problem: problemAt('config.conversion_type'), children: props => (a($, { children: [a("input", { ...props, list: "conversion-types", required: true, maxlength: 50, value: now.conversion_type, onInput: event => change({ conversion_type: event.currentTarget.value }) }), a("datalist", { id: "conversion-types", children: CONVERSION_TYPES.map(({ value, label }) => (a("option", { value: value, children: label }, value))) })] })) })), now.type === 'conversion' && (a(PixelValue, { field: "config.revenue", label: T$1.revenue, value: now.revenue, problem: problemAt('config.revenue.value') ?? problemAt('config.revenue'), onChange: revenue => change({ revenue }) })), now.type !== 'pageview' && (a(PixelValue, { field: "config.currency", label: T$1.currency, value: now.currency, problem: problemAt('config.currency.value') ?? problemAt('config.currency'), onChange: currency => change({ currency }) })), a("fieldset", { children: [a("legend", { children: T$1.properties }), a("datalist", { id: "property-keys", children: PIXEL_PROPERTIES.map(({ value, label }) => (a("option", { value: value, children: label }, value))) }), now.properties.map((property, at) => {
                                        const set = (part) => change({
                                            properties: now.properties.map((each, other) => other === at ? { ...each, ...part } : each),
                                        });
                                        const field = `config.properties.${at}`;
                                        return (a("div", { class: "property", children: [a(FieldRow, { field: `${field}.key`, label: T$1.key(at + 1), problem: problemAt(`${field}.key`), children: props => (a("input", { ...props, list: "property-keys", required: true, maxlength: 50, value: property.key, onInput: event => set({ key: event.currentTarget.value }) })) }), a(PixelValue, { field: field, label: T$1.property(at + 1), value: property, isNeeded: true, problem: problemAt(`${field}.value`) ?? problemAt(field), onChange: set }), a("button", { type: "button", "aria-label": T$1.removeProperty(at + 1), onClick: () => change({ properties: now.properties.filter((_, other) => other !== at) }), children: "\u00D7" })] }, at));
                                    }), a("button", { type: "button", onClick: () => change({ properties: [...now.properties, { key: '', source: 'fixed', value: '' }] }), children: T$1.addProperty })] }), a(FieldRow, { field: "description", label: T$1.notes, hint: T$1.notesHint, problem: problemAt('description'), children: props => (a("input", { ...props, maxlength: 500, value: now.description, onInput: event => change({ description: event.currentTarget.value }) })) }), a("div", { class: "together", children: [mayChange && a("button", { type: "submit", children: T$1.save }), a("button", { type: "button", class: "plain", onClick: onClose, children: T$1.cancel })] }), a("p", { class: "hint problem", role: "status", children: note.value })] })] }), a(PixelCode, { account: account, id: id, draft: now, platform: platform.value, onPlatform: chosen => {
                    platform.value = chosen;
                } })] }));
}

const T = TEXT.pixels;
/** Fewer are seen at a glance. */
const SOUGHT_FROM = 5;
/** Whether what is typed is in a pixel's name or in what it says happened. */
function isSought({ name, conversion_type }, text) {
    const sought = text.trim().toLowerCase();
    return [name, conversion_type ?? ''].some(each => each.toLowerCase().includes(sought));
}
/** Saved pixels: a list, and the one that is being built with its code beside it. */
function Pixels() {
    return (a(SignedIn, { children: a(Accounts, {}) }));
}
function Accounts() {
    const { accounts, shown, problem } = useAccounts();
    return shown ? (a(PixelsOf, { account: shown.id, children: a(AccountChoice, { accounts: accounts, shown: shown, problem: problem.value }) }, shown.id)) : (a("main", { class: "narrow", children: a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), a(AccountChoice, { accounts: accounts, shown: shown, problem: problem.value })] }) }));
}
function PixelsOf({ account, children }) {
    const query = new URLSearchParams({ account_id: account });
    const { answer, problem, load, change } = useAnswer(`saved-pixels?${query}`);
    const saved = useSignal('');
    /** What is built: null nothing, '' a new one. */
    const built = useSignal(null);
    const sought = useSignal('');
    const mayChange = who.value?.scope === 'write';
    const all = answer.value?.data ?? [];
    const found = all.filter(item => isSought(item, sought.value));
    const pathOf = (id) => `saved-pixels/${encodeURIComponent(id)}?${query}`;
    const remove = ({ id, name }) => confirm(T.sure(name)) &&
        change(async () => {
            await callApi(pathOf(id), BY_COOKIE, { method: 'DELETE' });
            if (built.value === id)
                built.value = null;
        });
    return (a("main", { class: "one", children: [a("section", { "aria-labelledby": "title", children: [a("h2", { id: "title", children: T.title }), children, a(ProblemLine, { text: problem.value }), a("p", { class: "hint", role: "status", children: saved.value }), answer.value?.data.length === 0 && a("p", { children: T.none }), all.length > SOUGHT_FROM && (a("p", { children: [a("label", { for: "sought", children: T.search }), a("input", { id: "sought", type: "search", value: sought.value, onInput: event => {
                                    sought.value = event.currentTarget.value;
                                } })] })), all.length > 0 && !found.length && a("p", { role: "status", children: T.noneFound }), found.length > 0 && (a(AnswerTable, { columns: [T.name, T.type, T.conversionType], rows: found.map(item => ({
                            key: item.id,
                            cells: [item.name, T.types[item.pixel_type], item.conversion_type],
                            action: (a("div", { class: "together", children: [a("button", { type: "button", "aria-label": `${T.edit}: ${item.name}`, onClick: () => {
                                            saved.value = '';
                                            built.value = item.id;
                                        }, children: T.edit }), mayChange && (a("button", { type: "button", "aria-label": `${T.remove}: ${item.name}`, onClick: () => void remove(item), children: T.remove }))] })),
                        })) })), built.value === null && mayChange && (a("button", { type: "button", onClick: () => {
                            saved.value = '';
                            built.value = '';
                        }, children: T.create }))] }), built.value !== null && (a(PixelBuilder, { account: account, id: built.value, onSaved: async (id) => {
                    await load();
                    saved.value = T.saved;
                    built.value = id;
                }, onClose: () => {
                    built.value = null;
                } }, built.value))] }));
}

export { Pixels as default };
