/**
 * Makes a URL that is too long fit: some pairs of its query have no place in it. None is cut in two, for half an id, an
 * address or a text is a wrong one.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
export declare function fitUrl(whole: string, maxLength: number): string;
