/** What a name may have before and after a word that says what it is: `user_email`, `customer[email]`, `reset_token_2`. */
const MORE = '(?:[\\w.-]|%(?:25)*5[BD]){0,40}';

/**
 * The names of query parameters that are secrets or persons, as source of a regular expression for a whole name, in any case,
 * as it stands in an encoded text: what Matomo leaves out of addresses (`CommonPIIParams` of its config/global.ini.php) as
 * far as such a name means nothing else, and what log-ins carry (RFC 6749 §4, OpenID Connect, resets of WordPress and
 * WooCommerce, signed addresses). Then values that are an e-mail address or a JSON Web Token, whatever their name.
 */
export const PERSONAL =
  MORE +
  '(?:mail(?!ing)|pass[wpck]|pwd|token|secret|phone|iban|[-_]ssn|birth|signature|credential|auth(?!or(?!iz))|sess(?:ion.?)?id|' +
  '(?:first|last|full|user|sur).?name|address|(?:api|secure).?key|card.?n|cv[cv])' +
  MORE +
  '|code|state|key|login|sig|pass|pin|otp|ssn|zip|tel|dob|jwt' +
  '|[^&%]{1,40}(?=%(?:25)*3D(?:eyJ[\\w-]+\\.eyJ|(?:[^&%]|%(?:25)*2B){1,64}%(?:25)*40[^&%]+\\.))';
