const tgpConfig = [[]];
/**
 * The collector that serves a script: the script's address without its own name (`tgp.js`, `tgp.full.js`, `tgp@1.2.3.js`,
 * `tgp/{writeKey}.js`, `{path}/{writeKey}.js`), so that a proxy under a path of the site works as it is. Undefined for any
 * other name: a bundle knows no collector.
 * @param writeKey the tag's: an optimiser's files have names of 32 digits too
 */
function collectorOf(script, writeKey) {
    const [, endpoint, path, key] = 
    // No tag's own path is `tgp`.
    /^(.*)\/(?:tgp(?:\.full|@[^/]+|\/\w{32})?|(?:tgp|([^/]+))\/([^/]+))\.js$/.exec(script.split(/[?#]/)[0]) || [];
    if (endpoint != null && (!key || key === writeKey))
        return { endpoint, path };
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
        if (report)
            report(error);
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

/** An object's own names. Prototype 1.6, as of 2008, has an `Object.keys` of its own, which gives those of its prototypes too. */
const ownKeys = (object) => 
// biome-ignore lint/suspicious/noPrototypeBuiltins: hasOwn is younger than the tag's engines
Object.keys(object).filter(name => ({}).hasOwnProperty.call(object, name));

/** An object's own properties alone, without what the page has put on every object. */
const own = (given, ...more) => Object.assign(Object.create(null), given, ...more);

/**
 * What the platform put on the document under a name, read or (with an argument) called. An element of that name, as in
 * `<form name="createElement">`, hides it from `document.createElement`, but stands on the document alone. A function that stands
 * there is the page's own: consent tools keep scripts back by one.
 */
function ofDocument(name, argument) {
    const found = document[name];
    const value = typeof found === 'function' ? found : Reflect.get(ofPlatform(), name, document);
    return argument ? value.call(document, argument) : value;
}
/** Where the platform's own names of the document are, those of every event target among them. */
const ofPlatform = () => Reflect.getPrototypeOf(document);
/** Listens on the window, or in the capture phase to what happens in the document. */
const hear = (name, listener) => attempt(() => ofPlatform().addEventListener.call(window, name, listener, true));
/** The platform's promises: a page may have something else under that name, on the window or beside it. */
const Later = 
/* @__PURE__ */ attempt(() => ofDocument('fonts').ready.constructor) ||
    Promise;

const VERSION = "0.2.0";
/**
 * What holds for the whole page: what the collector built in, the options of the first `init` before that, and the address
 * of the script, where it has one.
 */
const settings = /* @__PURE__ */ own({ idCookie: 'tgp_id' }, tgpConfig[3]);
/** With what was said since the start where `tgp.debug.js` looks into the page: it finds both in the global's `queue`. */
const destinations = [];
/** More than a page fires while a visitor reads a consent banner, few enough for any memory: what else than views and tracks
 * has as many places of its own. */
const MAX_WAITING = 200;
/**
 * What waits for an `init`, for consent, or for a prerendered page to be shown. Whether it is full is asked, here and of
 * other lists and texts, by what stands at the last place: `waiting[MAX_WAITING - 1]` is `waiting.length >= MAX_WAITING`.
 */
const waiting = [];
const piggybacks = tgpConfig[0];
/** By id; 0 is a pixel event's, which has no call of its own. An object: `Map` may be the page's own. */
const pixels = /* @__PURE__ */ own(tgpConfig[1]);
/** The tag's own path at the collector, where it has one. */
const builtInPath = tgpConfig[2];

/** Runs something at the end of the task. By a promise: `queueMicrotask` is younger than the tag's engines. */
const soon = (run) => Later.resolve().then(run);
/** Says something to `tgp.debug.js`, where that looks into the page. */
const note = (...parts) => destinations.said && destinations.said.push(parts);
/** The same, and in debug mode on the console: one line of what goes well, and each thing that does not. */
const log = (...parts) => {
    note(...parts);
    if (settings.debug || /\btgp_debug=1\b/.test(location.href))
        window.console.log('tgp', ...parts);
};
const warned = /* @__PURE__ */ own();
/** Tells the page's developer about a mistake, once and in every mode. */
function warn(...parts) {
    attempt(() => {
        note('warn', ...parts);
        const text = parts.join(' ');
        if (!warned[text]) {
            warned[text] = 1;
            window.console.warn('tgp', ...parts);
        }
    });
}
/** The word that has most of a name's beginning. */
const nearest = (words, name) => words.filter(word => word.startsWith(name))[0] || nearest(words, name.slice(0, -1));
/**
 * Refuses a name that is none of some words. What it throws is the text that the page's developer reads, and no `Error`: 13
 * bytes less, for a stack that says nothing of the page.
 */
function oneOf(words, name) {
    const known = nearest(words, name + '');
    if (known !== name)
        throw 'try ' + known;
}
/** Warns of it instead. */
const hint = (command, words, name) => attempt(() => oneOf(words, name), reason => warn(command, name, reason));

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted.
 */
const consents = /* @__PURE__ */ own();
/** Global Privacy Control speaks for the visitor until the page does. */
const heedPrivacyControl = () => attempt(() => window.navigator.globalPrivacyControl &&
    (consents.ads = consents.ads || 'denied'));
const CATEGORIES = ['analytics', 'ads'];
/** The strictest first. */
const STATES = ['denied', 'pending', 'granted'];
/**
 * The signals that other parties' pixels take, and what Consent Mode says of nothing that the tag does. Any other name stands for a
 * category, whatever a consent platform calls it.
 */
const OTHERS = /^(GDPR|GPP|US_P|ADDTL|wait_|url_|ads_data|region$|(function|personal|secur).*_storage$)/;
/**
 * `tgp('consent', consent)`: what is not named stays as it is. What is not surely a grant refuses, with a warning; and so
 * does an unknown category, unless `analytics` is named beside it.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
function setConsent(_, consent, isDefault) {
    // What is no object of categories is one word for all.
    const given = (kindOf(consent) === 'Object' ? consent : { analytics: consent, ads: consent });
    const now = own();
    // Ours are asked for as well: an instance of a class has no names of its own, and a proxy may not say them.
    CATEGORIES.concat(attempt(() => ownKeys(given)) || []).map(name => {
        let value = null;
        attempt(() => (value = given[name]));
        // Our names, and Consent Mode's.
        const category = /^analytics(_storage)?$/.test(name)
            ? 'analytics'
            : /^ad(s|_\w+)$/.test(name)
                ? 'ads'
                : '';
        let state = (value === true ? 'granted' : value);
        if (!category) {
            if (OTHERS.test(name))
                return (now[name] = value);
            hint('consent', CATEGORIES, name);
        }
        // A category that is undefined is not named.
        if (value === undefined && given === consent)
            return;
        if (!STATES.includes(state)) {
            warn('consent', name, value, 'is not ' + STATES);
            state = 'denied';
        }
        // What is said under names that are no category goes under none.
        now[category] = STATES.filter(each => [now[category], state].includes(each))[0];
    });
    const rest = now[''];
    const others = rest && rest !== 'granted' && !now.analytics && { analytics: rest, ads: rest };
    Object.assign(consents, others, now, isDefault && own(consents));
}
/** Neither denied nor pending. */
const isGranted = (category) => (consents[category] || 'granted') === 'granted';
/** The visitor has refused everything. */
const isDenied = () => consents.analytics === 'denied';
/** The categories in a state, for the beacon. */
const categoriesIn = (state) => CATEGORIES.filter(category => consents[category] === state);

/**
 * The fields of what a page gave, its own and those that can be read. Of what is no object there are none, and a warning.
 * @param check throws where a value can't be taken
 */
function fieldsOf(given = null, check = Object) {
    const fields = own();
    attempt(() => {
        const data = asData(given);
        if (typeof data !== 'object' || Array.isArray(data))
            throw 'no object: ' + data;
        ownKeys(data || fields).map(name => attempt(() => {
            const value = data[name];
            check(value);
            fields[name] = value;
            // A decimal comma or a currency's sign makes a text of it. In plain form: as a number it is none. A list of one
            // is as a number what it holds, and 0 where that is nothing.
            if (name === 'revenue' && +[value] * 0 !== 0)
                throw value + ' is no number';
        }, reason => warn(name, reason)));
    }, warn);
    return fields;
}

/** Where a beacon goes, below the collector's origin. */
const BEACON_PATH = '/pixel/v1/';

/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
const OWN_PAGE = 'v';
const OWN_TRACK = 'e';

/** A text as it stands in a query. A lone surrogate has no UTF-8 form: few texts have one, and looking for it takes long. */
function encodeText(text) {
    return (attempt(() => encodeURIComponent(text)) ||
        // In Unicode mode the class matches nothing but lone ones.
        encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')));
}

/** Longest URL a beacon may have, in characters. nginx and the large CDNs stop at 8 KB of request line. */
const MAX_URL_LENGTH = 8000;
/** Longest body that a browser lets outlive its page: 64 KiB, with what else is on its way. */
const MAX_KEEPALIVE_BODY = 60000;
/** Deepest path a key may name, in segments. The recorded server vectors reach 100. */
const MAX_DEPTH = 100;
/** Most `key=value` pairs one query may hold; a 200-product order of ten fields has 2,000. */
const MAX_KEYS = 5000;
/** Highest array index a key may name: a bare index of a million would be a 4 MB array of nulls. */
const MAX_INDEX = 999;

/** Longer values are the first that have no place in a beacon which is cut: see `fitUrl`. */
const LONG = 999;
/** Most characters of all of these: more is no beacon that the collector takes. */
const MAX_LONG = 500000;
/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, what a
 *   getter threw, or `false` where there is no value
 */
function writeQuery(fields, skip) {
    const pairs = [];
    let keys = 0;
    let room = MAX_LONG;
    /** @param open the objects that `parent` stands in, and itself */
    const visit = (parent, prefix, open) => {
        const isItem = Array.isArray(parent);
        ownKeys(parent).map(key => {
            // Keeps a key clear of the path syntax: dots, wildcards, array indexes (real server: tidwall/sjson).
            // A plain word has none of it.
            const path = /^[a-z]\w*$/i.test(key)
                ? prefix + key
                : prefix +
                    encodeText(key
                        .replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&')
                        .replace(/^(-1|\d*)$/, isItem || !prefix ? '$&' : ':$&'));
            try {
                const value = asData(parent[key]);
                if (open.includes(value) ||
                    open[MAX_DEPTH] ||
                    keys++ >= MAX_KEYS ||
                    (isItem && !(key <= MAX_INDEX))) {
                    throw 'too many';
                }
                if (Object(value) === value)
                    visit(value, path + '.', [...open, value]);
                // Strings, booleans, big integers and finite numbers: what `typeof` says, with the value after it, begins with
                // `string`, `boolean`, `bigint` or `number` and a digit. A symbol throws, which leaves it out as well.
                else if (path && /^([sb]|number-?\d)/.test(typeof value + value)) {
                    const text = value + '';
                    // What is too long by itself is not even encoded: that takes its time.
                    const encoded = text[MAX_LONG] ? text : encodeText(text);
                    if (encoded[LONG] && (room -= encoded.length) < 0)
                        throw 'too long';
                    pairs.push(path + '=' + encoded);
                    // Said and not thrown, which takes long: most events have fields without a value.
                }
                else
                    skip(path, value != null && 'no text');
            }
            catch (reason) {
                skip(path, reason);
            }
        });
    };
    visit(fields, '', [fields]);
    return pairs.join('&');
}

/** How often a text that is looked into may be encoded: no address is so by accident, and each level takes its time. */
const MAX_LEVELS = 9;
/** What `encodeURIComponent` leaves as it is, and what it makes of the rest: each character is in one run alone. */
const RUNS = /[\w.!~*'()%-]+/g;
/** What follows a `?`, `#` or `&` up to the next `#`, or to a `?` that begins parameters of its own. */
const PARAMETERS = /([?#&])((?:[^?#]|\?(?![^?&#=]+=))*)/g;
/** One of them, with the `&`, `&amp;` or `;` before it. A `;` that no name follows is a part of the value. */
const EACH = /(?:&(?:amp;)?|;)?(?:[^&;]|;(?![^&;=]+=))*/g;
/** What comes before a name. */
const BEFORE = /^[&;]?(amp;)?/;
/** A text that begins as parameters do, and no address. */
const NAMED = /^[^?#&;=/:]+=/;
/** Decodes a text. What is no UTF-8, as in forms of old sites, is taken a byte at a time. */
const decode = (text) => attempt(() => decodeURIComponent(text)) || unescape(text);
/**
 * A query without some parameters of the addresses that are encoded in it, and of those that are encoded in these; its own stay.
 * What is not cut stays as it is spelled. JSON, base64 and what a site has made up itself are no addresses.
 */
const cutEncoded = (text, stays, levels = MAX_LEVELS, isValue) => text.replace(RUNS, (run, at) => {
    if (levels && /%/.test(run)) {
        const decoded = decode(run);
        const left = cutParameters(decoded, stays, levels - 1, levels < MAX_LEVELS && (at ? text[at - 1] === '=' : isValue));
        if (left !== decoded)
            return encodeText(left);
    }
    return run;
});
/**
 * An address, or a text with addresses in it, without some parameters, its own and those of the addresses that are encoded in it.
 * @param isValue whether it is a parameter's value, which may be parameters alone: `referrer=utm_source%3Da%26gclid%3Db`
 */
function cutParameters(text, stays, levels = MAX_LEVELS - 1, isValue) {
    const bare = isValue && NAMED.test(text);
    const left = ((bare ? '?' : '') + cutEncoded(text, stays, levels, isValue)).replace(PARAMETERS, (_, before, parameters) => {
        const rest = parameters
            .match(EACH)
            .filter(each => {
            const [name, value] = decode(each.replace(BEFORE, '')).split('=');
            return stays(name, value);
        })
            .join('');
        return rest || !parameters ? before + (rest === parameters ? rest : rest.replace(BEFORE, '')) : '';
    });
    return bare ? left.replace(/^\?/, '') : left;
}

/**
 * The one of some names that a parameter's name is, in any case, and as a list's (`gclid[]`) too. They are read from the text of the
 * list: a page may have given one name in its place, or something else than a text in it.
 */
function named(names = '', name) {
    const lower = name.toLowerCase();
    return `${names}`
        .split(',')
        .filter(each => [lower, lower.replace(/\[.*/, '')].includes(each.toLowerCase()))[0];
}

/**
 * What the names of parameters that are secrets or persons have in them, in any case, as source of a regular expression: what
 * Matomo leaves out of addresses (`CommonPIIParams` of its config/global.ini.php) as far as such a name means nothing else,
 * and what log-ins carry (RFC 6749 §4, OpenID Connect, resets of WordPress and WooCommerce, signed addresses).
 */
const PARTS = 'mail(?!ing)|pass[wpck]|pwd|token|secret|phone|iban|[-_]ssn|birth|signature|credential|auth(?!or(?!iz))|sess(?:ion.?)?id|' +
    '(?:first|last|full|user|sur).?name|address|(?:api|secure).?key|card.?n|cv[cv]';
/** The same for whole names, which mean something else as a part of others. */
const NAMES$1 = 'code|state|key|login|sig|pass|pin|otp|ssn|zip|tel|dob|jwt';
/** Names that are a secret or a person: each is looked for by itself, so that a long text takes no longer than it is. */
const PERSONAL = /* @__PURE__ */ RegExp(`${PARTS}|^(${NAMES$1})(\\[|$)`, 'i');
/** Values that are: an e-mail address or a JSON Web Token. */
const PERSONS = /^(eyJ[\w-]+\.eyJ|[\w.!~*'()+-]{1,64}@[\w-]+\.)/i;
/** Whether a parameter of an address is a secret or a person, by its name or its value. One without a value is none. */
const isPersonal = (name, value) => value != null && (PERSONAL.test(name) || PERSONS.test(value));

const NAMES = 
// Google Ads, https://support.google.com/google-ads/answer/1752125
'gclid ' +
    // Google Ads where an app or a refusal stands between, https://support.google.com/google-ads/answer/16297842
    'gbraid wbraid ' +
    // Every URL that comes from a Google ad, https://support.google.com/google-ads/answer/16193746
    'gad_source gad_campaignid ' +
    // Google Marketing Platform, https://support.google.com/searchads/answer/7342044
    'dclid ' +
    // Google Merchant Center
    'srsltid ' +
    // Microsoft Advertising
    'msclkid ' +
    // Meta, https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc
    'fbclid ' +
    // TikTok
    'ttclid ' +
    // X
    'twclid ' +
    // LinkedIn
    'li_fat_id ' +
    // Pinterest
    'epik ' +
    // Snapchat
    'ScCid ' +
    // Reddit
    'rdt_cid ' +
    // Yandex: Direct, Market, search
    'yclid ymclid ysclid ' +
    // Seznam Sklik
    'sznclid ' +
    // Spotify Ads, https://developer.spotify.com/documentation/ads-api
    'spclid ' +
    // Telegram Ads, as the vendor's own script reads it, https://telegram.org/js/pixel.js
    'tgclid ' +
    // Quora
    'qclid ' +
    // Nextdoor
    'ndclid ' +
    // Yahoo
    'vmcid ' +
    // OpenAI Ads: the field of that name of its conversions API
    'oppref ' +
    // Taboola
    'tblci ' +
    // Outbrain
    'dicbo ' +
    // Impact
    'irclickid ' +
    // CJ
    'cjevent ' +
    // Awin
    'awc ' +
    // ShareASale
    'sscid ' +
    // The collector's own /click, see src/server/ads
    'tgpclid';
/**
 * The parameters by which ad networks and affiliate programmes mark a click on its way to a site, as they are spelled in its
 * URL: from whom each is, and where that is said. Where a line names nothing else, that is
 * https://github.com/henkisdabro/platform-url-click-id-parameters.
 */
const CLICK_IDS = /* @__PURE__ */ NAMES.split(' ');

/** The longest that browsers let a cookie live (Chromium's cap). */
const MAX_AGE_SECONDS = 400 * 24 * 3600;
/** What the site knows of a person: unlike ids it stays out of cookies. */
const PERSON = 'tgp_user';
/** The cookie that tries out domains. */
const PROBE = 'tgp_domain';
let box;
/** Missing in pages that are not secure. Where storage is refused too, memory is nobody else's. */
let locks;
/**
 * What outlives the page: localStorage, opened when it is first needed, or the page's own memory where that is blocked or
 * something of the page's own stands in its place.
 */
const openBox = () => (box =
    box ||
        attempt(() => {
            const { localStorage } = window;
            // Not by writing: what is full can be read.
            localStorage.getItem(PROBE);
            locks = attempt(() => window.navigator.locks);
            return localStorage;
        }) ||
        own());
/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory = /* @__PURE__ */ own();
/** What storage has had of it: once that is gone, another page has forgotten it. */
const had = /* @__PURE__ */ own();
/** Keeps a value: where localStorage has no room for it, and nothing under that name, in memory. */
const keep = (name, value) => attempt(() => (openBox()[name] = value)) || openBox()[name] || (memory[name] = value);
/** What is kept under a name. */
const kept = (name) => openBox()[name] || memory[name];
/** The names of what is kept. */
const keptNames = () => Object.keys(openBox()).concat(Object.keys(memory));
/** Keeps it no longer. */
function drop(name) {
    delete memory[name];
    delete openBox()[name];
}
/** What a cookie went on saying after it was forgotten: the browser did not let go of it, and it is not believed. */
const stale = /* @__PURE__ */ own();
/** What outlives the page of a value: its cookie, else localStorage. */
const stored = (name) => isGranted('analytics') && ((name !== PERSON && cookie(name)) || openBox()[name]);
/**
 * Reads a value, or what memory has of it. The first read of a page gives it back to the place that lacks it, and renews the
 * cookie.
 */
function read(name) {
    const value = stored(name) || (had[name] ? '' : memory[name]);
    return value && write(name, value);
}
/**
 * Writes a value everywhere where it is another one, or only to memory while consent allows no more.
 */
function write(name, value) {
    if (memory[name] !== value || stored(name) !== value) {
        memory[name] = value;
        if (isGranted('analytics')) {
            if (name !== PERSON)
                setCookie(name, value, findDomain());
            keep(name, value);
        }
        had[name] = stored(name);
    }
    return value;
}
/**
 * Forgets a value, and takes away every cookie of its name that the browser lets go of: the host's own and those of each
 * wider domain, of the whole site and of the page's folder. Other settings, other versions or the site itself may have
 * left them.
 */
function forget(name) {
    drop(name);
    if (!cookie(name))
        return;
    // Of two paths the last counts, and none is the page's folder.
    domains().map(domain => ['', '/'].map(path => setCookie(name, '', domain + ';path=' + path)));
    stale[name] = cookie(name);
}
/** The text of the page's cookies, which takes long to get: known until the end of a task. */
let cookies = '';
// Every access throws where storage is blocked: sandboxed frames, data: pages, the visitor's own setting.
const cookie = (name) => attempt(() => {
    if (!cookies) {
        cookies = ofDocument('cookie');
        soon(() => {
            cookies = '';
        });
    }
    return ('; ' + cookies)
        .split('; ' + name + '=')
        .slice(1)
        .map(rest => rest.split(';')[0])
        .filter(value => value !== stale[name])[0];
});
/** Sets a cookie, or with an empty value removes it; gives what is there then. */
function setCookie(name, value, domain) {
    attempt(() => Reflect.set(
    // A setter that stands there is a consent tool's, which keeps cookies back.
    (Object.getOwnPropertyDescriptor(document, 'cookie') || own()).set
        ? document
        : ofPlatform(), 'cookie', name +
        '=' +
        value +
        ';path=/;samesite=lax;max-age=' +
        (value ? MAX_AGE_SECONDS : 0) +
        ';domain=' +
        domain +
        ';' +
        (location.protocol === 'https:' && 'Secure'), document));
    cookies = '';
    return cookie(name);
}
/** The page's host, each wider domain, and none, which is the host's own. */
const domains = (host = location.hostname) => host ? [host].concat(domains(host.replace(/[^.]*\.?/, ''))) : [''];
/** The widest domain the browser takes a cookie for, found once a page. */
function findDomain() {
    if (settings.cookieDomain == null) {
        settings.cookieDomain = '';
        domains().map(domain => {
            settings.cookieDomain = setCookie(PROBE, domain, domain) || settings.cookieDomain;
            setCookie(PROBE, '', domain);
        });
    }
    return settings.cookieDomain;
}

const SESSION = 'tgp_session';
/** Most characters of a campaign, as it is stored: with an id and two times it fits into a cookie. */
const MAX_CAMPAIGN = 3000;
/** The landing's parameters, as they may be stored once consent is there: `&utm_source=news&gclid=1`. */
let landing = '';
/** What of them says which click led here is for consent to `ads` alone. */
const withoutClicks = (query) => query.replace(/&(?!utm_)[^&]+/g, '');
/** Takes out of the stored visit, where there is one, which click led to it: that was refused. */
const forgetClicks = () => attempt(() => write(SESSION, withoutClicks(read(SESSION))));
/** The address that was looked at last: most events have the one of the event before. */
let seen = '';
/** What says which click led here, those that the site has of its own among them. */
const clickIds = () => CLICK_IDS.concat(settings.clickIds || []);
/** What a page has in place of the platform's own costs the campaign. */
const eachParameter = (query, each) => attempt(() => new window.URLSearchParams(query).forEach(each));
/** Whether another site led to a page, none of the cookie's domain; without a referrer it did. */
const isLanding = (referrer) => !('.' + referrer.split(/[/:]+/)[1]).endsWith((findDomain() || location.hostname).replace(/^\.?/, '.'));
/**
 * The visit that a call belongs to. It is stored as text: its start (also its id) and its last event
 * in ms since 1970, and the parameters it came with, which hold no `#`.
 */
function touchSession(time, { u: url, r: referrer }) {
    // Times are texts where they come from storage, and used as numbers all the same.
    let [id, last, query = ''] = (read(SESSION) || '').split('#');
    const isNew = !(time - last < (settings.sessionMinutes > 0 ? settings.sessionMinutes : 30) * 60000);
    if (isNew) {
        id = time;
        query = landing = '';
    }
    // Another tab may have had a landing since.
    if (query === withoutClicks(landing))
        query = landing;
    if (url !== seen) {
        // In one document only its first address has come from anywhere else.
        const isFirst = !seen;
        seen = url;
        let found = '';
        // A URL that stands in a value is encoded there: what it says is no parameter of this one.
        eachParameter(url.replace(/[?#]|&amp;/g, '&'), (value, name) => {
            const known = named(clickIds(), name) || (/^utm_./i.test(name) && name.toLowerCase());
            // Longer than every click id seen.
            const pair = '&' + known + '=' + encodeText(value.slice(0, 500));
            if (known && value && !(found + pair)[MAX_CAMPAIGN])
                found += pair;
        });
        if (found && isFirst && isLanding(referrer))
            query = landing = found;
    }
    if (!isGranted('ads'))
        query = withoutClicks(query);
    // To ten seconds: a cookie takes long to write, and most events follow another one.
    write(SESSION, [id, time - (time % 1e4), query].join('#'));
    const campaign = {};
    eachParameter(query, (value, name) => {
        campaign[name === 'utm_campaign' ? 'name' : name.replace(/^utm_/, '')] = value;
    });
    return { campaign, sessionId: id, sessionStart: isNew || null };
}

/** Whether a parameter stays in an address. Debug mode shows each that does not. */
const stays = (name, value) => {
    const isCut = (!isGranted('ads') && named(clickIds(), name)) ||
        (!named(settings.keepParameters, name) &&
            (isPersonal(name, value) || named(settings.cutParameters, name)));
    if (isCut)
        log('cut', name + '=' + value);
    return !isCut;
};
/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here: in every address that stands in it, and in those that stand in these.
 */
const cutQuery = (query) => cutEncoded(query, stays);

/**
 * A uuid v4, of the browser's secure generator: by `getRandomValues`, which plain http has too, while `randomUUID` is
 * missing there. Mixed with a lesser one, which alone is left where the page has hidden it.
 */
function uuid() {
    const bytes = attempt(() => window.crypto.getRandomValues(new Uint8Array(36))) || [];
    return '00000000-0000-4000-a000-000000000000'.replace(/0/g, (_, at) => ((bytes[at] ^ (Math.random() * 16)) & 15).toString(16));
}
/** A uuid v7, which begins with the time: what is stored in its order costs the collector less (RFC 9562, 5.7). */
const timedUuid = () => (+new Date() + Math.pow(2, 48)).toString(16).replace(/.(.{8})(.*)/, '$1-$2-7') + uuid().slice(15);

/** The visitor's id, made on the first call. */
const anonymousId = () => read(settings.idCookie) || write(settings.idCookie, uuid());
/** What the site told of the visitor, whole, and the text it is kept as, by which it is known to be the last that was told. */
let told = {};
let keptAs;
/** Whether it is kept with what says which click led here. */
let withClicks;
/** JSON of data alone, see there; of addresses in it that alone which consent allows to be kept. */
const toJson = (value) => JSON.stringify(value, function (name) {
    const data = asData(this[name]);
    return typeof data !== 'string' || isGranted('ads') ? data : cutParameters(data, stays);
});
/** Keeps it, as far as the page has a `JSON` that can (MooTools 1.2 has another). */
const keepTold = () => {
    withClicks = isGranted('ads');
    keptAs = write(PERSON, attempt(() => toJson(told)) || 'null');
};
/** What the site told of the visitor: its own id, and traits. Anything may stand there, of other scripts or versions. */
function person() {
    const text = read(PERSON);
    if (!text)
        return (told = {});
    if (text !== keptAs) {
        const { userId, traits } = own(attempt(() => JSON.parse(text)));
        told = {
            userId: typeof userId === 'string' ? userId : undefined,
            traits: kindOf(traits) === 'Object' ? traits : {},
        };
        keptAs = text;
    }
    if (withClicks !== isGranted('ads'))
        keepTold();
    return told;
}
/** An id that the page gave, as a text. What is surely a mistake is none, with a warning: it would be everyone's. */
function idOf(command, given) {
    // In a list nothing is an empty text. A symbol has none at all.
    const id = attempt(() => [given].join());
    if (Object(given) !== given && !/^(undefined|null|NaN|true|false|\[object .*])$/.test(id))
        return id;
    warn(command, id, 'is no id');
    return '';
}
/**
 * `tgp('identify', id, traits)`, or traits alone. Another person's traits don't carry over; the same person's do. A trait
 * that can't be kept is left out.
 */
function identify(_, id, given) {
    if (Object(id) === id && given == null)
        return identify(_, null, id);
    const { userId, traits } = person();
    const known = (id !== 0 && idOf('identify', id)) || userId;
    // Where nothing can be kept, everything can be told.
    const added = fieldsOf(given, attempt(() => toJson(0)) === '0' ? toJson : Object);
    told = { userId: known, traits: own(known === userId && traits, added) };
    keepTold();
}
/** Forgets the visitor and the visit. */
function forgetPerson() {
    [settings.idCookie, PERSON, SESSION].map(forget);
}

const listeners = [];
/** `tgp('on', name, listener)` */
function listen(_, name, listener) {
    oneOf(['send', 'sent', 'skip', 'fail'], name);
    listeners.push([name, listener]);
}
/** Tells the listeners, and in debug mode the console. What a listener throws goes no further. */
function tell(name, value, callback) {
    // What is sent `fire` says itself, in words of the call.
    name === 'send' || (name === 'sent' ? note : log)(name, value);
    listeners
        .concat([[name, callback]])
        .map(([on, listener]) => on === name && listener && attempt(() => listener(value), warn));
}

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
 * Gives what a script's `src` takes under Trusted Types; none without them. A policy of its own: a site that allows it lets
 * the scripts of others in.
 */
let policy;
/** What an image says that did not come. */
const NO_ANSWER = 'no answer';
/** More requests at once are not sure to outlive the page, and of those with a body no more than one. */
const MAX_KEEPALIVE = 20;
/**
 * A status with the URL behind it that is tried again: too much, too early, or what a server failed at; and not for ever
 * somebody else's answer (a portal's, a worker's), or a route that is away for the moment. Each try that is not the first
 * tells of itself in the URL.
 */
const AGAIN = /^(408|42[159]|5..|(2..|40[34])(?!(.*retried=){9}))/;
/** Most seconds until another try: browsers take a longer timer for none. */
const MAX_SECONDS = 24 * 3600;
/**
 * How often an image got out where `fetch` did not: from the third time on (`connect-src`, a blocker) the page sends
 * images alone. Once is a network that changed in that moment.
 */
let images = 0;
/**
 * Sends one beacon. Never blocks; a `fetch` that can't get out, or gives no answer that can be read, becomes an image.
 * What is too long for a URL is a POST, and loses its ends only where that is not taken. Rejects where Trusted Types
 * forbid a script.
 * @param type of another party's pixel: `img`, or `js`, a script that is run in the page; none for a beacon of ours
 * @param others what is under way, with this one
 */
function send(url, type, others) {
    // In plain form: the whole URL, or where it is too long (`url.length > MAX_URL_LENGTH`) its path and its query.
    const [path, body] = url.split(url[MAX_URL_LENGTH] ? '?' : ' ');
    const short = body ? fitUrl(url, MAX_URL_LENGTH) : url;
    const byElement = (fetchFailed) => new Later(done => {
        const isScript = type === 'js';
        // What has a listener is kept until it is settled, https://html.spec.whatwg.org/#the-img-element.
        const element = ofDocument('createElement', isScript ? 'script' : 'img');
        element.referrerPolicy = 'no-referrer';
        element.onload = () => {
            if (fetchFailed)
                images++;
            done(['sent']);
        };
        element.onerror = () => done(['fail', NO_ANSWER]);
        if (isScript) {
            element.nonce = (ofDocument('querySelector', '[nonce]') || element).nonce;
            ofDocument('head').appendChild(element);
        }
        element.src =
            (isScript &&
                attempt(() => (policy =
                    policy ||
                        window.trustedTypes.createPolicy('tgp-js', { createScriptURL: String })).createScriptURL(url))) ||
                short;
    });
    if (type || settings.transport === 'image' || images > 2)
        return byElement();
    const init = own({
        method: body && 'POST',
        body,
        keepalive: !others[body ? 1 : MAX_KEEPALIVE] && !url[MAX_KEEPALIVE_BODY],
    });
    // The page may have put something of its own in the place of fetch: what it throws, and what it gives that is no
    // answer, has an image go.
    return new Later(resolve => resolve(window.fetch(path, init)))
        .then(answer => {
        const { status, headers, body: unread } = answer;
        if (!(status > 199))
            throw answer;
        const isImage = /^image\/gif/i.test(headers.get('Content-Type'));
        // Chromium keeps an answer that nobody takes, with a file of the page's process, until the page ends. An image says no
        // more than its type: to read it takes a quarter as long as to send. What another script has read already can be
        // neither read nor cancelled.
        return (isImage && unread ? unread.cancel() : answer.text())
            .catch(String)
            .then(text => {
            const later = headers.get('Retry-After');
            // The collector's word that it has the event: its image, or `OK`; a RudderStack server gives the same.
            if (status === 200 && (isImage || text === 'OK'))
                return ['sent'];
            // Not taken as a POST.
            if (body && /40[45]|413/.test(status))
                return send(short, type, others);
            return [
                AGAIN.test(status + url) ? 'fail' : 'skip',
                'status ' + status,
                Math.min(+later || (new Date(later) - new Date()) / 1e3, MAX_SECONDS),
            ];
        });
    })
        .catch(byElement);
}

/**
 * When a tab asks for the lock of what it sends for the first time. Most answers come sooner and cost none; and Firefox puts no
 * page that holds a lock into its back/forward cache.
 */
const LOCK_MS = 1000;
const busy = {};
/** Leaves an entry to others: without `sentAt`, and the lock free. */
function leave(name) {
    const { url, free } = busy[name];
    if (kept(name))
        keep(name, url);
    if (free)
        free();
}
/**
 * Leaves everything to others, at the end of the page: what it does not live to confirm is the next one's. And who waits
 * for the lock of a page in the back/forward cache has that page dropped, with the images that it loads.
 */
const leaveAll = () => Object.keys(busy).map(leave);
let lockTimer;
/**
 * Asks for the locks of what is under way: a tab that dies gives its own back, and one that lives keeps them till the end.
 */
function lockAll() {
    lockTimer = 0;
    Object.keys(busy).map(name => busy[name].free || hold(name, () => untilFreed(name)));
}
/** Has whoever has the lock of what is under way keep it until it gives it back. */
const untilFreed = (name) => busy[name] &&
    new Later(free => {
        busy[name].free = free;
    });
/** Has the entries that are under way locked soon. */
function lockSoon() {
    lockTimer = lockTimer || window.setTimeout(lockAll, LOCK_MS);
}
/** Runs something with an entry's lock, where there are locks. */
function hold(name, run) {
    return locks ? locks.request(name, run) : run();
}

/**
 * Begins the name of an entry of the outbox. The time it was made at follows, by which names sort, then a random id,
 * and at the end of another party's pixel two line breaks and its type.
 */
const NAME = 'tgp_out';
/** Most entries that wait to go again: the oldest are dropped first. */
const MAX_ENTRIES = 50;
/** As long as the collector believes an event's time. */
const MAX_AGE_MS = 24 * 3600000;
/**
 * How long others leave an entry with `sentAt` alone before they ask for its lock: a tab that lives has got it by then.
 */
const LEASE_MS = 2000;
/** The same where there are no locks: most answers have come by then. */
const LEASE_MS_WITHOUT_LOCKS = 30000;
/** The wait for the next try doubles until it is that long, in seconds. */
const MAX_WAIT = 256;
/** By then every process sees what one of them wrote. */
const SEEN_MS = 500;
/** What became of events since the last beacon, which tells of it. */
let health = {};
/** Counts it. */
const count = (what, more = 1) => (health[what] = (health[what] || 0) + more);
/** What a beacon's campaign says of the click that led to it, which consent to `ads` may have been taken back for since. */
const CLICK = /&context\.campaign\.(?!name|source|medium|term|content)[^&]+/g;
/** Seconds until the next try: they double with each that the clock makes, and begin anew when one is answered. */
let wait = 1;
let timer;
/** Rejected while the browser was online and nothing was ever answered: so many, and a blocker is at work. */
const MAX_REJECTED = 3;
/** How many were, in a page where none is answered; NaN from the first answer on, which is neither more nor less. */
let rejected = 0;
/** The network is back: what a blocker seemed to hold back is tried again. */
function retry() {
    rejected *= 0;
    resend();
}
/**
 * Sends a URL, and keeps it until an answer has confirmed it. Another party's pixel goes once: what it answers is not
 * ours to judge.
 * @param type of another party's pixel; none for a beacon of ours
 * @param callback told what became of this try
 * @param name of the entry, where there is one already
 */
function post(url, type, callback, name = NAME + +new Date() + uuid() + (type ? '\n\n' + type : '')) {
    if (!type) {
        const told = writeQuery({ context: { tgp: health } }, warn);
        url += told && '&' + told;
        health = {};
    }
    note('out', url, type);
    const whole = url + '&sentAt=' + new Date().toISOString();
    keep(name, whole);
    busy[name] = { url };
    lockSoon();
    (!type && rejected >= MAX_REJECTED
        ? Later.resolve(['fail', NO_ANSWER])
        : send(type ? url : whole, type, Object.keys(busy)))
        .catch((error) => ['skip', error])
        .then(([status, reason, seconds]) => {
        if (!type)
            rejected = reason === NO_ANSWER ? rejected + +!!attempt(() => window.navigator.onLine) : NaN;
        if (status === 'fail' && !type) {
            leave(name);
            warn(reason);
            // What fails meanwhile does not put off the next try, unless the collector says how long.
            const delay = seconds > 0 ? seconds : !timer && wait;
            if (delay && !(rejected >= MAX_REJECTED)) {
                window.clearTimeout(timer);
                timer = window.setTimeout(resend, delay * 1e3 * (1 + Math.random()));
                if (wait < MAX_WAIT)
                    wait *= 2;
            }
        }
        else {
            drop(name);
            // Another tab may see the entry for a moment after it was deleted here.
            if (busy[name].free)
                window.setTimeout(busy[name].free, SEEN_MS);
            if (!type) {
                // The collector is back after more than one failed try: what waits need not wait longer.
                if (wait > 2)
                    resend();
                wait = 1;
            }
            if (status === 'skip') {
                count('refused');
                warn(reason);
            }
        }
        delete busy[name];
        if (!type)
            tell(status, { status, reason, messageId: decodeURIComponent(url.replace(/^.*&messageId=|&.*/g, '')) }, callback);
    });
}
/** Sends what is left: of earlier pages, of dead tabs, of this page's failures. Drops what is too old or too much. */
function resend() {
    timer = window.clearTimeout(timer);
    // Prototype 1.6 has a `map` of its own for lists, which gives no third argument.
    const names = keptNames()
        .filter(name => /^tgp_out\d/.test(name) && kept(name))
        .sort();
    names.map((name, at) => {
        const type = name.split('\n')[2];
        const before = kept(name);
        const [url, sentAt] = before.split('&sentAt=');
        const states = [consents.analytics, type && consents.ads];
        // Names are compared as texts: times have thirteen digits until 2286.
        if (name < NAME + (+new Date() - MAX_AGE_MS) || names[at + MAX_ENTRIES] || states.includes('denied')) {
            drop(name);
            count('dropped');
        }
        else if (!states.includes('pending') && !busy[name]) {
            // By the time it is this page's turn, another tab may have sent it, be sending it, or have left it (without the
            // end that it had).
            const again = () => {
                if (busy[name] || !before.startsWith(kept(name)))
                    return;
                count('retried');
                // As it would be made now.
                post(isGranted('ads') ? url : cutQuery(url).replace(CLICK, ''), type, undefined, name);
                // Whoever waits for it may be in a process that does not see `sentAt` yet.
                return untilFreed(name);
            };
            window.setTimeout(() => hold(name, again), sentAt ? (locks ? LEASE_MS : LEASE_MS_WITHOUT_LOCKS) : 0);
        }
    });
}

/**
 * Puts values into the macros of a URL, each percent-encoded, in one pass: what a value holds is never a macro.
 * @param cut what may not leave of their query. Default: nothing
 * @param values nested; a macro names a value as a beacon would, and nothing where there is none
 */
function expandMacros(url, values, cut = String) {
    // `Object` as a function that does nothing: what has no text leaves its macro empty.
    const texts = new URLSearchParams(cut(writeQuery(values, Object)));
    return url.replace(
    // `${a.b}`, with the number of a vendor dropped (`${GDPR_CONSENT_123}`), and the names in brackets that ad networks
    // share: other brackets are the URL's own.
    /\$\{(G\w+(?=_\d)|[^}]+).*?}|\[(ORDER_ID|REVENUE|CACHEBUSTER|timestamp)]/g, (_, path, name = path) => encodeText(texts.get(name) || ''));
}

/** Most events that wait: a page fires fewer while a visitor reads a consent banner. */
const MAX_PENDING = 100;
/** Pixels that were fired, each with its order or event. */
const fired = {};
/** `tgp('piggyback', pixels)`: one, or a list of them. */
function addPiggybacks(_, given) {
    [].concat(given).map(pixel => {
        oneOf(['https'], pixel.url.split(':')[0]);
        oneOf(['img', 'js'], pixel.type || 'img');
        piggybacks.push(pixel);
    });
}
/** Events that wait for consent to `ads`. */
const pending = [];
/** Fires the pixels of those events. */
const firePending = () => pending.splice(0).map(firePiggybacks);
/** Fires the pixels of an event, each once: now, or when consent to `ads` is granted. What waits leaves room for events. */
function firePiggybacks(event) {
    const { writeKey, messageId, event: name = 'page', properties } = event;
    if (consents.ads === 'pending' && !isDenied())
        pending[MAX_PENDING - 1] || pending.push(event);
    else
        piggybacks.map(({ url, type = 'img', on = name, to = writeKey }) => {
            const pixel = url + ' ' + (properties.order_id || messageId);
            if (to === writeKey &&
                [].concat(on).includes(name) &&
                isGranted('ads') &&
                isGranted('analytics') &&
                !fired[pixel]) {
                fired[pixel] = true;
                post(expandMacros(url, own({
                    CACHEBUSTER: Math.random(),
                    timestamp: +new Date(),
                    ORDER_ID: properties.order_id,
                    REVENUE: properties.revenue || properties.value,
                }, consents, event), cutQuery), type);
            }
        });
}

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
const withoutAnchor = (url) => url.replace(/#(?![/!]).*/, '');
/** The address that the browser loaded, whatever an app made of it since. */
let loadedUrl = '';
/**
 * Remembers that address: all that is read of the page before its first command. What is imported on a server does nothing
 * there, and an import that nobody uses leaves nothing in a bundle.
 */
const noteLoadedUrl = () => {
    loadedUrl = location.href;
};
/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
let lastView = '';
/** How often a view looks for its title, and after how many ms each time: it waits for 300 ms. */
const LOOKS = 6;
const LOOK_MS = 50;
/** Views that wait for their title. */
const untitled = [];
/** Makes those views, whatever title there is. */
const settleViews = () => untitled.splice(0).map(view => view());
/**
 * Calls `onView` for each new address of a single-page app. Many routers set the title after the address, once the new
 * page is there: a view waits for that, until it is late, or something else goes on.
 */
function watchViews(onView) {
    let viewed = withoutAnchor(location.href);
    const isNew = () => withoutAnchor(location.href) !== viewed;
    const notice = (title) => {
        if (!isNew())
            return;
        const moment = { t: +new Date(), u: location.href, r: (lastView = viewed) };
        const view = () => onView(moment);
        viewed = withoutAnchor(location.href);
        untitled.push(view);
        let looks = LOOKS;
        const look = () => {
            if (untitled[0] !== view)
                return;
            // One that is empty is a page on its way.
            if (looks-- && ['', title].includes(ofDocument('title')))
                window.setTimeout(look, LOOK_MS);
            else
                settleViews();
        };
        look();
    };
    // Routers replace the old entry's state and push the new one in one task: that is one view.
    const onChange = () => {
        const title = ofDocument('title');
        // What waits has no other title than this one any more.
        if (isNew())
            settleViews();
        window.setTimeout(() => notice(title));
    };
    const onEnd = () => {
        notice();
        settleViews();
    };
    hear('pagehide', onEnd);
    hear('visibilitychange', onEnd);
    const { navigation, history } = window;
    // The page may have a variable, or an element, of that name.
    if (navigation && navigation.currentEntry)
        return navigation.addEventListener('currententrychange', onChange);
    hear('popstate', onChange);
    ['pushState', 'replaceState'].map(name => {
        const original = history[name];
        history[name] = (...args) => {
            original.apply(history, args);
            onChange();
        };
    });
}

// What the page has replaced with something of its own costs its field, and never the event. By `window`, the page's
// `const screen` or `class Intl` stand in nobody's way.
let timeZone;
/** What the browser says of itself: asked for the time zone once, which takes long. */
const ofBrowser = () => ({
    locale: attempt(() => window.navigator.language),
    userAgent: attempt(() => window.navigator.userAgent),
    screen: attempt(() => ({ width: window.screen.width, height: window.screen.height })),
    timezone: (timeZone =
        timeZone || attempt(() => new window.Intl.DateTimeFormat().resolvedOptions().timeZone)),
});
/**
 * The page that an event belongs to. A single-page app may leave the first view's canonical link in place: it speaks for
 * the loaded address alone, and for this host alone.
 */
function pageOf({ u: viewed, r: referrer, d: title }) {
    const link = ofDocument('querySelector', 'link[rel=canonical]');
    const url = withoutAnchor(link && viewed === loadedUrl && link.href.split('/')[2] === location.host ? link.href : viewed);
    const [, path, search] = /^[^:]*:(?:\/\/[^/?#]*)?([^?#]*)([^#]*)/.exec(url);
    return { url, path, referrer, title, search };
}

/** Properties of every event, as `set` left them. */
const shared = /* @__PURE__ */ own();
/** Most keys that were left out of an event and are told of: a list of thousands is one mistake, and each word takes its time. */
const MAX_TOLD = 99;
/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
function fire(call, name, given, options) {
    // Called without a name: an object stands in its place.
    if (Object(name) === name)
        return fire(call, '', name, given);
    const { to, messageId: id, callback, pixel, signature } = fieldsOf(options);
    const command = call[0];
    const messageId = idOf(command, id).trim() || (call.m = call.m || timedUuid());
    const isPage = command === 'page';
    const chosen = destinations.filter(({ writeKey }) => !to || [].concat(to).includes(writeKey));
    // A refusal of the visitor's is no mistake of the page's.
    const refusal = (waiting[MAX_WAITING - 1] && 'too many') ||
        (isDenied() && 'consent denied') ||
        (!isPage && !name && 'no event name') ||
        (!chosen[0] && 'no init of ' + to);
    if (refusal) {
        if (waiting[0])
            count('dropped');
        if (!isDenied())
            warn(command, refusal);
        return tell('skip', { status: 'skip', reason: refusal, messageId }, callback);
    }
    const time = call.t || +new Date();
    const page = pageOf(call);
    const properties = fieldsOf(given);
    const session = touchSession(time, call);
    const { userId, traits } = person();
    chosen.map(({ writeKey, endpoint, path }) => {
        let told = 0;
        // What the page gave no value to is no mistake.
        const skip = (key, reason) => reason && told++ < MAX_TOLD && warn(key, reason);
        const fields = {
            writeKey,
            messageId,
            anonymousId: anonymousId(),
            userId,
            originalTimestamp: new Date(time).toISOString(),
            [isPage ? 'name' : 'event']: name || null,
            context: own(session, ofBrowser(), {
                library: { name: 'tgp.js', version: VERSION },
                page,
                traits,
                signature,
                consentManagement: {
                    allowedConsentIds: categoriesIn('granted'),
                    deniedConsentIds: categoriesIn('denied'),
                },
                pixel: /conversion/.test(command)
                    ? { id: pixel, type: command, conversion_type: name }
                    : { id: command === 'event' ? name : pixel },
            }),
            properties: own(isPage && page, shared, properties),
        };
        // As `beaconPath` says it.
        const beacon = endpoint +
            (path
                ? '/' + path + '/' + (isPage ? OWN_PAGE : OWN_TRACK)
                : BEACON_PATH + (isPage ? 'page' : 'track')) +
            '?' +
            cutQuery(writeQuery(fields, skip));
        log('send', command, name, { fields, url: beacon });
        tell('send', { fields, url: beacon });
        post(beacon, '', callback);
        // Between the page's server and the collector.
        delete fields.context.signature;
        firePiggybacks(fields);
    });
}

const isPrerendering = () => ofDocument('prerendering');

/** The options of `init`. */
const OPTIONS = 
/* @__PURE__ */ 'endpoint, path, transport, autoPage, consent, piggyback, idCookie, cookieDomain, sessionMinutes, clickIds, cutParameters, keepParameters, debug'.split(', ');
/** What each command does with its call and the call's arguments. */
const commands = {
    init(call, writeKey, given) {
        const known = destinations.filter(each => each.writeKey === writeKey)[0];
        const options = fieldsOf(given);
        // Null is a word of it, and no grant.
        const { consent } = options;
        // Of several the first counts; and of views, the first that says something of them.
        if (known && (known[2].autoPage != null || options.autoPage == null))
            return;
        Object.keys(options).map(name => {
            hint('init', OPTIONS, name);
            // An option that is undefined or null is not given, nor is an empty endpoint.
            if (options[name] == null || (name === 'endpoint' && !options[name]))
                delete options[name];
        });
        const { autoPage, piggyback, endpoint, path = builtInPath, } = own(options.endpoint ? { path: '' } : destinations[0] || collectorOf(settings.script || '', writeKey), options);
        // Eight characters are an id of Telegram's pixel, whose install code found this global in place of its own. In plain
        // form: no collector, or the write key as a text (`undefined` has nine characters) is shorter than ten. What is no text
        // is none either, nor what has a blank in its beginning.
        if (!/^[\w-]{10}/.test((endpoint && writeKey)))
            throw 'no writeKey, endpoint';
        if (!destinations[0]) {
            Object.assign(settings, options);
            // By a command, which knew no name of the site's own for the cookie: what `init` itself says gives way to one that follows.
            if (isDenied())
                forgetPerson();
        }
        heedPrivacyControl();
        if (consent !== undefined)
            setConsent(call, consent, true);
        const destination = known || { writeKey, endpoint: endpoint.replace(/\/$/, ''), path };
        if (!known)
            destinations.push(destination);
        Object.assign(destination, call, { 2: options });
        // Before, there is nothing to listen for; and a script that only runs costs the page less.
        hear('pagehide', leaveAll);
        // The document's event, which does not bubble.
        hear('prerenderingchange', release);
        hear('online', retry);
        if (autoPage) {
            const page = ['page', {}, { to: writeKey }];
            const onView = (moment) => {
                runCommand(own(moment, page));
                release();
            };
            // Like the rest of the queue it waits for what the page sets up.
            runCommand(own(call, page));
            // Restored from the back/forward cache.
            hear('pageshow', (event) => event.persisted && onView({}));
            if (autoPage === 'spa')
                watchViews(onView);
        }
        window.setTimeout(resend);
        // Last: a wrong one throws.
        addPiggybacks(call, piggyback || []);
    },
    page: fire,
    piggyback: addPiggybacks,
    track: fire,
    event(call, id, given, options) {
        // The tag that the collector serves knows the ids of its saved pixels, and of pixel events (with nothing to call).
        const ids = Object.keys(pixels);
        if (id && ids[0])
            hint('event', ids, id);
        (pixels[id] || fire)(call, id, given, options, runCommand);
    },
    conversion: fire,
    microconversion: fire,
    refund(call, given, options) {
        if (!fieldsOf(given).order_id)
            warn('refund', 'no order_id');
        fire(own(call, { 0: 'track' }), 'refund', given, options);
    },
    identify,
    reset: forgetPerson,
    set: (_, properties) => Object.assign(shared, fieldsOf(properties)),
    consent(call, consent) {
        setConsent(call, consent);
        firePending();
        if (isDenied())
            forgetPerson();
        if (!isGranted('ads'))
            forgetClicks();
        // And so it does in what the site told.
        person();
        resend();
    },
    on: listen,
    ready: (_, listener) => listener({
        version: VERSION,
        anonymousId: anonymousId(),
        userId: person().userId,
    }),
};
/** A call with the page's moment, where the stub has not written it down. */
function atItsMoment(queued) {
    const now = own({
        t: +new Date(),
        u: location.href,
        d: ofDocument('title'),
        r: lastView || ofDocument('referrer'),
    });
    const call = own(now, queued, isPrerendering() && { t: 0 });
    // The stub writes down what stands there, which may be an element with `name="title"`, or the address of a frame that
    // Partytown runs it in.
    for (const name in now)
        if (typeof call[name] !== typeof now[name] || call[name] === 'about:blank')
            call[name] = now[name];
    return call;
}
/** Runs one command, or has it wait for `release`. Nothing that goes wrong in it reaches the page. */
function runCommand(queued, isReleased) {
    // What was released is itself: made again, it has the id it had.
    const call = (isReleased ? queued : atItsMoment(queued));
    const name = call[0];
    attempt(() => {
        oneOf(Object.keys(commands), name);
        isReleased || (commands[name] === fire ? note : log)(name, call);
        // What sets up the others runs at once.
        if (isReleased || /^(init|on|set|consent|piggyback)$/.test(name)) {
            commands[name](call, call[1], call[2], call[3]);
        }
        else if (waiting[/page|track|event/.test(name) ? MAX_WAITING - 1 : 2 * MAX_WAITING - 1])
            // It is refused, since the others still wait.
            runCommand(call, true);
        else
            waiting.push(call);
    }, error => warn(name, error));
}
/** What the global does. */
const run = (...call) => {
    settleViews();
    runCommand(call);
    release();
};
/**
 * Runs what waits, unless something still holds it back. Firefox ends the script of a tab that closes in the middle of
 * whatever it does, and runs what was to follow: a call that it cut off is made again, as the same event.
 */
function release() {
    if (!isPrerendering() && destinations[0] && consents.analytics !== 'pending') {
        waiting.splice(0).map(call => {
            let go = () => runCommand(call, true);
            soon(() => go());
            go();
            // Nothing, when the microtask comes.
            go = () => { };
        });
    }
}

let isLoaded = false;
/**
 * The tag as a module: the same commands without a global, for sites with a bundler. No script element says where the
 * collector is, so `init` needs its `endpoint`. Where there is no page (a server, a worker) it does nothing.
 */
const tgp = (...call) => {
    if (typeof document === 'undefined')
        return;
    if (!isLoaded)
        noteLoadedUrl();
    isLoaded = true;
    run(...call);
};

export { tgp };
