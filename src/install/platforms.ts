/** Where install code can go. */
export const PLATFORMS = [
  'javascript',
  'gtm',
  'gtm-container',
  'gtm-template',
  'tealium',
  'tealium-api',
  'tealium-container',
  'noscript',
  'email',
  'amp',
  'wordpress',
  'shopify',
  'webflow',
  'wix',
  'squarespace',
  'npm',
] as const;

export type Platform = (typeof PLATFORMS)[number];
