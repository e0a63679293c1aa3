import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import type { Consent } from './types.ts';

/** What the page said. A category that it said nothing of counts as granted. */
export const consents: { [category in ConsentCategory]?: ConsentState } = {};

/** Takes over what `tgp('consent', …)` says; a category that is not named stays as it is. */
export function setConsent(consent: Consent, isDefault?: boolean): void {
  for (const category of ['analytics', 'ads'] as const) {
    const state =
      Object(consent) === consent ? (consent as { [category: string]: ConsentState })[category] : consent;
    // What `init` says gives way to a command, whichever came first.
    if (!state || (isDefault && consents[category])) continue;
    if (!/^(granted|denied|pending)$/.test(state as string)) throw 'consent is granted, denied or pending';
    consents[category] = state as ConsentState;
  }
}

export const isGranted = (category: ConsentCategory): boolean =>
  (consents[category] || 'granted') === 'granted';
