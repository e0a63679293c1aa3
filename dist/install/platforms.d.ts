/** Where install code can go. */
export declare const PLATFORMS: readonly ["javascript", "gtm", "gtm-container", "gtm-template", "tealium", "tealium-api", "tealium-container", "noscript", "email", "amp", "wordpress", "shopify", "webflow", "wix", "squarespace", "npm"];
export type Platform = (typeof PLATFORMS)[number];
/** What a variable is on a platform. */
export type VariableKind = 'page' | 'gtm' | 'tealium' | 'amp' | 'order' | 'event' | 'none';
/** What a saved pixel's variables name, platform by platform. */
export declare const VARIABLE_KINDS: {
    [platform in Platform]: VariableKind;
};
