/**
 * What `writeQuery` does, for servers: the same query and the same skips in a fraction of the time, in more bytes than a
 * page should load.
 */
export declare function writeFields(fields: object, skip: (path: string, reason: unknown) => void): string;
