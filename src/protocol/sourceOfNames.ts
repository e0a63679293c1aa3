import { encodeText } from './encodeText.ts';

/** Names of parameters as they stand in an encoded text, however often it is encoded: source of a regular expression. */
export const sourceOfNames = (names: readonly string[] = []): string =>
  names
    .map(name =>
      encodeText(name)
        .replace(/[^\w%]/g, '\\$&')
        .replace(/%/g, '%(?:25)*'),
    )
    .join('|');
