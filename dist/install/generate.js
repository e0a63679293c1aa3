/** What every base code that makes a page view by itself says about the next pixel. */
export const ONCE = 'The base code goes on every page, once for all pixels of this tag.';
