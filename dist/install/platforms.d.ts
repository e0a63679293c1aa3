import type { Platform } from './platform.js';
declare const ALL: (Platform<"adobe-tags"> | Platform<"amp"> | Platform<"gtm"> | Platform<"gtm-container"> | Platform<"gtm-server"> | Platform<"gtm-template"> | Platform<"javascript"> | Platform<"squarespace"> | Platform<"webflow"> | Platform<"wix"> | Platform<"email"> | Platform<"noscript"> | Platform<"magento"> | Platform<"matomo"> | Platform<"npm"> | Platform<"prestashop"> | Platform<"shopify"> | Platform<"tealium"> | Platform<"tealium-api"> | Platform<"tealium-container"> | Platform<"wordpress"> | Platform<"wordpress-plugin">)[];
export type PlatformName = (typeof ALL)[number]['name'];
/** The names of all platforms, in the order in which people look for them. */
export declare const PLATFORMS: readonly PlatformName[];
/** The platform of that name. */
export declare const platformOf: (name: PlatformName) => Platform;
export {};
