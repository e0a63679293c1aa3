import { PERSONAL_NAMES, PERSONAL_PARTS } from '../protocol/personal.ts';
import { isGranted } from './consent.ts';
import { attempt, log } from './say.ts';
import { clickIds, named } from './session.ts';
import { settings } from './state.ts';

/** A text with something encoded in it, of what `encodeURIComponent` leaves as it is. */
const ENCODED = /[\w.!~*'()-]*%[\w.!~*'()%-]*/g;

/** What follows a `?`, `#` or `&` up to the next `#`, or to a `?` that begins parameters of its own. */
const PARAMETERS = /([?#&])((?:[^?#]|\?(?![^?&#=]+=))*)/g;

/** A parameter that is a secret or a person by its name; or by its value, an e-mail address or a JSON Web Token. */
const PERSONAL = /* @__PURE__ */ RegExp(
  `^([^=]*(${PERSONAL_PARTS})[^=]*=|(${PERSONAL_NAMES})=|[^=]*=(eyJ[\\w-]+\\.eyJ|[\\w.!~*'()+-]{1,64}@[\\w-]+\\.))`,
  'i',
);

/** Whether a parameter stays in an address. Debug mode shows each that does not. */
function stays(parameter: string): boolean {
  const text = attempt(() => decodeURIComponent(parameter.replace(/^amp;/, ''))) || parameter;
  const name = text.split('=')[0]!;
  const isCut =
    (!isGranted('ads') && named(clickIds(), name)) ||
    (!named(settings.keepParameters, name) && (named(settings.cutParameters, name) || PERSONAL.test(text)));
  if (isCut) log('cut', text);
  return !isCut;
}

/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here: in every address that stands in it, and in those that stand in these.
 */
export const cutQuery = (query: string): string =>
  query.replace(ENCODED, part => {
    attempt(() => {
      const text = decodeURIComponent(part);
      const left = cutQuery(text).replace(PARAMETERS, (_, before, parameters) => {
        const rest = parameters.split('&').filter(stays).join('&');
        return rest || !parameters ? before + rest : '';
      });
      if (left !== text) part = encodeURIComponent(left);
    });
    return part;
  });
