import { encodeText } from './encodeText.ts';
import { writeQuery } from './writeQuery.ts';

/** `${a.b}`, `${NAME_123}` with the number of a vendor, and the bracketed names that ad networks share. */
const MACRO = /\$\{(G\w+(?=_\d)|[^}]+)[^}]*}|\[(ORDER_ID|REVENUE|CACHEBUSTER|timestamp)]/g;

/**
 * Puts values into the macros of a URL, each percent-encoded, in one pass: what a value holds is never a macro.
 * @param values by name; `${a.b}` is the `b` of `a`. What is no text, number or boolean leaves nothing.
 */
export function expandMacros(url: string, values: object): string {
  const query = '&' + writeQuery(values, Infinity, () => {});
  return url.replace(MACRO, (_, path, name = path) =>
    (query.split('&' + encodeText(name) + '=')[1] || '')
      .split('&')[0]!
      .replace(/[!'()*]/g, mark => '%2' + '1789A'["!'()*".indexOf(mark)]),
  );
}
