/** The one of some names that a parameter's name is, in any case, and as a list's (`gclid[]`) too. */
export const named = (names: readonly string[] = [], name: string): string | undefined =>
  names.filter(
    each => [name, name.replace(/\[.*/, '')].map(each => each.toLowerCase()).indexOf(each.toLowerCase()) >= 0,
  )[0];
