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
