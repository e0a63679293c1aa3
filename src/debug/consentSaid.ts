/** Who said what of consent, as far as the page's calls tell. */
export interface ConsentSaid {
  analytics: string;
  ads: string;
  /** In a sentence. */
  by: string;
}

/** The arguments of a command, its name first. */
export type Call = { readonly [at: number]: unknown };

/** Of an event's beacon. */
export interface SentContext {
  consentManagement?: { allowedConsentIds?: unknown; deniedConsentIds?: unknown };
}

const CATEGORIES = ['analytics', 'ads'] as const;

/**
 * The consent that an event was sent with, from the beacon itself, and what said it: the last command that named it, the
 * option of `init`, Global Privacy Control, or nobody.
 * @param calls of the page, in their order
 * @param context of the last event; undefined where there was none yet
 */
export function consentSaid(
  calls: Call[],
  context: SentContext | undefined,
  hasPrivacyControl: boolean,
): ConsentSaid {
  const named = calls.filter(call => call[0] === 'consent').slice(-1)[0];
  const first = calls.filter(call => call[0] === 'init' && consentIn(call[2]) != null)[0];
  const { allowedConsentIds, deniedConsentIds } = (context && context.consentManagement) || {};
  const has = (list: unknown, category: string) => Array.isArray(list) && list.indexOf(category) >= 0;
  const said = named ? named[1] : first ? consentIn(first[2]) : undefined;
  const stateOf = (category: (typeof CATEGORIES)[number]): string => {
    if (has(deniedConsentIds, category)) return 'denied';
    if (has(allowedConsentIds, category)) return 'granted';
    if (context) return 'granted, for nothing was said';
    const value = Object(said) === said ? (said as { [name: string]: unknown })[category] : said;
    if (value != null) return String(value);
    return hasPrivacyControl && category === 'ads' ? 'denied' : 'granted, for nothing was said';
  };
  return {
    analytics: stateOf('analytics'),
    ads: stateOf('ads'),
    by: named
      ? 'tgp("consent", …) said so'
      : first
        ? 'the option “consent” of tgp("init") said so'
        : hasPrivacyControl
          ? 'the browser’s Global Privacy Control said so of ads'
          : 'nobody said anything: what is not named counts as granted',
  };
}

const consentIn = (options: unknown): unknown =>
  Object(options) === options ? (options as { consent?: unknown }).consent : undefined;
