import { a, a$1, $, useSignal, A, Q } from './chunks/preact.js';

/** The page's own element of that id, of the kind that the code expects. */
function find(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind))
        throw new Error(`the page has no ${kind.name} #${id}`);
    return found;
}

/** What the console's pages say, beside what the collector's own answers do. */
const TEXT = {
    title: 'tgp',
    motto: 'What the tag sends from your pages, as this collector stores it.',
    loading: 'Loading…',
    noAnswer: 'The collector does not answer. Is it running?',
    refused: (message) => `The collector refused: ${message}.`,
    noPage: 'There is no such page.',
    pages: { live: 'Live', pixels: 'Pixels', tags: 'Tags', users: 'Users', me: 'You' },
    openShop: 'Open the demo shop',
    signIn: {
        title: 'Sign in',
        link: 'Sign in',
        name: 'Name',
        password: 'Password',
        submit: 'Sign in',
        hint: 'With an API token instead: see “Your own tags” on the live page.',
    },
    first: {
        title: 'The first user',
        intro: 'You may do everything here, and make the other users.',
        name: 'Name',
        password: 'Password',
        hint: 'At least 8 characters.',
        submit: 'Start',
        late: 'There is a user already. Sign in, or ask him to make you one.',
    },
    tags: {
        title: 'Tags',
        none: 'No account yet. An account owns tags, pixels and what they count; most people need one.',
        account: 'Account',
        newAccount: 'New account',
        accountId: 'Id',
        accountIdHint: 'Lower case letters, digits, - and _. It stays as it is.',
        accountName: 'Name',
        addAccount: 'Make the account',
        newTag: 'New tag',
        noTags: 'No tag yet. A tag stands for one site: it has the write key that its pages send with.',
        name: 'Name',
        domain: 'Site',
        domainHint: 'Like shop.example',
        addTag: 'Make the tag',
        writeKey: 'Write key',
        state: 'State',
        on: 'on',
        off: 'off',
        turnOff: 'Turn off',
        turnOn: 'Turn on',
        sure: (name) => `Turn off “${name}”? What its pages send is refused until it is on again.`,
        readOnly: 'You may look at tags here, and change none.',
    },
    pixels: {
        title: 'Saved pixels',
        none: 'No saved pixel yet. A saved pixel is what one kind of event says, and the code that says it.',
        noTag: 'This account has no tag yet: its code needs one. Make it under “Tags”.',
        create: 'New pixel',
        edit: 'Edit',
        remove: 'Delete',
        sure: (name) => `Delete “${name}”? Code of it that is on pages goes on sending its event.`,
        name: 'Name',
        type: 'Type',
        types: { pageview: 'Page view', conversion: 'Conversion', microconversion: 'Microconversion' },
        conversionType: 'What happened',
        conversionHint: 'The event’s name: one of these, or your own.',
        revenue: 'Revenue',
        currency: 'Currency',
        properties: 'Properties',
        property: (at) => `Property ${at}`,
        key: (at) => `Key of property ${at}`,
        source: (of) => `${of} is`,
        sources: { none: 'not sent', fixed: 'always', variable: 'from the variable' },
        addProperty: 'Add a property',
        removeProperty: (at) => `Remove property ${at}`,
        notes: 'Notes',
        notesHint: 'For people; sent nowhere.',
        save: 'Save',
        saved: 'Saved.',
        cancel: 'Close',
        code: 'Code',
        platform: 'For',
        tag: 'Tag',
        base: 'Base code, once on every page',
        event: 'Code of this pixel',
        whole: 'Code',
        steps: 'What to do',
        variables: 'Variables that must be there',
        copy: 'Copy',
        copied: 'Copied.',
        notCopied: 'The browser does not allow it. It is selected: press Ctrl+C or ⌘C.',
        download: (name) => `Download ${name}`,
        zipLater: 'Save the pixel to download its zip.',
        incomplete: 'Say what happened, and the code stands here.',
        cannot: (reason) => `No code for this platform: ${reason}`,
        platforms: {
            javascript: 'JavaScript',
            gtm: 'Google Tag Manager',
            'gtm-container': 'Google Tag Manager: container',
            'gtm-template': 'Google Tag Manager: template',
            'gtm-server': 'Google Tag Manager: server',
            tealium: 'Tealium',
            'tealium-api': 'Tealium: API',
            'tealium-container': 'Tealium: container',
            adobe: 'Adobe Tags',
            matomo: 'Matomo Tag Manager',
            noscript: 'Image, without a script',
            email: 'E-mail',
            amp: 'AMP',
            wordpress: 'WordPress: code',
            'wordpress-plugin': 'WordPress: plugin',
            prestashop: 'PrestaShop',
            magento: 'Magento',
            shopify: 'Shopify',
            webflow: 'Webflow',
            wix: 'Wix',
            squarespace: 'Squarespace',
            npm: 'npm',
        },
    },
    users: {
        title: 'Users',
        notYours: 'Users are seen by those who may see all accounts.',
        name: 'Name',
        role: 'Role',
        accounts: 'Accounts',
        all: 'all',
        password: 'Password',
        passwordHint: 'At least 8 characters. He can change it.',
        newUser: 'New user',
        add: 'Make the user',
        roles: {
            viewer: 'Viewer: looks',
            editor: 'Editor: changes tags and pixels',
            publisher: 'Publisher: may also put scripts of others on pages',
        },
        accountsHint: 'Ids of accounts with commas between them, or * for all.',
        remove: 'Remove',
        sure: (name) => `Remove “${name}”, with his log-ins and the tokens that he made?`,
        you: 'you',
    },
    me: {
        title: 'You',
        signedInAs: 'Signed in as',
        signOut: 'Sign out',
        password: 'Change your password',
        now: 'Password as it is',
        next: 'New password',
        change: 'Change it',
        changed: 'Changed. Your other log-ins have ended.',
        sessions: 'Your log-ins',
        began: 'Began',
        used: 'Last used',
        kind: 'By',
        kinds: { console: 'this console', auth: 'a client of the API' },
        this: 'this one',
        end: 'End',
    },
};

/** The path of this page's folder, without a slash at the end: the collector may be under a path of a site's. Elsewhere ''. */
const collectorPath = () => typeof location === 'undefined' ? '' : new URL('.', location.href).pathname.replace(/\/$/, '');

/** An answer of the collector that is an error, in its own words. */
class ApiError extends Error {
    status;
    /** What is wrong with which field, where it is that. */
    problems;
    constructor(status, message, problems = []) {
        super(message);
        this.status = status;
        this.problems = problems;
    }
}
/**
 * Asks the collector, or throws what it says is wrong.
 * @param path below the collector's own address, which may be a path of a site's
 * @param token an API token; '' for whoever is logged in
 */
async function openApi(path, token, { method, body, signal } = {}) {
    // Header values are Latin-1: what a clipboard adds around a token would be no answer but an exception.
    if (!/^[\x21-\x7e]*$/.test(token))
        throw new ApiError(401, 'an API token has no spaces or special letters');
    const response = await fetch(`${collectorPath()}/${path.replace(/^\/+/, '')}`, {
        headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body && { 'content-type': 'application/json' }),
        },
        cache: 'no-store',
        ...(method && { method }),
        ...(body && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
    });
    if (response.ok)
        return response;
    const answer = await response.json().catch(() => undefined);
    const { message, detail } = answer?.error ?? {};
    throw new ApiError(response.status, message ?? `the collector answered ${response.status}`, problemsOf(message, detail));
}
/** The same for an answer that is read whole; undefined where there is nothing in it. */
async function callApi(path, token, asking = {}) {
    const response = await openApi(path, token, asking);
    return response.status === 204 ? undefined : response.json();
}
/** All that the answer names, or the field that its message begins with, as in `domain: must be a host name`. */
function problemsOf(message, detail) {
    if (Array.isArray(detail))
        return detail;
    const field = typeof message === 'string' ? /^([a-z_.\d]+): /.exec(message)?.[1] : undefined;
    return field ? [{ field, message: message }] : [];
}

/** What went wrong, for a reader. */
function explain(error) {
    return error instanceof ApiError ? TEXT.refused(error.message) : TEXT.noAnswer;
}

/** Where in the console the reader is: the part of its address behind `#/`. It stays with him, the collector has none of it. */
const route = a(read());
/** Goes to a page of the console. */
function go(to) {
    location.hash = `/${to}`;
}
/** The address of a page of the console, for links. */
const linkTo = (to) => `#/${to}`;
function read() {
    return location.hash.replace(/^#\/?/, '');
}
addEventListener('hashchange', () => {
    route.value = read();
});

/** Reads what the collector says of its demo; null where it runs without one. */
function readDemo(text) {
    try {
        const demo = JSON.parse(text);
        return demo?.writeKey && demo.token && demo.account ? demo : null;
    }
    catch {
        // The placeholder itself, where the file is opened without a collector.
        return null;
    }
}

/** The token of whoever is logged in: it is in a cookie that no script can read. */
const BY_COOKIE = '';
const demo = readDemo(find('tgp-demo', HTMLScriptElement).text);
/** Whether there is anybody to log in. */
const hasUsers = a(find('tgp-users', HTMLScriptElement).text === 'true');
/** Null where nobody is logged in; undefined until that is known. */
const who = a(undefined);
/** Asks who is logged in. */
async function begin() {
    if (!hasUsers.value) {
        who.value = null;
        return;
    }
    try {
        who.value = await callApi('session', BY_COOKIE);
    }
    catch {
        who.value = null;
    }
}
async function logIn(name, password) {
    await callApi('session', BY_COOKIE, { method: 'POST', body: { name, password } });
    hasUsers.value = true;
    await begin();
}
async function makeFirstUser(key, name, password) {
    await callApi('session/first', BY_COOKIE, { method: 'POST', body: { key, name, password } });
    hasUsers.value = true;
    await begin();
}
async function logOut() {
    await callApi('session', BY_COOKIE, { method: 'DELETE' }).catch(error => {
        // He was logged out already.
        if (!(error instanceof ApiError) || error.status !== 401)
            throw error;
    });
    who.value = null;
}

/** Each page is loaded when it is opened. */
const PAGES = {
    '': () => import('./chunks/live.js'),
    pixels: () => import('./chunks/pixels.js'),
    tags: () => import('./chunks/tags.js'),
    users: () => import('./chunks/users.js'),
    me: () => import('./chunks/me.js'),
    'sign-in': () => import('./chunks/signIn.js'),
    first: () => import('./chunks/first.js'),
};
/** The frame around every page. */
function App() {
    const [name = '', rest = ''] = route.value.split(/\/(.*)/s);
    return (a$1($, { children: [a$1("header", { children: [a$1("div", { children: [a$1("h1", { children: a$1("a", { href: linkTo(''), children: TEXT.title }) }), a$1("p", { children: TEXT.motto })] }), a$1(Pages, { here: name }), a$1("p", { id: "line", role: "status", "data-state": "idle", hidden: name !== '', children: "Not connected" }), a$1("a", { class: "button demo-only", href: "shop/", target: "_blank", rel: "noopener", hidden: !demo, children: TEXT.openShop }), a$1(Person, {})] }), a$1(Shown, { name: name, rest: rest })] }));
}
function Pages({ here }) {
    const { live, pixels, tags, users, me } = TEXT.pages;
    if (!who.value)
        return null;
    const pages = [
        ['', live],
        ['pixels', pixels],
        ['tags', tags],
        ...(who.value.accounts === '*' ? [['users', users]] : []),
        ['me', me],
    ];
    return (a$1("nav", { "aria-label": TEXT.title, children: pages.map(([name, text]) => (a$1("a", { href: linkTo(name), "aria-current": name === here ? 'page' : undefined, children: text }, name))) }));
}
function Person() {
    if (who.value) {
        return (a$1("button", { type: "button", onClick: () => void logOut(), children: TEXT.me.signOut }));
    }
    return hasUsers.value && who.value === null ? a$1("a", { href: linkTo('sign-in'), children: TEXT.signIn.link }) : null;
}
function Shown({ name, rest }) {
    const page = useSignal(TEXT.loading);
    A(() => {
        const load = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
        if (!load) {
            page.value = TEXT.noPage;
            return;
        }
        let isLeft = false;
        page.value = TEXT.loading;
        load().then(({ default: Page }) => {
            if (!isLeft)
                page.value = { name, Page };
        }, error => {
            if (!isLeft)
                page.value = explain(error);
        });
        return () => {
            isLeft = true;
        };
    }, [name]);
    const shown = page.value;
    if (who.value === undefined || typeof shown === 'string' || shown.name !== name) {
        return (a$1("main", { children: a$1("p", { class: "hint", children: typeof shown === 'string' ? shown : TEXT.loading }) }));
    }
    return a$1(shown.Page, { rest: rest });
}

void begin();
Q(a$1(App, {}), find('app', HTMLElement));

export { ApiError, BY_COOKIE, TEXT, callApi, collectorPath, demo, explain, find, go, hasUsers, linkTo, logIn, makeFirstUser, openApi, who };
