import { attempt } from './attempt.ts';
import { encodeText } from './encodeText.ts';

/** How often a text that is looked into may be encoded: no address is so by accident, and each level takes its time. */
const MAX_LEVELS = 9;

/** What `encodeURIComponent` leaves as it is, and what it makes of the rest: each character is in one run alone. */
const RUNS = /[\w.!~*'()%-]+/g;

/** What follows a `?`, `#` or `&` up to the next `#`, or to a `?` that begins parameters of its own. */
const PARAMETERS = /([?#&])((?:[^?#]|\?(?![^?&#=]+=))*)/g;

/** One of them, with the `&`, `&amp;` or `;` before it. A `;` that no name follows is a part of the value. */
const EACH = /(?:&(?:amp;)?|;)?(?:[^&;]|;(?![^&;=]+=))*/g;

/** What comes before a name. */
const BEFORE = /^[&;]?(amp;)?/;

/** A text that begins as parameters do, and no address. */
const NAMED = /^[^?#&;=/:]+=/;

/** Decodes a text. What is no UTF-8, as in forms of old sites, is taken a byte at a time. */
const decode = (text: string): string => attempt(() => decodeURIComponent(text)) || unescape(text);

/** Tells whether a parameter stays, by what it says decoded: its name and, where it has one, its value. */
export type Stays = (name: string, value: string | undefined) => boolean;

/**
 * A query without some parameters of the addresses that are encoded in it, and of those that are encoded in these; its own stay.
 * What is not cut stays as it is spelled. JSON, base64 and what a site has made up itself are no addresses.
 */
export const cutEncoded = (text: string, stays: Stays, levels = MAX_LEVELS, isValue?: boolean): string =>
  text.replace(RUNS, (run, at) => {
    if (levels && /%/.test(run)) {
      const decoded = decode(run);
      const left = cutParameters(
        decoded,
        stays,
        levels - 1,
        levels < MAX_LEVELS && (at ? text[at - 1] === '=' : isValue),
      );
      if (left !== decoded) return encodeText(left);
    }
    return run;
  });

/**
 * An address, or a text with addresses in it, without some parameters, its own and those of the addresses that are encoded in it.
 * @param isValue whether it is a parameter's value, which may be parameters alone: `referrer=utm_source%3Da%26gclid%3Db`
 */
export function cutParameters(
  text: string,
  stays: Stays,
  levels = MAX_LEVELS - 1,
  isValue?: boolean,
): string {
  const bare = isValue && NAMED.test(text);
  const left = ((bare ? '?' : '') + cutEncoded(text, stays, levels, isValue)).replace(
    PARAMETERS,
    (_, before, parameters: string) => {
      const rest = parameters
        .match(EACH)!
        .filter(each => {
          const [name, value] = decode(each.replace(BEFORE, '')).split('=') as [string, string?];
          return stays(name, value);
        })
        .join('');
      return rest || !parameters ? before + (rest === parameters ? rest : rest.replace(BEFORE, '')) : '';
    },
  );
  return bare ? left.replace(/^\?/, '') : left;
}
