import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import type { Call } from './moment.ts';
import { oneOf } from './oneOf.ts';
import type { Consent } from './types.ts';

/** What the page said. A category that it said nothing of counts as granted. */
export const consents: { [category in ConsentCategory]?: ConsentState } = {};

/**
 * `tgp('consent', consent)`: a category that is not named stays as it is.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
export function setConsent(_: Call, consent: Consent, isDefault?: boolean): void {
  (['analytics', 'ads'] as const).map(category => {
    const state = typeof consent === 'string' ? consent : consent[category];
    if (state && !(isDefault && consents[category])) {
      oneOf('granted, denied or pending', state);
      consents[category] = state;
    }
  });
}

/** Neither denied nor pending. */
export const isGranted = (category: ConsentCategory): boolean => !/^[dp]/.test(consents[category] as string);
