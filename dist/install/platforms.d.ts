import type { Platform } from './platform.js';
declare const ALL: (Platform<"amp"> | Platform<"gtm"> | Platform<"gtm-container"> | Platform<"gtm-template"> | Platform<"javascript"> | Platform<"squarespace"> | Platform<"webflow"> | Platform<"wix"> | Platform<"email"> | Platform<"noscript"> | Platform<"npm"> | Platform<"shopify"> | Platform<"tealium"> | Platform<"tealium-api"> | Platform<"tealium-container"> | Platform<"wordpress">)[];
export type PlatformName = (typeof ALL)[number]['name'];
/** The names of all platforms, in the order in which people look for them. */
export declare const PLATFORMS: readonly PlatformName[];
/** The platform of that name. */
export declare const platformOf: (name: PlatformName) => Platform;
export {};
