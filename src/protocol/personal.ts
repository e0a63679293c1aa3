/**
 * What the names of parameters that are secrets or persons have in them, in any case, as source of a regular expression: what
 * Matomo leaves out of addresses (`CommonPIIParams` of its config/global.ini.php) as far as such a name means nothing else,
 * and what log-ins carry (RFC 6749 §4, OpenID Connect, resets of WordPress and WooCommerce, signed addresses).
 */
const PARTS =
  'mail(?!ing)|pass[wpck]|pwd|token|secret|phone|iban|[-_]ssn|birth|signature|credential|auth(?!or(?!iz))|sess(?:ion.?)?id|' +
  '(?:first|last|full|user|sur).?name|address|(?:api|secure).?key|card.?n|cv[cv]';

/** The same for whole names, which mean something else as a part of others. */
const NAMES = 'code|state|key|login|sig|pass|pin|otp|ssn|zip|tel|dob|jwt';

/** Names that are a secret or a person: each is looked for by itself, so that a long text takes no longer than it is. */
const PERSONAL = /* @__PURE__ */ RegExp(`${PARTS}|^(${NAMES})(\\[|$)`, 'i');

/** Values that are: an e-mail address or a JSON Web Token. */
const PERSONS = /^(eyJ[\w-]+\.eyJ|[\w.!~*'()+-]{1,64}@[\w-]+\.)/i;

/** Whether a parameter of an address is a secret or a person, by its name or its value. One without a value is none. */
export const isPersonal = (name: string, value: string | undefined): boolean =>
  value != null && (PERSONAL.test(name) || PERSONS.test(value));
