import { asData } from "./asData.js";
import { encodeText } from "./encodeText.js";
import { MAX_DEPTH, MAX_INDEX, MAX_KEYS } from "./limits.js";
/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, what a
 *   getter threw, or `false` where there is no value
 */
export function writeQuery(fields, skip) {
    const pairs = [];
    let keys = 0;
    /** @param open the objects that `parent` stands in, and itself */
    const visit = (parent, prefix, open) => {
        const isItem = Array.isArray(parent);
        Object.keys(parent).map(key => {
            // Keeps a key clear of the path syntax: dots, wildcards, array indexes (real server: tidwall/sjson).
            // A plain word has none of it.
            const path = /^[a-z]\w*$/i.test(key)
                ? prefix + key
                : prefix +
                    encodeText(key
                        .replace(/[\\.*?|#@]|^[:[{!]/g, '\\$&')
                        .replace(/^(-1|\d*)$/, prefix && !isItem ? ':$&' : '$&'));
            try {
                const value = asData(parent[key]);
                if (open.includes(value) ||
                    open[MAX_DEPTH] ||
                    keys++ >= MAX_KEYS ||
                    (isItem && !(key <= MAX_INDEX))) {
                    throw 'too many';
                }
                if (Object(value) === value)
                    visit(value, path + '.', [...open, value]);
                // Strings, booleans, big integers and finite numbers: what `typeof` says, with the value after it, begins with
                // `string`, `boolean`, `bigint` or `number` and a digit. A symbol throws, which leaves it out as well.
                else if (path && /^([sb]|number-?\d)/.test(typeof value + value)) {
                    pairs.push(path + '=' + encodeText(value + ''));
                    // Said and not thrown, which takes long: most events have fields without a value.
                }
                else
                    skip(path, value != null && 'no text');
            }
            catch (reason) {
                skip(path, reason);
            }
        });
    };
    visit(fields, '', [fields]);
    return pairs.join('&');
}
