import { Type } from 'typebox';

/** A name that people read: on one line, of whole characters, not blank. */
export const label = Type.String({
  maxLength: 200,
  pattern: '^(?=\\s*\\S)[^\\p{Cc}\\p{Cs}]*$',
  fix: 'must be a text of 1 to 200 characters, not blank and without control characters and line ends',
});
