import { attempt } from './attempt.ts';
import { PERSONAL_NAMES, PERSONAL_PARTS } from './personal.ts';
import { sourceOfNames } from './sourceOfNames.ts';
import { withoutParameters } from './withoutParameters.ts';

/** Which parameters are cut from addresses, beside those that are secrets or persons, and which of these are kept. */
export interface CutNames {
  cut?: readonly string[] | undefined;
  kept?: readonly string[] | undefined;
}

/** What `cutUrl` cuts. */
export interface Cutting {
  /** The names, for `withoutParameters`. */
  names: string;
  /** What an address has that is cut from at all. */
  screen: RegExp;
}

/** Some part of each of the names and values that are secrets or persons: most addresses have none, and are done. */
const PARTS =
  'mail|pass|pwd|token|secret|phone|iban|ssn|birth|signature|credential|auth|sess|name|address|key|card|cv[cv]|code|state|' +
  'login|sig|pin|otp|zip|tel|dob|jwt|eyJ|@|%(?:25)*40';

/** What a name may have before and after a word that says what it is: `user_email`, `customer[email]`, `reset_token_2`. */
const MORE = '(?:[\\w.-]|%(?:25)*5[BD]){0,40}';

/**
 * The names of parameters that are secrets or persons, as they stand in an encoded text; then those whose value is an e-mail
 * address or a JSON Web Token, whatever their name.
 */
const PERSONAL =
  `${MORE}(?:${PERSONAL_PARTS})${MORE}|${PERSONAL_NAMES}` +
  '|[^&%]{1,40}(?=%(?:25)*3D(?:eyJ[\\w-]+\\.eyJ|(?:[^&%]|%(?:25)*2B){1,64}%(?:25)*40[^&%]+\\.))';

/** Reads what is to be cut. */
export function cutSource({ cut = [], kept = [] }: CutNames): Cutting {
  const names = [...(cut.length ? [sourceOfNames(cut)] : []), PERSONAL].join('|');
  return {
    names: kept.length ? `(?!(?:${sourceOfNames(kept)})%(?:25)*3D)(?:${names})` : names,
    screen: RegExp(cut.length ? '' : PARTS, 'i'),
  };
}

/** Path parameters that Java's servers write a session into. */
const SESSION_IN_PATH = /;(jsessionid)=[^?#;/]*/gi;

/** Who logs in by the address. */
const CREDENTIALS = /^([a-z][a-z\d+.-]*:)?(\/\/)[^/?#@]*@/i;

/**
 * An address, or the query of one, without the parameters that are secrets or persons.
 * @param told of the name of each that was cut
 */
export function cutUrl(url: string, cutting: Cutting, told: (name: string) => void): string {
  if (!cutting.screen.test(url)) return url;
  const { names } = cutting;
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
  if (encoded === undefined) return cutUrl(url.replace(/\p{Surrogate}/gu, '\ufffd'), cutting, told);
  const text = withoutParameters(encoded, names, (cut, before, level) => {
    for (const name of namesIn(cut.slice(before.length), names, level)) say(name);
  });
  return isCut ? decodeURIComponent(text) : url;
}

/** The names of parameters that were cut together, decoded; none of their values. */
function namesIn(cut: string, names: string, level: string): string[] {
  const one = RegExp(
    `(?:amp%${level}3B)?(${names})%${level}3D(?:(?!%(?:${level})?2[36])[^&])*(?:%${level}26)?`,
    'giy',
  );
  return [...cut.matchAll(one)].map(([, name]) => decodeAll(name!));
}

function decodeAll(name: string): string {
  const decoded = attempt(() => decodeURIComponent(name)) ?? name;
  return decoded === name ? name : decodeAll(decoded);
}
