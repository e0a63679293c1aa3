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

/** What a variable is on a platform. */
export type VariableKind = 'page' | 'gtm' | 'tealium' | 'amp' | 'order' | 'event' | 'none';

/** What a saved pixel's variables name, platform by platform. */
export const VARIABLE_KINDS: { [platform in Platform]: VariableKind } = {
  javascript: 'page',
  gtm: 'gtm',
  'gtm-container': 'gtm',
  'gtm-template': 'gtm',
  tealium: 'tealium',
  'tealium-api': 'tealium',
  'tealium-container': 'tealium',
  noscript: 'none',
  email: 'none',
  amp: 'amp',
  wordpress: 'order',
  shopify: 'event',
  webflow: 'page',
  wix: 'page',
  squarespace: 'page',
  npm: 'page',
};
