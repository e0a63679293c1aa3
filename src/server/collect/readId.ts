/** Longest id: a uuid has 36 characters, an order number of a shop rarely more. */
export const MAX_ID = 255;

/**
 * An id as it is taken, by every route: without what can't be seen (controls, line ends, zero-width characters, unusual spaces)
 * and without spaces at its ends; '' where there is none.
 */
export const readId = (sent: unknown): string =>
  typeof sent === 'string' ? sent.replace(/(?! )[\p{C}\p{Z}]/gu, '').trim() : '';

/** Why an id is not taken; undefined where it is. */
export const idProblem = (name: string, id: string): string | undefined =>
  id.length > MAX_ID ? `${name}: ${id.length} characters, send at most ${MAX_ID}` : undefined;
