/**
 * The one of some names that a parameter's name is, in any case, and as a list's (`gclid[]`) too. They are read from the text of the
 * list: a page may have given one name in its place, or something else than a text in it.
 */
export function named(names: readonly string[] | string = '', name: string): string | undefined {
  const lower = name.toLowerCase();
  return `${names}`
    .split(',')
    .filter(each => [lower, lower.replace(/\[.*/, '')].includes(each.toLowerCase()))[0];
}
