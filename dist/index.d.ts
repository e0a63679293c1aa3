/** The two kinds of event on the wire, each with a path of its own. */
export type EventType = 'page' | 'track';
/** Where a beacon goes, below the collector's origin. */
export declare const BEACON_PATH = "/pixel/v1/";
/** Categories of consent. `analytics` gates storing and sending, `ads` click ids and third-party pixels. */
export type ConsentCategory = 'analytics' | 'ads';
export type ConsentState = 'granted' | 'denied' | 'pending';
/** What the page says about an event. Values of any depth; see `encodeQuery` for how they travel. */
export type Properties = Record<string, unknown>;
/** What the tag sees for itself. Every field is left out where it is not known. */
export interface Context {
    library?: {
        name: string;
        version: string;
    };
    page?: {
        url?: string;
        path?: string;
        referrer?: string;
        title?: string;
        search?: string;
    };
    locale?: string;
    userAgent?: string;
    screen?: {
        width: number;
        height: number;
    };
    timezone?: string;
    /** `name` is `utm_campaign`; click ids stand under their own parameter's name. */
    campaign?: Record<string, string>;
    /** Start of the session, in ms since 1970. */
    sessionId?: number;
    /** True on the first event of a session. */
    sessionStart?: boolean;
    traits?: Properties;
    /** What a server of the site's signed the event's order, value and currency with, as hex digits. */
    signature?: string;
    /** What became of requests since the last beacon: how many were `retried`, `dropped` or `refused`. */
    tgp?: {
        retried?: number;
        dropped?: number;
        refused?: number;
    };
    consentManagement?: {
        allowedConsentIds: ConsentCategory[];
        deniedConsentIds: ConsentCategory[];
    };
    /** The saved pixel or pixel event that the call came from, and what kind of conversion it is. */
    pixel?: {
        id?: string;
        type?: 'conversion' | 'microconversion';
        conversion_type?: string;
    };
}
/** One event as it travels: the fields that `encodeQuery` flattens. */
export interface TagEvent {
    /** The tag's public id: lets a page write, never read. */
    writeKey: string;
    /** uuid v7, made once per event; a resend carries the same one. */
    messageId: string;
    /** First-party visitor id, uuid v4. */
    anonymousId?: string;
    /** The site's own id for the person, after `identify`. */
    userId?: string;
    /** When it happened, by the page's clock: ISO 8601 with ms. */
    originalTimestamp: string;
    /** When it was sent, by the page's clock: ISO 8601 with ms. */
    sentAt: string;
    /** Name of a page view; never empty. */
    name?: string;
    /** Name of a track event; never empty. */
    event?: string;
    context: Context;
    properties?: Properties;
}

/** Options of `tgp('init', writeKey, options)`. What is not of one destination alone (`endpoint`, `autoPage`) holds for
 * the page as the first `init` says it. */
export interface InitOptions {
    /** Origin (and path) of the collector. Default: the address of the tag's script without its own name. */
    endpoint?: string;
    /** The tag's own path at the collector, without slashes. Default: that of the script, or with an `endpoint` none. */
    path?: string;
    /** How beacons travel: `fetch` (images where it can't get out) or `image`. Default: `fetch`. */
    transport?: 'fetch' | 'image';
    /** Page views by themselves: none, this page's own, or also those of a single-page app. Default: `false`. */
    autoPage?: boolean | 'spa';
    /** Consent at the start, as in `tgp('consent', …)`. Default: `granted`. */
    consent?: Consent;
    /** Pixels of other parties, as in `tgp('piggyback', …)`. Default: none. */
    piggyback?: Piggyback | Piggyback[];
    /** Name of the cookie and localStorage entry that hold the visitor's id. Default: `tgp_id`. */
    idCookie?: string;
    /** Domain of the cookies; `''` for this host alone. Default: the widest one the browser accepts. */
    cookieDomain?: string;
    /** Minutes without an event after which a new session starts. Default: `30`. */
    sessionMinutes?: number;
    /** Parameters of a landing's URL that say which click led there, beside those of the large ad networks. Default: none. */
    clickIds?: string[];
    /** Parameters to cut from addresses, beside those that are secrets or persons by their names or values. Default: none. */
    cutParameters?: string[];
    /** Parameters of such a name or value that may leave. Default: none. */
    keepParameters?: string[];
    /** Logs every command, beacon and refusal to the console. Default: `false`, or `true` with `?tgp_debug=1`. */
    debug?: boolean;
}
/** One state for all categories, or one for each that is named and the signals for other parties. */
export type Consent = ConsentState | ({
    [category in ConsentCategory]?: ConsentState;
} & ConsentSignals);
/** What a consent platform says, by the name of the macro that passes it on. */
export interface ConsentSignals {
    /** Whether the GDPR applies. */
    GDPR?: 0 | 1;
    /** The TC string, for every vendor's `${GDPR_CONSENT_…}`. */
    GDPR_CONSENT?: string;
    US_PRIVACY?: string;
    /** For every vendor's `${GPP_STRING_…}`. */
    GPP_STRING?: string;
    GPP_SID?: string | number;
    /** Google's list of consented ad technology providers. */
    ADDTL_CONSENT?: string;
}
/** A pixel of another party, fired after our beacon where consent to `ads` is granted. */
export interface Piggyback {
    /** Its URL, https, with macros like `${properties.revenue}`. */
    url: string;
    /** An image, or a script that runs in the page. Default: `img`. */
    type?: 'img' | 'js';
    /** Names of the events that fire it, `page` for page views. Default: every event. */
    on?: string | string[];
    /** Write key of the destination whose events fire it. Default: every `init`ed one. */
    to?: string;
}
/** Options of one event: the last argument of `page`, `track`, `event`, `conversion`, `microconversion`, `refund`. */
export interface EventOptions {
    /** Write key of the one destination that gets it, or several. Default: every `init`ed one. */
    to?: string | string[];
    /** Runs whatever happens, once for each destination, with what became of the event. */
    callback?: (outcome: Outcome) => void;
    /** Id of the saved pixel that the call comes from: travels as `context.pixel.id`. */
    pixel?: string;
    /** What a server of the site's signed the event with, by the tag's secret: travels as `context.signature`. */
    signature?: string;
    /** The event's id, where a server sends the same event as well. Default: a new uuid. */
    messageId?: string;
}
/** What became of an event. */
export interface Outcome {
    /** `sent`: the collector has it. `skip`: it will never be sent. `fail`: the network or the collector failed. */
    status: 'sent' | 'skip' | 'fail';
    /** Why it was not sent. */
    reason?: string | undefined;
    messageId: string;
}
/** What `ready` callbacks get, once there is an `init` and consent is known. */
export interface TagState {
    version: string;
    /** The visitor's id, kept in memory alone where consent or the browser allows no more. */
    anonymousId?: string;
    userId?: string;
}
/** What `on` can listen to. */
export interface Listeners {
    /** A beacon leaves: the event's fields and the URL that they make, without `sentAt`, which each try has of its own. */
    send: {
        fields: object;
        url: string;
    };
    sent: Outcome;
    skip: Outcome;
    fail: Outcome;
}
/** What the commands that make an event under a name of its own take. */
type Named = [name: string, properties?: Properties, options?: EventOptions];
/**
 * The commands, each with its arguments.
 * @typeParam Name what `on` listens to
 * @typeParam First what `page` begins with: the view's name, or at once its properties
 */
export interface Commands<Name extends keyof Listeners = keyof Listeners, First extends string | Properties = string> {
    init: [writeKey: string, options?: InitOptions];
    page: [
        nameOrProperties?: First,
        ...rest: First extends string ? [properties?: Properties, options?: EventOptions] : [options?: EventOptions]
    ];
    track: Named;
    /** A pixel event of the collector, by its id; or a saved pixel of the served tag, which makes that pixel's call. */
    event: Named;
    conversion: Named;
    microconversion: Named;
    /** Gives an order back: the whole of it, or of its `value` a part. It counts where it is signed. */
    refund: [order: Properties & {
        order_id: string | number;
        value?: number;
    }, options?: EventOptions];
    identify: [userId: string | number | null, traits?: Properties] | [traits: Properties];
    /** Forgets the visitor: a new id, no user, a new session. */
    reset: [];
    /** Properties of every event that follows; `null` takes one away. */
    set: [properties: Properties];
    consent: [consent: Consent];
    /** Pixels of other parties that the page's events fire as well. */
    piggyback: [pixels: Piggyback | Piggyback[]];
    on: [name: Name, listener: (value: Listeners[Name]) => void];
    ready: [listener: (state: TagState) => void];
}
/** The tag's global: a queue until the script is there, then the tag itself. */
export interface Tgp {
    <Command extends keyof Commands & string, Name extends keyof Listeners, First extends string | Properties>(command: Command, ...args: Command extends 'on' ? Commands<Name>['on'] : Command extends 'page' ? Commands<Name, First>['page'] : Commands[Command]): void;
    /** Calls that wait for the script; once it runs, the `init` of each write key. */
    queue?: IArguments[];
    /** Set by the script: runs a command at once. */
    run?: ((...args: unknown[]) => void) | 0;
    /** How many calls found no room in the queue. */
    lost?: number;
    /** By write key, the view that the install code of a page view pixel has counted last. */
    views?: object;
    /** The mark of our stub. */
    tgp?: 1;
    /** The script's address, as the stub was given it. */
    src?: string;
}
export {};

declare global {
    interface Window {
        /** What the install code makes; the module makes no global. */
        tgp: Tgp;
    }
}
/**
 * The tag as a module: the same commands without a global, for sites with a bundler. No script element says where the
 * collector is, so `init` needs its `endpoint`. Where there is no page (a server, a worker) it does nothing.
 */
export declare const tgp: Tgp;
