/**
 * What the names of parameters that are secrets or persons have in them, in any case, as source of a regular expression: what
 * Matomo leaves out of addresses (`CommonPIIParams` of its config/global.ini.php) as far as such a name means nothing else,
 * and what log-ins carry (RFC 6749 §4, OpenID Connect, resets of WordPress and WooCommerce, signed addresses).
 */
export const PERSONAL_PARTS =
  'mail(?!ing)|pass[wpck]|pwd|token|secret|phone|iban|[-_]ssn|birth|signature|credential|auth(?!or(?!iz))|sess(?:ion.?)?id|' +
  '(?:first|last|full|user|sur).?name|address|(?:api|secure).?key|card.?n|cv[cv]';

/** The same for whole names, which mean something else as a part of others. */
export const PERSONAL_NAMES = 'code|state|key|login|sig|pass|pin|otp|ssn|zip|tel|dob|jwt';
