import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import type { Call } from './moment.ts';
import { oneOf } from './oneOf.ts';
import type { Consent } from './types.ts';

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted. Global Privacy Control speaks for the visitor until the page does.
 */
export const consents: { [category in ConsentCategory]?: ConsentState } & { [signal: string]: unknown } = (
  navigator as { globalPrivacyControl?: boolean }
).globalPrivacyControl
  ? { ads: 'denied' }
  : {};

/**
 * `tgp('consent', consent)`: what is not named stays as it is.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
export function setConsent(_: Call, consent: Consent, isDefault?: boolean): void {
  const said =
    typeof consent === 'string' ? { analytics: consent, ads: consent } : (consent as typeof consents);
  for (const name in said) {
    if (said[name] != null && !(isDefault && name in consents)) {
      // Signals are written in capitals.
      if (/^a/.test(name)) oneOf('granted, denied, pending', said[name]);
      consents[name] = said[name];
    }
  }
}

/** Neither denied nor pending. */
export const isGranted = (category: ConsentCategory): boolean => !/^[dp]/.test(consents[category] as string);
