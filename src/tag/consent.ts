import type { ConsentCategory, ConsentState, Context } from '../protocol/event.ts';
import { warn } from './log.ts';
import type { Consent } from './types.ts';

const CATEGORIES: ConsentCategory[] = ['analytics', 'ads'];

/** What the page said. A category that it said nothing of counts as granted. */
export const consents: { [category in ConsentCategory]?: ConsentState } = {};

/** Takes over what `tgp('consent', …)` says; a category that is not named stays as it is. */
export function setConsent(consent: Consent, isDefault?: boolean): void {
  for (const category of CATEGORIES) {
    const state = typeof consent === 'string' ? consent : consent[category];
    // What `init` says gives way to a command, whichever came first.
    if (!state || (isDefault && consents[category])) continue;
    if (/^(granted|denied|pending)$/.test(state)) consents[category] = state;
    else warn('consent is granted, denied or pending, not', state);
  }
}

export const isGranted = (category: ConsentCategory): boolean =>
  (consents[category] || 'granted') === 'granted';

/** What the page said, in the shape of RudderStack's own SDK. */
export function consentContext(): Context['consentManagement'] {
  const having = (state: ConsentState) => CATEGORIES.filter(category => consents[category] === state);
  return { allowedConsentIds: having('granted'), deniedConsentIds: having('denied') };
}
