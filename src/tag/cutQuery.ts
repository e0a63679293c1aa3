import { PERSONAL_NAMES, PERSONAL_PARTS } from '../protocol/personal.ts';
import { isGranted } from './consent.ts';
import { attempt, log } from './say.ts';
import { clickIds, named } from './session.ts';
import { settings } from './state.ts';

/** A text with something encoded in it, of what `encodeURIComponent` leaves as it is. */
const ENCODED = /[\w.!~*'()-]*%[\w.!~*'()%-]*/g;

/** What follows a `?`, `#` or `&` up to the next `#`, or to a `?` that begins parameters of its own. */
const PARAMETERS = /([?#&])((?:[^?#]|\?(?![^?&#=]+=))*)/g;

/** Names that are a secret or a person: each is looked for by itself, so that a long text takes no longer than it is. */
const PERSONAL = /* @__PURE__ */ RegExp(`${PERSONAL_PARTS}|^(${PERSONAL_NAMES})$`, 'i');

/** Values that are: an e-mail address or a JSON Web Token. */
const PERSONS = /^(eyJ[\w-]+\.eyJ|[\w.!~*'()+-]{1,64}@[\w-]+\.)/i;

/** How often a text that is looked into may be encoded: no address is so by accident, and each level takes its time. */
const MAX_LEVELS = 9;

/** Decodes a text. What is no UTF-8, as in forms of old sites, is taken a byte at a time. */
const decode = (text: string): string => attempt(() => decodeURIComponent(text)) || unescape(text);

/** Whether a parameter stays in an address. Debug mode shows each that does not. */
function stays(parameter: string): boolean {
  const text = decode(parameter.replace(/^amp;/, ''));
  const [name, value] = text.split('=') as [string, string?];
  const isCut =
    (!isGranted('ads') && named(clickIds(), name)) ||
    (!named(settings.keepParameters, name) &&
      ((value != null && (PERSONAL.test(name) || PERSONS.test(value))) ||
        named(settings.cutParameters, name)));
  if (isCut) log('cut', text);
  return !isCut;
}

/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here: in every address that stands in it, and in those that stand in these.
 */
export const cutQuery = (query: string, levels = MAX_LEVELS): string =>
  query.replace(ENCODED, part => {
    attempt(() => {
      const text = decode(part);
      const left = (levels ? cutQuery(text, levels - 1) : text).replace(
        PARAMETERS,
        (_, before, parameters) => {
          const rest = parameters.split('&').filter(stays).join('&');
          return rest || !parameters ? before + rest : '';
        },
      );
      // What is not cut stays as it is spelled.
      if (left !== text) part = encodeURIComponent(left);
    });
    return part;
  });
