/**
 * Makes a URL that is too long fit: the longest pairs of its query lose their ends, or have no place at all.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
export declare function fitUrl(whole: string, maxLength: number): string;
