/** A key that was left out, with the reason. */
export interface Skip {
    /** The key's path in dot notation. */
    key: string;
    /** Why, in words for a person. */
    reason: string;
    /** True where the key is past a limit: the collector refuses the whole query for it. */
    refused?: true;
}
/** Nested fields as `decodeQuery` makes them: without a prototype, so that `__proto__` is an ordinary key. */
export interface Fields {
    [key: string]: unknown;
}
/**
 * Writes nested fields as a query string in dot notation, so that a RudderStack server and `decodeQuery`
 * read every key back as it was. Never throws: what has no text form is left out and named in `skipped`.
 * @param fields the event, with `writeKey`, `anonymousId`, … at its root
 * @param options.maxLength most characters the query may have; a longer one loses optional context first,
 *   then its longest pairs, then items of lists, and says `context.truncated=true`. Default: no limit.
 */
export declare function encodeQuery(fields: object, { maxLength }?: {
    maxLength?: number;
}): {
    query: string;
    skipped: Skip[];
};
/**
 * Reads a query string in dot notation back into nested fields. Values stay strings. Keys apply in query
 * order, the first value of a repeated key wins, and what can't be read is named in `skipped`.
 * @param query without its leading `?`
 */
export declare function decodeQuery(query: string): {
    fields: Fields;
    skipped: Skip[];
};
