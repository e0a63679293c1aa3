import { kindOf } from '../protocol/asData.ts';
import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import { ownKeys } from '../protocol/ownKeys.ts';
import type { Call } from './moment.ts';
import { own } from './own.ts';
import { attempt, hint, warn } from './say.ts';

interface Consents {
  [signal: string]: unknown;
  analytics?: ConsentState;
  ads?: ConsentState;
}

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted.
 */
export const consents: Consents = /* @__PURE__ */ own();

/** Global Privacy Control speaks for the visitor until the page does. */
export const heedPrivacyControl = (): unknown =>
  attempt(
    () =>
      (window.navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl &&
      (consents.ads = consents.ads || 'denied'),
  );

const CATEGORIES: ConsentCategory[] = ['analytics', 'ads'];

/** The strictest first. */
const STATES: ConsentState[] = ['denied', 'pending', 'granted'];

/**
 * The signals that other parties' pixels take, and what Consent Mode says of nothing that the tag does. Any other name stands for a
 * category, whatever a consent platform calls it.
 */
const OTHERS = /^(GDPR|GPP|US_P|ADDTL|wait_|url_|ads_data|region$|(function|personal|secur).*_storage$)/;

/**
 * `tgp('consent', consent)`: what is not named stays as it is. What is not surely a grant refuses, with a warning; and so
 * does an unknown category, unless `analytics` is named beside it.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
export function setConsent(_: Call, consent: unknown, isDefault?: boolean): void {
  // What is no object of categories is one word for all.
  const given = (kindOf(consent) === 'Object' ? consent : { analytics: consent, ads: consent }) as Consents;
  const now: Consents = own();
  // Ours are asked for as well: an instance of a class has no names of its own, and a proxy may not say them.
  (CATEGORIES as string[]).concat(attempt(() => ownKeys(given)) || []).map(name => {
    let value = null as unknown;
    attempt(() => (value = given[name]));
    // Our names, and Consent Mode's.
    const category = /^analytics(_storage)?$/.test(name)
      ? 'analytics'
      : /^ad(s|_\w+)$/.test(name)
        ? 'ads'
        : '';
    let state = (value === true ? 'granted' : value) as ConsentState;
    if (!category) {
      if (OTHERS.test(name)) return (now[name] = value);
      hint('consent', CATEGORIES, name);
    }
    // A category that is undefined is not named.
    if (value === undefined && given === consent) return;
    if (!STATES.includes(state)) {
      warn('consent', name, value, 'is not ' + STATES);
      state = 'denied';
    }
    // What is said under names that are no category goes under none.
    now[category] = STATES.filter(each => [now[category], state].includes(each))[0];
  });
  const rest = now[''];
  const others = rest && rest !== 'granted' && !now.analytics && { analytics: rest, ads: rest };
  Object.assign(consents, others, now, isDefault && own(consents));
}

/** Neither denied nor pending. */
export const isGranted = (category: ConsentCategory): boolean =>
  (consents[category] || 'granted') === 'granted';

/** The visitor has refused everything. */
export const isDenied = (): boolean => consents.analytics === 'denied';

/** The categories in a state, for the beacon. */
export const categoriesIn = (state: ConsentState): ConsentCategory[] =>
  CATEGORIES.filter(category => consents[category] === state);
