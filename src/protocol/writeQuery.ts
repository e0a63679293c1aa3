import { encodeText } from './encodeText.ts';
import { MAX_DEPTH, MAX_INDEX, MAX_KEYS } from './limits.ts';

/**
 * Context that a beacon can do without. What attribution reads (`context.campaign`, `context.page.url`) is not
 * in it.
 */
const OPTIONAL = /^context\.(page\.[rst]|sc|ti|lo|tr|u)/;

/** A shorter value stays whole or goes: an order id or a sku cut in two is a wrong one. */
const SHORTEST_CUT = 100;

/**
 * The order in which pairs get a place: ids, times and context, then properties as they stand, then what is long, the
 * shortest first, then optional context as it stands.
 */
const rank = (pair: string): number =>
  OPTIONAL.test(pair) ? 1e9 : pair.length > 999 ? pair.length : +/^prop/.test(pair);

/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param maxLength most characters the query may have; room for `context.truncated=true` at least
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, or what a
 *   getter threw; not of those that have no place in `maxLength`
 */
export function writeQuery(
  fields: object,
  maxLength: number,
  skip: (path: string, reason: unknown) => void,
): string {
  const pairs: string[] = [];
  const paths = new Set<string>();

  /** @param open the objects that `parent` stands in, and itself */
  const visit = (parent: object, prefix: string, open: unknown[]): void => {
    const isItem = Array.isArray(parent);
    Object.keys(parent).map(key => {
      // Keeps a key clear of the path syntax: dots, wildcards, array indexes (real server: tidwall/sjson).
      const name = key
        .replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&')
        .replace(/^(-1|\d*)$/, prefix && !isItem ? ':$&' : '$&');
      const path = prefix + encodeText(name);
      try {
        let value = (parent as { [key: string]: unknown })[key];
        // Date, URL and the decimal types say themselves how they are written.
        if (typeof Object(value).toJSON === 'function') value = (value as Date).toJSON();
        if (
          open.includes(value) ||
          open[MAX_DEPTH] ||
          paths.size >= MAX_KEYS ||
          // Keys that differ in lone surrogates alone collide.
          paths.has(path) ||
          (isItem && !(+key <= MAX_INDEX))
        ) {
          throw 'too many or a cycle';
        }
        paths.add(path);
        if (value && typeof value === 'object') visit(value, path + '.', [...open, value]);
        // Strings, booleans, big integers and finite numbers. A symbol throws, which leaves it out as well.
        else if (path && /^([sb]|number-?\d)/.test(typeof value + value)) {
          pairs.push(path + '=' + encodeText(value + ''));
        } else throw 'no text';
      } catch (reason) {
        skip(path, reason);
      }
    });
  };

  visit(fields, '', [fields]);
  let query = pairs.join('&');
  if (query.length > maxLength) {
    // The longest pairs are the ones that lose their ends, or have no place at all.
    query = 'context.truncated=true';
    pairs
      .sort((a, b) => rank(a) - rank(b))
      .map(pair => {
        const [path, text] = pair.split('=') as [string, string];
        const room = maxLength - query.length;
        for (let value = decodeURIComponent(text); pair.length >= room; ) {
          value = value.slice(0, value.length * 0.9);
          if (!value[SHORTEST_CUT - 1]) return;
          pair = path + '=' + encodeText(value);
        }
        query += '&' + pair;
      });
  }
  return query;
}
