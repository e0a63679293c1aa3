/** One `path=value` of a query, not yet encoded. */
export type Pair = [path: string, value: string];

/**
 * Context that a beacon can do without, in the order in which it is dropped from one that is too long.
 * What attribution reads (`context.campaign`, `context.page.url`) is not in the list.
 */
export const OPTIONAL_CONTEXT = [
  'page.search',
  'screen',
  'timezone',
  'locale',
  'page.title',
  'traits',
  'page.referrer',
  'userAgent',
];

/** Values of up to this many characters stay whole: an order id or a sku cut in two is a wrong one. */
const SHORTEST_CUT = 100;

/**
 * Joins pairs to a query that fits: first optional context is dropped, then the longest values are cut, then
 * pairs are dropped from the end. Keys at the root (ids, times, names) are never cut, and go last.
 * @param max most characters the query may have
 * @param skip told of every key that is not whole any more
 */
export function join(whole: Pair[], max: number, skip: (key: string, reason: string) => void): string {
  let pairs = whole;
  let query: string;
  const isLong = () => {
    query = pairs
      .map(([path, value]) => `${encodeURIComponent(path)}=${encodeURIComponent(value)}`)
      .join('&');
    return query.length > max;
  };
  if (isLong()) {
    pairs = [['context.truncated', 'true'], ...whole];
    for (let step = 0, cap = max; isLong(); step++) {
      const optional = OPTIONAL_CONTEXT[step];
      if (optional) pairs = pairs.filter(([path]) => !path.startsWith(`context.${optional}`));
      else if (cap > SHORTEST_CUT) {
        cap *= 0.8;
        pairs = pairs.map(pair => cut(pair, cap));
        // The part that fits, if all were alike: nearer and nearer, and one fewer at least.
      } else pairs = pairs.slice(0, (pairs.length * max) / query!.length);
    }
    for (const pair of whole) if (!pairs.includes(pair)) skip(pair[0], 'too long');
  }
  return query!;
}

/** Cuts a long value short, but not between the two halves of a character. */
const cut = (pair: Pair, cap: number): Pair =>
  pair[1].length > cap && pair[0].includes('.')
    ? [pair[0], pair[1].slice(0, cap).replace(/[\ud800-\udbff]$/, '')]
    : pair;
