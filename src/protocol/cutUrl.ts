import { attempt } from './attempt.ts';
import { PERSONAL } from './personal.ts';
import { withoutParameters } from './withoutParameters.ts';

/** Which parameters are cut from addresses, beside those that are secrets or persons, and which of these are kept. */
export interface CutNames {
  cut?: readonly string[] | undefined;
  kept?: readonly string[] | undefined;
}

/** Whole names as source of a regular expression, as they stand in an encoded text. */
const sourceOf = (names: readonly string[]): string =>
  names
    .map(name =>
      encodeURIComponent(name)
        .replace(/[^\w%]/g, '\\$&')
        .replaceAll('%', '%(?:25)*'),
    )
    .join('|');

/** The names to cut, for `withoutParameters`. */
export function cutSource({ cut = [], kept = [] }: CutNames): string {
  const names = [...(cut.length ? [sourceOf(cut)] : []), PERSONAL].join('|');
  return kept.length ? `(?!(?:${sourceOf(kept)})%(?:25)*3D)(?:${names})` : names;
}

/** Path parameters that Java's servers write a session into. */
const SESSION_IN_PATH = /;(jsessionid)=[^?#;/]*/gi;

/** Who logs in by the address. */
const CREDENTIALS = /^([a-z][a-z\d+.-]*:)?(\/\/)[^/?#@]*@/i;

/**
 * An address, or the query of one, without the parameters that are secrets or persons.
 * @param source what `cutSource` made
 * @param told of the name of each that was cut
 */
export function cutUrl(url: string, source: string, told: (name: string) => void): string {
  let isCut = false;
  const say = (name: string) => {
    isCut = true;
    told(name);
  };
  const bare = url
    .replace(CREDENTIALS, (_, scheme = '', slashes) => {
      say('user:password@');
      return scheme + slashes;
    })
    .replace(SESSION_IN_PATH, (_, name) => {
      say(name);
      return '';
    });
  const encoded = attempt(() => encodeURIComponent(bare));
  // Half a character has no form in UTF-8: nothing but an attack has one in an address.
  if (encoded === undefined) return cutUrl(url.replace(/\p{Surrogate}/gu, '\ufffd'), source, told);
  const text = withoutParameters(encoded, source, (cut, before, level) => {
    for (const name of namesIn(cut.slice(before.length), source, level)) say(name);
  });
  return isCut ? decodeURIComponent(text) : url;
}

/** The names of parameters that were cut together, decoded; none of their values. */
function namesIn(cut: string, source: string, level: string): string[] {
  const one = RegExp(
    `(?:amp%${level}3B)?(${source})%${level}3D(?:(?!%(?:${level})?2[36])[^&])*(?:%${level}26)?`,
    'giy',
  );
  return [...cut.matchAll(one)].map(([, name]) => decodeAll(name!));
}

function decodeAll(name: string): string {
  const decoded = attempt(() => decodeURIComponent(name)) ?? name;
  return decoded === name ? name : decodeAll(decoded);
}
