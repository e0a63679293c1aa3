import { cutParameters, type Stays } from './cutParameters.ts';
import { named } from './named.ts';
import { isPersonal } from './personal.ts';

/** Which parameters are cut from addresses, beside those that are secrets or persons, and which of these are kept. */
export interface CutNames {
  cut?: readonly string[] | undefined;
  kept?: readonly string[] | undefined;
}

/** What `cutUrl` cuts. */
export interface Cutting {
  /** Whether a parameter is cut. */
  isCut: (name: string, value: string | undefined) => boolean;
  /** What an address has that is cut from at all. */
  screen: RegExp;
}

/**
 * Some part of each of the names and values that are secrets or persons, or a letter that is encoded, as none needs to be: most
 * addresses have none of these, and are done.
 */
const PARTS =
  'mail|pass|pwd|token|secret|phone|iban|ssn|birth|signature|credential|auth|sess|name|address|key|card|cv[cv]|code|state|' +
  'login|sig|pin|otp|zip|tel|dob|jwt|eyJ|@|%(?:25)*(?:[46]|[57][\\da])';

/** Reads what is to be cut. */
export const cutSource = ({ cut = [], kept = [] }: CutNames): Cutting => ({
  isCut: (name, value) => !named(kept, name) && (isPersonal(name, value) || !!named(cut, name)),
  screen: RegExp(cut.length ? '' : PARTS, 'i'),
});

/** Path parameters that Java's servers write a session into. */
const SESSION_IN_PATH = /;(jsessionid)=[^?#;/]*/gi;

/** Who logs in by the address. */
const CREDENTIALS = /^([a-z][a-z\d+.-]*:)?(\/\/)[^/?#@]*@/i;

/**
 * An address, or the query of one, without the parameters that are secrets or persons.
 * @param told of the name of each that was cut
 */
export function cutUrl(url: string, { isCut, screen }: Cutting, told: (name: string) => void): string {
  if (!screen.test(url)) return url;
  const stays: Stays = (name, value) => {
    const cut = isCut(name, value);
    if (cut) told(name);
    return !cut;
  };
  const bare = url
    .replace(CREDENTIALS, (_, scheme = '', slashes) => {
      told('user:password@');
      return scheme + slashes;
    })
    .replace(SESSION_IN_PATH, (_, name) => {
      told(name);
      return '';
    });
  return cutParameters(bare, stays);
}
