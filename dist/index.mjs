const tgpConfig = [[], /*@__PURE__*/ new Map()];
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
const kindOf = (value) => attempt(() => Object.prototype.toString.call(value).slice(8, -1)) || 'Object';
/**
 * What of a value can travel: itself, or what it says of itself. Throws what it is where that is no data: a Map, an
 * element of the page, an event. A page may have given a `toJSON` to every object, list and text (Prototype up to 1.6):
 * none is asked but a value's own, or its class's.
 */
function asData(value) {
    const kind = kindOf(value);
    if (Object(value) !== value || kind === 'Array')
        return value;
    if (kind === 'Date')
        return Date.prototype.toISOString.call(value);
    const asked = value;
    // Elements of React and Vue, events of React and jQuery: the whole page hangs on them.
    const [toJSON, isOfPage] = attempt(() => [
        asked.toJSON,
        asked.$$typeof || asked.__v_isVNode || asked.nativeEvent || asked.originalEvent,
    ]) || [];
    if (toJSON && toJSON !== Object.prototype.toJSON)
        return asked.toJSON();
    if (kind !== 'Object' || isOfPage)
        throw `no data: ${kind}`;
    return value;
}

const VERSION = "0.2.0";
/** What holds for the whole page: the options of the first `init`. */
const settings = {
    idCookie: 'tgp_id',
    sessionMinutes: 30,
};
/** Where events go: one for each `init`ed write key. */
const destinations = [];
/** More than a page fires while a visitor reads a consent banner, few enough for any memory. */
const MAX_WAITING = 200;
/**
 * What waits for an `init`, for consent, or for a prerendered page to be shown. Whether it is full is asked, here and of
 * other lists and texts, by what stands at the last place: `waiting[MAX_WAITING - 1]` is `waiting.length >= MAX_WAITING`.
 */
const waiting = [];
const piggybacks = tgpConfig[0];
const pixels = tgpConfig[1];
/** The tag's own path at the collector, where it has one. */
tgpConfig[2];

/** Says something in debug mode. */
const log = (...parts) => {
    if (settings.debug || /\btgp_debug=1\b/.test(document.URL))
        console.log('tgp', ...parts);
};
const warned = [];
/** Tells the page's developer about a mistake, once and in every mode. */
function warn(...parts) {
    const text = attempt(() => parts.join(' '));
    if (!warned.includes(text)) {
        warned.push(text);
        console.warn('tgp', ...parts);
    }
}
/** The word that has most of a name's beginning. */
const nearest = (words, name) => words.find(word => word.startsWith(name)) || nearest(words, name.slice(0, -1));
/** Whether a value is one of the words in a text such as `granted, denied, pending`. */
const isOneOf = (words, value) => words.split(', ').includes(value);
/**
 * Refuses a value that is none of the words in a text such as `granted, denied, pending`. What it throws is the text
 * that the page's developer reads, and no `Error`: 13 bytes less, for a stack that says nothing of the page.
 */
function oneOf(words, value) {
    if (!isOneOf(words, value))
        throw value + ' is not ' + words;
}

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted.
 */
const consents = /* @__PURE__ */ Object.create(null);
const CATEGORIES = ['analytics', 'ads'];
/** The strictest first. */
const STATES = ['denied', 'pending', 'granted'];
const stricter = (a, b) => STATES.find(state => state === a || state === b);
/** What may look like a refusal and is none: a signal, and what Consent Mode says of nothing that the tag does. */
const OTHERS = /^(GDPR|region)$|_storage$/;
/**
 * What refuses under a name that is not known: how no, none, null, off, false, declined, denied, disabled, disallowed, refused,
 * rejected, revoked and opt-out begin, in all their forms, for a word too many refuses and one too few would track. Any
 * other text may be a signal.
 */
const REFUSALS = /^(0$|no|nul|off|false|de[cn]|dis|re[fjv]|opt.?out)/i;
/**
 * `tgp('consent', consent)`: what is not named stays as it is. What is not surely a grant refuses, with a warning; and so
 * does an unknown category, unless `analytics` is named beside it.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
function setConsent(_, consent, isDefault) {
    const now = {};
    let rest;
    const say = (name, value) => {
        const state = value === true ? 'granted' : stricter(value, value);
        // Our names, and Consent Mode's.
        const category = /^analytics(_storage)?$/.test(name)
            ? 'analytics'
            : /^ad(s|_storage|_user_data|_personalization)$/.test(name) && 'ads';
        if (category)
            now[category] = stricter(now[category], state || 'denied');
        else if (OTHERS.test(name) || !(state || Object(value) === value || REFUSALS.test(value)))
            return (now[name] = value);
        else {
            rest = stricter(rest, state || 'denied');
            warn('consent', name, 'try ' + nearest(CATEGORIES, name));
        }
        if (!state)
            warn('consent', name, value, 'is not granted, denied, pending');
    };
    // What is no object of categories is one word for all.
    if (/Object|Array/.test(kindOf(consent)))
        Object.keys(consent).map(name => attempt(() => {
            const value = consent[name];
            if (value !== undefined)
                say(name, value);
        }, warn));
    else
        CATEGORIES.map(category => say(category, consent));
    const others = rest && rest !== 'granted' && !now.analytics && { analytics: rest, ads: rest };
    Object.assign(consents, others, now, isDefault && Object.assign({}, consents));
}
/** Neither denied nor pending. */
const isGranted = (category) => !isOneOf('denied, pending', consents[category]);
/** The categories in a state, for the beacon. */
const categoriesIn = (state) => CATEGORIES.filter(category => consents[category] === state);

/** Where a beacon goes, below the collector's origin. */
const BEACON_PATH = '/pixel/v1/';

/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
const OWN_NAMES = { page: 'v', track: 'e' };
/** Where beacons go, below the collector: RudderStack's names for them, or the short ones below a tag's own path. */
const beaconPath = (type, path) => path ? `/${path}/${OWN_NAMES[type]}` : BEACON_PATH + type;

/** A lone surrogate has no UTF-8 form; in Unicode mode the class matches nothing but lone ones. */
const encodeText = (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));

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

/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, or what a
 *   getter threw
 */
function writeQuery(fields, skip) {
    const pairs = [];
    let keys = 0;
    /** @param open the objects that `parent` stands in, and itself */
    const visit = (parent, prefix, open) => {
        const isItem = Array.isArray(parent);
        Object.keys(parent).map(key => {
            // Keeps a key clear of the path syntax: dots, wildcards, array indexes (real server: tidwall/sjson).
            const name = key
                .replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&')
                .replace(/^(-1|\d*)$/, prefix && !isItem ? ':$&' : '$&');
            const path = prefix + encodeText(name);
            try {
                const value = asData(parent[key]);
                if (open.includes(value) ||
                    open[MAX_DEPTH] ||
                    keys++ >= MAX_KEYS ||
                    (isItem && !(key <= MAX_INDEX))) {
                    throw 'too many';
                }
                if (value && typeof value === 'object')
                    visit(value, path + '.', [...open, value]);
                // Strings, booleans, big integers and finite numbers: what `typeof` says, with the value after it, begins with
                // `string`, `boolean`, `bigint` or `number` and a digit. A symbol throws, which leaves it out as well.
                else if (path && /^([sb]|number-?\d)/.test(typeof value + value)) {
                    pairs.push(path + '=' + encodeText(value + ''));
                }
                else
                    throw value == null ? 'no value' : 'no text';
            }
            catch (reason) {
                skip(path, reason);
            }
        });
    };
    visit(fields, '', [fields]);
    return pairs.join('&');
}

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
/** The cookie that tries out domains. */
const PROBE = 'tgp_domain';
/** What outlives the page: localStorage, or the page's own memory where that is blocked. */
let box = {};
/** Missing in pages that are not secure; opaque origins refuse both them and storage. */
let locks;
/** Takes what the browser has of them. */
function openBox() {
    attempt(() => {
        box = localStorage || box;
        locks = navigator.locks;
    });
}
/** Keeps a value, in memory from the first one on that localStorage has no room for. */
const keep = (name, value) => attempt(() => (box[name] = value), () => (box = { [name]: value }));
/** What this page knows: all there is where cookies and localStorage are blocked. */
const memory = {};
/**
 * Reads a value: from its cookie, else localStorage, else memory. The first read of a page gives it back to the place
 * that lacks it, and renews the cookie.
 */
function read(name) {
    const value = (isGranted('analytics') && (cookie(name) || box[name])) || memory[name];
    return value === memory[name] ? value : write(name, value);
}
/**
 * Writes a value everywhere, or only to memory while consent allows no more. An empty one is forgotten. JSON
 * is what the site knows of a person: unlike ids it stays out of cookies.
 */
function write(name, value) {
    memory[name] = value;
    if (!value || isGranted('analytics')) {
        if (value ? value[0] !== '{' : cookie(name))
            cookie(name, value, findDomain());
        if (value)
            keep(name, value);
        else
            delete box[name];
    }
    return value;
}
// Reads without a value, and writes otherwise. Every access throws where storage is blocked: sandboxed frames,
// data: pages, the visitor's own setting.
const cookie = (name, value, domain) => attempt(() => {
    if (value != null) {
        document.cookie =
            name +
                '=' +
                value +
                ';path=/;samesite=lax;max-age=' +
                (value ? MAX_AGE_SECONDS : 0) +
                ';domain=' +
                domain +
                (/^https:/.test(document.URL) ? ';Secure' : '');
    }
    return ('; ' + document.cookie).split('; ' + name + '=')[1].split(';')[0];
});
/** The widest domain the browser takes a cookie for, found once a page. */
function findDomain() {
    if (settings.cookieDomain == null) {
        settings.cookieDomain = '';
        for (let wider = location.hostname; wider; wider = wider.replace(/[^.]*\.?/, '')) {
            settings.cookieDomain = cookie(PROBE, wider, wider) || settings.cookieDomain;
            cookie(PROBE, '', wider);
        }
    }
    return settings.cookieDomain;
}

const SESSION = 'tgp_session';
/** Most characters of a campaign, as it is stored: with an id and two times it fits into a cookie. */
const MAX_CAMPAIGN = 3000;
/** The landing's parameters, as they may be stored once consent is there: `&utm_source=news&gclid=1`. */
let landing = '';
/** The address that was looked at last: most events have the one of the event before. */
let seen = '';
/** What says which click led here, those that the site has of its own among them. */
const clickIds = () => CLICK_IDS.concat(settings.clickIds || []);
/**
 * Finds parameters in the URLs that stand in a query, and in those that stand in these: after what comes before one, and how
 * often that is encoded, its name and its value. That goes on to the next of the same URL, or of the whole one.
 */
const parameters = (names, before, after) => {
    const ids = clickIds().map(name => name.replace(/\W/g, '\\$&'));
    return RegExp(`(%((?:25)*)(?:3F|2[36]))${before}(?:amp%\\2(?:3B))?(${names}${ids.join('|')})%\\2(?:3D)((?:(?!%\\2?2[36])[^&])*)${after}`, 'gi');
};
/** A query without what says which click led here, where consent to `ads` is missing. */
const withoutClickIds = (query) => isGranted('ads')
    ? query
    : query.replace(parameters('', '(?:', '(%\\2(?:26))?)+'), (...found) => (found[5] ? found[1] : ''));
/** Whether another site led to a page; without a referrer it did. */
function isLanding(referrer) {
    const host = '.' + referrer.split(/[/:]+/)[1];
    const domain = '.' + findDomain();
    return !(domain[1] ? host.endsWith(domain) : host === domain + location.hostname);
}
/**
 * The visit that a call belongs to. It is stored as text: its start (also its id) and its last event
 * in ms since 1970, and the parameters it came with, which hold no `#`.
 */
function touchSession(time, { u: url, r: referrer }) {
    // Times are texts where they come from storage, and used as numbers all the same.
    let [id, last, query] = (read(SESSION) || '').split('#');
    const isNew = !(time - last < (settings.sessionMinutes > 0 ? settings.sessionMinutes : 30) * 60000);
    if (isNew) {
        id = time;
        query = '';
    }
    if (url !== seen) {
        seen = url;
        let found = '';
        encodeText(url).replace(parameters('utm_\\w+|', '', ''), (_, _before, level, given, value) => {
            const name = given.toLowerCase();
            const known = clickIds().find(known => known.toLowerCase() === name) || name;
            // Longer than every click id seen.
            const pair = '&' + known + '=' + decodeURIComponent(value).slice(0, 500).split(';')[0];
            // What stands in a URL that stands in this one says nothing of this page.
            return (found += value && !level && !(found + pair)[MAX_CAMPAIGN] ? pair : '');
        });
        if (found && isLanding(referrer))
            landing = found;
    }
    query = landing || query || '';
    if (!isGranted('ads'))
        query = query.replace(/&(?!utm_)[^&]+/g, '');
    write(SESSION, [id, time, query].join('#'));
    const campaign = {};
    for (const [name, value] of new URLSearchParams(query))
        campaign[name.replace(/^utm_campaign$/, 'name').replace(/^utm_/, '')] = value;
    return { campaign, sessionId: id, sessionStart: isNew || null };
}

const PERSON = 'tgp_user';
/**
 * A uuid v4: the one in the URL that browsers make for a Blob (Chromium, Firefox and WebKit all draw it from their
 * secure generator). It works on plain http, where `crypto.randomUUID` is missing, in a third of the bytes.
 */
const uuid = () => URL.createObjectURL(new Blob()).slice(-36);
/** The visitor's id, made on the first call. */
const anonymousId = () => read(settings.idCookie) || write(settings.idCookie, uuid());
/** What the site told of the visitor: its own id, and traits. */
const person = () => attempt(() => JSON.parse(read(PERSON))) || {};
/** `tgp('identify', id, traits)`. Another person's traits don't carry over; the same person's do. */
function identify(_, id, added) {
    const { userId, traits } = person();
    const known = id ? id + '' : userId;
    write(PERSON, JSON.stringify({ userId: known, traits: Object.assign({}, known === userId && traits, added) }));
}
/** Forgets the visitor and the visit. */
function forget() {
    [settings.idCookie, PERSON, SESSION].map(name => write(name, ''));
}

const listeners = [];
/** `tgp('on', name, listener)` */
function listen(_, name, listener) {
    oneOf('send, sent, skip, fail', name);
    listeners.push([name, listener]);
}
/** Tells the listeners, and in debug mode the console. What a listener throws goes no further. */
function tell(name, value, callback) {
    log(name, value);
    for (const [on, listener] of [...listeners, [name, callback]]) {
        if (on === name && listener)
            attempt(() => listener(value), warn);
    }
}

/** A shorter value stays whole or goes: an order id or a sku cut in two is a wrong one. */
const SHORTEST_CUT = 100;
/**
 * The order in which pairs get a place, each group as it stands but for what is long, the shortest of which goes first:
 * ids, times, context and properties; items of lists; what is long; context that a beacon can do without. What
 * attribution reads (`context.campaign`, `context.page.url`) is none of that, nor is context that has no name here.
 */
const rank = (pair) => {
    if (/^context\.(page\.(referrer|search|title)|screen|timezone|locale|traits|userAgent)[.=]/.test(pair))
        return 1e9;
    return pair[999] ? pair.length : +/^properties\.([^=]*\.)?\d+[.=]/.test(pair);
};
/** Says that a beacon was cut. At its end: some blockers judge a URL by what its query begins with. */
const MARK = '&context.truncated=true';
/**
 * Makes a URL that is too long fit: the longest pairs of its query lose their ends, or have no place at all.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
function fitUrl(whole, maxLength) {
    const [path, ...pairs] = whole.split(/[?&]/);
    let url = path + '?';
    pairs
        .sort((a, b) => rank(a) - rank(b))
        .map(pair => {
        const [path, text] = pair.split('=');
        const room = maxLength - MARK.length - url.length;
        for (let value = decodeURIComponent(text); pair.length >= room;) {
            value = value.slice(0, value.length * 0.9);
            if (!value[SHORTEST_CUT - 1])
                return;
            pair = path + '=' + encodeText(value);
        }
        url += pair + '&';
    });
    return url.slice(0, -1) + MARK;
}

let policy;
/**
 * What a script's `src` takes under Trusted Types; undefined without them. A policy of its own: a site that allows it
 * lets the scripts of others in.
 */
const trust = (url) => attempt(() => (policy = policy || trustedTypes.createPolicy('tgp-js', { createScriptURL: url => url })).createScriptURL(url));

/** More requests at once are not sure to outlive the page, and of those with a body no more than one. */
const MAX_KEEPALIVE = 20;
/**
 * How often an image got out where `fetch` did not: from the third time on (`connect-src`, a blocker) the page sends
 * images alone. Once is a network that changed in that moment.
 */
let images = 0;
/**
 * Sends one beacon. Never blocks; a `fetch` that can't get out becomes an image. What is too long for a URL is a POST,
 * and loses its ends only where that is not taken. Throws where Trusted Types forbid a script.
 * @param type of another party's pixel: `img`, or `js`, a script that is run in the page; none for a beacon of ours
 * @param others what is under way, with this one
 * @param done told what became of it
 */
function send(url, type, others, done) {
    // In plain form: the whole URL, or where it is too long (`url.length > MAX_URL_LENGTH`) its path and its query.
    const [path, body] = url.split(url[MAX_URL_LENGTH] ? '?' : ' ');
    const short = body ? fitUrl(url, MAX_URL_LENGTH) : url;
    const byElement = (fetchFailed) => {
        const isScript = type === 'js';
        // What has a listener is kept until it is settled, https://html.spec.whatwg.org/#the-img-element.
        const element = document.createElement(isScript ? 'script' : 'img');
        element.referrerPolicy = 'no-referrer';
        element.nonce = (document.querySelector('[nonce]') || element).nonce;
        element.onload = () => {
            if (fetchFailed)
                images++;
            done('sent');
        };
        element.onerror = () => done('fail', 'no answer');
        if (isScript)
            document.head.append(element);
        element.src = (isScript && trust(url)) || short;
    };
    if (type || settings.transport === 'image' || images > 2)
        byElement();
    else {
        attempt(() => {
            fetch(path, {
                method: body && 'POST',
                body,
                keepalive: !others[body ? 1 : MAX_KEEPALIVE] && !url[MAX_KEEPALIVE_BODY],
            }).then(({ ok, status, headers, body: unread }) => {
                // Chromium keeps an answer that nobody reads, with a file of the page's process, until the page ends.
                if (unread)
                    unread.cancel();
                if (ok)
                    done('sent');
                // Not taken: 404, 405 or 413.
                else if (body && status > 403 && status < 414)
                    send(short, type, others, done);
                // From 429 on (too many, and what the server failed at) it may be taken later.
                else
                    done(status > 428 ? 'fail' : 'skip', 'status ' + status, +headers.get('Retry-After'));
            }, byElement);
            // Without fetch, or with something of the page's own in its place, this throws.
        }, byElement);
    }
}

/**
 * Begins the name of an entry of the outbox. The time it was made at follows, by which names sort, then a random number
 * and, on a line of its own, what is known of the entry as JSON.
 */
const NAME = 'tgp_out';
/** Reads what is known of an entry out of its name. */
function readEntry(name) {
    const [, record, type] = name.split('\n');
    // What 0.1.0 left behind may wait for a day: it has a line of the event's id, and one of the pixel's type.
    return attempt(() => JSON.parse(record)) || { messageId: record, type };
}
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
/**
 * When a tab asks for the lock of what it sends. Most answers come sooner and cost none; and Firefox puts no page that
 * holds a lock into its back/forward cache.
 */
const LOCK_MS = 1000;
/** The wait for the next try doubles until it is that long, in seconds. */
const MAX_WAIT = 256;
/** By then every process sees what one of them wrote. */
const SEEN_MS = 500;
/** What this page is sending, each with what leaves it to others: without `sentAt`, and the lock free. */
const busy = {};
/**
 * Leaves everything to others, at the end of the page: what it does not live to confirm is the next one's. And who waits
 * for the lock of a page in the back/forward cache has that page dropped, with the images that it loads.
 */
function leave() {
    for (const name in busy)
        busy[name]();
}
/** What became of events since the last beacon, which tells of it. */
let health = {};
const count = (what) => (health[what] = (health[what] || 0) + 1);
/** Seconds until the next try: they double with each that the clock makes, and begin anew when one is answered. */
let wait = 1;
let timer;
/**
 * Sends a URL, and keeps it until an answer has confirmed it. Another party's pixel goes once: what it answers is not
 * ours to judge.
 * @param entry what is known of it
 * @param callback told what became of this try
 * @param name of the entry, where there is one already
 */
function post(url, entry, callback, name = NAME + +new Date() + Math.random() + '\n' + JSON.stringify(entry)) {
    const { messageId, type } = entry;
    if (!type) {
        const told = writeQuery({ context: { tgp: health } }, log);
        if (told)
            url += '&' + told;
        health = {};
    }
    const whole = url + '&sentAt=' + new Date().toJSON();
    keep(name, whole);
    const sending = new Promise(resolve => {
        busy[name] = () => {
            if (box[name])
                box[name] = url;
            resolve();
        };
    });
    // A tab that dies gives its lock back, and one that lives keeps it however long the answer takes.
    setTimeout(() => busy[name] && hold(name, () => sending), LOCK_MS);
    const done = (status, reason, seconds) => {
        const letGo = busy[name];
        delete busy[name];
        if (status === 'fail' && !type) {
            letGo();
            // Told where failing begins, not at each try.
            if (!timer && wait < 2)
                warn(status, reason);
            // What fails meanwhile does not put off the next try, unless the collector says how long.
            if (seconds || !timer) {
                clearTimeout(timer);
                timer = setTimeout(resend, (seconds || wait) * 1e3 * (1 + Math.random()));
                wait += wait < MAX_WAIT ? wait : 0;
            }
        }
        else {
            delete box[name];
            // Another tab may see the entry for a moment after it was deleted here.
            setTimeout(letGo, SEEN_MS);
            if (!type) {
                // The collector is back after more than one failed try: what waits need not wait longer.
                if (wait > 2)
                    resend();
                wait = 1;
            }
            if (status === 'skip') {
                count('refused');
                warn(status, reason);
            }
        }
        if (messageId)
            tell(status, { status, reason, messageId }, callback);
    };
    attempt(() => send(type ? url : whole, type, Object.keys(busy), done), error => done('skip', error));
}
/** Sends what is left: of earlier pages, of dead tabs, of this page's failures. Drops what is too old or too much. */
function resend() {
    timer = clearTimeout(timer);
    Object.keys(box)
        .filter(name => /^tgp_out\d/.test(name))
        .sort()
        .map((name, at, names) => {
        const entry = readEntry(name);
        const kept = box[name];
        const [url, sentAt] = kept.split('&sentAt=');
        const states = [consents.analytics, entry.type && consents.ads];
        // By the time it is this page's turn, another tab may have sent it, be sending it, or have left it (without the
        // end that it had).
        const again = () => {
            if (kept.startsWith(box[name])) {
                count('retried');
                post(url, entry, undefined, name);
            }
        };
        // Names are compared as texts: times have thirteen digits until 2286.
        if (name < NAME + (+new Date() - MAX_AGE_MS) || names[at + MAX_ENTRIES] || states.includes('denied')) {
            delete box[name];
            count('dropped');
        }
        else if (!states.includes('pending') && !busy[name]) {
            setTimeout(() => hold(name, again), sentAt ? (locks ? LEASE_MS : LEASE_MS_WITHOUT_LOCKS) : 0);
        }
    });
}
/** Runs something with an entry's lock, where there are locks. */
function hold(name, run) {
    return locks ? locks.request(name, run) : run();
}

/**
 * Puts values into the macros of a URL, each percent-encoded, in one pass: what a value holds is never a macro.
 * @param values nested; a macro names a value as a beacon would, and nothing where there is none
 */
function expandMacros(url, values) {
    // `Object` as a function that does nothing: what has no text leaves its macro empty.
    const texts = new URLSearchParams(writeQuery(values, Object));
    return url.replace(
    // `${a.b}`, with the number of a vendor dropped (`${GDPR_CONSENT_123}`), and the names in brackets that ad networks
    // share: other brackets are the URL's own.
    /\$\{(G\w+(?=_\d)|[^}]+).*?}|\[(ORDER_ID|REVENUE|CACHEBUSTER|timestamp)]/g, (_, path, name = path) => encodeText(texts.get(name) || ''));
}

/** Pixels that were fired, each with its order or event. */
const fired = {};
/** `tgp('piggyback', pixels)`: one, or a list of them. */
function addPiggybacks(_, given) {
    [].concat(given).map(pixel => {
        oneOf('https', pixel.url.split(':')[0]);
        oneOf('img, js', pixel.type || 'img');
        piggybacks.push(pixel);
    });
}
/** Fires the pixels of an event, each once: now, or when consent to `ads` is granted. What waits leaves room for events. */
function firePiggybacks(event) {
    const { writeKey, messageId, event: name = 'page', properties } = event;
    if (consents.ads === 'pending' && !waiting[MAX_WAITING / 2 - 1])
        waiting.push(() => firePiggybacks(event));
    else
        piggybacks.map(({ url, type = 'img', on = name, to = writeKey }) => {
            const pixel = url + ' ' + (properties.order_id || messageId);
            if (to === writeKey &&
                [].concat(on).includes(name) &&
                isGranted('ads') &&
                isGranted('analytics') &&
                !fired[pixel]) {
                fired[pixel] = true;
                post(expandMacros(url, Object.assign({
                    CACHEBUSTER: Math.random(),
                    timestamp: +new Date(),
                    ORDER_ID: properties.order_id,
                    REVENUE: properties.revenue || properties.value,
                }, consents, event)), { type });
            }
        });
}

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
const withoutAnchor = (url) => url.replace(/#(?![/!]).*/, '');
/** The address that the browser loaded, whatever an app made of it since. */
let loadedUrl = '';
/** Remembers that address. */
const noteLoadedUrl = () => {
    loadedUrl = document.URL;
};
/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
let lastView = '';
/** Calls `onView` for each new address of a single-page app. */
function watchViews(onView) {
    let viewed = withoutAnchor(document.URL);
    const flush = () => {
        const url = withoutAnchor(document.URL);
        if (url !== viewed) {
            lastView = viewed;
            viewed = url;
            onView();
        }
    };
    // Routers replace the old entry's state and push the new one in one task: that is one view.
    const onChange = () => setTimeout(flush);
    addEventListener('pagehide', flush);
    const { navigation } = window;
    if (navigation)
        return navigation.addEventListener('currententrychange', onChange);
    addEventListener('popstate', onChange);
    ['pushState', 'replaceState'].map(name => {
        const original = history[name];
        history[name] = (...args) => {
            original.apply(history, args);
            onChange();
        };
    });
}

/** Properties of every event, as `set` left them. */
const shared = {};
/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
function fire(call, name, given, options) {
    // Called without a name: an object stands in its place.
    if (Object(name) === name)
        return fire(call, '', name, given);
    const { to, messageId = (call.m = call.m || uuid()), callback, pixel } = options || {};
    const command = call[0];
    const isPage = command === 'page';
    const chosen = destinations.filter(([key]) => !to || [].concat(to).includes(key));
    const refusal = (waiting[MAX_WAITING - 1] && 'too many') ||
        (!isGranted('analytics') && 'consent denied') ||
        (!isPage && !name && 'no event name') ||
        (!chosen[0] && 'no init of ' + to);
    if (refusal)
        return tell('skip', { status: 'skip', reason: refusal, messageId }, callback);
    const time = call.t || +new Date();
    const link = document.querySelector('link[rel=canonical]');
    const url = withoutAnchor(
    // A single-page app may leave the first view's canonical in place: it speaks for the loaded address alone.
    link && call.u === loadedUrl && link.href.split('/')[2] === location.host ? link.href : call.u);
    const { pathname, search } = new URL(url);
    const page = { url, path: pathname, referrer: call.r, title: call.d, search };
    const session = touchSession(time, call);
    for (const [writeKey, endpoint, path] of chosen) {
        const fields = {
            writeKey,
            messageId,
            anonymousId: anonymousId(),
            userId: person().userId,
            originalTimestamp: new Date(time),
            [isPage ? 'name' : 'event']: name || null,
            context: Object.assign(session, {
                library: { name: 'tgp.js', version: VERSION },
                page,
                locale: navigator.language,
                userAgent: navigator.userAgent,
                screen: { width: screen.width, height: screen.height },
                timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
                traits: person().traits,
                consentManagement: {
                    allowedConsentIds: categoriesIn('granted'),
                    deniedConsentIds: categoriesIn('denied'),
                },
                pixel: isOneOf('conversion, microconversion', command)
                    ? { id: pixel, type: command, conversion_type: name }
                    : { id: command === 'event' ? name : pixel },
            }),
            properties: Object.assign({}, isPage && page, shared, typeof given === 'string' ? warn('no object', given) : given),
        };
        let beacon = endpoint + beaconPath(isPage ? 'page' : 'track', path) + '?';
        beacon += withoutClickIds(writeQuery(fields, log));
        tell('send', { fields, url: beacon });
        post(beacon, { messageId: messageId + '' }, callback);
        firePiggybacks(fields);
    }
}

const isPrerendering = () => document.prerendering;

/** What each command does with its call and the call's arguments. */
const commands = {
    init(call, writeKey, options) {
        const { autoPage, consent, endpoint, piggyback, path = endpoint ? '' : settings.path } = options || {};
        const collector = endpoint || settings.endpoint;
        if (destinations.some(([key]) => key === writeKey))
            return;
        // Eight characters are an id of Telegram's pixel, whose install code found this global in place of its own. In plain
        // form: no collector, or the write key as a text (`undefined` has nine characters) is shorter than ten.
        if (!/.{10}/.test((collector && writeKey))) {
            throw 'no writeKey, endpoint';
        }
        if (consent != null)
            setConsent(call, consent, true);
        // An option that is undefined or null is not given.
        for (const name in options) {
            if (!destinations[0] && options[name] != null)
                settings[name] = options[name];
        }
        if (!destinations[0])
            settings.path = path;
        destinations.push([writeKey, collector.replace(/\/$/, ''), path]);
        if (autoPage) {
            const page = ['page', {}, { to: writeKey }];
            const onView = () => run(...page);
            runCommand(Object.assign({}, call, page));
            // Restored from the back/forward cache.
            addEventListener('pageshow', event => event.persisted && onView());
            if (autoPage === 'spa')
                watchViews(onView);
        }
        addEventListener('online', resend);
        setTimeout(resend);
        // Last: a wrong one throws.
        addPiggybacks(call, piggyback || []);
    },
    page: fire,
    piggyback: addPiggybacks,
    track: fire,
    event: (call, id, given, options) => (pixels.get(id) || fire)(call, id, given, options, runCommand),
    conversion: fire,
    microconversion: fire,
    identify,
    reset: forget,
    set: (_, properties) => Object.assign(shared, properties),
    consent(call, consent) {
        setConsent(call, consent);
        if (consents.analytics === 'denied')
            forget();
        resend();
    },
    on: listen,
    ready: (_, listener) => listener({
        version: VERSION,
        anonymousId: anonymousId(),
        userId: person().userId,
    }),
};
/** Runs one command, or has it wait for `release`. Nothing that goes wrong in it reaches the page. */
function runCommand(queued, isReleased) {
    // What was released is itself: made again, it has the id it had.
    const call = (isReleased
        ? queued
        : Object.assign({ t: +new Date(), u: document.URL, d: document.title, r: lastView || document.referrer }, queued, isPrerendering() && { t: 0 }));
    const name = call[0];
    attempt(() => {
        const known = nearest(Object.keys(commands), name + '');
        if (known !== name)
            throw 'try ' + known;
        // What sets up the others runs at once, and so does what can't wait, so that it can be refused.
        if (isReleased || isOneOf('init, on, set, consent, piggyback', name) || waiting[MAX_WAITING - 1]) {
            log(name, call);
            commands[name](call, call[1], call[2], call[3]);
        }
        else
            waiting.push(() => runCommand(call, true));
    }, error => warn(name, error));
}
/** What the global does. */
const run = (...call) => {
    runCommand(call);
    release();
};
/**
 * Runs what waits, unless something still holds it back. Firefox ends the script of a tab that closes in the middle of
 * whatever it does, and runs what was to follow: a call that it cut off is made again, as the same event.
 */
function release() {
    if (!isPrerendering() && destinations[0] && consents.analytics !== 'pending') {
        waiting.splice(0).map(go => {
            queueMicrotask(() => go());
            go();
            // Nothing, when the microtask comes.
            go = () => { };
        });
    }
}

/**
 * Looks at the page for the first time, once. Before, nothing of it is read: what is imported on a server does nothing
 * there, and an import that nobody uses leaves nothing in a bundle.
 */
function wake() {
    noteLoadedUrl();
    // Global Privacy Control speaks for the visitor until the page does.
    if (navigator.globalPrivacyControl)
        consents.ads = 'denied';
    openBox();
    addEventListener('pagehide', leave);
    // The document's event, which does not bubble.
    addEventListener('prerenderingchange', release, true);
}

let isAwake = false;
/**
 * The tag as a module: the same commands without a global, for sites with a bundler. No script element says where the
 * collector is, so `init` needs its `endpoint`. Where there is no page (a server, a worker) it does nothing.
 */
const tgp = (...call) => {
    if (typeof document === 'undefined')
        return;
    if (!isAwake)
        wake();
    isAwake = true;
    run(...call);
};

export { tgp };
