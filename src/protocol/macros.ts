import { encodeText } from './encodeText.ts';
import { writeQuery } from './writeQuery.ts';

/** Browsers and Node have it alike. */
declare const URLSearchParams: new (query: string) => { get(name: string): string | null };

/**
 * Puts values into the macros of a URL, each percent-encoded, in one pass: what a value holds is never a macro.
 * @param cut what may not leave of their query. Default: nothing
 * @param values nested; a macro names a value as a beacon would, and nothing where there is none
 */
export function expandMacros(url: string, values: object, cut: (query: string) => string = String): string {
  // `Object` as a function that does nothing: what has no text leaves its macro empty.
  const texts = new URLSearchParams(cut(writeQuery(values, Object)));
  return url.replace(
    // `${a.b}`, with the number of a vendor dropped (`${GDPR_CONSENT_123}`), and the names in brackets that ad networks
    // share: other brackets are the URL's own.
    /\$\{(G\w+(?=_\d)|[^}]+).*?}|\[(ORDER_ID|REVENUE|CACHEBUSTER|timestamp)]/g,
    (_, path, name = path) => encodeText(texts.get(name) || ''),
  );
}
