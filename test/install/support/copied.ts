/**
 * A copy as Tag Manager's sandbox gets it: objects and lists of the page become its own, and functions and elements
 * nothing. Whether a call in a queue (`arguments`) is a list to it or an object is nowhere written.
 */
export function copied(value: unknown, calls: 'lists' | 'objects'): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  const copy = (each: unknown) => copied(each, calls);
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Array]' || (kind === '[object Arguments]' && calls === 'lists'))
    return Array.from(value as ArrayLike<unknown>, copy);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}
