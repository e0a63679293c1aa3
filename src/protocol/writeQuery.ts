import { asData } from './asData.ts';
import { encodeText } from './encodeText.ts';
import { MAX_DEPTH, MAX_INDEX, MAX_KEYS } from './limits.ts';
import { ownKeys } from './ownKeys.ts';

/** Longer values are the first that have no place in a beacon which is cut: see `fitUrl`. */
const LONG = 999;

/** Most characters of all of these: more is no beacon that the collector takes. */
const MAX_LONG = 500_000;

/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, what a
 *   getter threw, or `false` where there is no value
 */
export function writeQuery(fields: object, skip: (path: string, reason: unknown) => void): string {
  const pairs: string[] = [];
  let keys = 0;
  let room = MAX_LONG;

  /** @param open the objects that `parent` stands in, and itself */
  const visit = (parent: object, prefix: string, open: unknown[]): void => {
    const isItem = Array.isArray(parent);
    ownKeys(parent).map(key => {
      // Keeps a key clear of the path syntax: dots, wildcards, array indexes (real server: tidwall/sjson).
      // A plain word has none of it.
      const path = /^[a-z]\w*$/i.test(key)
        ? prefix + key
        : prefix +
          encodeText(
            key
              .replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&')
              .replace(/^(-1|\d*)$/, isItem || !prefix ? '$&' : ':$&'),
          );
      try {
        const value = asData((parent as { [key: string]: unknown })[key]);
        if (
          open.includes(value) ||
          open[MAX_DEPTH] ||
          keys++ >= MAX_KEYS ||
          (isItem && !((key as unknown as number) <= MAX_INDEX))
        ) {
          throw 'too many';
        }
        if (Object(value) === value) visit(value as object, path + '.', [...open, value]);
        // Strings, booleans, big integers and finite numbers: what `typeof` says, with the value after it, begins with
        // `string`, `boolean`, `bigint` or `number` and a digit. A symbol throws, which leaves it out as well.
        else if (path && /^([sb]|number-?\d)/.test(typeof value + value)) {
          const text = value + '';
          // What is too long by itself is not even encoded: that takes its time.
          const encoded = text[MAX_LONG] ? text : encodeText(text);
          if (encoded[LONG] && (room -= encoded.length) < 0) throw 'too long';
          pairs.push(path + '=' + encoded);
          // Said and not thrown, which takes long: most events have fields without a value.
        } else skip(path, value != null && 'no text');
      } catch (reason) {
        skip(path, reason);
      }
    });
  };

  visit(fields, '', [fields]);
  return pairs.join('&');
}
