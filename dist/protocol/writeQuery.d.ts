/**
 * Writes nested fields as a query in dot notation: what `encodeQuery` does, for a caller that has no use for a
 * list of what was left out.
 * @param skip told of every key whose value can't be written, as it stands in the query, and why: a text, what a
 *   getter threw, or `false` where there is no value
 */
export declare function writeQuery(fields: object, skip: (path: string, reason: unknown) => void): string;
