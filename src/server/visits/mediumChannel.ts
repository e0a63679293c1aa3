import type { Channel } from '../store/visits.ts';

/** What `utm_medium` says of a visit's channel, in the words that campaigns use for it. */
const CHANNELS: [RegExp, Channel][] = [
  [
    /^(?:cp[acmpv]|cpcv|cpe|cpl|ppc|ppv|sem|sea|advert.*|banner|display|interstitial|expandable|native|remarketing|retargeting|affiliates?|sponsored|shopping-ads|promoted)$/,
    'paid',
  ],
  [/^(?:.*[-_ ./])?(?:cpc|cpm|ppc|paid|ads?)(?:[-_ ./+].*)?$|^paid/, 'paid'],
  [/^(?:e[-_ ]?mail|newsletter|mailing|mail|edm)(?:[-_ ].*)?$/, 'email'],
  [
    /^(?:organic[-_ ])?(?:social|sm|social[-_ ]?(?:network|media|post|organic))$|^social[-_ ].*|^story|^stories$/,
    'social',
  ],
  [/^(?:ai|llm|chatbot|ai[-_ ](?:assistant|chat|search)|assistant)$/, 'assistant'],
  [/^(?:organic|organic[-_ ]search|search|seo)$/, 'search'],
  [/^(?:referral|link)$/, 'referral'],
];

/** The channel of a medium, in any capitals; undefined where it says none. */
export const mediumChannel = (medium: string): Channel | undefined =>
  CHANNELS.find(([words]) => words.test(medium))?.[1];
