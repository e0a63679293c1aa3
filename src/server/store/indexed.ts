/** Longest text an index holds; longer names and ids are cut there, and stay whole in `fields`. */
export const MAX_INDEXED = 255;

/** A text as the indexed columns hold it. */
export const indexed = (text: string): string =>
  text.length > MAX_INDEXED ? text.slice(0, MAX_INDEXED) : text;
