/** An object's own names. Prototype 1.6, as of 2008, has an `Object.keys` of its own, which gives those of its prototypes too. */
export const ownKeys = (object: object): string[] =>
  // biome-ignore lint/suspicious/noPrototypeBuiltins: hasOwn is younger than the tag's engines
  Object.keys(object).filter(name => ({}).hasOwnProperty.call(object, name));
