/** One `path=value` of a query, with its encoded text. */
export interface Pair {
  path: string;
  value: string;
  text: string;
}

export const pair = (path: string, value: string): Pair => ({
  path,
  value,
  text: `${encodeURIComponent(path)}=${encodeURIComponent(value)}`,
});

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

/** Values of up to this many encoded characters stay whole: an order id or a sku cut in two is a wrong one. */
const SHORTEST_CUT = 100;

/**
 * Makes a query fit: drops optional context, then cuts the longest values, then drops pairs from the end.
 * Keys at the root (ids, times, names) are never cut, and go last.
 * @param max most characters the joined query may have
 * @param skip told of every key that is not whole any more
 */
export function shorten(whole: Pair[], max: number, skip: (key: string, reason: string) => void): Pair[] {
  const size = (pairs: Pair[]) => pairs.reduce((sum, { text }) => sum + text.length + 1, -1);
  if (size(whole) <= max) return whole;
  let pairs = [pair('context.truncated', 'true'), ...whole];
  for (const name of OPTIONAL_CONTEXT) {
    if (size(pairs) > max) pairs = pairs.filter(({ path }) => !`${path}.`.startsWith(`context.${name}.`));
  }
  for (let cap = max; cap > SHORTEST_CUT && size(pairs) > max; cap *= 0.8) {
    pairs = pairs.map(long =>
      long.text.length > cap && long.path.includes('.')
        ? pair(long.path, cut(long.value, cap / long.text.length))
        : long,
    );
  }
  for (let length = size(pairs); length > max; ) length -= pairs.pop()!.text.length + 1;
  const kept = new Map(pairs.map(({ path, value }) => [path, value] as const));
  for (const { path, value } of whole) {
    if (kept.get(path) !== value) skip(path, kept.has(path) ? 'cut to fit' : 'dropped to fit');
  }
  return pairs;
}

/** The first part of a text, not ending between the two halves of a character. */
const cut = (text: string, part: number): string =>
  text.slice(0, text.length * part).replace(/[\ud800-\udbff]$/, '');
