/** An object's own properties alone, without what the page has put on every object. */
export const own = <Given extends object>(given?: Given | false, ...more: unknown[]): Given =>
  Object.assign(Object.create(null), given, ...more);
