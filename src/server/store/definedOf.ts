/** The columns that a change names: a value that is undefined is none. */
export const definedOf = (columns: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
