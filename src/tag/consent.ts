import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import type { Call } from './moment.ts';
import { isOneOf, oneOf } from './say.ts';
import type { Consent } from './types.ts';

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted.
 */
export const consents: { [category in ConsentCategory]?: ConsentState } & { [signal: string]: unknown } = {};

/**
 * `tgp('consent', consent)`: what is not named stays as it is.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
export function setConsent(_: Call, consent: Consent, isDefault?: boolean): void {
  const said =
    typeof consent === 'string' ? { analytics: consent, ads: consent } : (consent as typeof consents);
  for (const name in said) {
    if (said[name] != null && !(isDefault && name in consents)) {
      if (isOneOf('analytics, ads', name)) oneOf('granted, denied, pending', said[name]);
      consents[name] = said[name];
    }
  }
}

/** Neither denied nor pending. */
export const isGranted = (category: ConsentCategory): boolean =>
  !isOneOf('denied, pending', consents[category]);
