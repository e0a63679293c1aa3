import { kindOf } from '../protocol/asData.ts';
import type { ConsentCategory, ConsentState } from '../protocol/event.ts';
import type { Call } from './moment.ts';
import { attempt, isOneOf, nearest, warn } from './say.ts';

interface Consents {
  [signal: string]: unknown;
  analytics?: ConsentState;
  ads?: ConsentState;
}

/**
 * What the page said: the state of each category, and the consent signals by their macros' names. A category that it
 * said nothing of counts as granted.
 */
export const consents: Consents = /* @__PURE__ */ Object.create(null);

const CATEGORIES: ConsentCategory[] = ['analytics', 'ads'];

/** The strictest first. */
const STATES: ConsentState[] = ['denied', 'pending', 'granted'];
const stricter = (a: unknown, b: unknown) => STATES.find(state => state === a || state === b);

/** What may look like a refusal and is none: a signal, and what Consent Mode says of nothing that the tag does. */
const OTHERS = /^(GDPR|region)$|_storage$/;

/**
 * What refuses under a name that is not known: how no, none, null, off, false, declined, denied, disabled, disallowed, refused,
 * rejected, revoked and opt-out begin, in all their forms, for a word too many refuses and one too few would track. Any
 * other text may be a signal.
 */
const REFUSALS = /^(0$|no|nul|off|false|de[cn]|dis|re[fjv]|opt.?out)/i;

/**
 * `tgp('consent', consent)`: what is not named stays as it is. What is not surely a grant refuses, with a warning; and so
 * does an unknown category, unless `analytics` is named beside it.
 * @param isDefault what `init` says: it gives way to a command, whichever came first
 */
export function setConsent(_: Call, consent: unknown, isDefault?: boolean): void {
  const now: Consents = {};
  let rest: ConsentState | undefined;
  const say = (name: string, value: unknown) => {
    const state = value === true ? 'granted' : stricter(value, value);
    // Our names, and Consent Mode's.
    const category = /^analytics(_storage)?$/.test(name)
      ? 'analytics'
      : /^ad(s|_storage|_user_data|_personalization)$/.test(name) && 'ads';
    if (category) now[category] = stricter(now[category], state || 'denied')!;
    else if (OTHERS.test(name) || !(state || Object(value) === value || REFUSALS.test(value as string)))
      return (now[name] = value);
    else {
      rest = stricter(rest, state || 'denied');
      warn('consent', name, 'try ' + nearest(CATEGORIES, name));
    }
    if (!state) warn('consent', name, value, 'is not granted, denied, pending');
  };
  // What is no object of categories is one word for all.
  if (/Object|Array/.test(kindOf(consent)))
    Object.keys(consent as object).map(name =>
      attempt(() => {
        const value = (consent as Consents)[name];
        if (value !== undefined) say(name, value);
      }, warn),
    );
  else CATEGORIES.map(category => say(category, consent));
  const others = rest && rest !== 'granted' && !now.analytics && { analytics: rest, ads: rest };
  Object.assign(consents, others, now, isDefault && Object.assign({}, consents));
}

/** Neither denied nor pending. */
export const isGranted = (category: ConsentCategory): boolean =>
  !isOneOf('denied, pending', consents[category]);

/** The categories in a state, for the beacon. */
export const categoriesIn = (state: ConsentState): ConsentCategory[] =>
  CATEGORIES.filter(category => consents[category] === state);
